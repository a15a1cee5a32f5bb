"""Nearest neighbour by grids, against a loop over every cell."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from camviewer.core.image import Grid
from camviewer.io.regions import is_same_grid, is_turned_only, on_grid


def _by_hand(array, source, target):
    """One cell after the other, as the docstring says it."""
    result = np.zeros(target.shape, array.dtype)
    for cell in np.ndindex(target.shape):
        index = np.floor(source.index(target.world(cell)) + 0.5).astype(int)
        if (index >= 0).all() and (index < source.shape).all():
            result[cell] = array[tuple(index)]
    return result


@pytest.fixture
def labels():
    return np.random.default_rng(0).integers(0, 5, (6, 5, 4)).astype(np.uint8)


def _grid(shape=(6, 5, 4), angles=(0, 0, 0), spacing=(1.0, 1.5, 2.0), origin=(3, -4, 5)):
    affine = np.eye(4)
    affine[:3, :3] = Rotation.from_euler("xyz", angles, degrees=True).as_matrix() * spacing
    affine[:3, 3] = origin
    return Grid(shape, affine)


@pytest.mark.parametrize(
    "target",
    [
        _grid((7, 3, 9), spacing=(0.7, 2.2, 0.8)),
        _grid((5, 6, 4), (0, 0, 90), (1.5, 1.0, 2.0), (5, -3.6, 5)),
        _grid((8, 8, 8), (20, -10, 35), (0.9, 0.9, 0.9)),
        _grid(origin=(400, 0, 0)),
        _grid(origin=(3.4, -4, 5)),
    ],
    ids=["spacing", "turned", "oblique", "elsewhere", "shifted"],
)
def test_each_cell_takes_the_one_its_centre_lies_in(labels, target):
    source = _grid()
    expected = _by_hand(labels, source, target)
    np.testing.assert_array_equal(on_grid(labels, source, target), expected)


def test_every_order_and_direction_of_the_axes_gives_the_same_world(labels, placed):
    target = Grid(labels.shape, placed)
    source = _grid(angles=(3, 2, 1), spacing=(0.8, 1.1, 2.0), origin=(-11, 23.5, 170.25))
    expected = _by_hand(labels, source, target)
    np.testing.assert_array_equal(on_grid(labels, source, target), expected)


def test_the_same_grid_is_left_as_it_is(labels):
    assert on_grid(labels, _grid(), _grid(origin=(3.001, -4, 5))) is labels
    assert is_same_grid(_grid(), _grid())
    assert not is_same_grid(_grid(), _grid((6, 5, 5)))
    assert not is_same_grid(_grid(), _grid(spacing=(1.1, 1.5, 2.0)))


@pytest.mark.parametrize(
    ("other", "is_exact"),
    [
        (_grid(), True),
        (_grid(origin=(4, -4, 5)), True),
        (_grid((5, 6, 4), (0, 0, 90), (1.5, 1.0, 2.0), (8, -4, 5)), True),
        (_grid(origin=(3.5, -4, 5)), False),
        (_grid(spacing=(2.0, 1.5, 2.0)), False),
        (_grid(angles=(0, 0, 10)), False),
    ],
)
def test_cells_in_another_order_are_told_from_other_cells(other, is_exact):
    assert is_turned_only(_grid(), other) is is_exact
