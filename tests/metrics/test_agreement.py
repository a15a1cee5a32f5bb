import numpy as np
import pytest
from scipy.stats import spearmanr

from camviewer.metrics.agreement import (
    cosine,
    hottest_cells,
    rank_correlation,
    shared_hot_cells,
)


def test_a_map_agrees_fully_with_itself_scaled():
    heatmap = np.array([[1.0, -2.0], [3.0, 0.5]])
    assert cosine(heatmap, 7 * heatmap) == pytest.approx(1.0)
    assert rank_correlation(heatmap, 7 * heatmap + 3) == pytest.approx(1.0)


def test_a_map_and_its_opposite_disagree_fully():
    heatmap = np.array([[1.0, -2.0], [3.0, 0.5]])
    assert cosine(heatmap, -heatmap) == pytest.approx(-1.0)
    assert rank_correlation(heatmap, -heatmap) == pytest.approx(-1.0)


def test_maps_without_a_common_cell_have_cosine_nought():
    assert cosine(np.array([1.0, 0.0]), np.array([0.0, 5.0])) == 0.0


def test_the_cosine_of_a_hand_worked_pair():
    assert cosine(np.array([3.0, 4.0]), np.array([4.0, 3.0])) == pytest.approx(24 / 25)


@pytest.mark.parametrize("seed", range(5))
def test_the_rank_correlation_is_scipys_also_with_ties(seed):
    rng = np.random.default_rng(seed)
    one, other = rng.integers(0, 4, (2, 3, 5, 4)).astype(np.float32)
    expected = spearmanr(one.ravel(), other.ravel()).statistic
    assert rank_correlation(one, other) == pytest.approx(expected)


def test_a_zero_or_constant_map_agrees_with_nothing():
    assert np.isnan(cosine(np.zeros(4), np.ones(4)))
    assert np.isnan(rank_correlation(np.ones(4), np.arange(4)))


def test_the_hottest_tenth_is_taken_by_rank_equal_cells_in_reading_order():
    heat = np.zeros(20)
    heat[[3, 7, 8]] = 5.0
    assert np.flatnonzero(hottest_cells(heat, 0.1)).tolist() == [3, 7]
    assert hottest_cells(np.arange(5.0), 0.1).tolist() == [False] * 4 + [True]


def test_shared_hot_cells_of_hand_worked_maps():
    one, other = np.zeros((4, 5)), np.zeros((4, 5))
    one[0, :2], other[0, 1:3] = (2.0, 1.0), (9.0, 8.0)
    assert shared_hot_cells(one, other) == 0.5
    assert shared_hot_cells(one, one * 3) == 1
    assert shared_hot_cells(one, np.flip(one)) == 0
    assert np.isnan(shared_hot_cells(one, np.ones((4, 5))))
