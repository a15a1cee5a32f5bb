"""Writes the report about the open case, as a job that can be stopped."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.core.errors import CamViewerError
from camviewer.gui.report_pdf import report_pdf
from camviewer.session.measuring import usual_metrics
from camviewer.session.numbers import chosen_mask, extended, finding_mask, unmeasured
from camviewer.session.report import ReportWishes, build_report, write_report
from camviewer.session.trust import with_trust_metrics

if TYPE_CHECKING:
    from pathlib import Path

    from camviewer.core.image import Image
    from camviewer.core.job import Explanation
    from camviewer.core.judgement import Evaluation
    from camviewer.core.trust import Trust
    from camviewer.gui.bridge import Line
    from camviewer.gui.keeper import Keeper
    from camviewer.session.evaluation import Against
    from camviewer.session.report import Report

KIND = "report"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportJobs", text)


class ReportJobs:
    """Starts the job that writes a report.

    Parameters
    ----------
    keeper
        Owns the job.
    """

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._session = keeper.session

    def write(self, folder: Path, *, has_patient: bool = False) -> None:
        """Measure what was not measured yet, and write the report; nothing while a job runs.

        Parameters
        ----------
        folder
            Where ``report.pdf``, ``report.html`` and the numbers go.
        has_patient
            Whether the file and the person are named.
        """
        state = self._session.state
        image, explanation = state.case.image, state.case.explanation
        if image is None or explanation is None or self._keeper.is_busy:
            return
        numbers, mask = state.numbers.evaluation, chosen_mask(state)
        finding = finding_mask(state.masks)
        selected = state.case.selected if state.case.selected in explanation.heatmaps else ""
        card = self._session.model_info(explanation.model).card
        overlay, view = replace(state.overlay), replace(state.view)
        against = replace(self._session.against(), has_controls=True)

        def work(line: Line) -> tuple[Report, Evaluation, Evaluation | None, dict[str, Trust]]:
            more = self._missing(image, explanation, numbers, line, against=against)
            whole = reduce(extended, [each for each in (numbers, more) if each is not None])
            trust = self._session.weigh_maps(image, explanation, whole, finding)
            wishes = ReportWishes(
                whole, trust, selected, overlay, card, has_patient, view=view, mask=mask
            )
            return build_report(image, explanation, wishes), whole, more, trust

        def done(
            result: tuple[Report, Evaluation, Evaluation | None, dict[str, Trust]],
        ) -> None:
            report, whole, more, trust = result
            if more is not None:
                self._session.accept_evaluation(explanation, more)
            self._session.accept_trust(explanation, trust)
            try:
                files = write_report(
                    folder,
                    report,
                    report_pdf(report),
                    image=image,
                    explanation=explanation,
                    evaluation=whole,
                )
            except CamViewerError as error:
                self._session.fail_job(str(error), error.hint)
                return
            self._session.finish_job(_tr("{count} files written").format(count=len(files)))

        self._keeper.run_job(KIND, _tr("Writing the report"), work, done, is_quick=False)

    def _missing(
        self,
        image: Image,
        explanation: Explanation,
        numbers: Evaluation | None,
        line: Line,
        *,
        against: Against,
    ) -> Evaluation | None:
        """Measure what has no numbers yet, all of it where there were no controls."""
        usual = usual_metrics(has_mask=against.mask is not None)
        wanted = with_trust_metrics(image, usual=usual)
        if numbers is not None and numbers.controls:
            wanted = unmeasured(numbers, wanted)
        if not wanted:
            return None
        return self._session.evaluate(
            image, explanation, wanted, against, report=line.send, token=line.token
        )
