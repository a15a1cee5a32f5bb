"""Whole-number volumes brought from one grid onto another by nearest neighbour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from camviewer.core.image import Grid

_SAME_CELLS = 0.01
_FLAT = 1e-6


def is_same_grid(one: Grid, other: Grid) -> bool:
    """Tell whether two grids have the same cells at the same places, to a hundredth cell."""
    if one.shape != other.shape:
        return False
    off = one.index(other.world(_corners(other))) - _corners(other)
    return bool(np.abs(off).max() <= _SAME_CELLS)


def is_turned_only(one: Grid, other: Grid) -> bool:
    """Tell whether one grid's cells are the other's in another order, or a part of them."""
    turn = _turn(one, other)
    whole = np.rint(turn)
    off = np.abs(turn - whole).max() * max(*one.shape, *other.shape)
    is_step = np.abs(whole[:-1, :-1]).max() == 1 and _is_straight(whole)
    return bool(is_step and off <= _SAME_CELLS)


def on_grid(array: NDArray[Any], source: Grid, target: Grid) -> NDArray[Any]:
    """Take for each target cell the value of the source cell its centre lies in; else 0.

    Parameters
    ----------
    array : source.shape
        Labels.

    Returns
    -------
    array, target.shape
    """
    if is_same_grid(source, target):
        return array
    turn = _turn(source, target)
    result = np.zeros(target.shape, array.dtype)
    if _is_straight(turn):
        _take_straight(array, turn, result)
    else:
        _take_turned(array, turn, result)
    return result


def _turn(source: Grid, target: Grid) -> NDArray[np.float64]:
    """Return target index to source index."""
    turn = np.linalg.inv(source.affine) @ target.affine
    turn[np.abs(turn) < _FLAT] = 0.0
    return np.asarray(turn)


def _corners(grid: Grid) -> NDArray[np.float64]:
    """List the indices of a grid's corner cells, (2^n, n)."""
    ends = np.meshgrid(*[(0, count - 1) for count in grid.shape])
    return np.stack(ends, axis=-1).reshape(-1, grid.ndim).astype(np.float64)


def _is_straight(turn: NDArray[np.float64]) -> bool:
    """Tell whether each source axis runs along one target axis alone."""
    part = turn[:-1, :-1] != 0
    return bool((part.sum(axis=0) == 1).all() and (part.sum(axis=1) == 1).all())


def _take_straight(
    array: NDArray[Any], turn: NDArray[np.float64], result: NDArray[Any]
) -> None:
    """Fill the result where axes run along axes: rows, columns and slices are picked."""
    order = [int(np.flatnonzero(row)[0]) for row in turn[:-1, :-1]]
    picked, places = [], [slice(None)] * len(order)
    for axis, along in enumerate(order):
        numbers = np.arange(result.shape[along])
        found = np.floor(turn[axis, along] * numbers + turn[axis, -1] + 0.5).astype(int)
        inside = np.flatnonzero((found >= 0) & (found < array.shape[axis]))
        if not inside.size:
            return
        picked.append(found[inside])
        places[along] = slice(int(inside[0]), int(inside[-1]) + 1)
    result[tuple(places)] = array[np.ix_(*picked)].transpose(np.argsort(order))


def _take_turned(array: NDArray[Any], turn: NDArray[np.float64], result: NDArray[Any]) -> None:
    """Fill the result cell by cell, one plane after the other to spare memory."""
    rest = np.indices(result.shape[:-1]).reshape(result.ndim - 1, -1)
    start = turn[:-1, : rest.shape[0]] @ rest + turn[:-1, -1:] + 0.5
    sizes = np.array(array.shape)[:, None]
    for number in range(result.shape[-1]):
        found = np.floor(start + number * turn[:-1, -2, None]).astype(int)
        inside = ((found >= 0) & (found < sizes)).all(axis=0)
        plane = np.zeros(inside.shape, array.dtype)
        plane[inside] = array[tuple(found[:, inside])]
        result[..., number] = plane.reshape(result.shape[:-1])
