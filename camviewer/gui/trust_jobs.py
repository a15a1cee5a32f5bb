"""Weighs the maps that are shown, as a job that can be stopped, and says what it would take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.gui.bridge import Crash, Task
from camviewer.session.evaluation import Against
from camviewer.session.numbers import finding_mask
from camviewer.session.trust import trust_metrics

if TYPE_CHECKING:
    from camviewer.core.errors import CamViewerError
    from camviewer.core.judgement import Evaluation, EvaluationForecast
    from camviewer.core.trust import Trust
    from camviewer.gui.bridge import Bridge, Line
    from camviewer.gui.keeper import Keeper

KIND = "measure"
"""The same as other numbers: two jobs about the same maps would only wait for each other."""
FORECAST = "trust-forecast"


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrustJobs", text)


class TrustJobs:
    """Starts the jobs that weigh maps.

    Parameters
    ----------
    keeper
        Owns the job.
    bridge
        The worker threads.
    """

    def __init__(self, keeper: Keeper, bridge: Bridge) -> None:
        self._keeper = keeper
        self._session = keeper.session
        self._bridge = bridge

    def check(self) -> None:
        """Weigh all maps of the explanation that is shown; does nothing while a job runs."""
        session = self._session
        image, explanation = session.state.case.image, session.state.case.explanation
        if image is None or explanation is None or self._keeper.is_busy:
            return
        self._bridge.drop(FORECAST)
        mask = finding_mask(session.state.masks)

        def work(line: Line) -> tuple[Evaluation, dict[str, Trust]]:
            found = session.evaluate(
                image,
                explanation,
                trust_metrics(image),
                Against(has_controls=True),
                report=line.send,
                token=line.token,
            )
            return found, session.weigh_maps(image, explanation, found, mask)

        def accept(answer: tuple[Evaluation, dict[str, Trust]]) -> None:
            session.accept_evaluation(explanation, answer[0])
            session.accept_trust(explanation, answer[1])

        self._keeper.run_job(KIND, _tr("Checking the maps"), work, accept, is_quick=False)

    def forecast(self) -> None:
        """Estimate what checking would take, unless that is known or a job runs."""
        session = self._session
        image, explanation = session.state.case.image, session.state.case.explanation
        numbers = session.state.numbers
        is_known = numbers.trust_forecast is not None or bool(numbers.trust)
        if image is None or explanation is None or is_known or self._keeper.is_busy:
            return

        def done(found: EvaluationForecast) -> None:
            if explanation is session.state.case.explanation:
                numbers.trust_forecast = found

        def failed(_error: CamViewerError | Crash) -> None:
            return  # the same error meets the user when the maps are checked

        self._bridge.submit(
            Task(
                FORECAST,
                lambda _line: session.trust_forecast(image, explanation),
                done,
                failed,
            )
        )
