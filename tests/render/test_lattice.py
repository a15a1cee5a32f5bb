"""Points in rows over the cells of a map."""

import numpy as np
import pytest

from camviewer.render.lattice import Lattice, Taps, is_inside


def test_points_know_the_axes_they_run_along_or_that_they_run_across():
    straight = Lattice(np.zeros(3), np.array([[0, 0.5], [0, 0], [0.25, 0]]), (9, 5))
    assert straight.axes == (2, 0)
    assert Lattice(np.zeros(3), np.array([[0.1, 0.5], [0, 0], [0.25, 0]]), (9, 5)).axes is None
    assert Lattice(np.zeros(3), np.array([[0.5, 0.5], [0, 0], [0, 0]]), (9, 5)).axes is None


def test_points_moved_to_another_origin_keep_their_steps_and_axes():
    first = Lattice(np.zeros(2), np.array([[0, 0.5], [0.25, 0]]), (3, 4))
    axes = first.axes
    moved = first.at(np.array([1.0, 2.0]))
    assert moved.axes is axes
    np.testing.assert_allclose(moved.coordinates(1, 0), [1.0, 1.5, 2.0, 2.5])
    assert moved.run(1, 0) == (1.0, 0.5, 4)
    np.testing.assert_allclose(first.origin, 0)
    np.testing.assert_allclose(moved.everywhere(1)[:, 0], [2.0, 2.25, 2.5])


@pytest.mark.parametrize(
    ("smooth", "expected"), [(True, [0, 10, 12.5, 20, 20, 0]), (False, [0, 10, 10, 20, 20, 0])]
)
def test_values_are_mixed_from_the_two_cells_around_and_held_half_a_cell_beyond(
    smooth, expected
):
    places = np.array([-0.6, -0.4, 0.25, 1.0, 1.4, 1.6])
    cells = np.array([10, 20], np.float32)
    taps = Taps.at(places, 2, smooth=smooth)
    np.testing.assert_allclose(taps.along(cells, 0), expected)
    np.testing.assert_allclose(taps.matrix(2) @ cells, expected)
    assert taps.sums(2) @ cells == pytest.approx(sum(expected))
    np.testing.assert_array_equal(is_inside(places, 2), [0, 1, 1, 1, 1, 0])
