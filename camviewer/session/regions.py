"""The hot regions of a map: where each lies, how large it is and what the image holds there.

A region is what touches by a face of the map's own cells at or above half of its highest
value. It says what moved the network's score, not where a disease is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from camviewer.render.slicing import place_text
from camviewer.session.csv_table import csv_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from camviewer.core.image import Heatmap, Image
    from camviewer.metrics.regions import HotRegion, HotRegions

PART = 0.5
MOST = 20
_EXACT_VOXELS = 500_000
"""Of one region's box; of a larger one voxels at equal distances are taken."""


@dataclass(frozen=True)
class Region:
    """One hot place.

    Attributes
    ----------
    number
        From 1, by falling share.
    share
        Of the positive mass of the whole map, in (0, 1].
    size
        In ml; in pixels of the picture where that is one.
    mean
        Of the image's values inside, in its unit; None for colours and where no voxel's
        centre lies inside.
    peak, percentile
        Highest value of the map inside, and the share of the map's cells below it in percent.
    position
        World coordinate of that cell (mm RAS; (row, column) for pictures).
    centre
        World coordinate of its centre of mass.
    low, high
        Corners of the box around it along the world's axes.
    """

    number: int
    share: float
    size: float
    mean: float | None
    peak: float
    percentile: float
    position: tuple[float, ...]
    centre: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Regions:
    """The regions of one map.

    Attributes
    ----------
    heatmap
        Whose they are.
    items
        The largest share first; at most 20.
    count
        How many there are in all.
    level
        Lowest value inside.
    unit
        Of :attr:`Region.mean`.
    """

    heatmap: Heatmap
    items: tuple[Region, ...] = ()
    count: int = 0
    level: float = 0.0
    unit: str = ""

    @property
    def share(self) -> float:
        """Share of the mass that those listed hold together."""
        return sum(item.share for item in self.items)

    @property
    def hottest(self) -> int:
        """Number of the region with the strongest cell; 0 when there is none."""
        strongest = max(self.items, key=lambda item: item.peak, default=None)
        return 0 if strongest is None else strongest.number


_known: WeakKeyDictionary[Heatmap, tuple[Image, Regions]] = WeakKeyDictionary()


def find_regions(image: Image, heatmap: Heatmap) -> Regions:
    """Find and measure the hot regions of a map; kept with the map.

    For a worker thread: a large map takes seconds.
    """
    if heatmap not in _known or _known[heatmap][0] is not image:
        _known[heatmap] = (image, _measured(image, heatmap))
    return _known[heatmap][1]


def _measured(image: Image, heatmap: Heatmap) -> Regions:
    from camviewer.metrics.regions import hot_regions

    found = hot_regions(heatmap.array, PART, MOST)
    if found is None:
        return Regions(heatmap)
    items = tuple(
        _region(image, heatmap, found, number) for number in range(1, len(found.items) + 1)
    )
    return Regions(heatmap, items, found.count, found.level, image.unit)


def _region(image: Image, heatmap: Heatmap, found: HotRegions, number: int) -> Region:
    from camviewer.render.overlay import percentile_of

    item, grid = found.items[number - 1], heatmap.grid
    cell = abs(float(np.linalg.det(grid.affine[:-1, :-1])))
    corners = grid.world(_corners(item))
    return Region(
        number,
        item.share,
        item.cells * cell * (1e-3 if image.is_volume else 1.0),
        mean_inside(image, heatmap, found.labels, item),
        item.peak,
        percentile_of(heatmap, item.peak),
        _plain(grid.world(item.peak_index)),
        _plain(grid.world(item.centre_index)),
        _plain(corners.min(axis=0)),
        _plain(corners.max(axis=0)),
    )


