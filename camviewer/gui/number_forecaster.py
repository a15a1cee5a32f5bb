"""Keeps the estimate of measuring true to what is wanted, in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.gui.estimator import Estimator
from camviewer.session.numbers import are_measured

if TYPE_CHECKING:
    from collections.abc import Callable

    from camviewer.core.judgement import EvaluationForecast
    from camviewer.gui.bridge import Bridge
    from camviewer.session.service import Session

KIND = "number-forecast"


class NumberForecaster(Estimator):
    """Follows ``state.numbers`` and writes ``state.numbers.forecast``.

    An estimate asks the network once, so it is made only while the comparison is shown and
    something is wanted that was not measured.

    Parameters
    ----------
    session, bridge
        As in :class:`camviewer.gui.estimator.Estimator`.
    """

    def __init__(self, session: Session, bridge: Bridge) -> None:
        super().__init__(session, bridge, KIND)
        state = session.state
        numbers = state.numbers.events
        self._links.follow(
            self._on_changed,
            state.case.events.explanation, state.view.events.place, numbers.wanted,
            numbers.has_controls, numbers.mask, state.masks.events.items,
        )  # fmt: skip

    def is_due(self) -> bool:
        """Tell whether an estimate is missing that somebody would see."""
        state = self._session.state
        if state.view.place != "compare" or state.case.explanation is None:
            return False
        wanted, numbers = self._session.wanted_metrics(), state.numbers
        is_missing = numbers.forecast is None and not are_measured(numbers.evaluation, wanted)
        return bool(wanted) and is_missing

    def work(self) -> Callable[[], EvaluationForecast] | None:
        """Return what counts and times the measuring; None without an explanation."""
        case, session = self._session.state.case, self._session
        image, explanation = case.image, case.explanation
        if image is None or explanation is None:
            return None
        metrics, against = session.wanted_metrics(), session.against()
        return lambda: session.forecast_numbers(image, explanation, metrics, against)

    def show(self, found: EvaluationForecast | None) -> None:
        """Write the estimate."""
        self._session.state.numbers.forecast = found

    def _on_changed(self) -> None:
        """Nothing known before holds for other metrics or maps."""
        self._session.state.numbers.forecast = None
        self.restart()
