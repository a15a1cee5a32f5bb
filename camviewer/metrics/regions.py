"""Connected places of a heatmap above a level, and what each holds of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class HotRegion:
    """Cells at or above a level that touch by a face (in pictures by a side).

    Attributes
    ----------
    label
        Its number in :attr:`HotRegions.labels`.
    cells
        How many.
    share
        Of the positive mass of the whole map, in (0, 1].
    peak
        Highest value.
    peak_index
        Cell of the highest value; the first in memory of several.
    centre_index
        Fractional cell of its centre of mass.
    low, high
        First and last cell along each axis.
    """

    label: int
    cells: int
    share: float
    peak: float
    peak_index: tuple[int, ...]
    centre_index: tuple[float, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class HotRegions:
    """What was found.

    Attributes
    ----------
    labels : int32 array, the map's shape
        Number of the region of each cell, 0 below the level.
    items
        Those with the largest shares, the largest first.
    count
        How many there are, also those that are not in ``items``.
    level
        Lowest value inside.
    """

    labels: NDArray[np.int32]
    items: tuple[HotRegion, ...]
    count: int
    level: float


def hot_regions(
    array: NDArray[np.float32], part: float = 0.5, most: int = 20
) -> HotRegions | None:
    """Find the connected cells at or above a part of the highest value.

    Parameters
    ----------
    array : float32 array, any number of axes
        Signed; cells of equal size.
    part
        Of the highest value, in (0, 1].
    most
        How many are described at most.

    Returns
    -------
    HotRegions or None
        None where no cell speaks for the target.
    """
    from scipy import ndimage

    top = float(array.max())
    if top <= 0:
        return None
    labels, count = ndimage.label(array >= np.float32(part * top), output=np.int32)
    numbers = np.arange(1, count + 1)
    masses = np.asarray(ndimage.sum_labels(array.astype(np.float64), labels, numbers))
    whole = float(np.maximum(array, 0).sum(dtype=np.float64))
    boxes = ndimage.find_objects(labels)
    order = np.argsort(-masses, kind="stable")[:most]
    items = tuple(
        _described(array, labels, boxes[place], (int(place) + 1, whole)) for place in order
    )
    return HotRegions(labels, items, int(count), part * top)


def _described(
    array: NDArray[np.float32],
    labels: NDArray[np.int32],
    box: tuple[slice, ...],
    of: tuple[int, float],
) -> HotRegion:
    """Measure one region, its label and the whole map's mass given, within a box around it."""
    label, whole = of
    inside = labels[box] == label
    values = np.where(inside, array[box], 0).astype(np.float64)
    start = np.array([part.start for part in box])
    peak = np.unravel_index(int(np.argmax(values)), values.shape) + start
    weights = values / values.sum()
    centre = [
        float((np.arange(count) * weights.sum(axis=_but(axis, values.ndim))).sum())
        for axis, count in enumerate(values.shape)
    ]
    return HotRegion(
        label,
        int(inside.sum()),
        float(values.sum() / whole),
        float(values.max()),
        tuple(int(i) for i in peak),
        tuple(float(x) for x in start + centre),
        tuple(int(part.start) for part in box),
        tuple(int(part.stop) - 1 for part in box),
    )


def _but(axis: int, count: int) -> tuple[int, ...]:
    """All axes but one."""
    return tuple(other for other in range(count) if other != axis)
