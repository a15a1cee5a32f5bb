import numpy as np
import pytest
from scipy.stats import spearmanr

from camviewer.metrics.agreement import cosine, rank_correlation


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
