"""An oblique volume on upright axes: interpolated, and only because it was asked for."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.image import Grid, Image
from camviewer.core.progress import Progress
from camviewer.core.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from camviewer.core.progress import CancelToken, Report

RESAMPLED = "resampled"
_SLAB_VOXELS = 4_000_000
_ROUNDING = 1e-6


def straight_grid(grid: Grid) -> Grid:
    """Lay upright cells around a volume, as wide as its finest spacing on all sides.

    Parameters
    ----------
    grid : Grid
        Three-dimensional, of any direction.

    Returns
    -------
    Grid
        Axes run to R, A and S; the centres of its outermost cells enclose those of the volume.
    """
    corners = grid.world(list(product(*((0, count - 1) for count in grid.shape))))
    low, high = corners.min(axis=0), corners.max(axis=0)
    step = min(grid.spacing)
    shape = np.ceil((high - low) / step - _ROUNDING).astype(int) + 1
    affine = np.diag([step, step, step, 1.0])
    affine[:3, 3] = low
    return Grid((int(shape[0]), int(shape[1]), int(shape[2])), affine)


def bytes_needed(image: Image) -> int:
    """Memory of the straightened volume, in bytes."""
    count = np.prod([float(n) for n in straight_grid(image.grid).shape])
    return int(count) * image.array.dtype.itemsize


def straightened(image: Image, report: Report, token: CancelToken) -> Image:
    """Interpolate a volume linearly onto upright axes.

    Parameters
    ----------
    image : Image
        A volume of one value for each voxel.
    report, token
        Progress, and the flag that is looked at between two slabs.

    Returns
    -------
    Image
        In the stored type, whole numbers rounded; its header says :data:`RESAMPLED`. Beyond the
        centres of the outermost voxels it has the lowest stored value.

    Raises
    ------
    Cancelled
        When the token was set.
    """
    grid = straight_grid(image.grid)
    made = np.empty(grid.shape, image.array.dtype, order="F")
    low = _lowest(image.array)
    label = say(
        "render", "Straightening the volume: {size} MB", size=f"{made.nbytes / 1e6:,.0f}"
    )
    thick = max(1, _SLAB_VOXELS // (grid.shape[0] * grid.shape[1]))
    for first in range(0, grid.shape[2], thick):
        token.check()
        report(Progress(first, grid.shape[2], label))
        made[..., first : first + thick] = _slab(image, grid, (first, thick), low)
    return replace(image, array=made, grid=grid, header={**image.header, RESAMPLED: True})


def _lowest(array: NDArray[Any]) -> float:
    """Lowest number of a volume; 0 when it holds none."""
    found = float(np.fmin.reduce(array, axis=None))
    return found if np.isfinite(found) else 0.0


def _slab(image: Image, grid: Grid, part: tuple[int, int], low: float) -> NDArray[Any]:
    """Interpolate ``part``, the first slice and how many, along the last axis of a grid."""
    from scipy.ndimage import affine_transform

    first, thick = part
    to_index = np.linalg.inv(image.grid.affine) @ grid.affine
    matrix, offset = to_index[:3, :3], to_index[:3, 3] + to_index[:3, 2] * first
    shape = (*grid.shape[:2], min(thick, grid.shape[2] - first))
    slab: NDArray[Any] = affine_transform(
        image.array, matrix, offset, shape, image.array.dtype, order=1, cval=low
    )
    return slab
