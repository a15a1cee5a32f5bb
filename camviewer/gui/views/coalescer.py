"""Many requests, one action: at most one per interval, and never the last one lost."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

FRAME_MS = 16


class Coalescer(QObject):
    """Calls an action soon after it was asked for, however often.

    Parameters
    ----------
    parent
        Owner; the timer goes with it.
    action
        Method of the owner.
    interval_ms
        Shortest time between two calls.
    """

    def __init__(
        self, parent: QObject, action: Callable[[], None], interval_ms: int = FRAME_MS
    ) -> None:
        super().__init__(parent)
        self._action = action
        self._interval_ms = interval_ms
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fire)

    @property
    def is_pending(self) -> bool:
        """Whether a call is due."""
        return self._timer.isActive()

    def request(self) -> None:
        """Ask for a call."""
        if not self._timer.isActive():
            passed_ms = int((time.monotonic() - self._last) * 1000)
            self._timer.start(max(0, self._interval_ms - passed_ms))

    def flush(self) -> None:
        """Make the call now when one is due."""
        if self._timer.isActive():
            self._fire()

    def _fire(self) -> None:
        self._timer.stop()
        self._last = time.monotonic()
        self._action()
