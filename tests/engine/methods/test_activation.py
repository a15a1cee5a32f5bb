"""CAM and FEM, beside their formulas."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from camviewer.core.errors import LayerError


def test_cam_agrees_with_its_formula(grid, make_probe, run):
    probe = make_probe(2, 6, *grid)
    found = run("cam", probe)
    for sample in range(2):
        for cell in np.ndindex(*grid):
            exact = sum(
                float(probe.head.weight[sample, k]) * float(probe.activations[sample, k][cell])
                for k in range(6)
            )
            assert float(found[sample][cell]) == pytest.approx(exact, abs=1e-5)


def test_cam_says_what_it_needs_when_the_tail_is_not_linear(make_probe, run):
    probe = dataclasses.replace(make_probe(1, 2, 3, 3), head=None)
    with pytest.raises(LayerError, match="average pooling") as error:
        run("cam", probe)
    assert error.value.hint
