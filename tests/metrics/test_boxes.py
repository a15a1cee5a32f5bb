"""Regions and boxes: hand-worked cases, and the scores of Quantus' published fixtures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from camviewer.metrics import METRICS
from camviewer.metrics.boxes import (
    box_hit,
    box_iou,
    box_mask,
    box_of,
    box_overlap,
    dice_overlap,
    heat_box,
    hot_region,
    inside_ratio,
    largest_part,
    mask_boxes,
    overlap,
)
from camviewer.metrics.localisation import energy_inside, pointing_hit


def square(low, high, size=224, value=1.0, rest=0.0):
    """Quantus' fixtures are squares like this one."""
    heat = np.full((size, size), rest)
    heat[low:high, low:high] = value
    return heat


INSIDE = square(50, 150)
HALF_MASK = np.zeros((224, 224))
HALF_MASK[0:50, 50:100] = 1
HALF_HEAT = np.zeros((224, 224))
HALF_HEAT[0:100, 75:100] = 1


@pytest.mark.parametrize(
    ("heat", "mask", "mass", "hit"),
    [
        (INSIDE, square(50, 150), 1.0, 1),  # all_in_gt_zeros_2d_3ch
        (INSIDE, square(0, 150), 1.0, 1),  # all_in_gt_seg_bigger_2d_3ch, without its noise
        (square(100, 200), square(0, 100), 0.0, 0),  # none_in_gt_zeros_2d_3ch
        (square(112, 224), square(0, 112), 0.0, 0),  # none_in_gt_fourth_2d_3ch
        (HALF_HEAT, HALF_MASK, 0.5, 1),  # half_in_gt_zeros_2d_3ch
    ],
)
def test_mass_inside_and_hit_of_quantus_fixtures(heat, mask, mass, hit):
    """Quantus 0.6.0, tests/metrics/test_localisation_metrics.py: relevance mass, pointing."""
    assert energy_inside(heat, mask) == pytest.approx(mass)
    assert pointing_hit(heat, mask) == hit


def test_an_empty_mask_is_no_hit():
    """Quantus 0.6.0 counts it as one: a NaN in an array of truths."""
    assert pointing_hit(INSIDE, np.zeros((224, 224))) == 0


def test_overlap_and_dice_of_quantus_half_fixture():
    """2500 cells of the mask, 2500 of the heat, 1250 of both."""
    assert overlap(HALF_HEAT, HALF_MASK, 0.5) == pytest.approx(1250 / 3750)
    assert dice_overlap(HALF_HEAT, HALF_MASK, 0.5) == pytest.approx(0.5)


def test_the_threshold_is_a_share_of_the_maximum_and_the_cell_at_it_counts():
    heat = np.array([10.0, 1.5, 1.4, -20.0])
    assert hot_region(heat, 0.15).tolist() == [True, True, False, False]
    assert hot_region(heat, 0.0).tolist() == [True, True, True, False]
    assert not hot_region(-np.ones(4), 0.15).any()


def test_every_threshold_has_its_metric():
    heat, mask = np.array([10.0, 5.0, 2.0, 1.0]), np.array([1, 1, 0, 0])
    found = {share: METRICS.get(f"iou-{share}").run(heat, mask) for share in (15, 25, 50, 75)}
    assert found == pytest.approx({15: 2 / 3, 25: 1, 50: 1, 75: 0.5})
    assert METRICS.get("dice-15").run(heat, mask) == pytest.approx(0.8)


@given(st.integers(0, 10_000), st.floats(0.05, 0.95))
def test_dice_and_overlap_say_the_same(seed, share):
    rng = np.random.default_rng(seed)
    heat, mask = rng.normal(size=(5, 6)), rng.random((5, 6)) < 0.4
    found, dice = overlap(heat, mask, share), dice_overlap(heat, mask, share)
    if np.isnan(found):
        assert np.isnan(dice)
    else:
        hot = hot_region(heat, share)
        assert dice == pytest.approx(2 * (hot & mask).sum() / (hot.sum() + mask.sum()))


