"""How a heatmap's mass is spread over the slices of a plane.

Only cells that speak for the target have mass: their value times their size, spread evenly
over the cell. Interpolation for display plays no part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from camviewer.core.orientation import to_ras
from camviewer.render.slicing import depth_axis

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from camviewer.core.image import Grid, Heatmap
    from camviewer.render.slicing import Plane

_DRIFT_SLICES = 1e-3
_PARTS = 8
"""Parts along each axis into which a cell is cut that lies askew to the slices."""
_AT_ONCE_CELLS = 2**21
"""Larger maps are worked out in a thread before anybody draws them."""


@dataclass(frozen=True, eq=False)
class Profile:
    """The mass of a map in each slice of one plane.

    Attributes
    ----------
    shares : float64 array, (slices,)
        Parts of the mass that lies in the volume; they add up to 1, or are all 0 for a blank
        map.
    hottest
        Slice of the strongest cell's centre; None for a blank map.
    against
        Size of what speaks against the target, which is left out here, as a share of the
        sizes of all cells, in [0, 1].
    """

    shares: NDArray[np.float64]
    hottest: int | None
    against: float


_known: WeakKeyDictionary[Heatmap, dict[tuple[int, Plane], tuple[Grid, Profile]]] = (
    WeakKeyDictionary()
)


def slice_profile(heatmap: Heatmap, grid: Grid, plane: Plane) -> Profile:
    """Work out the mass of a map in each slice of a volume's plane; kept with the map.

    Parameters
    ----------
    heatmap : Heatmap
        In the world of the volume.
    grid : Grid
        Of the volume, in its own order of axes.
    """
    kept = _known.setdefault(heatmap, {})
    key = (id(grid), plane)
    if key not in kept:
        kept[key] = (grid, _profile(heatmap, grid, plane))  # the grid keeps its id taken
    return kept[key][1]


def profile_at_once(heatmap: Heatmap, grid: Grid, plane: Plane) -> Profile | None:
    """Return the profile when it is known or quickly made, else None."""
    is_known = (id(grid), plane) in _known.get(heatmap, {})
    if not is_known and heatmap.array.size > _AT_ONCE_CELLS:
        return None
    return slice_profile(heatmap, grid, plane)


def _profile(heatmap: Heatmap, grid: Grid, plane: Plane) -> Profile:
    ras, depth = to_ras(grid).grid(grid), depth_axis(plane)
    count = ras.shape[depth]
    # Slice number of a cell = start + sum over axes of cell index * course.
    start, course = _course(heatmap.grid, ras, depth)
    shares = np.zeros(count)
    positive = np.maximum(heatmap.array, 0)
    lengths = np.abs(course) * np.array(heatmap.grid.shape)
    main = int(np.argmax(np.abs(course)))
    if np.all(np.delete(lengths, main) <= _DRIFT_SLICES):
        others = tuple(axis for axis in range(3) if axis != main)
        masses = positive.sum(axis=others, dtype=np.float64)
        shares = _along(masses, start, float(course[main]), count)
    else:
        shares = _askew(positive, start, course, count)
    total, size = shares.sum(), float(np.abs(heatmap.array).sum(dtype=np.float64))
    against = 1.0 - float(positive.sum(dtype=np.float64)) / size if size > 0 else 0.0
    hottest = None
    if not heatmap.is_blank:
        cell = np.unravel_index(int(np.argmax(heatmap.array)), heatmap.array.shape)
        number = np.floor(start + float(np.dot(cell, course)) + 0.5)
        hottest = int(min(max(number, 0), count - 1))
    return Profile(shares / total if total > 0 else shares, hottest, against)


def _course(cells: Grid, ras: Grid, depth: int) -> tuple[float, NDArray[np.float64]]:
    """Slice number of the first cell's centre, and its change per cell along each axis."""
    to_slice = np.linalg.inv(ras.affine[:3, :3])[depth]
    start = float(to_slice @ (cells.affine[:3, 3] - ras.affine[:3, 3]))
    return start, to_slice @ cells.affine[:3, :3]


def _along(
    masses: NDArray[np.float64], start: float, step: float, count: int
) -> NDArray[np.float64]:
    """Spread the masses of layers of cells over slices by the length that they share.

    The mass below each border between two slices grows evenly within a layer, so that the
    difference of two borders is the exact overlap.
    """
    if step < 0:
        masses, start, step = masses[::-1], start + step * (len(masses) - 1), -step
    edges = start + (np.arange(len(masses) + 1) - 0.5) * step
    below = np.concatenate([[0.0], np.cumsum(masses)])
    borders = np.arange(count + 1) - 0.5
    return np.diff(np.interp(borders, edges, below))


def _askew(
    positive: NDArray[np.float32], start: float, course: NDArray[np.float64], count: int
) -> NDArray[np.float64]:
    """Spread cells that lie askew: each is cut into parts that go to the nearest slice."""
    where = np.nonzero(positive)
    masses = positive[where].astype(np.float64) / _PARTS**3
    numbers = start + np.stack(where, axis=-1) @ course
    shifts = (np.arange(_PARTS) + 0.5) / _PARTS - 0.5
    shares = np.zeros(count + 2)  # what lies outside goes to both ends and is cut off
    for part in np.ndindex(_PARTS, _PARTS, _PARTS):
        at = np.floor(numbers + float(shifts[list(part)] @ course) + 0.5)
        slots = np.clip(at, -1, count).astype(np.intp) + 1
        shares += np.bincount(slots, masses, count + 2)
    return shares[1:-1]
