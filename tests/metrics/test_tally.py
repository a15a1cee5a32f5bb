"""Counting slab by slab gives what whole arrays give."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.metrics.localisation import dice, matched_dice
from camviewer.metrics.tally import Tally


@pytest.fixture
def arrays():
    rng = np.random.default_rng(3)
    heatmap = rng.normal(size=(6, 30, 40)).astype(np.float32)
    masks = [rng.random(heatmap.shape) < share for share in (0.02, 0.3, 0.9)]
    masks.append(heatmap > 1.0)
    return heatmap, masks


def counted(heatmap, masks):
    tally = Tally(float(heatmap.max()), len(masks))
    for slab in range(len(heatmap)):
        tally.add(heatmap[slab], [mask[slab] for mask in masks])
    return tally


def test_the_matched_dice_is_that_of_the_whole_arrays(arrays):
    heatmap, masks = arrays
    tally = counted(heatmap, masks)
    for number, mask in enumerate(masks):
        assert tally.matched_dice(number) == pytest.approx(
            matched_dice(heatmap, mask), abs=2e-3
        )


def test_the_dice_above_a_value_is_that_of_the_whole_arrays(arrays):
    heatmap, masks = arrays
    tally = counted(heatmap, masks)
    for number, mask in enumerate(masks):
        drawn = heatmap >= 0.7
        expected = dice(drawn.sum(), mask.sum(), (drawn & mask).sum())
        assert tally.dice_above(number, 0.7) == pytest.approx(expected, abs=2e-3)


def test_a_region_cut_from_the_map_is_matched_but_for_a_step(arrays):
    heatmap, masks = arrays
    assert counted(heatmap, masks).matched_dice(3) > 0.995


def test_above_nothing_all_positive_heat_counts():
    heatmap = np.array([[1.0, -1.0, 0.0, 0.25]], np.float32)
    mask = np.array([[True, True, False, False]])
    tally = counted(heatmap, [mask])
    assert tally.dice_above(0, 0.0) == pytest.approx(2 * 1 / (2 + 2))
    assert tally.dice_above(0, 5.0) == 0.0
    # From 0.25 on there are 1 and 0.25; from just above it 1 alone.
    assert tally.dice_above(0, 0.25) == pytest.approx(2 * 1 / (2 + 2))
    assert tally.dice_above(0, 0.26) == pytest.approx(2 * 1 / (1 + 2))


def test_a_blank_map_has_no_matched_dice():
    tally = Tally(1.0, 1)
    tally.add(np.full((2, 2), -1, np.float32), [np.ones((2, 2), bool)])
    assert np.isnan(tally.matched_dice(0))


def test_arrays_stay_as_they_were(arrays):
    heatmap, masks = arrays
    before = heatmap.copy()
    counted(heatmap, masks)
    np.testing.assert_array_equal(heatmap, before)


@pytest.mark.parametrize("top", [1e-40, 1e-20, 1e20])
def test_maps_of_any_size_are_counted(top):
    heatmap = np.array([[1.0, 0.5, 0.25, 0.0]]) * top
    tally = counted(heatmap.astype(np.float32), [np.array([[True, True, False, False]])])
    assert tally.matched_dice(0) == 1.0
