"""What was measured of the maps that are shown: kept, added to, sorted by."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from camviewer.session.measuring import usual_metrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from camviewer.core.image import Image, Mask
    from camviewer.core.job import Explanation
    from camviewer.core.judgement import Evaluation, EvaluationForecast
    from camviewer.core.progress import CancelToken, Report
    from camviewer.core.trust import Trust
    from camviewer.session.evaluation import Against
    from camviewer.session.number_state import Numbers
    from camviewer.session.state import Masks, State


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

    def forecast_numbers(
        self,
        image: Image,
        explanation: Explanation,
        metrics: Sequence[str],
        against: Against | None,
    ) -> EvaluationForecast:
        """Estimate what measuring would take; for a worker thread, as it asks the network once.

        Raises
        ------
        CamViewerError
            When it cannot be done.
        """
        from camviewer.session.evaluation import forecast_evaluation

        return forecast_evaluation(image, explanation, metrics, against)

    def against(self) -> Against:
        """Collect what the user wants the maps held against."""
        from camviewer.core.image import Image
        from camviewer.session.evaluation import Against

        image, mask = self.state.case.image, chosen_mask(self.state)
        inside = None
        if mask is not None and image is not None:
            inside = Image(mask.array.astype(np.uint8), image.grid)
        has_controls = self.state.numbers.has_controls
        return Against(inside, has_controls=has_controls, mask_key=mask_key(mask))

    def wanted_metrics(self) -> tuple[str, ...]:
        """Name the metrics to measure, without those that lack their mask."""
        from camviewer.metrics import METRICS

        wanted = self.state.numbers.wanted
        if self.state.masks.items:
            return wanted
        return tuple(name for name in wanted if METRICS.get(name).against != "mask")

    def want_mask_metrics(self) -> None:
        """Tick what holds maps against a mask, now that there is one and nobody chose."""
        numbers = self.state.numbers
        if numbers.wanted == usual_metrics():
            numbers.wanted = usual_metrics(has_mask=True)

    def accept_evaluation(self, explanation: Explanation, evaluation: Evaluation) -> None:
        """Add what was measured of an explanation; that of others is stale."""
        numbers = self.state.numbers
        if explanation is not self.state.case.explanation:
            return
        before = numbers.evaluation
        numbers.evaluation = evaluation if before is None else extended(before, evaluation)

    def weigh_maps(
        self,
        image: Image,
        explanation: Explanation,
        evaluation: Evaluation,
        mask: Mask | None = None,
    ) -> dict[str, Trust]:
        """Say what speaks for each map; for a worker thread, as hot regions are looked for."""
        from camviewer.session.trust import weigh_all

        return weigh_all(image, explanation, evaluation, mask=mask)

    def trust_forecast(self, image: Image, explanation: Explanation) -> EvaluationForecast:
        """Estimate what measuring for :meth:`weigh_maps` takes; for a worker thread.

        Raises
        ------
        CamViewerError
            When it cannot be done.
        """
        from camviewer.session.evaluation import Against
        from camviewer.session.trust import trust_metrics

        against = Against(has_controls=True)
        return self.forecast_numbers(image, explanation, trust_metrics(image), against)

    def accept_trust(self, explanation: Explanation, found: Mapping[str, Trust]) -> None:
        """Take over what speaks for the maps of an explanation; that of others is stale."""
        if explanation is self.state.case.explanation:
            self.state.numbers.trust = dict(found)

    def on_mask_changed(self) -> None:
        """Drop what was held against another mask than the one that is meant now."""
        found = self.state.numbers.evaluation
        if found is None:
            return
        mask = chosen_mask(self.state)
        if mask is not None and is_of_another(found, mask):
            self.state.numbers.evaluation = without_mask(found)

    def forget_numbers(self) -> None:
        """Begin anew with other maps."""
        numbers = self.state.numbers
        numbers.evaluation, numbers.forecast = None, None
        numbers.trust, numbers.trust_forecast = {}, None
        if numbers.page != "metrics":
            numbers.page = ""


def chosen_mask(state: State) -> Mask | None:
    """Choose the mask that maps are held against; None where there is none."""
    return meant_mask(state.masks, state.numbers.mask)


def meant_mask(masks: Masks, name: str) -> Mask | None:
    """Choose a mask: by its name, else the finding's, else any."""
    items = {each.name: each for each in masks.items}
    finding = finding_mask(masks)
    names = (name, "" if finding is None else finding.name, *masks.visible, *items)
    return next((items[each] for each in names if each in items), None)


def mask_key(mask: Mask | None) -> str:
    """Tell masks apart without their names: a digest, empty for None."""
    if mask is None:
        return ""
    facts = f"{mask.sha256}/{mask.number}/{mask.count}"
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


def is_of_another(evaluation: Evaluation, mask: Mask) -> bool:
    """Whether numbers were held against another mask; False where nobody kept which."""
    return evaluation.mask not in {"", mask_key(mask)}


def without_mask(evaluation: Evaluation) -> Evaluation:
    """Leave out what was held against a mask."""
    from camviewer.metrics import METRICS

    kept = [m for m in evaluation.measurements if METRICS.get(m.metric).against != "mask"]
    return replace(evaluation, measurements=tuple(kept), mask="")


def are_measured(evaluation: Evaluation | None, metrics: Iterable[str]) -> bool:
    """Tell whether all of some metrics have their numbers."""
    return evaluation is not None and not unmeasured(evaluation, metrics)


def unmeasured(evaluation: Evaluation, metrics: Iterable[str]) -> tuple[str, ...]:
    """Name those of some metrics that have no numbers yet."""
    known = {*evaluation.metrics, *(each.metric for each in evaluation.agreements)}
    return tuple(name for name in metrics if name not in known)


def finding_mask(masks: Masks) -> Mask | None:
    """Return the mask that shows the finding: the smallest of those that are drawn."""
    drawn = [each for each in masks.items if each.name in masks.visible and each.count]
    return min(drawn, key=lambda each: each.count, default=None)


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
        mask=more.mask or before.mask,
    )


def table_order(numbers: Numbers) -> tuple[str, ...]:
    """Name the maps in the order of the table: as they are sorted, controls last."""
    found = numbers.evaluation
    if found is None:
        return ()
    names = in_order(numbers, found.heatmaps)
    return tuple(sorted(names, key=lambda name: name in found.controls))


def in_order(numbers: Numbers, names: Iterable[str]) -> tuple[str, ...]:
    """Sort maps by the metric that the user sorts by, best first; undefined numbers last.

    Notes
    -----
    Without such a metric, and among equals, the order stays as it is.
    """
    evaluation, metric = numbers.evaluation, numbers.sorted_by
    if evaluation is None or metric not in evaluation.metrics:
        return tuple(names)
    from camviewer.metrics import METRICS, Better

    is_higher = METRICS.get(metric).better is not Better.LOWER
    sign = -1.0 if is_higher != numbers.is_reversed else 1.0

    def place(name: str) -> tuple[bool, float]:
        value = evaluation.value(name, metric)
        return isnan(value), 0.0 if isnan(value) else sign * value

    return tuple(sorted(names, key=place))
