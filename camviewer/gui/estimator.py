"""Estimates made in the background: soon after the last change, and never beside a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from camviewer.gui.bridge import Crash, Task
from camviewer.gui.views.links import Links

if TYPE_CHECKING:
    from collections.abc import Callable

    from camviewer.core.errors import CamViewerError
    from camviewer.gui.bridge import Bridge
    from camviewer.session.service import Session

WAIT_MS = 300
_BUSY = {"running", "stopping"}


class Estimator(QObject):
    """Keeps one estimate true; what it is of, and where it is written, its heirs say.

    An estimate that fails is shown as None: the same error meets the user when it is run.

    Parameters
    ----------
    session
        Followed.
    bridge
        The worker threads; waits there behind whatever runs a network.
    kind
        Of the task.
    """

    def __init__(self, session: Session, bridge: Bridge, kind: str) -> None:
        super().__init__()
        self._session = session
        self._bridge = bridge
        self._kind = kind
        self._is_on = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._ask)
        self._links = Links(self)
        self._links.follow(self._on_phase_changed, session.state.job.events.phase)

    def is_due(self) -> bool:
        """Tell whether an estimate is missing that somebody would see."""
        raise NotImplementedError

    def work(self) -> Callable[[], object] | None:
        """Return what makes the estimate, for a worker; None where there is nothing to ask."""
        raise NotImplementedError

    def show(self, found: Any) -> None:  # noqa: ANN401 - whatever the work returned
        """Write an estimate into the state; None where there is none."""
        raise NotImplementedError

    def give_way(self) -> None:
        """Hear that a job begins."""

    def switch_off(self) -> None:
        """Ask for nothing any more."""
        self._is_on = False
        self._stop()

    def restart(self) -> None:
        """Ask after a while without a further change, if something is missing then."""
        self._stop()
        if self._is_on and self._session.state.job.phase not in _BUSY and self.is_due():
            self._timer.start()

    def _stop(self) -> None:
        self._timer.stop()
        self._bridge.drop(self._kind)

    def _on_phase_changed(self, phase: str) -> None:
        """Leave the worker to the job; look again when it has ended."""
        if phase in _BUSY:
            self._stop()
            self.give_way()
        elif self.is_due():
            self.restart()

    def _ask(self) -> None:
        work = self.work()
        if work is None:
            self.show(None)
            return
        self._bridge.submit(Task(self._kind, lambda _line: work(), self.show, self._failed))

    def _failed(self, _error: CamViewerError | Crash) -> None:
        self.show(None)
