"""Keeps a copy of the session every half minute, in the background and only after a change."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from camviewer.gui.bridge import Task
from camviewer.gui.views.links import Links
from camviewer.session.autosave import Autosave, autosave_folder, discard, left_overs

if TYPE_CHECKING:
    from pathlib import Path

    from camviewer.core.errors import CamViewerError
    from camviewer.gui.bridge import Bridge, Crash
    from camviewer.session.autosave import LeftOver
    from camviewer.session.service import Session

EVERY_MS = 30_000
_log = logging.getLogger(__name__)


class Autosaver(QObject):
    """Follows the state and writes copies of it.

    Parameters
    ----------
    session
        Followed.
    bridge
        The worker threads.
    """

    lost_changed = Signal()

    def __init__(self, session: Session, bridge: Bridge) -> None:
        super().__init__()
        self._session = session
        self._bridge = bridge
        self._root = autosave_folder(session.settings_file)
        self._copy = Autosave(self._root)
        self._restored: set[LeftOver] = set()
        self._is_due = False
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY_MS)
        self.timer.timeout.connect(self.save)
        self.timer.start()
        case, state = session.state.case.events, session.state
        numbers = state.numbers.events
        links = Links(self)
        links.follow(
            self._on_changed,
            session.state.masks.events.items, session.state.masks.events.visible,
            case.image, case.heatmaps, case.explanation, case.predictions, case.selected,
            *(
                event
                for part in (
                    state.view, state.overlay, state.measures, state.ask, state.comparison,
                )
                for event in part.events.signals.values()
            ),
            numbers.evaluation, numbers.trust, numbers.sorted_by, numbers.is_reversed,
        )  # fmt: skip

    def _on_changed(self) -> None:
        self._is_due = True

    def save(self) -> None:
        """Write a copy now if something has changed and that is wanted."""
        if not self._session.settings.autosaves:
            self._copy.remove()
            self._is_due = True
            return
        image = self._session.state.case.image
        if not self._is_due or self._bridge.is_running("autosave"):
            return
        workspace = self._session.workspace()
        if workspace is None or image is None or not workspace.can_be_saved:
            return
        self._is_due = False
        self._bridge.submit(
            Task(
                "autosave",
                lambda _line: self._copy.write(workspace),
                self._saved,
                self._failed,
                is_quick=True,
            )
        )

    def _saved(self, _nothing: object) -> None:
        """Nobody has to hear of it."""

    def _failed(self, error: CamViewerError | Crash) -> None:
        """Try again at the next change; the work itself is not disturbed."""
        self._is_due = True
        _log.info("the session could not be kept: %s", type(error).__name__)

    def left_over(self) -> LeftOver | None:
        """Return the newest session whose program is dead, and that was not restored yet."""
        found = (each for each in left_overs(self._root) if each not in self._restored)
        return next(found, None)

    def take_over(self, path: Path | None) -> bool:
        """Tell whether a session is one that was lost; it stays until there is a newer copy."""
        lost = [each for each in left_overs(self._root) if path in {each.path}]
        for each in lost:
            self._restored.add(each)
            self._copy.replace(each)
        if lost:
            QTimer.singleShot(0, self, self.save)  # once it is on the screen
            self.lost_changed.emit()
        return bool(lost)

    def discard(self, left_over: LeftOver) -> None:
        """Remove a lost session that nobody wants."""
        discard(left_over)
        self.lost_changed.emit()

    def close(self) -> None:
        """End well: no copy is left. Call when no thread writes any more."""
        self.timer.stop()
        self._copy.remove()