def test_blank_maps_and_empty_masks_have_no_overlap():
    for run in (lambda h, m: overlap(h, m, 0.15), box_iou, box_hit, inside_ratio):
        assert np.isnan(run(-np.ones((4, 4)), np.eye(4)))
        assert np.isnan(run(np.eye(4), np.zeros((4, 4))))


def test_the_ratio_is_of_means_and_of_positive_heat():
    heat, mask = np.array([6.0, 2.0, 1.0, -50.0]), np.array([1, 1, 0, 0])
    assert inside_ratio(heat, mask) == pytest.approx(4 / 0.5)
    assert inside_ratio(np.array([6.0, 2.0, 0.0, -1.0]), mask) == float("inf")
    assert inside_ratio(np.array([0.0, 0.0, 1.0, 1.0]), mask) == 0
    assert np.isnan(inside_ratio(heat, np.ones(4)))


def two_blobs():
    heat = np.zeros((12, 12))
    heat[1:3, 1:3] = 10
    heat[5:10, 6:9] = 2
    heat[11, 11] = 1.4
    return heat


def test_the_box_is_that_of_the_largest_piece_above_15_per_cent():
    assert heat_box(two_blobs()) == ((5, 10), (6, 9))
    assert heat_box(two_blobs(), 0.5) == ((1, 3), (1, 3))
    assert heat_box(-np.ones((3, 3))) is None


def test_pieces_hang_together_by_faces_and_the_first_of_equals_is_kept():
    region = np.array([[1, 0, 0], [0, 1, 0], [0, 1, 0]], bool)
    assert largest_part(region).tolist() == [[0, 0, 0], [0, 1, 0], [0, 1, 0]]
    assert largest_part(np.eye(2, dtype=bool)).tolist() == [[1, 0], [0, 0]]


def test_boxes_of_a_volume():
    heat = np.zeros((6, 7, 8))
    heat[1:4, 2:5, 3:7] = 1
    assert heat_box(heat) == ((1, 4), (2, 5), (3, 7))
    mask = box_mask(heat.shape, ((1, 4), (2, 5), (3, 5)))
    assert mask.sum() == 18
    assert box_iou(heat, mask) == pytest.approx(0.5)
    assert box_hit(heat, mask) == 1


def test_half_is_found_and_less_is_not():
    heat = np.zeros((4, 8))
    heat[:, :4] = 1
    assert box_hit(heat, box_mask((4, 8), ((0, 4), (0, 8)))) == 1
    heat[:, 3] = 0
    assert box_hit(heat, box_mask((4, 8), ((0, 4), (0, 8)))) == 0


def test_each_piece_of_the_mask_has_a_box_and_the_best_counts():
    mask = np.zeros((12, 12))
    mask[0:4, 0:2] = 1
    mask[5:10, 6:9] = 1
    assert mask_boxes(mask) == (((0, 4), (0, 2)), ((5, 10), (6, 9)))
    assert box_iou(two_blobs(), mask) == 1


def test_boxes_that_do_not_touch_share_nothing():
    assert box_overlap(((0, 2), (0, 2)), ((2, 4), (0, 2))) == 0
    assert box_overlap(((0, 2), (0, 2)), ((1, 3), (1, 3))) == pytest.approx(1 / 7)
    assert box_of(np.zeros((2, 2), bool)) is None


@given(st.integers(0, 10_000))
def test_box_overlap_is_that_of_their_masks(seed):
    rng = np.random.default_rng(seed)
    lows = rng.integers(0, 5, (2, 3))
    highs = lows + rng.integers(1, 5, (2, 3))
    one, other = (
        tuple(map(tuple, np.stack([low, high], 1).tolist()))
        for low, high in zip(lows, highs, strict=True)
    )
    first, second = box_mask((10, 10, 10), one), box_mask((10, 10, 10), other)
    expected = (first & second).sum() / (first | second).sum()
    assert box_overlap(one, other) == pytest.approx(expected)
