"""Heatmaps on other grids: a drawn plane, the source's voxels, a point under the cursor.

A map stays on the network's own grid; only what is drawn is interpolated. A cell reaches
half a cell around its centre: up to there the outermost cells are held constant, and beyond
the map is 0, because the network said nothing there.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from camviewer.core.image import Grid, Heatmap
    from camviewer.render.slicing import SliceFrame

_PERCENTILE = 99.5
_ONE_THREAD = 2**18  # multiplications; OpenBLAS splits larger products
_DRIFT_CELLS = 1e-3
_BORDER_CELLS = 1e-4
_MATRIX_CELLS = 96
_BLOCK_POINTS = 16_384
_SKETCHED_POINTS = 6
_FEW_POINTS = 2**20


class ScaleRule(enum.StrEnum):
    """What the top of the colour scale stands for."""

    MAP = "map"
    SHARED = "shared"
    FIXED = "fixed"


@dataclass(frozen=True)
class _Lattice:
    """Points to sample, in cells of a map: ``origin + sum_k index_k * steps[:, k]``.

    ``origin`` is (n,), ``steps`` (n, m), ``shape`` m counts.
    """

    origin: NDArray[np.float64]
    steps: NDArray[np.float64]
    shape: tuple[int, ...]

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

    def coordinates(self, point_axis: int, cell_axis: int) -> NDArray[np.float64]:
        """Cell coordinates along one axis of points, (shape[point_axis],)."""
        steps = np.arange(self.shape[point_axis]) * self.steps[cell_axis, point_axis]
        return np.asarray(self.origin[cell_axis] + steps)

    def everywhere(self, cell_axis: int) -> NDArray[np.float64]:
        """Coordinate of every point along one axis of cells, shape."""
        total = np.asarray(self.origin[cell_axis])
        for point_axis, count in enumerate(self.shape):
            steps = np.arange(count) * self.steps[cell_axis, point_axis]
            total = np.add.outer(total, steps)
        return total


@dataclass(frozen=True)
class _Taps:
    """Two cells and their weights for each point along one axis."""

    low: NDArray[np.intp]
    high: NDArray[np.intp]
    low_weight: NDArray[np.float32]
    high_weight: NDArray[np.float32]

    @classmethod
    def at(cls, coordinates: NDArray[np.float64], count: int, *, smooth: bool) -> _Taps:
        """Find the cells around fractional coordinates along an axis of ``count`` cells."""
        inside = _is_inside(coordinates, count)
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


def _is_inside(coordinates: NDArray[np.float64], count: int) -> NDArray[np.bool_]:
    """Whether coordinates lie within half a cell of some cell's centre."""
    reach = 0.5 + _BORDER_CELLS
    return (coordinates >= -reach) & (coordinates <= count - 1 + reach)


def sample_heatmap(
    heatmap: Heatmap, frame: SliceFrame, *, smooth: bool = True
) -> NDArray[np.float32]:
    """Sample a map at the pixels of a drawn plane.

    Parameters
    ----------
    heatmap : Heatmap
        In the same world as the frame.
    frame : SliceFrame
        Of the image.
    smooth
        Linear between the centres of cells; else each pixel has the value of its cell.

    Returns
    -------
    float32 array, frame.shape
        In the map's unit, 0 outside its grid.
    """
    dims, lattice = heatmap.grid.ndim, _pixels_of(heatmap, frame)
    origin, axes = lattice.origin, lattice.axes()
    if axes is None:
        return _sample_anywhere(heatmap.array, lattice, smooth=smooth)
    rows, columns = axes
    cells = heatmap.array
    for axis in sorted(set(range(dims)) - set(axes), reverse=True):
        taps = _Taps.at(origin[axis : axis + 1], cells.shape[axis], smooth=smooth)
        cells = np.moveaxis(taps.along(cells, axis), axis, -1)[..., 0]
    cells = cells if rows < columns else cells.T
    return _sample_plane(cells, lattice, axes, smooth=smooth)


def sketch_heatmap(heatmap: Heatmap, frame: SliceFrame) -> NDArray[np.float32]:
    """Sample a map at the pixels of a plane that lies across its cells, for the screen.

    Returns
    -------
    float32 array, frame.shape
        As :func:`sample_heatmap` gives it, smooth, but for a small error.

    Notes
    -----
    Every pixel of such a plane would mix eight cells that lie apart in memory. Six points
    for each cell do so instead, and the pixels are interpolated between them: several times as
    fast for fine planes, and wrong by at most an eighth of a point's distance times the change
    of slope, at the border of the map by a sixth of a cell.
    """
    pixels = _pixels_of(heatmap, frame)
    if pixels.axes() is not None:
        return sample_heatmap(heatmap, frame)
    cells = np.abs(pixels.steps).max(axis=0) * frame.shape
    wanted = np.ceil(cells * _SKETCHED_POINTS).astype(int)
    rows, columns = (int(n) for n in np.clip(wanted, 2, np.maximum(frame.shape, 2)))
    ratio = np.array(frame.shape) / (rows, columns)
    # One more point on each side, so that no pixel lies beyond them.
    origin = pixels.origin + pixels.steps @ ((ratio - 1) / 2 - ratio)
    lattice = _Lattice(origin, pixels.steps * ratio, (rows + 2, columns + 2))
    points = _sample_anywhere(heatmap.array, lattice, smooth=True)
    between = _Lattice(0.5 / ratio + 0.5, np.diag(1 / ratio), frame.shape)
    return _sample_plane(points, between, (0, 1), smooth=True)


