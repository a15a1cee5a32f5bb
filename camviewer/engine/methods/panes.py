"""Where windows that slide over an input lie."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHARE = 4


@dataclass(frozen=True)
class Pane:
    """A sliding window.

    Attributes
    ----------
    pixels : int
        Its side where there is no spacing.
    mm : float
        Its side where there is one.
    stride : float
        Its step over its side, in percent.
    """

    pixels: int
    mm: float
    stride: float

    def steps(
        self, size: Sequence[int], spacing_mm: Sequence[float] | None
    ) -> list[tuple[int, int]]:
        """Length of the window and of its step along each axis, in cells; at least 1.

        Notes
        -----
        A window that hides everything tells no place from another: where it would, a quarter
        of each axis is taken.
        """
        sides = (
            [float(self.pixels)] * len(size)
            if spacing_mm is None
            else [self.mm / spacing for spacing in spacing_mm]
        )
        lengths = [
            min(max(round(side), 1), cells) for side, cells in zip(sides, size, strict=True)
        ]
        if lengths == list(size):
            lengths = [max(cells // _SHARE, 1) for cells in size]
        return [(length, max(round(length * self.stride / 100), 1)) for length in lengths]

    def count(self, size: Sequence[int], spacing_mm: Sequence[float] | None) -> int:
        """Count the windows."""
        steps = self.steps(size, spacing_mm)
        return math.prod(
            len(_starts(cells, *step)) for cells, step in zip(size, steps, strict=True)
        )

    def windows(
        self, size: Sequence[int], spacing_mm: Sequence[float] | None
    ) -> list[tuple[slice, ...]]:
        """Every window, as slices of the cells; the last of an axis may be cut off."""
        axes = [
            [slice(start, start + length) for start in _starts(cells, length, stride)]
            for cells, (length, stride) in zip(size, self.steps(size, spacing_mm), strict=True)
        ]
        return list(itertools.product(*axes))


def _starts(size: int, length: int, stride: int) -> range:
    """First cells of the windows along an axis, so that every cell is in one."""
    return range(0, math.ceil((size - length) / stride) * stride + 1, stride)
