"""Measures the maps that are shown, as a job that can be stopped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.session.number_records import write_curves

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from camviewer.core.judgement import Evaluation
    from camviewer.gui.bridge import Line
    from camviewer.gui.keeper import Keeper
    from camviewer.session.evaluation import Against

KIND = "measure"


def _tr(text: str) -> str:
    return QCoreApplication.translate("NumberJobs", text)


class NumberJobs:
    """Starts the jobs that measure maps.

    Parameters
    ----------
    keeper
        Owns the job.
    """

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._session = keeper.session

    def measure(
        self,
        metrics: Sequence[str] = (),
        against: Against | None = None,
        done: Callable[[], None] | None = None,
    ) -> None:
        """Measure all maps of the explanation that is shown; does nothing while a job runs.

        Parameters
        ----------
        metrics
            Registered names; the usual ones when there is none, ``"all"`` for all.
        against
            Mask, reference map, controls and the metrics' parameters.
        done
            Called when the numbers are in the state.
        """
        case = self._session.state.case
        image, explanation = case.image, case.explanation
        if image is None or explanation is None or self._keeper.is_busy:
            return

        def work(line: Line) -> Evaluation:
            return self._session.evaluate(
                image, explanation, metrics, against, report=line.send, token=line.token
            )

        def accept(evaluation: Evaluation) -> None:
            self._session.accept_evaluation(explanation, evaluation)
            if done is not None:
                done()

        self._keeper.run_job(KIND, _tr("Measuring the maps"), work, accept, is_quick=False)

    def measure_wanted(self) -> None:
        """Measure what the user ticked, and show the table when it is there."""
        metrics = self._session.wanted_metrics()
        if metrics:
            self.measure(metrics, self._session.against(), self._show_table)

    def _show_table(self) -> None:
        self._session.state.numbers.page = "table"

    def save_curves(self) -> None:
        """Ask for a file and write all curves there."""
        case, found = self._session.state.case, self._session.state.numbers.evaluation
        if found is None or case.image is None or self._keeper.is_busy:
            return
        images = [case.image.sha256]
        words = _tr("Tables (*.csv)")
        path = self._keeper.asker.save_file(Path.home() / "curves.csv", words)
        if path is not None:
            self._keeper.run_job(
                "export",
                _tr("Writing the curves"),
                lambda _line: write_curves(path, found, images),
                lambda _done: None,
            )
