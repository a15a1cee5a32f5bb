"""How fast a cohort goes: how many cases are worth one trip, and how long the rest takes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TRIP = 0.5
_MOST = 64
_MEMORY = 0.9


class Pace:
    """The speed of a run.

    Parameters
    ----------
    clock
        Gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = 0.0
        self._count = 0
        self._seconds = 0.0

    def note(self, seconds: float) -> None:
        """Learn how long a worker took for a case; the first ones load the network too."""
        if not self._count:
            self._started = self._clock()
        self._count += 1
        keep = _MEMORY if self._count > 1 else 0.0
        self._seconds = keep * self._seconds + (1 - keep) * seconds

    def group(self, left: int, workers: int) -> int:
        """Choose how many cases a worker gets at once.

        Half a second of work, so that trips cost little and a killed run loses little; fewer
        towards the end, so that no worker waits for another.
        """
        if not self._count:
            return 1
        worth = int(_TRIP / max(self._seconds, 1e-3))
        shared = -(-left // (2 * workers))
        return max(1, min(worth, shared, _MOST))

    def seconds_left(self, left: int) -> str:
        """Write how long the other cases will take; empty while nothing is known."""
        if self._count < 2 or not left:
            return ""
        # From the first result on: the start of the workers comes only once.
        seconds = (self._clock() - self._started) / (self._count - 1) * left
        if seconds < 90:
            return f"about {max(1, round(seconds))} s left"
        if seconds < 5400:
            return f"about {round(seconds / 60)} min left"
        return f"about {seconds / 3600:.1f} h left"
