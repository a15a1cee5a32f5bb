"""Python's collector of cycles, kept to the GUI thread.

It runs in whichever thread makes the next object. In a worker it would end widgets and timers
that only a cycle held, and Qt crashes sooner or later when they die outside their own thread.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERVAL_MS = 200


@contextmanager
def collecting_here() -> Iterator[None]:
    """Collect cycles in this thread's event loop and in no other thread."""
    was_enabled, is_first = gc.isenabled(), gc.get_freeze_count() == 0
    gc.disable()
    # What was imported stays for good: it need not be looked through each time.
    gc.freeze()
    timer = QTimer()
    timer.setInterval(INTERVAL_MS)
    timer.timeout.connect(collect_due)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        if is_first:  # else what somebody else has put aside would come back
            gc.unfreeze()
        if was_enabled:
            gc.enable()


def collect_due() -> None:
    """Collect the oldest generation that is full, as Python itself would."""
    filled = zip(gc.get_count(), gc.get_threshold(), strict=True)
    full = [age for age, (count, limit) in enumerate(filled) if count > limit]
    if full:
        gc.collect(full[-1])