def _plain(point: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(float(x) for x in point)


def _corners(item: HotRegion) -> NDArray[np.float64]:
    """Corners of the box around a region as fractional cells, (2^n, n)."""
    ends = [(low - 0.5, high + 0.5) for low, high in zip(item.low, item.high, strict=True)]
    return np.stack(np.meshgrid(*ends, indexing="ij"), axis=-1).reshape(-1, len(ends))


def mean_inside(
    image: Image, heatmap: Heatmap, labels: NDArray[np.int32], item: HotRegion
) -> float | None:
    """Mean of the image's values whose voxel centres lie in the cells of a region.

    Returns
    -------
    float or None
        In the image's unit; of every n-th voxel along each axis where the box around the
        region holds more than half a million. None for colours, and where no centre lies
        inside.
    """
    if image.is_colour:
        return None
    box = image.grid.index(heatmap.grid.world(_corners(item)))
    first = np.maximum(np.floor(box.min(axis=0)), 0).astype(int)
    last = np.minimum(np.ceil(box.max(axis=0)), np.array(image.grid.shape) - 1).astype(int)
    if np.any(last < first):
        return None
    counts = last - first + 1
    step = max(1, int(np.ceil((np.prod(counts) / _EXACT_VOXELS) ** (1 / image.grid.ndim))))
    axes = [np.arange(low, high + 1, step) for low, high in zip(first, last, strict=True)]
    inside = _cells_of(image, heatmap, labels, axes) == item.label
    picked = image.array[tuple(slice(axis[0], axis[-1] + 1, step) for axis in axes)][inside]
    values = image.values(picked)
    values = values[np.isfinite(values)]
    return float(values.mean(dtype=np.float64)) if values.size else None


def _cells_of(
    image: Image,
    heatmap: Heatmap,
    labels: NDArray[np.int32],
    axes: Sequence[NDArray[np.intp]],
) -> NDArray[np.int32]:
    """Label of the cell in which each voxel of a box lies; 0 outside the map."""
    to_cell = np.linalg.inv(heatmap.grid.affine) @ image.grid.affine
    is_inside = np.ones(tuple(len(axis) for axis in axes), bool)
    flat = np.zeros(is_inside.shape, np.intp)
    for row, count in enumerate(labels.shape):
        where = np.asarray(to_cell[row, -1])
        for column, axis in enumerate(axes):
            where = np.add.outer(where, to_cell[row, column] * axis)
        cell = np.floor(where + 0.5).astype(np.intp)
        is_inside &= (cell >= 0) & (cell < count)
        flat = flat * count + np.clip(cell, 0, count - 1)
    return np.where(is_inside, labels.ravel()[flat], 0)


def region_place(region: Region) -> str:
    """Write where a region's strongest cell lies as the probe does: ``R 34 A 12 I 88``."""
    if len(region.position) == 3:
        return place_text(region.position, 0)
    row, column = region.position
    return f"{row:.0f}, {column:.0f}"


_COLUMNS = (
    "map", "number", "share_of_mass", "size", "size_unit", "mean_value", "value_unit", "peak",
    "peak_percentile", "peak_world", "centre_world",
)  # fmt: skip


def regions_record(regions: Regions) -> dict[str, Any]:
    """Describe the regions of a map as plain values that JSON holds."""
    unit = "ml" if regions.heatmap.grid.ndim == 3 else "px"
    return {
        "definition": f"cells that touch by a face at or above {PART:g} of the highest value",
        "level": regions.level,
        "count": regions.count,
        "listed": [_record(item, unit, regions.unit) for item in regions.items],
    }


def _record(item: Region, size_unit: str, value_unit: str) -> dict[str, Any]:
    return {
        "number": item.number,
        "share_of_mass": round(item.share, 6),
        "size": round(item.size, 4),
        "size_unit": size_unit,
        "mean_value": None if item.mean is None else round(item.mean, 2),
        "value_unit": value_unit,
        "peak": item.peak,
        "peak_percentile": round(item.percentile, 2),
        "peak_world": [round(x, 2) for x in item.position],
        "centre_world": [round(x, 2) for x in item.centre],
    }


def regions_csv(maps: Mapping[str, Regions]) -> str:
    """Write the regions of several maps as a table with commas, one line each.

    Parameters
    ----------
    maps
        Name of the map in the result files to its regions.
    """
    rows = (
        {"map": name, **{each: _cell(record[each]) for each in _COLUMNS[1:]}}
        for name, regions in maps.items()
        for record in regions_record(regions)["listed"]
    )
    return csv_text(_COLUMNS, rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
