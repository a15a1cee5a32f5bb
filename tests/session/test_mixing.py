"""Difference, consensus and disagreement, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.errors import Cancelled
from camviewer.core.image import Grid, Heatmap, pixel_grid
from camviewer.core.progress import CancelToken
from camviewer.session.mixing import (
    difference,
    finest_grid,
    mix,
    mix_sentence,
    mix_title,
    scaled,
)


def over(values, name="m"):
    """A map laid evenly over a picture of 4 x 4 pixels."""
    values = np.asarray(values, np.float32)
    return Heatmap(values, pixel_grid(4, 4).divided(values.shape), name)


ONE = over([[1, 0], [-2, 4]])
OTHER = over([[0, 5], [10, -10]])


def test_a_map_is_divided_by_its_largest_magnitude_and_keeps_its_sign():
    np.testing.assert_allclose(scaled(np.array([-8.0, 2.0, 4.0])), [-1, 0.25, 0.5])
    assert not scaled(np.zeros(3)).any()


def test_the_difference_by_hand():
    # ONE / 4 = [[.25, 0], [-.5, 1]];  OTHER / 10 = [[0, .5], [1, -1]]
    made = mix("difference", [ONE, OTHER], CancelToken())
    np.testing.assert_allclose(made.heatmap.array, [[0.25, -0.5], [-1.5, 2.0]])
    assert made.sources == (ONE, OTHER)
    assert made.resampled == 0


def test_the_difference_the_other_way_has_the_other_sign():
    one, other = ONE.array, OTHER.array
    np.testing.assert_allclose(difference([one, other]), -difference([other, one]))


def test_consensus_and_disagreement_by_hand():
    # Shares of colder cells: ONE [[2/3, 1/3], [0, 1]]; OTHER [[1/3, 2/3], [1, 0]]
    agreed = mix("consensus", [ONE, OTHER], CancelToken()).heatmap.array
    np.testing.assert_allclose(agreed, [[0.5, 0.5], [0.5, 0.5]], atol=1e-6)
    apart = mix("disagreement", [ONE, OTHER], CancelToken()).heatmap.array
    np.testing.assert_allclose(apart, [[1 / 6, 1 / 6], [0.5, 0.5]], atol=1e-6)


def test_maps_that_rank_alike_agree_whatever_their_unit():
    doubled = over(ONE.array * 1000 + 5)
    apart = mix("disagreement", [ONE, doubled], CancelToken()).heatmap.array
    assert not apart.any()


def test_maps_of_other_cells_are_laid_on_the_finest():
    coarse, fine = over([[8.0]]), over(np.arange(16).reshape(4, 4))
    assert finest_grid([coarse, fine]) is fine.grid
    made = mix("difference", [coarse, fine], CancelToken())
    assert made.heatmap.grid is fine.grid
    assert made.resampled == 1
    # One cell over the whole picture is 1 everywhere once it is scaled.
    np.testing.assert_allclose(
        made.heatmap.array, 1 - np.arange(16).reshape(4, 4) / 15, atol=1e-6
    )
    assert "1 of 2 resampled" in mix_sentence(made)


def test_cells_of_one_number_that_lie_elsewhere_are_resampled_too():
    moved = np.eye(3)
    moved[0, 2] = 2.0
    here = Heatmap(np.ones((2, 2), np.float32), pixel_grid(2, 2), "here")
    there = Heatmap(np.ones((2, 2), np.float32), Grid((2, 2), moved), "there")
    made = mix("difference", [here, there], CancelToken())
    assert made.resampled == 1
    np.testing.assert_allclose(made.heatmap.array, 1.0)  # they do not meet


def test_a_stopped_mix_ends():
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        mix("consensus", [ONE, OTHER], token)


@pytest.mark.parametrize("name", ["difference", "consensus", "disagreement"])
def test_each_says_in_words_how_it_was_made(name):
    made = mix(name, [ONE, OTHER], CancelToken())
    assert made.heatmap.name == name
    assert mix_title(name)
    words = mix_sentence(made)
    assert words.endswith(".")
    assert "resampled" not in words
    assert ("2 maps" in words) is (name != "difference")
