"""Keeps the outlook true to the choices: asked for in the background, never in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from camviewer.gui.bridge import Crash, Task
from camviewer.gui.views.links import Links

if TYPE_CHECKING:
    from camviewer.core.errors import CamViewerError
    from camviewer.gui.bridge import Bridge
    from camviewer.session.outlook import Outlook
    from camviewer.session.service import Session

WAIT_MS = 300
_BUSY = {"running", "stopping"}


class Forecaster(QObject):
    """Follows ``state.ask`` and writes ``state.case.outlook``.

    An estimate that fails leaves it None: the same error meets the user when it is run.

    Parameters
    ----------
    session
        Followed.
    bridge
        The worker threads; waits there behind whatever runs a network.
    """

    def __init__(self, session: Session, bridge: Bridge) -> None:
        super().__init__()
        self._session = session
        self._bridge = bridge
        self._is_on = True
        self._is_due = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._ask)
        case, ask, job = (
            getattr(session.state, part).events for part in ("case", "ask", "job")
        )
        links = Links(self)
        links.follow(
            self._on_question_changed,
            case.image, ask.model, ask.layer, ask.target, ask.device, ask.precision,
        )  # fmt: skip
        links.follow(self._on_methods_changed, ask.methods, ask.parameters)
        links.follow(self._on_phase_changed, job.phase)

    def switch_off(self) -> None:
        """Ask for nothing any more."""
        self._is_on = False
        self._timer.stop()
        self._bridge.drop("forecast")

    def _on_question_changed(self) -> None:
        """Nothing known before holds for another network, image or layer."""
        self._session.state.case.outlook = None
        self._restart()

    def _on_methods_changed(self) -> None:
        """Keep the figures of the methods that stay until the new ones are there."""
        self._restart()

    def _on_phase_changed(self, phase: str) -> None:
        """Leave the worker to the job; look again when it has ended."""
        if phase in _BUSY:
            self._timer.stop()
            self._bridge.drop("forecast")
            if self._is_due:  # what is shown is not what begins now
                self._session.state.case.outlook = None
        elif self._is_due:
            self._restart()

    def _restart(self) -> None:
        self._is_due = True
        self._bridge.drop("forecast")
        if self._is_on and self._session.state.job.phase not in _BUSY:
            self._timer.start()

    def _ask(self) -> None:
        request = self._session.request()
        if request is None or not request.methods:
            self._show(None)
            return
        self._bridge.submit(
            Task(
                "forecast",
                lambda _line: self._session.outlook(request),
                self._show,
                self._failed,
            )
        )

    def _show(self, outlook: Outlook | None) -> None:
        self._is_due = False
        self._session.state.case.outlook = outlook

    def _failed(self, _error: CamViewerError | Crash) -> None:
        self._show(None)
