from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from camviewer.metrics.concentration import complexity, sparseness

MAPS = arrays(np.float32, (4, 5), elements=st.floats(-100, 100, width=32))


def test_one_cell_is_the_simplest_map_and_a_constant_the_fullest():
    one = np.zeros((4, 5))
    one[1, 2] = 7
    assert complexity(one) == pytest.approx(1 / 20)
    assert complexity(np.full((4, 5), 3.0)) == 1


def test_only_what_speaks_for_the_target_is_complex():
    assert complexity(np.array([4.0, 2.0, -8.0, 0.0])) == pytest.approx(1.5 / 4)


def test_the_entries_of_a_blank_map_mark_nothing():
    assert np.isnan(complexity(-np.ones(4)))
    assert np.isnan(sparseness(np.zeros(4)))


def test_sparseness_of_hand_worked_maps():
    """Xplique's test has (1, 1, 1, 1) and (1, 2, 3, 4), whose Gini index is 0.25."""
    assert sparseness(np.ones(4)) == 0
    assert sparseness(np.array([3.0, 1.0, -4.0, 2.0])) == pytest.approx(0.25)
    assert sparseness(np.array([0.0, 0.0, 5.0, 0.0])) == pytest.approx(0.75)


@given(MAPS)
def test_sparseness_is_half_the_mean_difference_over_the_mean(heatmap):
    sizes = np.abs(heatmap.astype(np.float64)).ravel()
    if sizes.max() > 0:
        sizes /= sizes.max()
        gaps = np.abs(sizes[:, None] - sizes).mean()
        assert sparseness(heatmap) == pytest.approx(gaps / (2 * sizes.mean()), abs=1e-9)


@given(MAPS)
def test_complexity_is_a_share_or_no_number(heatmap):
    found = complexity(heatmap)
    assert 0 < found <= 1 if heatmap.max() > 0 else np.isnan(found)


@given(MAPS)
def test_the_place_of_the_cells_does_not_matter(heatmap):
    turned = heatmap[::-1].T
    assert sparseness(turned) == pytest.approx(sparseness(heatmap), nan_ok=True)
    assert complexity(turned) == pytest.approx(complexity(heatmap), nan_ok=True)