def _pixels_of(heatmap: Heatmap, frame: SliceFrame) -> _Lattice:
    """Centres of a plane's pixels, in cells of a map."""
    dims = heatmap.grid.ndim
    to_cells = np.linalg.inv(heatmap.grid.affine[:dims, :dims])
    origin = to_cells @ (frame.world(0, 0)[:dims] - heatmap.grid.affine[:dims, dims])
    return _Lattice(origin, to_cells @ frame.to_world[:dims, [1, 0]], frame.shape)


def _sample_plane(
    cells: NDArray[np.float32], lattice: _Lattice, axes: tuple[int, ...], *, smooth: bool
) -> NDArray[np.float32]:
    """Interpolate a plane of cells, (cell rows, cell columns), by two products of matrices."""
    by_row, by_column = (
        _Taps.at(lattice.coordinates(k, axis), cells.shape[k], smooth=smooth)
        for k, axis in enumerate(axes)
    )
    if max(cells.shape) <= _MATRIX_CELLS:
        across = _product(cells, by_column.matrix(cells.shape[1]).T)
        return _product(by_row.matrix(cells.shape[0]), across)
    # Whole rows are copied in both passes, which is much faster than single cells.
    by_columns = by_column.along(np.ascontiguousarray(cells.T), 0)
    return by_row.along(np.ascontiguousarray(by_columns.T), 0)


