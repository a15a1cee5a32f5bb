"""Heatmaps on other grids: a drawn plane, the source's voxels, a point under the cursor.

A map stays on the network's own grid; only what is drawn is interpolated. A cell reaches
half a cell around its centre: up to there the outermost cells are held constant, and beyond
the map is 0, because the network said nothing there.
"""

from __future__ import annotations

import enum
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from camviewer.render.lattice import Lattice, Taps, is_inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from camviewer.core.image import Grid, Heatmap
    from camviewer.render.lattice import Run
    from camviewer.render.slicing import SliceFrame

_PERCENTILE = 99.5
_ONE_THREAD = 2**18  # multiplications; OpenBLAS splits larger products
_MATRIX_CELLS = 96
_BLOCK_POINTS = 16_384
_RANKED = 262_144
_SKETCHED_POINTS = 6
_FEW_POINTS = 2**20


class ScaleRule(enum.StrEnum):
    """What the top of the colour scale stands for."""

    MAP = "map"
    SHARED = "shared"
    FIXED = "fixed"


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
    origin, axes = lattice.origin, lattice.axes
    if axes is None:
        return _sample_anywhere(heatmap.array, lattice, smooth=smooth)
    rows, columns = axes
    cells = heatmap.array
    for axis in sorted(set(range(dims)) - set(axes), reverse=True):
        taps = Taps.at(origin[axis : axis + 1], cells.shape[axis], smooth=smooth)
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
    if pixels.axes is not None:
        return sample_heatmap(heatmap, frame)
    cells = np.abs(pixels.steps).max(axis=0) * frame.shape
    wanted = np.ceil(cells * _SKETCHED_POINTS).astype(int)
    rows, columns = (int(n) for n in np.clip(wanted, 2, np.maximum(frame.shape, 2)))
    ratio = np.array(frame.shape) / (rows, columns)
    # One more point on each side, so that no pixel lies beyond them.
    origin = pixels.origin + pixels.steps @ ((ratio - 1) / 2 - ratio)
    lattice = Lattice(origin, pixels.steps * ratio, (rows + 2, columns + 2))
    points = _sample_anywhere(heatmap.array, lattice, smooth=True)
    between = Lattice(0.5 / ratio + 0.5, np.diag(1 / ratio), frame.shape)
    return _sample_plane(points, between, (0, 1), smooth=True)


def _pixels_of(heatmap: Heatmap, frame: SliceFrame) -> Lattice:
    """Centres of a plane's pixels, in cells of a map."""
    dims = heatmap.grid.ndim
    to_cells, course = _course(heatmap.grid, frame.to_world.tobytes(), frame.shape)
    return course.at(to_cells @ (frame.world(0, 0)[:dims] - heatmap.grid.affine[:dims, dims]))


@lru_cache(maxsize=64)
def _course(
    grid: Grid, to_world: bytes, shape: tuple[int, int]
) -> tuple[NDArray[np.float64], Lattice]:
    """World to cells, and the first slice's lattice: what all slices of a plane share."""
    dims = grid.ndim
    to_cells = np.asarray(np.linalg.inv(grid.affine[:dims, :dims]), dtype=np.float64)
    drawn = np.frombuffer(to_world).reshape(4, 4)
    first = Lattice(np.zeros(dims), to_cells @ drawn[:dims, [1, 0]], shape)
    _ = first.axes  # kept by all copies
    return to_cells, first


def _sample_plane(
    cells: NDArray[np.float32], lattice: Lattice, axes: tuple[int, ...], *, smooth: bool
) -> NDArray[np.float32]:
    """Interpolate a plane of cells, (cell rows, cell columns), by two products of matrices."""
    if max(cells.shape) <= _MATRIX_CELLS:
        left, right = (
            _weights(lattice.run(k, axis), cells.shape[k], smooth)
            for k, axis in enumerate(axes)
        )
        return _product(left, _product(cells, right.T))
    by_row, by_column = (
        Taps.at(lattice.coordinates(k, axis), cells.shape[k], smooth=smooth)
        for k, axis in enumerate(axes)
    )
    # Whole rows are copied in both passes, which is much faster than single cells.
    by_columns = by_column.along(np.ascontiguousarray(cells.T), 0)
    return by_row.along(np.ascontiguousarray(by_columns.T), 0)


