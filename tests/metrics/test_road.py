"""ROAD by rank: what is removed, how it is filled, and the signs of its three numbers."""

from __future__ import annotations

import pytest
import torch

from camviewer.metrics.imputation import impute, removal_masks
from camviewer.metrics.road import removed_shares
from tests.metrics.conftest import make_subject, measure

SHAPES = pytest.mark.parametrize("shape", [(10, 10), (5, 4, 5)], ids=str)


def keeping(into):
    """A network that keeps all it sees."""

    def chance(given):
        into.extend(given.clone())
        return given.flatten(1).mean(1).sigmoid()

    return chance


@SHAPES
@pytest.mark.parametrize("order", ["most", "least"])
def test_the_network_sees_what_the_imputation_gives(order, shape):
    draw = torch.Generator().manual_seed(2)
    image, heat = (torch.randn(1, c, *shape, generator=draw) for c in (2, 1))
    heat = heat[0].relu()  # mostly equal: a threshold would remove none or half of it
    seen = []
    measure(make_subject(image, keeping(seen)), heat, f"road-{order}", noise=0.0)
    masks = removal_masks(heat, removed_shares(9), order)[0]
    expected = impute(image.expand(9, *image.shape[1:]), masks)
    assert len(seen) == 10
    torch.testing.assert_close(torch.stack(seen[1:]), expected)


def test_the_noise_of_the_paper_is_added_to_what_is_filled():
    image, heat = torch.zeros(1, 1, 30, 30), torch.rand(1, 30, 30)
    seen = []
    measure(make_subject(image, keeping(seen)), heat, "road-most", noise=0.5, shares=1)
    filled = seen[-1].flatten()
    filled = filled[filled != 0]
    assert len(filled) == 450
    assert float(filled.std()) == pytest.approx(0.5, rel=0.15)


def test_shares_lie_evenly_between_none_and_all():
    assert removed_shares(9) == pytest.approx([0.1 * i for i in range(1, 10)])
    assert removed_shares(1) == (0.5,)


@SHAPES
def test_a_map_that_finds_the_object_costs_more_than_one_that_finds_the_rest(shape):
    """One bright cell in the middle is the object; filled from around it is gone."""
    image = torch.zeros(1, 1, *shape)
    place = (0, 0, *[length // 2 for length in shape])
    image[place] = 10.0
    asked = make_subject(image, lambda given: (given.flatten(1).amax(1) > 5).float())
    right, wrong = image[0], -image[0]
    assert measure(asked, right, "road-most", noise=0.0)[0].value == pytest.approx(-1)
    assert measure(asked, wrong, "road-most", noise=0.0)[0].value == pytest.approx(0)
    assert measure(asked, right, "road-least", noise=0.0)[0].value == pytest.approx(0)
    assert measure(asked, right, "road", noise=0.0)[0].value == pytest.approx(0.5)
    assert measure(asked, wrong, "road", noise=0.0)[0].value == pytest.approx(-0.5)


def test_the_combination_is_half_the_difference_and_holds_both_curves():
    image, heat = torch.randn(1, 1, 8, 8), torch.randn(1, 8, 8)
    asked = make_subject(image, lambda given: given[:, 0, :3].flatten(1).mean(1).sigmoid())
    most, least, both = (
        measure(asked, heat, name)[0] for name in ("road-most", "road-least", "road")
    )
    assert both.value == pytest.approx((least.value - most.value) / 2)
    assert set(both.curves) == {"most", "least"}
    whole = float(image[0, 0, :3].mean().sigmoid())
    assert both.curves["most"].y[0] == pytest.approx(whole)
    assert both.curves["most"].x[0] == 0
