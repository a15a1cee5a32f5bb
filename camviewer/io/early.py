"""Telling how far a volume is while its file is still being read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from camviewer.core.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from camviewer.core.image import Image
    from camviewer.core.progress import Watch

_PAUSE_S = 0.1


class Teller:
    """Tells those who look on how many slices are there; call it with the bytes so far.

    Parameters
    ----------
    watch
        Who looks on.
    slices
        Slices in all, in the order of the file.
    size
        Bytes in all.
    """

    def __init__(self, watch: Watch, slices: int, size: int) -> None:
        self._watch = watch
        self._slices, self._size = slices, size
        self._make: Callable[[int], Image] | None = None
        self._told = 0.0

    def shows(self, make: Callable[[int], Image]) -> None:
        """Hand over ``make(slices so far)`` once the first is there, if there are several."""
        if self._slices > 1:
            self._make = make

    def __call__(self, done: int) -> None:
        """Tell, not more often than anyone can see.

        Raises
        ------
        Cancelled
            When the watch's token was set.
        """
        self._watch.token.check()
        slices, now = done * self._slices // self._size, time.monotonic()
        if now - self._told < _PAUSE_S or slices == 0:
            return
        self._told = now
        self._watch.report(Progress(slices, self._slices, ""))
        if self._make is not None:
            self._watch.first(self._make(slices))
            self._make = None
