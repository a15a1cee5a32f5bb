"""What was measured of the maps that are shown: kept, added to, sorted by."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from camviewer.core.image import Image
    from camviewer.core.job import Explanation
    from camviewer.core.judgement import Evaluation
    from camviewer.core.progress import CancelToken, Report
    from camviewer.session.evaluation import Against
    from camviewer.session.state import Numbers, State


class Weighing:
    """Numbers about the maps of the case. Call on the thread that owns the state."""

    state: State

    def evaluate(
        self,
        image: Image,
        explanation: Explanation,
        metrics: Sequence[str],
        against: Against | None,
        *,
        report: Report,
        token: CancelToken,
    ) -> Evaluation:
        """Measure maps; for a worker thread. See :func:`camviewer.session.evaluation.evaluate`.

        Raises
        ------
        CamViewerError
            When it cannot be done.
        Cancelled
            When the token was set.
        """
        from camviewer.session.evaluation import evaluate

        return evaluate(image, explanation, metrics, against, report=report, token=token)

    def accept_evaluation(self, explanation: Explanation, evaluation: Evaluation) -> None:
        """Add what was measured of an explanation; that of others is stale."""
        numbers = self.state.numbers
        if explanation is not self.state.case.explanation:
            return
        before = numbers.evaluation
        numbers.evaluation = evaluation if before is None else extended(before, evaluation)

    def forget_numbers(self) -> None:
        """Begin anew with other maps."""
        self.state.numbers.evaluation = None
        self.state.numbers.trust = {}


def extended(before: Evaluation, more: Evaluation) -> Evaluation:
    """Put later numbers about the same maps to earlier ones; of two the later counts."""
    measured = {(each.heatmap, each.metric): each for each in before.measurements}
    measured |= {(each.heatmap, each.metric): each for each in more.measurements}
    agreed = {(each.one, each.other, each.metric): each for each in before.agreements}
    agreed |= {(each.one, each.other, each.metric): each for each in more.agreements}
    return replace(
        before,
        measurements=tuple(measured.values()),
        agreements=tuple(agreed.values()),
        forwards=before.forwards + more.forwards,
        batches=before.batches + more.batches,
        milliseconds=before.milliseconds + more.milliseconds,
        parameters={**before.parameters, **more.parameters},
        controls=tuple(dict.fromkeys((*before.controls, *more.controls))),
        notes=tuple(dict.fromkeys((*before.notes, *more.notes))),
    )


def in_order(numbers: Numbers, names: Iterable[str]) -> tuple[str, ...]:
    """Sort maps by the metric that the user sorts by, best first; undefined numbers last.

    Notes
    -----
    Without such a metric, and among equals, the order stays as it is.
    """
    from camviewer.metrics import METRICS, Better

    evaluation, metric = numbers.evaluation, numbers.sorted_by
    if evaluation is None or metric not in evaluation.metrics:
        return tuple(names)
    is_higher = METRICS.get(metric).better is not Better.LOWER
    sign = -1.0 if is_higher != numbers.is_reversed else 1.0

    def place(name: str) -> tuple[bool, float]:
        value = evaluation.value(name, metric)
        return isnan(value), 0.0 if isnan(value) else sign * value

    return tuple(sorted(names, key=place))
