"""Windows that slide over a large image, and how their maps become one.

Windows start at whole cells of the layer, so a cell of one window is the same piece of the
image as a cell of its neighbour. Raw values are averaged with Gaussian weights and divided
by the weights' sum once at the end; no window is scaled on its own. An image of the
network's own size is one window and goes the same way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from math import ceil, floor, gcd, lcm, prod
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from camviewer.core.errors import LayerError
from camviewer.core.words import say
from camviewer.engine.placement import Placement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

_SIGMA = 0.125
_FLOOR = 1e-3
_MOST_CELLS = 2**24


@dataclass(frozen=True)
class Layout:
    """Where the windows lie.

    Attributes
    ----------
    size : tuple of ints
        Voxels of a window per axis.
    shape : tuple of ints
        Voxels of the image after padding at its end.
    starts : tuple of tuples of ints
        First voxel of each window.
    map_shape : tuple of ints
        Cells of one window's map.
    cells : tuple of ints
        Cells of the whole map.
    own : Placement or None
        Where one window's cells lie; None where they share it out evenly.
    """

    size: tuple[int, ...]
    shape: tuple[int, ...]
    starts: tuple[tuple[int, ...], ...]
    map_shape: tuple[int, ...]
    cells: tuple[int, ...]
    own: Placement | None = None

    @cached_property
    def placement(self) -> Placement:
        """Where one window's cells lie."""
        return self.own or Placement.even(self.size, self.map_shape)

    @property
    def whole(self) -> Placement:
        """Where the cells of the whole map lie."""
        return self.placement.of_shape(self.cells)

    def with_cells(self, map_shape: tuple[int, ...], own: Placement | None = None) -> Layout:
        """Return the same windows for maps of another number of cells.

        Parameters
        ----------
        map_shape
            Cells of one window's map.
        own
            Where they lie; None where they share the window out evenly.

        Raises
        ------
        LayerError
            When windows would not start at whole cells.
        """
        if map_shape == self.map_shape and own == self.own:
            return self
        placement = own or Placement.even(self.size, map_shape)
        for start in self.starts:
            axes = zip(start, placement.step, strict=True)
            if any((voxel / step).denominator > 1 for voxel, step in axes):
                raise LayerError(
                    say("engine", "The map's cells do not fit the windows' steps."),
                    hint=say("engine", "Choose a layer whose map has fewer cells."),
                )
        cells = _whole_cells(self.shape, self.size, placement)
        return replace(self, map_shape=map_shape, cells=cells, own=own)

    def thinned(self, maps: Tensor) -> Tensor:
        """Average the maps of windows that would be too fine for a whole volume.

        Parameters
        ----------
        maps : Tensor, (n, *map_shape)
            Of n windows.

        Returns
        -------
        Tensor, (n, *coarser)
            Cells of 2, 4 or 8 voxels along each axis, so that the whole map has at most
            2^24 cells; unchanged where it has fewer or there is one window.

        Notes
        -----
        For maps whose cells share the window out evenly.
        """
        per_window = torch.Size(maps.shape[1:])
        for factor in (1, 2, 4, 8):
            cells = [
                length * count // (size * factor)
                for length, count, size in zip(self.shape, per_window, self.size, strict=True)
            ]
            fits = all(
                count % factor == 0 and start * count % (size * factor) == 0
                for start_of in self.starts
                for start, count, size in zip(start_of, per_window, self.size, strict=True)
            )
            if fits and prod(cells) <= _MOST_CELLS:
                return _averaged(maps, factor)
        return maps

    def first_cell(self, start: tuple[int, ...]) -> tuple[int, ...]:
        """Cell at which a window's map begins."""
        axes = zip(start, self.placement.step, strict=True)
        return tuple(int(voxel / step) for voxel, step in axes)

    def pad(self, image: Tensor, fill: Tensor) -> Tensor:
        """Add constant voxels at the end of each axis.

        Parameters
        ----------
        image : Tensor, (1, C, *S)
            Prepared.
        fill : Tensor, (C,)
            Value of the added voxels in each channel.
        """
        gaps = [want - have for want, have in zip(self.shape, image.shape[2:], strict=True)]
        if not any(gaps):
            return image
        base = fill.reshape(1, -1, *[1] * len(gaps))
        return (
            functional.pad(image - base, [x for gap in reversed(gaps) for x in (0, gap)]) + base
        )

    def cut(self, image: Tensor, starts: Sequence[tuple[int, ...]]) -> Tensor:
        """Cut windows out of the padded image, (1, C, *S) to (len(starts), C, *size)."""
        return torch.cat([image[self._slices(start)] for start in starts])

    def _slices(self, start: tuple[int, ...]) -> tuple[slice, ...]:
        """Where a window lies in (1, C, *S)."""
        places = zip(start, self.size, strict=True)
        return (slice(None), slice(None), *(slice(first, first + n) for first, n in places))


