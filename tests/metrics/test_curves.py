"""Deletion and insertion: published numbers, perfect and worst orders, ties, shared ends."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from camviewer.metrics.curves import area, equal_counts
from tests.metrics.conftest import make_subject, measure, total


def curve_of(finding, name):
    return finding.curves[name]


def test_the_curves_of_torchcams_own_test(exact_input):
    """tests/test_metrics.py of torch-cam 0.5.0, complete curves and AUC: 0.4 and 0.6."""
    asked = make_subject(exact_input, total)
    options = {"steps": 2, "baseline": "zero"}
    out = measure(asked, exact_input[0], "deletion", **options)[0]
    into = measure(asked, exact_input[0], "insertion", **options)[0]
    assert curve_of(out, "deletion").x == pytest.approx((0, 0.5, 1))
    assert curve_of(out, "deletion").y == pytest.approx((1, 0.3, 0))
    assert curve_of(into, "insertion").y == pytest.approx((0, 0.7, 1))
    assert (out.value, into.value) == pytest.approx((0.4, 0.6))


def test_steps_that_do_not_divide_the_cells_of_torchcams_own_test():
    """The same file, non_divisible_steps: 5 values in 3 steps give 0.41 and 0.59."""
    image = torch.tensor([[[[0.3, 0.25, 0.2, 0.15, 0.1]]]])
    asked = make_subject(image, total)
    options = {"steps": 3, "baseline": "zero"}
    out = measure(asked, image[0], "deletion", **options)[0]
    into = measure(asked, image[0], "insertion", **options)[0]
    assert curve_of(out, "deletion").x == pytest.approx((0, 0.4, 0.8, 1))
    assert curve_of(out, "deletion").y == pytest.approx((1, 0.45, 0.1, 0), abs=1e-6)
    assert curve_of(into, "insertion").y == pytest.approx((0, 0.55, 0.9, 1), abs=1e-6)
    assert (out.value, into.value) == pytest.approx((0.41, 0.59))


def test_a_network_that_falls_at_the_first_cell_gives_a_perfect_deletion():
    """Xplique 2.0.2, tests/metrics/test_fidelity.py: 0 within 0.01 at 16 x 16 steps."""
    image = torch.rand(1, 1, 16, 16) + 0.1
    asked = make_subject(image, lambda x: 1 - (x == 0).flatten(1).any(1).float())
    found = measure(asked, image[0], "deletion", steps=256, baseline="zero")[0]
    assert found.value == pytest.approx(1 / 512)


def test_a_network_that_rises_at_the_first_cell_gives_a_perfect_insertion():
    """Xplique 2.0.2, the same file: 1 within 0.01."""
    image = torch.rand(1, 1, 16, 16) + 0.1
    asked = make_subject(image, lambda x: (x != 0).flatten(1).any(1).float())
    found = measure(asked, image[0], "insertion", steps=256, baseline="zero")[0]
    assert found.value == pytest.approx(1 - 1 / 512)


def test_a_constant_network_gives_its_constant():
    asked = make_subject(torch.rand(1, 1, 6, 6), lambda x: torch.full((len(x),), 0.37))
    for name in ("deletion", "insertion", "deletion-cfcam", "insertion-cfcam"):
        assert measure(asked, torch.rand(1, 6, 6), name)[0].value == pytest.approx(0.37)


@pytest.mark.parametrize("shape", [(6, 7), (3, 4, 5)], ids=str)
def test_the_right_order_beats_its_opposite_in_two_and_three_dimensions(shape):
    image = torch.rand(1, 1, *shape)
    asked = make_subject(image, lambda x: x.flatten(1).sum(1) / image.sum())
    for name, sign in (("deletion", -1), ("insertion", 1)):
        best, worst = (
            measure(asked, order * image[0], name, baseline="zero")[0].value
            for order in (1, -1)
        )
        assert sign * best > sign * worst
        # What one order takes first the other takes last.
        assert best + worst == pytest.approx(1, abs=0.05)


def test_equal_cells_go_in_reading_order():
    seen = []

    def chance(x):
        seen.extend(x.flatten(1).tolist())
        return torch.zeros(len(x))

    asked = make_subject(torch.ones(1, 1, 2, 2), chance)
    heat = torch.tensor([[[0.0, 7.0], [0.0, 0.0]]])
    measure(asked, heat, "deletion", steps=4, baseline="zero")
    assert [1, 0, 1, 1] in seen
    assert [0, 0, 1, 1] in seen
    assert [0, 0, 0, 1] in seen


def test_all_channels_of_a_cell_go_together():
    seen = []

    def chance(x):
        seen.extend(x.flatten(2).tolist())
        return torch.zeros(len(x))

    asked = make_subject(torch.ones(1, 3, 1, 2), chance)
    measure(asked, torch.tensor([[[1.0, 2.0]]]), "deletion", steps=2, baseline="zero")
    assert [[1, 0]] * 3 in seen


@given(st.integers(1, 400), st.integers(1, 60))
def test_counts_begin_with_none_end_with_all_and_grow(cells, steps):
    counts = equal_counts(cells, steps)
    assert counts[0] == 0
    assert counts[-1] == cells
    assert list(counts) == sorted(set(counts))
    assert len(counts) <= steps + 1


def test_the_area_under_a_line_and_a_broken_one():
    assert area([0, 1], [1, 0]) == 0.5
    assert area([0, 0.25, 1], [1, 0, 1]) == pytest.approx(0.125 + 0.375)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30))
def test_areas_of_probabilities_are_shares(seed, steps):
    draw = torch.Generator().manual_seed(seed)
    image = torch.randn(1, 2, 5, 6, generator=draw)
    heat = torch.randint(-2, 3, (1, 5, 6), generator=draw).float()
    asked = make_subject(image, lambda x: x.flatten(1).mean(1).sigmoid())
    for name in ("deletion", "insertion"):
        assert 0 <= measure(asked, heat, name, steps=steps)[0].value <= 1


def test_cf_cams_code_takes_floor_steps_and_draws_them_over_all():
    """205 cells: steps of 2, so 5 cells are never reached, and the axis still ends at 1."""
    image = torch.ones(1, 1, 5, 41)
    asked = make_subject(image, total)
    found = measure(asked, torch.rand(1, 5, 41), "deletion-cfcam")[0]
    curve = curve_of(found, "deletion")
    assert len(curve.x) == 101
    assert curve.x[-1] == 1
    assert curve.y[1] == 203
    assert curve.y[-1] == 5
    assert found.value == pytest.approx(105)
