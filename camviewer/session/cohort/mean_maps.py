"""Where the maps of a class lie on average.

A case's map counts as ``L+``: its positive part over its maximum, so that every case weighs the
same. Pictures meet on the network's input, volumes only where they share one grid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.session.cohort.outcome import unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_UNLIKE = "The volumes do not share one grid and are not registered: they have no mean map."
_UNEVEN = "The maps have different numbers of cells: they have no mean map."


@dataclass(frozen=True, eq=False)
class MeanMap:
    """The mean of one method's maps over one class.

    Attributes
    ----------
    group, name : str
        The class and the map.
    heatmap : Heatmap or None
        In [0, 1]; pictures: (H, W) of the network's input, with its pixels as the world.
        None where there is none.
    count : int
        Cases.
    reason : str
        Why there is none.
    """

    group: str
    name: str
    heatmap: Heatmap | None
    count: int
    reason: str = ""


@dataclass
class _Sum:
    """What a mean is made of."""

    grid: Grid
    total: NDArray[np.float64]
    first: Heatmap
    count: int = 0
    reason: str = ""


class MeanMaps:
    """Adds maps up, one case after another.

    Parameters
    ----------
    size : tuple of ints
        Of the network's input.
    """

    def __init__(self, size: tuple[int, ...]) -> None:
        self._size = size
        self._sums: dict[tuple[str, str], _Sum] = {}

    def add(self, group: str, maps: Mapping[str, Mapping[str, Any]]) -> None:
        """Add the maps of a case, as its record holds them."""
        for name, stored in maps.items():
            heatmap = unpacked(name, stored)
            key = (group, name)
            if key not in self._sums:
                self._sums[key] = self._empty(heatmap)
            self._add(self._sums[key], heatmap)

    def means(self) -> list[MeanMap]:
        """Make the means, class by class."""
        return [
            MeanMap(group, name, None if each.reason else _mean(each), each.count, each.reason)
            for (group, name), each in sorted(self._sums.items(), key=lambda item: item[0][0])
        ]

    def _empty(self, heatmap: Heatmap) -> _Sum:
        is_picture = heatmap.grid.ndim == 2
        grid = pixel_grid(*self._size) if is_picture else heatmap.grid
        return _Sum(grid, np.zeros(grid.shape), heatmap)

    def _add(self, found: _Sum, heatmap: Heatmap) -> None:
        """Add one map, or note why it cannot be."""
        first, found.count = found.first, found.count + 1
        if heatmap.array.shape != first.array.shape:
            found.reason = _UNLIKE if heatmap.grid.ndim == 3 else _UNEVEN
        elif heatmap.grid.ndim == 3 and not _is_same(heatmap.grid, first.grid):
            found.reason = _UNLIKE
        if not found.reason:
            found.total += positive_share(_laid(heatmap, found.grid))


def positive_share(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """Positive part over its maximum, in [0, 1]; a blank map stays zero."""
    top = float(values.max())
    return np.maximum(values, 0.0).astype(np.float64) / (top if top > 0 else 1.0)


def _is_same(one: Grid, other: Grid) -> bool:
    """Tell whether two grids lie at the same place, to a thousandth of a cell."""
    far = np.abs(one.affine - other.affine).max()
    return bool(far <= 1e-3 * min(one.spacing))


def _laid(heatmap: Heatmap, grid: Grid) -> NDArray[np.float32]:
    """Lay a picture's map over the network's input, of which its cells share out all."""
    if heatmap.grid.ndim == 3:
        return heatmap.array
    rows, columns = (
        _weights(cells, pixels)
        for cells, pixels in zip(heatmap.array.shape, grid.shape, strict=True)
    )
    return np.asarray(rows @ heatmap.array @ columns.T, np.float32)


@lru_cache(maxsize=16)
def _weights(cells: int, pixels: int) -> NDArray[np.float32]:
    """Weights of linear interpolation, (pixels, cells); held constant beyond the centres."""
    places = (np.arange(pixels) + 0.5) * cells / pixels - 0.5
    rows = [np.interp(places, np.arange(cells), row) for row in np.eye(cells)]
    return np.stack(rows, axis=1).astype(np.float32)


def _mean(found: _Sum) -> Heatmap:
    values = (found.total / found.count).astype(np.float32)
    first = found.first
    return Heatmap(values, found.grid, first.method, first.layer, name=first.name)


def write_means(folder: Path, means: list[MeanMap], model: str) -> list[Path]:
    """Write every mean as numbers (``.npy``, ``.nii.gz``) and as a figure.

    Raises
    ------
    ResourceError
        When the folder cannot be written.
    """
    from camviewer.io import make_folder, write_array, write_volume
    from camviewer.render.figure import save_png

    written: list[Path] = []
    for mean, stem in zip(means, stems(means), strict=True):
        heatmap = mean.heatmap
        if heatmap is None:
            continue
        if not written:
            make_folder(folder)
        if heatmap.grid.ndim == 3:
            written.append(folder / f"{stem}.nii.gz")
            write_volume(written[-1], heatmap.array, heatmap.grid, {})
        else:
            written.append(folder / f"{stem}.npy")
            write_array(written[-1], heatmap)
        written.append(folder / f"{stem}.png")
        save_png(_figure(mean, heatmap, model), written[-1])
    return written


def stems(means: list[MeanMap]) -> list[str]:
    """File names without their ending: map and class; no two are the same."""
    found: list[str] = []
    for mean in means:
        stem = re.sub(r"[^\w+@.-]+", "_", f"{mean.name}_{mean.group}").strip("_")
        count, taken = 1, {each.lower() for each in found}
        while (f"{stem}_{count}" if count > 1 else stem).lower() in taken:
            count += 1
        found.append(f"{stem}_{count}" if count > 1 else stem)
    return found


def _figure(mean: MeanMap, heatmap: Heatmap, model: str) -> NDArray[np.uint8]:
    """Draw a mean over black: a picture's whole, three planes of a volume's hottest point."""
    from camviewer.render.colour import Ramp, Window
    from camviewer.render.figure import Caption, orthogonal_figure, slice_figure
    from camviewer.render.overlay import ScaleRule
    from camviewer.render.pixels import DrawnMap, OverlayStyle
    from camviewer.render.slicing import picture_frame
    from camviewer.session.figures import hottest_position

    top = max(float(heatmap.array.max()), 1e-6)
    style = OverlayStyle(opacity=1.0, threshold=0.0, ramp=Ramp.STEP, scale=ScaleRule.FIXED)
    drawn = DrawnMap(heatmap, top, mean.name, style)
    note = f"Mean over the cases ({mean.count}), each map over its own maximum."
    caption = Caption(model, mean.group, notes=(note,))
    blank = Image(np.zeros(heatmap.grid.shape, np.uint8), heatmap.grid)
    window = Window(255.0, 127.5)
    if heatmap.grid.ndim == 3:
        place = hottest_position(heatmap)
        return orthogonal_figure(blank, place, window, drawn, caption=caption)
    return slice_figure(blank, picture_frame(blank), window, drawn, caption=caption)
