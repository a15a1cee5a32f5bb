import numpy as np
import pytest

from camviewer.metrics.localisation import energy_inside, pointing_hit

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
