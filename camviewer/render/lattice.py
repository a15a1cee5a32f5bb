"""Points in rows, laid over the cells of a map, and the cells around each."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DRIFT_CELLS = 1e-3
_BORDER_CELLS = 1e-4
Run = tuple[float, float, int]
"""Start, step and count of points in a row."""


@dataclass(frozen=True)
class Lattice:
    """Points to sample, in cells of a map: ``origin + sum_k index_k * steps[:, k]``.

    ``origin`` is (n,), ``steps`` (n, m), ``shape`` m counts.
    """

    origin: NDArray[np.float64]
    steps: NDArray[np.float64]
    shape: tuple[int, ...]

    @cached_property
    def axes(self) -> tuple[int, ...] | None:
        """Cell axis along which each point axis runs; None when one runs across cells."""
        drift = np.abs(self.steps) * np.maximum(np.array(self.shape) - 1, 0)
        mains = tuple(int(axis) for axis in np.argmax(np.abs(self.steps), axis=0))
        if len(set(mains)) < len(mains):
            return None
        for point_axis, main in enumerate(mains):
            if np.any(np.delete(drift[:, point_axis], main) > _DRIFT_CELLS):
                return None
        return mains

    def at(self, origin: NDArray[np.float64]) -> Lattice:
        """Lay the same points from another origin; their axes are known already."""
        moved = copy(self)
        object.__setattr__(moved, "origin", origin)
        return moved

    def coordinates(self, point_axis: int, cell_axis: int) -> NDArray[np.float64]:
        """Cell coordinates along one axis of points, (shape[point_axis],)."""
        steps = np.arange(self.shape[point_axis]) * self.steps[cell_axis, point_axis]
        return np.asarray(self.origin[cell_axis] + steps)

    def run(self, point_axis: int, cell_axis: int) -> Run:
        """Start, step and count of the same."""
        step = float(self.steps[cell_axis, point_axis])
        return float(self.origin[cell_axis]), step, self.shape[point_axis]

    def everywhere(self, cell_axis: int) -> NDArray[np.float64]:
        """Coordinate of every point along one axis of cells, shape."""
        total = np.asarray(self.origin[cell_axis])
        for point_axis, count in enumerate(self.shape):
            steps = np.arange(count) * self.steps[cell_axis, point_axis]
            total = np.add.outer(total, steps)
        return total


@dataclass(frozen=True)
class Taps:
    """Two cells and their weights for each point along one axis."""

    low: NDArray[np.intp]
    high: NDArray[np.intp]
    low_weight: NDArray[np.float32]
    high_weight: NDArray[np.float32]

    @classmethod
    def at(cls, coordinates: NDArray[np.float64], count: int, *, smooth: bool) -> Taps:
        """Find the cells around fractional coordinates along an axis of ``count`` cells."""
        inside = is_inside(coordinates, count)
        held = np.clip(coordinates, 0, count - 1)
        if not smooth:
            held = np.clip(np.floor(held + 0.5), 0, count - 1)
        low = np.floor(held).astype(np.intp)
        share = held - low
        return cls(
            low,
            np.minimum(low + 1, count - 1),
            ((1 - share) * inside).astype(np.float32),
            (share * inside).astype(np.float32),
        )

    def along(self, array: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
        """Interpolate an array along one axis."""
        shape = [1] * array.ndim
        shape[axis] = -1
        mixed = np.take(array, self.low, axis) * self.low_weight.reshape(shape)
        if self.high_weight.any():
            mixed += np.take(array, self.high, axis) * self.high_weight.reshape(shape)
        return mixed

    def sums(self, count: int) -> NDArray[np.float64]:
        """Weight of each cell over all points, (count,)."""
        low = np.bincount(self.low, self.low_weight, count)
        return np.asarray(low + np.bincount(self.high, self.high_weight, count))

    def matrix(self, count: int) -> NDArray[np.float32]:
        """Write the same as weights of all cells, (points, count)."""
        weights = np.zeros((len(self.low), count), np.float32)
        points = np.arange(len(self.low))
        weights[points, self.low] = self.low_weight
        weights[points, self.high] += self.high_weight
        return weights


def is_inside(coordinates: NDArray[np.float64], count: int) -> NDArray[np.bool_]:
    """Whether coordinates lie within half a cell of some cell's centre."""
    reach = 0.5 + _BORDER_CELLS
    return (coordinates >= -reach) & (coordinates <= count - 1 + reach)
