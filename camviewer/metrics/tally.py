"""A map against masks, slab by slab: no more than one slab of the image's grid is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from camviewer.metrics.localisation import dice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BINS = 2**14


class Tally:
    """Counts what a map has inside masks.

    Parameters
    ----------
    top
        Greatest value of the map; positive.
    masks
        How many there are.
    """

    def __init__(self, top: float, masks: int) -> None:
        self._top = np.float32(top)
        self._counts = np.zeros((masks + 1, _BINS), np.int64)
        self._sizes = np.zeros(masks, np.int64)

    def add(self, values: NDArray[np.float32], masks: Sequence[NDArray[np.bool_]]) -> None:
        """Take one slab in: the map's values there, and each mask, all of one shape."""
        bins = self._bins(values)
        self._counts[-1] += np.bincount(bins[bins >= 0], minlength=_BINS)
        for number, mask in enumerate(masks):
            if not mask.any():
                continue
            inside = bins[mask]
            self._sizes[number] += inside.size
            self._counts[number] += np.bincount(inside[inside >= 0], minlength=_BINS)

    def _bins(self, values: NDArray[np.float32]) -> NDArray[np.int32]:
        """Find the step that each value lies in; negative without positive heat."""
        scaled = np.minimum(values / self._top * np.float32(_BINS), np.float32(_BINS - 1))
        steps: NDArray[np.int32] = scaled.astype(np.int32)
        steps[values <= 0] = -1
        return steps

    def matched_dice(self, mask: int) -> float:
        """Dice with as many of the hottest cells as the mask has.

        To a step of the map's range, 1/16384 of its top: of the two numbers of cells around
        the wanted one the nearer is taken. NaN for a blank map.
        """
        hotter = self._hotter(-1)
        if not hotter[0]:
            return float("nan")
        return self._dice(mask, int(np.argmin(np.abs(hotter - self._sizes[mask]))))

    def dice_above(self, mask: int, threshold: float) -> float:
        """Dice with the cells from a value on, to a step of the map's range."""
        first = int(np.clip(np.round(threshold / float(self._top) * _BINS), 0, _BINS))
        return self._dice(mask, first)

    def _dice(self, mask: int, first: int) -> float:
        taken, both = self._hotter(-1)[first], self._hotter(mask)[first]
        return dice(float(taken), float(self._sizes[mask]), float(both))

    def _hotter(self, which: int) -> NDArray[np.int64]:
        """Cells in each step or a higher one, (steps + 1,)."""
        from_top = np.cumsum(self._counts[which][::-1])[::-1]
        return np.append(from_top, 0)
