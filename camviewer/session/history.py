"""Undo and redo of what the user changed on the screen: looks and measurements.

It watches the state and writes to it; whoever changes the state needs to know nothing of it.
Where the user looks (the position, the place), and what is computed, is no part of it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from psygnal import Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from psygnal import EmissionInfo

    from camviewer.session.state import Measure, State

MERGE_SECONDS = 1.0
MOST_STEPS = 100
_WATCHED = ("view", "overlay", "measures", "masks")
# Where the user is, what the mouse does, and what belongs to the settings alone.
_LEFT_OUT = {
    "view": {"position", "place", "tool", "mouse", "letters", "hides_patient"},
    "overlay": set[str](),
    "measures": {"selected"},
    "masks": {"fits"},
}
# Fields that one gesture changes together.
_TOGETHER = {"width": "window", "level": "window"}


@dataclass
class Step:
    """One thing that can be undone.

    Attributes
    ----------
    what
        The field, ``"window"`` for both of its numbers, or ``"measure-added"``,
        ``"measure-removed"``, ``"measure-changed"``, ``"mask-added"``, ``"mask-removed"`` and
        ``"mask-shown"``.
    before, after
        Part and field to its value.
    at
        Seconds of the clock at its last change.
    """

    what: str
    before: dict[tuple[str, str], Any]
    after: dict[tuple[str, str], Any]
    at: float


class History:
    """What was changed since the case was opened.

    Parameters
    ----------
    state
        Watched and written.
    clock
        Gives seconds; changes of one field that follow within one second are one step.
    """

    changed = Signal()

    def __init__(self, state: State, clock: Callable[[], float] = time.monotonic) -> None:
        self._state = state
        self._clock = clock
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._is_writing = False
        self._values: dict[tuple[str, str], Any] = {}
        self._look()
        for part in _WATCHED:
            getattr(state, part).events.connect(self._watchers(part))
        state.case.events.image.connect(self.clear, unique=True)

    def _watchers(self, part: str) -> Callable[[EmissionInfo], None]:
        return lambda event: self._on_changed(part, event.signal.name, event.args[0])

    def _look(self) -> None:
        """Take the present values as the ones to go back to."""
        for part in _WATCHED:
            holder = getattr(self._state, part)
            for field in holder.events.signals:
                if field not in _LEFT_OUT[part]:
                    self._values[part, field] = getattr(holder, field)

    def clear(self, *_event: object) -> None:
        """Forget everything: another case begins."""
        self._done.clear()
        self._undone.clear()
        self._look()
        self.changed.emit()

    @property
    def undo_step(self) -> str:
        """What would be undone; empty when there is nothing."""
        return self._done[-1].what if self._done else ""

    @property
    def redo_step(self) -> str:
        """What would be done again; empty when there is nothing."""
        return self._undone[-1].what if self._undone else ""

    def undo(self) -> None:
        """Go back by one step."""
        if self._done:
            step = self._done.pop()
            self._undone.append(step)
            self._write(step.before)

    def redo(self) -> None:
        """Go forward again by one step."""
        if self._undone:
            step = self._undone.pop()
            self._done.append(step)
            self._write(step.after)

    def _write(self, values: dict[tuple[str, str], Any]) -> None:
        self._is_writing = True
        try:
            for (part, field), value in values.items():
                setattr(getattr(self._state, part), field, value)
                self._values[part, field] = value
            self._deselect()
        finally:
            self._is_writing = False
        if self._done:
            self._done[-1].at = float("-inf")  # what comes now is a step of its own
        self.changed.emit()

    def _deselect(self) -> None:
        """Mark no measurement that is not there."""
        measures = self._state.measures
        if measures.selected not in {item.key for item in measures.items}:
            measures.selected = None

    def _on_changed(self, part: str, field: str, value: Any) -> None:  # noqa: ANN401
        if (part, field) not in self._values or self._is_writing:
            return
        before = self._values[part, field]
        self._values[part, field] = value
        what = _TOGETHER.get(field, field)
        if part == "measures":
            what = _kind_of(before, value)
        if part == "masks":
            what = _mask_kind(field, before, value)
        self._take((part, field), (before, value), what)

    def _take(self, where: tuple[str, str], values: tuple[Any, Any], what: str) -> None:
        """Make a step of a change, or a part of the step before."""
        now = self._clock()
        last = self._done[-1] if self._done else None
        if last is not None and now - last.at < MERGE_SECONDS and _continues(last, what):
            last.before.setdefault(where, values[0])
            last.after[where] = values[1]
            last.at = now
        elif what == "mask-measured":
            return  # nothing that the user did
        else:
            self._done.append(Step(what, {where: values[0]}, {where: values[1]}, now))
            del self._done[:-MOST_STEPS]
        self._undone.clear()
        self.changed.emit()


def _continues(last: Step, what: str) -> bool:
    """Tell whether a change belongs to the step before: the same slider, the same drawing."""
    if what == "measure-changed":
        return last.what in {"measure-added", "measure-changed"}
    if what in {"mask-shown", "mask-measured"}:  # as a mask is that is laid over a case
        return last.what in {"mask-added", "mask-removed"}
    return last.what == what and not what.startswith(("measure-", "mask-"))


def _mask_kind(field: str, before: tuple[object, ...], after: tuple[object, ...]) -> str:
    """Name what happened to the masks."""
    if field != "items":
        return "mask-shown" if field == "visible" else "mask-measured"
    return "mask-added" if len(after) > len(before) else "mask-removed"


def _kind_of(before: tuple[Measure, ...], after: tuple[Measure, ...]) -> str:
    """Name what happened to the measurements."""
    olds, news = {each.key for each in before}, {each.key for each in after}
    if news - olds:
        return "measure-added"
    return "measure-removed" if olds - news else "measure-changed"
