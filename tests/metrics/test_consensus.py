from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from camviewer.metrics.consensus import consensus, disagreement, ranked

STACKS = arrays(np.float32, (3, 2, 3, 2), elements=st.floats(-9, 9, width=32))


def test_ranks_run_from_nought_to_one_and_equal_cells_share():
    np.testing.assert_allclose(
        ranked(np.array([[5.0, -1.0], [5.0, 9.0]])), [[0.5, 0], [0.5, 1]]
    )


def test_maps_that_agree_are_their_own_consensus():
    one = np.array([[1.0, 4.0], [2.0, 8.0]])
    np.testing.assert_allclose(consensus([one, 100 * one - 7]), ranked(one), atol=1e-6)
    assert not disagreement([one, 100 * one - 7]).any()


def test_opposite_maps_disagree_most_at_their_ends():
    one = np.array([0.0, 1.0, 2.0])
    np.testing.assert_allclose(consensus([one, -one]), [0.5, 0.5, 0.5])
    np.testing.assert_allclose(disagreement([one, -one]), [0.5, 0, 0.5])


@given(STACKS)
def test_both_keep_to_their_range_whatever_the_order(stack):
    maps = list(stack)
    agreed, split = consensus(maps), disagreement(maps)
    assert agreed.shape == split.shape == (2, 3, 2)
    assert 0 <= agreed.min() <= agreed.max() <= 1
    assert 0 <= split.min() <= split.max() <= 0.5 + 1e-6
    np.testing.assert_allclose(agreed, consensus(maps[::-1]), atol=1e-6)


def test_a_map_of_one_cell_has_a_rank():
    assert ranked(np.ones((1, 1))) == 0


def test_no_map_has_no_consensus():
    with pytest.raises(ValueError, match="no map"):
        consensus([])
