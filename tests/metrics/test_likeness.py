from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from skimage.metrics import structural_similarity as reference

from camviewer.metrics.likeness import mean_square, scaled, ssim, structural_similarity


def test_maps_are_shown_from_nought_to_one():
    np.testing.assert_allclose(scaled(np.array([-3.0, 2.0, 4.0])), [0, 0.5, 1])
    assert not scaled(-np.ones(3)).any()


@pytest.mark.parametrize("shape", [(9, 12), (8, 9, 7)], ids=str)
def test_it_is_skimages_similarity_of_what_is_shown(shape):
    rng = np.random.default_rng(0)
    one, other = rng.normal(size=(2, *shape))
    expected = reference(scaled(one), scaled(other), win_size=7, data_range=1.0)
    assert structural_similarity(one, 5 * other) == pytest.approx(expected)


@pytest.mark.parametrize(("shape", "window"), [((4, 9), 3), ((6, 6), 5), ((1, 7, 7), 7)])
def test_the_window_fits_the_shortest_axis(shape, window):
    one, other = np.random.default_rng(1).normal(size=(2, *shape))
    expected = reference(
        scaled(one).squeeze(), scaled(other).squeeze(), win_size=window, data_range=1.0
    )
    assert structural_similarity(one, other) == pytest.approx(expected)


@pytest.mark.parametrize("shape", [(2, 2), (1, 1), (2, 5)], ids=str)
def test_maps_of_a_few_cells_are_one_window(shape):
    rng = np.random.default_rng(2)
    one, other = rng.uniform(size=(2, *shape))
    assert structural_similarity(one, one) == pytest.approx(1)
    assert -1 <= structural_similarity(one, other) <= 1


@given(st.integers(0, 1000))
def test_it_is_one_for_the_same_map_and_the_same_both_ways(seed):
    one, other = np.random.default_rng(seed).normal(size=(2, 7, 8))
    assert structural_similarity(one, 3 * one) == pytest.approx(1)
    assert structural_similarity(one, other) == pytest.approx(structural_similarity(other, one))


def test_blank_maps_look_alike():
    assert structural_similarity(-np.ones((8, 8)), np.zeros((8, 8))) == 1


def test_tensors_are_taken_too():
    one, other = torch.tensor([[1.0, 0.0], [0.0, 2.0]]), torch.tensor([[4.0, 2.0], [0.0, 0.0]])
    assert mean_square(one, other) == pytest.approx((0.25 + 0.25 + 0 + 1) / 4)
    assert ssim(one, 2 * one) == pytest.approx(1)
