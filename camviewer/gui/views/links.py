"""Connections to the state that end with the widget they serve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakMethod

if TYPE_CHECKING:
    from collections.abc import Callable

    from psygnal import SignalInstance
    from PySide6.QtCore import QObject


class Links:
    """Every connection of one widget.

    Parameters
    ----------
    owner
        Widget whose methods are called. Qt may destroy it before Python does; the state
        must not reach it then.
    """

    def __init__(self, owner: QObject) -> None:
        self._ends: list[tuple[SignalInstance, WeakMethod[Callable[..., Any]]]] = []
        # A lambda, because PySide would hold a bound method, and so this, only weakly.
        owner.destroyed.connect(lambda: self._cut())  # noqa: PLW0108

    def follow(self, slot: Callable[..., Any], *events: SignalInstance) -> None:
        """Call a method of the owner on each of the events."""
        for event in events:
            event.connect(slot)
            self._ends.append((event, WeakMethod(slot)))

    def _cut(self) -> None:
        for event, end in self._ends:
            slot = end()
            if slot is not None:
                event.disconnect(slot, missing_ok=True)
        self._ends.clear()
