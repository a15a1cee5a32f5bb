import numpy as np
import pytest

from camviewer.metrics.localisation import dice, energy_inside, matched_dice, pointing_hit

HEATMAP = np.array([[4.0, 1.0], [-9.0, 3.0]])


def test_only_positive_heat_counts():
    mask = np.array([[1, 0], [1, 0]])
    assert energy_inside(HEATMAP, mask) == pytest.approx(4 / 8)


def test_a_perfect_and_a_worst_mask():
    assert energy_inside(HEATMAP, HEATMAP > 0) == 1.0
    assert energy_inside(HEATMAP, HEATMAP < 0) == 0.0


def test_a_partly_filled_cell_counts_in_part():
    assert energy_inside(HEATMAP, np.array([[0.5, 0], [0, 0]])) == pytest.approx(2 / 8)


@pytest.mark.parametrize(("cell", "hit"), [((0, 0), 1.0), ((1, 1), 0.0), ((1, 0), 0.0)])
def test_the_hottest_cell_hits_only_its_own_mask(cell, hit):
    mask = np.zeros((2, 2))
    mask[cell] = 1
    assert pointing_hit(HEATMAP, mask) == hit


def test_an_empty_mask_is_never_hit():
    assert pointing_hit(HEATMAP, np.zeros((2, 2))) == 0.0


def test_a_blank_map_has_no_place():
    blank = -np.ones((2, 2))
    assert np.isnan(energy_inside(blank, np.ones((2, 2))))
    assert np.isnan(pointing_hit(blank, np.ones((2, 2))))


@pytest.mark.parametrize(
    ("first", "second", "both", "value"),
    [(4, 4, 4, 1.0), (3, 5, 0, 0.0), (2, 4, 1, 1 / 3), (0, 3, 0, 0.0)],
)
def test_dice_is_twice_the_shared_part_over_both(first, second, both, value):
    assert dice(first, second, both) == pytest.approx(value)


def test_two_empty_regions_have_no_dice():
    assert np.isnan(dice(0, 0, 0))


def test_as_many_of_the_hottest_cells_as_the_mask_has_are_compared():
    # The two hottest are 4 and 3; the mask has the 4 and the -9.
    assert matched_dice(HEATMAP, np.array([[1, 0], [1, 0]])) == pytest.approx(2 * 1 / 4)
    assert matched_dice(HEATMAP, np.array([[1, 0], [0, 1]])) == 1.0


def test_a_cell_without_heat_is_never_among_the_hottest():
    # Three cells are hot, so three of the mask's four are shared: 2 * 3 / (3 + 4).
    assert matched_dice(HEATMAP, np.ones((2, 2))) == pytest.approx(6 / 7)


def test_equal_cells_are_taken_together():
    heatmap = np.array([5.0, 2.0, 2.0, 2.0, 0.0])
    assert matched_dice(heatmap, np.array([1, 1, 0, 0, 0])) == pytest.approx(2 * 2 / (4 + 2))


def test_a_blank_map_has_no_matched_dice_and_an_empty_mask_none_shared():
    assert np.isnan(matched_dice(-np.ones((2, 2)), np.ones((2, 2))))
    assert np.isnan(matched_dice(HEATMAP, np.zeros((2, 2))))