def plan_layout(
    shape: tuple[int, ...],
    size: tuple[int, ...],
    map_shape: tuple[int, ...],
    overlap: float,
    *,
    beside: Sequence[Placement] = (),
) -> Layout:
    """Lay windows over an image.

    Parameters
    ----------
    shape
        Voxels of the image.
    size
        Voxels of a window.
    map_shape
        Cells of the layer's map of one window.
    overlap
        Wanted share of a window that the next one repeats, in [0, 1); steps are rounded down to
        where cells of neighbouring windows coincide, and never longer than a window.
    beside
        Where the cells of further layers lie that do not share a window out evenly. They
        coincide as well, and windows lie so near to each other that none is missing between.

    Notes
    -----
    With n voxels and m cells in a window, cells coincide every n / gcd(n, m) voxels. The image
    is padded at its end to where the last window ends flush with it.

    Raises
    ------
    LayerError
        When cells of several layers coincide too rarely for windows without gaps.
    """
    axes = [
        _plan_axis(
            length,
            window,
            lcm(window // gcd(window, count), *(each.step[axis].numerator for each in beside)),
            min([window * (1 - overlap), *(float(each.reach(axis)) for each in beside)]),
        )
        for axis, (length, window, count) in enumerate(zip(shape, size, map_shape, strict=True))
    ]
    padded = tuple(starts[-1] + window for starts, window in zip(axes, size, strict=True))
    cells = _whole_cells(padded, size, Placement.even(size, map_shape))
    return Layout(size, padded, tuple(product(*axes)), map_shape, cells)


def _whole_cells(
    shape: tuple[int, ...], size: tuple[int, ...], own: Placement
) -> tuple[int, ...]:
    """Cells from the first window's first to the last window's last."""
    axes = zip(shape, size, own.shape, own.step, strict=True)
    return tuple(int((length - window) / step) + count for length, window, count, step in axes)


def _averaged(maps: Tensor, factor: int) -> Tensor:
    """Mean over blocks of ``factor`` cells along each axis of (n, *S)."""
    if factor == 1:
        return maps
    pool = functional.avg_pool2d if maps.ndim == 3 else functional.avg_pool3d
    return pool(maps[:, None], factor)[:, 0]


class Stitcher:
    """Averages the raw maps of windows, weighted towards each window's middle.

    Parameters
    ----------
    layout
        Where the windows lie.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._weights = gaussian_weights(layout.map_shape)
        self._sum = torch.zeros(layout.cells)
        self._weight_sum = torch.zeros(layout.cells)

    def add(self, starts: Sequence[tuple[int, ...]], maps: Tensor) -> None:
        """Add the maps (n, *map_shape) of n windows, float32 on the CPU."""
        for start, window in zip(starts, maps, strict=True):
            first = self.layout.first_cell(start)
            place = tuple(
                slice(begin, begin + count)
                for begin, count in zip(first, self.layout.map_shape, strict=True)
            )
            self._sum[place] += window * self._weights
            self._weight_sum[place] += self._weights

    def result(self) -> Tensor:
        """Return the whole map, (*cells), in units of the windows' maps; 0 between windows."""
        return self._sum / self._weight_sum.clamp_min(torch.finfo(torch.float32).tiny)


def gaussian_weights(shape: tuple[int, ...]) -> Tensor:
    """Weights of a window's cells: 1 in the middle, never below 0.001.

    Notes
    -----
    ``exp(-d^2 / (2 sigma^2))`` with sigma an eighth of the window, as nnU-Net and MONAI weight
    the windows of a segmentation.
    """
    weights = torch.ones(())
    for count in shape:
        places = torch.arange(count, dtype=torch.float64) - (count - 1) / 2
        line = torch.exp(-0.5 * (places / (_SIGMA * count)) ** 2)
        weights = weights[..., None] * line
    return (weights / weights.max()).clamp(min=_FLOOR).float()


def _plan_axis(length: int, window: int, unit: int, longest: float) -> list[int]:
    """First voxels of the windows along one axis, multiples of ``unit``."""
    last = ceil(max(0, length - window) / unit) * unit
    step = max(unit, floor(longest / unit) * unit)
    if last and step > window:  # voxels between windows would never be looked at
        raise LayerError(
            say("engine", "The map's cells do not fit the windows' steps."),
            hint=say("engine", "Choose one layer, or another one."),
        )
    return [*range(0, last, step), last]
