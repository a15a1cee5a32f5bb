"""CAM and FEM, beside their formulas."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from camviewer.core.errors import LayerError
from camviewer.engine.methods import Probe


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


@pytest.mark.parametrize("kappa", [0.0, 1.0, 2.0])
@pytest.mark.parametrize("signed", [False, True], ids=["relu", "signed"])
def test_fem_sums_the_means_of_the_channels_that_stand_out(
    signed, kappa, grid, make_probe, run
):
    probe = make_probe(2, 6, *grid, signed=signed)
    found = run("fem", probe, kappa=kappa)
    where = list(np.ndindex(*grid))
    for sample in range(2):
        exact = np.zeros(grid)
        for channel in probe.activations[sample].double().numpy():
            mean = sum(channel[cell] for cell in where) / len(where)
            sigma = (sum((channel[cell] - mean) ** 2 for cell in where) / len(where)) ** 0.5
            for cell in where:
                exact[cell] += mean if channel[cell] > mean + kappa * sigma else 0
        np.testing.assert_allclose(found[sample], exact, atol=1e-5)


def test_fem_leaves_out_the_flat_channel_that_xplique_shows_everywhere(run):
    """Their test: means (1, 1), cells (1, 0), (1, 0), (1, 0), (1, 4), one sigma.

    They take cells at the threshold too, so that the flat first channel adds 1 to each cell.
    """
    activations = torch.tensor([[[[1.0, 1], [1, 1]], [[0, 0], [0, 4]]]])
    found = run("fem", Probe(activations, torch.zeros(1)), kappa=1.0)
    assert found.tolist() == [[[0, 0], [0, 1]]]


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e-20, 1e20])
def test_rounding_of_a_flat_channels_mean_does_not_show(value, run):
    probe = Probe(torch.full((1, 1, 97, 89), value), torch.zeros(1))
    assert not run("fem", probe, kappa=0.0).any()
