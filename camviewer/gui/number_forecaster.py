"""Keeps the estimate of measuring true to what is wanted, in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from camviewer.gui.bridge import Crash, Task
from camviewer.gui.views.links import Links
from camviewer.session.numbers import are_measured

if TYPE_CHECKING:
    from camviewer.core.errors import CamViewerError
    from camviewer.core.judgement import EvaluationForecast
    from camviewer.gui.bridge import Bridge
    from camviewer.session.service import Session

KIND = "number-forecast"
WAIT_MS = 300
_BUSY = {"running", "stopping"}


class NumberForecaster(QObject):
    """Follows ``state.numbers`` and writes ``state.numbers.forecast``.

    An estimate asks the network once, so it is made only while the comparison is shown and
    something is wanted that was not measured. One that fails leaves None: the same error meets
    the user when the maps are measured.

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
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._ask)
        state = session.state
        numbers, links = state.numbers.events, Links(self)
        links.follow(
            self._on_changed,
            state.case.events.explanation, state.view.events.place, numbers.wanted,
            numbers.has_controls, numbers.mask, state.masks.events.items,
        )  # fmt: skip
        links.follow(self._on_phase_changed, state.job.events.phase)

    def switch_off(self) -> None:
        """Ask for nothing any more."""
        self._is_on = False
        self._timer.stop()
        self._bridge.drop(KIND)

    def _is_due(self) -> bool:
        """Tell whether an estimate is missing that somebody would see."""
        state = self._session.state
        if not self._is_on or state.view.place != "compare" or state.case.explanation is None:
            return False
        wanted = self._session.wanted_metrics()
        return bool(wanted) and not are_measured(state.numbers.evaluation, wanted)

    def _on_changed(self) -> None:
        """Nothing known before holds for other metrics or maps."""
        self._session.state.numbers.forecast = None
        self._restart()

    def _on_phase_changed(self, phase: str) -> None:
        """Leave the worker to the job; look again when it has ended."""
        if phase in _BUSY:
            self._timer.stop()
            self._bridge.drop(KIND)
        elif self._session.state.numbers.forecast is None:
            self._restart()

    def _restart(self) -> None:
        self._bridge.drop(KIND)
        if self._session.state.job.phase not in _BUSY and self._is_due():
            self._timer.start()
        else:
            self._timer.stop()

    def _ask(self) -> None:
        case, session = self._session.state.case, self._session
        image, explanation = case.image, case.explanation
        if image is None or explanation is None:
            return
        metrics, against = session.wanted_metrics(), session.against()
        self._bridge.submit(
            Task(
                KIND,
                lambda _line: session.forecast_numbers(image, explanation, metrics, against),
                self._show,
                self._failed,
            )
        )

    def _show(self, forecast: EvaluationForecast | None) -> None:
        self._session.state.numbers.forecast = forecast

    def _failed(self, _error: CamViewerError | Crash) -> None:
        self._show(None)