def _product(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    """Multiply two matrices by blocks of rows so small that BLAS keeps to this thread.

    While a network keeps all processors busy, a second thread costs 16 ms of waiting.
    """
    product = np.empty((left.shape[0], right.shape[1]), np.float32)
    rows = max(1, _ONE_THREAD // right.size)
    for start in range(0, left.shape[0], rows):
        block = slice(start, start + rows)
        np.matmul(left[block], right, out=product[block])
    return product


def _sample_anywhere(
    cells: NDArray[np.float32], lattice: _Lattice, *, smooth: bool
) -> NDArray[np.float32]:
    """Interpolate at points of a lattice that runs across the cells' axes.

    Goes through blocks of rows that fit the processor's cache, which is three times as fast.
    """
    sampled = np.empty(lattice.shape, np.float32)
    rows = max(1, _BLOCK_POINTS * lattice.shape[0] // max(sampled.size, 1))
    for first in range(0, lattice.shape[0], rows):
        block = sampled[first : first + rows]
        origin = lattice.origin + first * lattice.steps[:, 0]
        part = _Lattice(origin, lattice.steps, block.shape)
        block[...] = _sample_block(cells, part, smooth=smooth)
    return sampled


def _sample_block(
    cells: NDArray[np.float32], lattice: _Lattice, *, smooth: bool
) -> NDArray[np.float32]:
    """Interpolate at points anywhere: the weighted sum of the 2^n cells around each."""
    inside = np.ones(lattice.shape, bool)
    corners: list[tuple[NDArray[np.intp] | int, NDArray[np.float32] | float]] = [(0, 1.0)]
    for axis, count in enumerate(cells.shape):
        where = lattice.everywhere(axis)
        inside &= _is_inside(where, count)
        stride = int(np.prod(cells.shape[axis + 1 :]))
        held = np.clip(where if smooth else np.floor(where + 0.5), 0, count - 1)
        low = held.astype(np.intp)
        share = (held - low).astype(np.float32)
        near, far = low * stride, np.minimum(low + 1, count - 1) * stride
        sides = [(near, 1 - share), (far, share)] if smooth else [(near, 1.0)]
        corners = [
            (cell + side, weight * part) for cell, weight in corners for side, part in sides
        ]
    flat = np.ascontiguousarray(cells).ravel()
    mixed = np.zeros(lattice.shape, np.float32)
    for cell, weight in corners:
        mixed += np.take(flat, cell) * weight
    return mixed * inside


def sample_grid(heatmap: Heatmap, grid: Grid, *, smooth: bool = True) -> NDArray[np.float32]:
    """Resample a map to another grid in the same world, for export.

    Returns
    -------
    float32 array, grid.shape
        In Fortran order, in the map's unit, 0 outside the map's grid.

    Notes
    -----
    Works slab by slab along the last axis, so that no more than the result is held.
    """
    dims = grid.ndim
    to_cells = np.linalg.inv(heatmap.grid.affine[:dims, :dims])
    origin = to_cells @ (grid.affine[:dims, dims] - heatmap.grid.affine[:dims, dims])
    lattice = _Lattice(origin, to_cells @ grid.affine[:dims, :dims], grid.shape)
    sampled = np.empty(grid.shape, np.float32, order="F")
    axes = lattice.axes()
    if axes is None:
        for last in range(grid.shape[-1]):
            slab = _Lattice(
                origin + last * lattice.steps[:, -1], lattice.steps[:, :-1], grid.shape[:-1]
            )
            sampled[..., last] = _sample_anywhere(heatmap.array, slab, smooth=smooth)
        return sampled
    cells = np.asfortranarray(np.transpose(heatmap.array, axes))
    taps = [
        _Taps.at(lattice.coordinates(k, axis), cells.shape[k], smooth=smooth)
        for k, axis in enumerate(axes)
    ]
    for axis in range(dims - 1):
        cells = np.asfortranarray(taps[axis].along(cells, axis))
    low, high = taps[-1].low, taps[-1].high
    for last, (near, far) in enumerate(
        zip(taps[-1].low_weight, taps[-1].high_weight, strict=True)
    ):
        sampled[..., last] = cells[..., low[last]] * near + cells[..., high[last]] * far
    return sampled


def sum_on_grid(heatmap: Heatmap, grid: Grid, *, smooth: bool = True) -> float:
    """Add up what a map has at all cells of another grid, without sampling it there.

    Notes
    -----
    The sum of :func:`sample_heatmap` over all slices of ``grid``: linear in the map's cells, so
    each cell counts with the sum of its weights. Where the axes of the two run askew, small
    grids are sampled; in large ones each cell counts with its volume in cells of ``grid``, as
    if all of it lay inside.
    """
    dims = grid.ndim
    to_cells = np.linalg.inv(heatmap.grid.affine[:dims, :dims])
    steps = to_cells @ grid.affine[:dims, :dims]
    origin = to_cells @ (grid.affine[:dims, dims] - heatmap.grid.affine[:dims, dims])
    lattice = _Lattice(origin, steps, grid.shape)
    axes = lattice.axes()
    total = np.asarray(heatmap.array, np.float64)
    if axes is None and np.prod(grid.shape) <= _FEW_POINTS:
        return float(sample_grid(heatmap, grid, smooth=smooth).sum(dtype=np.float64))
    if axes is None:
        return float(total.sum() / abs(np.linalg.det(steps)))
    total = total.transpose(axes)
    for point_axis, cell_axis in enumerate(axes):
        count = heatmap.array.shape[cell_axis]
        taps = _Taps.at(lattice.coordinates(point_axis, cell_axis), count, smooth=smooth)
        total = np.tensordot(taps.sums(count), total, axes=(0, 0))
    return float(total)


def value_at(heatmap: Heatmap, world: ArrayLike) -> float:
    """Linearly interpolated value at a world coordinate, (n,); 0 outside the map's grid."""
    index = heatmap.grid.index(np.asarray(world, dtype=np.float64)[: heatmap.grid.ndim])
    value = heatmap.array
    for axis in reversed(range(heatmap.grid.ndim)):
        taps = _Taps.at(index[axis : axis + 1], value.shape[axis], smooth=True)
        value = taps.along(value, axis)[..., 0]
    return float(value)


def percentile_of(heatmap: Heatmap, value: float) -> float:
    """Share of the map's cells below a value, in percent; ties count half."""
    below = np.count_nonzero(heatmap.array < value)
    equal = np.count_nonzero(heatmap.array == value)
    return 100.0 * (below + equal / 2) / heatmap.array.size


_tops: WeakKeyDictionary[Heatmap, dict[bool, float]] = WeakKeyDictionary()


def scale_top(
    heatmaps: Sequence[Heatmap], rule: str, fixed_top: float = 1.0, *, signed: bool = False
) -> float:
    """Find the value at the top of the colour scale.

    Parameters
    ----------
    heatmaps : sequence of Heatmap
        The one drawn for :attr:`ScaleRule.MAP`, all that are compared for ``SHARED``.
    rule
        One of :class:`ScaleRule`.
    fixed_top
        Returned for ``FIXED`` when positive.
    signed
        Whether cells against the target are drawn too, so that magnitudes count.

    Returns
    -------
    float
        Positive. The largest over the maps of the 99.5th percentile of their positive
        values (of their magnitudes when signed); 1 when there is none.
    """
    if ScaleRule(rule) is ScaleRule.FIXED and fixed_top > 0:
        return float(fixed_top)
    return max((_top(heatmap, signed=signed) for heatmap in heatmaps), default=0.0) or 1.0


def _top(heatmap: Heatmap, *, signed: bool) -> float:
    """Percentile of one map's positive values or magnitudes, 0 when there is none."""
    known = _tops.setdefault(heatmap, {})
    if signed not in known:
        values = np.abs(heatmap.array) if signed else heatmap.array
        values = values[values > 0]
        known[signed] = float(np.percentile(values, _PERCENTILE)) if values.size else 0.0
    return known[signed]