@lru_cache(maxsize=24)
def _weights(run: Run, count: int, smooth: bool) -> NDArray[np.float32]:  # noqa: FBT001
    """Weights of ``count`` cells for points in a row, (points, count)."""
    start, step, points = run
    where = np.asarray(start + np.arange(points) * step, dtype=np.float64)
    return Taps.at(where, count, smooth=smooth).matrix(count)


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
    cells: NDArray[np.float32], lattice: Lattice, *, smooth: bool
) -> NDArray[np.float32]:
    """Interpolate at points of a lattice that runs across the cells' axes.

    Goes through blocks of rows that fit the processor's cache, which is three times as fast.
    """
    sampled = np.empty(lattice.shape, np.float32)
    rows = max(1, _BLOCK_POINTS * lattice.shape[0] // max(sampled.size, 1))
    for first in range(0, lattice.shape[0], rows):
        block = sampled[first : first + rows]
        origin = lattice.origin + first * lattice.steps[:, 0]
        part = Lattice(origin, lattice.steps, block.shape)
        block[...] = _sample_block(cells, part, smooth=smooth)
    return sampled


def _sample_block(
    cells: NDArray[np.float32], lattice: Lattice, *, smooth: bool
) -> NDArray[np.float32]:
    """Interpolate at points anywhere: the weighted sum of the 2^n cells around each."""
    inside = np.ones(lattice.shape, bool)
    corners: list[tuple[NDArray[np.intp] | int, NDArray[np.float32] | float]] = [(0, 1.0)]
    for axis, count in enumerate(cells.shape):
        where = lattice.everywhere(axis)
        inside &= is_inside(where, count)
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


def _lattice_of(grid: Grid, cells: Grid) -> Lattice:
    """Lay the points of one grid over the cells of another."""
    dims = grid.ndim
    to_cells = np.linalg.inv(cells.affine[:dims, :dims])
    origin = to_cells @ (grid.affine[:dims, dims] - cells.affine[:dims, dims])
    return Lattice(origin, to_cells @ grid.affine[:dims, :dims], grid.shape)


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
    lattice = _lattice_of(grid, heatmap.grid)
    sampled = np.empty(grid.shape, np.float32, order="F")
    axes = lattice.axes
    if axes is None:
        for last in range(grid.shape[-1]):
            origin = lattice.origin + last * lattice.steps[:, -1]
            slab = Lattice(origin, lattice.steps[:, :-1], grid.shape[:-1])
            sampled[..., last] = _sample_anywhere(heatmap.array, slab, smooth=smooth)
        return sampled
    cells = np.asfortranarray(np.transpose(heatmap.array, axes))
    taps = [
        Taps.at(lattice.coordinates(k, axis), cells.shape[k], smooth=smooth)
        for k, axis in enumerate(axes)
    ]
    for axis in range(grid.ndim - 1):
        cells = np.asfortranarray(taps[axis].along(cells, axis))
    ends = taps[-1]
    for last, (near, far) in enumerate(zip(ends.low_weight, ends.high_weight, strict=True)):
        sampled[..., last] = (
            cells[..., ends.low[last]] * near + cells[..., ends.high[last]] * far
        )
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
    lattice = _lattice_of(grid, heatmap.grid)
    axes = lattice.axes
    total = np.asarray(heatmap.array, np.float64)
    if axes is None and np.prod(grid.shape) <= _FEW_POINTS:
        return float(sample_grid(heatmap, grid, smooth=smooth).sum(dtype=np.float64))
    if axes is None:
        return float(total.sum() / abs(np.linalg.det(lattice.steps)))
    total = total.transpose(axes)
    for point_axis, cell_axis in enumerate(axes):
        count = heatmap.array.shape[cell_axis]
        taps = Taps.at(lattice.coordinates(point_axis, cell_axis), count, smooth=smooth)
        total = np.tensordot(taps.sums(count), total, axes=(0, 0))
    return float(total)


def value_at(heatmap: Heatmap, world: ArrayLike) -> float:
    """Linearly interpolated value at a world coordinate, (n,); 0 outside the map's grid."""
    index = heatmap.grid.index(np.asarray(world, dtype=np.float64)[: heatmap.grid.ndim])
    value = heatmap.array
    for axis in reversed(range(heatmap.grid.ndim)):
        taps = Taps.at(index[axis : axis + 1], value.shape[axis], smooth=True)
        value = taps.along(value, axis)[..., 0]
    return float(value)


def percentile_of(heatmap: Heatmap, value: float) -> float:
    """Share of the map's cells below a value, in percent; ties count half.

    Of a map of more than a quarter million cells, every n-th along each axis is looked at.
    """
    if heatmap not in _ranks:
        step = int(np.ceil((heatmap.array.size / _RANKED) ** (1 / heatmap.array.ndim)))
        sample = heatmap.array[(slice(None, None, step),) * heatmap.array.ndim]
        _ranks[heatmap] = np.sort(sample, axis=None)
    ranks = _ranks[heatmap]
    held = np.float32(value)
    below, up_to = (int(np.searchsorted(ranks, held, side)) for side in ("left", "right"))
    return 50.0 * (below + up_to) / ranks.size


_ranks: WeakKeyDictionary[Heatmap, NDArray[np.float32]] = WeakKeyDictionary()
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
