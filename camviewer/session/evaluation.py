"""Numbers about the maps of an explanation, as files, window and command line show them."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from camviewer.core.errors import GeometryError
from camviewer.core.job import ExplainRequest
from camviewer.core.judgement import Evaluation, EvaluationForecast, Workload
from camviewer.core.progress import CancelToken, no_report
from camviewer.core.words import say
from camviewer.session.measuring import (
    CONTROLS,
    agreements_of,
    chosen_metrics,
    mask_measurements,
    measurements_of,
    parameters_of,
    reference_measurements,
    subject_of,
    unknown_measurements,
    usual_metrics,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from camviewer.core.image import Grid, Heatmap, Image
    from camviewer.core.job import Explanation, Prediction
    from camviewer.core.judgement import Measurement
    from camviewer.core.progress import Report
    from camviewer.engine.trial import Trial


@dataclass(frozen=True)
class Against:
    """What maps are held against besides the network.

    Attributes
    ----------
    mask : Image or None
        Where the finding is: cells that are not zero.
    reference : Heatmap or None
        A map that they should be like.
    has_controls : bool
        Whether maps that know nothing of the target are measured beside them.
    parameters : mapping
        Metric to its parameters by name.
    mask_key : str
        Digest of the mask, kept with the numbers; may be empty.
    """

    mask: Image | None = None
    reference: Heatmap | None = None
    has_controls: bool = False
    parameters: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    mask_key: str = ""


@dataclass(frozen=True, eq=False)
class _Group:
    """Maps of one target."""

    target: Prediction
    maps: tuple[Heatmap, ...]


def evaluate(
    image: Image,
    explanation: Explanation,
    metrics: Sequence[str] = (),
    against: Against | None = None,
    *,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> Evaluation:
    """Measure the maps of an explanation.

    Parameters
    ----------
    image
        What was explained.
    explanation
        The maps, and how they came about.
    metrics
        Registered names; the usual ones when there is none, ``"all"`` for all. With a mask or
        a reference the usual ones hold the maps against it.
    against
        Mask, reference map, controls and the metrics' parameters.
    report, token
        Progress, and the flag that stops the work.

    Raises
    ------
    CamViewerError
        When a metric does not exist, or the network cannot be asked again.
    Cancelled
        When the token was set.

    Notes
    -----
    A scanned volume's network is asked about the one window that speaks most for the target;
    masks and other maps are held against the whole map.
    """
    started = time.perf_counter()
    against = against or Against()
    job = _Job(image, explanation, metrics, against, token=token or CancelToken())
    parts = [job.run(group, report) for group in _groups(explanation)]
    return Evaluation(
        tuple(each for part in parts for each in part.measurements),
        tuple(each for part in parts for each in part.agreements),
        sum(part.forwards for part in parts),
        sum(part.batches for part in parts),
        (time.perf_counter() - started) * 1e3,
        parameters_of(job.chosen),
        tuple(dict.fromkeys(name for part in parts for name in part.controls)),
        tuple(dict.fromkeys(note for part in parts for note in part.notes)),
        against.mask_key,
    )


def forecast_evaluation(
    image: Image,
    explanation: Explanation,
    metrics: Sequence[str] = (),
    against: Against | None = None,
) -> EvaluationForecast:
    """Count what :func:`evaluate` would ask of the network, and estimate how long it takes.

    Raises
    ------
    CamViewerError
        As :func:`evaluate`.
    """
    job = _Job(image, explanation, metrics, against or Against(), token=CancelToken())
    loads = [job.load(group) for group in _groups(explanation)]
    made: Counter[str] = Counter()
    for load in loads:
        made.update(load.maps)
    whole = Workload(
        sum(each.looks for each in loads), sum(each.explained for each in loads), dict(made)
    )
    return job.forecast(whole)


class _Job:
    """One evaluation of one image."""

    def __init__(
        self,
        image: Image,
        explanation: Explanation,
        metrics: Sequence[str],
        against: Against,
        *,
        token: CancelToken,
    ) -> None:
        self.image = image
        self.explanation = explanation
        self.against = against
        self.token = token
        usual = usual_metrics(
            has_mask=against.mask is not None, has_reference=against.reference is not None
        )
        self.chosen = chosen_metrics(metrics, against.parameters, usual)
        self._is_asked = any(
            each.metric.needs_network or each.metric.against == "nothing"
            for each in self.chosen
        )

    def run(self, group: _Group, report: Report) -> Evaluation:
        """Measure the maps of one target."""
        if not (self._is_asked or self.against.has_controls):
            return self._of_arrays(group.maps, group)
        from camviewer.metrics.evaluator import evaluate as measure

        trial, controls = self._trial(group)
        try:
            heats = self._heats(trial, group, controls)
            controls = tuple(_placed(each, heats, trial) for each in controls)
            found = measure(subject_of(trial), heats, self.chosen, report, token=self.token)
        finally:
            trial.respondent.close()
        rest = self._of_arrays(group.maps, group, controls)
        return replace(
            rest,
            measurements=(*measurements_of(found, self.chosen), *rest.measurements),
            forwards=found.forwards + 1,
            batches=found.batches + 1,
            controls=tuple(each.name for each in controls),
            notes=(*trial.notes, *trial.respondent.notes),
        )

    def load(self, group: _Group) -> Workload:
        """Count what one target's maps would ask of the network."""
        if not (self._is_asked or self.against.has_controls):
            return Workload(0, 0, {})
        from camviewer.metrics.evaluator import workload

        trial, controls = self._trial(group)
        try:
            heats = self._heats(trial, group, controls)
            found = workload(subject_of(trial), heats, self.chosen)
        finally:
            trial.respondent.close()
        return replace(found, looks=found.looks + 1)

    def forecast(self, load: Workload) -> EvaluationForecast:
        """Turn counts into seconds."""
        from camviewer.engine.estimate import forecast

        explanation = self.explanation
        methods = {each.name: each.method for each in explanation.heatmaps.values()}
        layers = tuple(dict.fromkeys((explanation.layer,)))
        request = ExplainRequest(
            self.image, explanation.model, tuple(dict.fromkeys(methods.values())),
            layer=layers[0], device=explanation.device, precision=explanation.precision,
        )  # fmt: skip
        found = forecast(request)
        shared = found.seconds - sum(each.seconds for each in found.methods)
        costs = {each.method: each.seconds / found.windows for each in found.methods}
        own = sum(costs.get(methods.get(name, ""), 0.0) * n for name, n in load.maps.items())
        seconds = (
            load.looks * found.forward_seconds + load.explained * shared / found.windows + own
        )
        return EvaluationForecast(load, found.forward_seconds, seconds, found.device)

    def _trial(self, group: _Group) -> tuple[Trial, tuple[Heatmap, ...]]:
        """Put the network ready, and name the controls."""
        from camviewer.engine.trial import image_trial

        controls = _controls(group) if self.against.has_controls else ()
        maps = (*group.maps, *controls)
        found = image_trial(self.image, self.explanation, group.target, maps, token=self.token)
        return found, controls

    def _heats(
        self, trial: Trial, group: _Group, controls: Sequence[Heatmap]
    ) -> dict[str, list[NDArray[np.float32]]]:
        """All maps on the grid of the network's input."""
        from camviewer.render.overlay import sample_grid

        grid = _grid(trial)
        heats = {each.name: [sample_grid(each, grid)] for each in group.maps}
        own = trial.respondent.own_maps([each.name for each in controls])
        for each in controls:
            made = own[each.name][0].numpy()
            place = trial.placement(each.layer, made.shape)
            drawn = replace(each, array=made, grid=place.grid(grid))
            heats[each.name] = [sample_grid(drawn, grid)]
        return heats

    def _of_arrays(
        self, own: Sequence[Heatmap], group: _Group, controls: Sequence[Heatmap] = ()
    ) -> Evaluation:
        """Measure what needs no network.

        Controls of a scan are made in one window, which the network chose for the finding: held
        against the mask they would be better than any map of the whole.
        """
        maps: Sequence[Heatmap] = (*own, *controls)
        found: list[Measurement] = []
        if self.against.mask is not None:
            rank = _rank(self.explanation, group.target)
            mask = _over(self.against.mask, self.image)
            is_scan = bool(self.explanation.windows)
            found += mask_measurements(own if is_scan else maps, mask, self.chosen, rank)
            found += unknown_measurements(controls if is_scan else (), self.chosen)
        if self.against.reference is not None:
            found += reference_measurements(maps, self.against.reference, self.chosen)
        return Evaluation(tuple(found), agreements_of(maps, self.chosen))


def _groups(explanation: Explanation) -> list[_Group]:
    """Sort maps by the target that they explain."""
    targets = (explanation.target, *explanation.further_targets)
    maps = list(explanation.heatmaps.values())
    if len(targets) == 1:
        return [_Group(targets[0], tuple(maps))]
    groups = [
        _Group(target, tuple(each for each in maps if each.target == target.label))
        for target in targets
    ]
    return [group for group in groups if group.maps]


def _controls(group: _Group) -> tuple[Heatmap, ...]:
    """Name maps that know nothing of the target, still empty, at the layer of the first map."""
    first = group.maps[0]
    taken = {each.name for each in group.maps}
    return tuple(
        replace(first, method=name, name=name, parameters={}, diagnostics={}, note="")
        for name in CONTROLS
        if name not in taken
    )


def _placed(
    control: Heatmap, heats: Mapping[str, Sequence[NDArray[np.float32]]], trial: Trial
) -> Heatmap:
    """Lay a control's map over the network's input."""
    return replace(control, array=heats[control.name][0], grid=_grid(trial))


def _over(mask: Image, image: Image) -> Image:
    """Lay a mask over a picture evenly; a volume's lies in the same world already.

    Raises
    ------
    GeometryError
        When one is a picture and the other a volume.
    """
    if mask.grid.ndim != image.grid.ndim:
        raise GeometryError(
            say("session", "The mask and the image have not the same number of axes."),
            hint=say(
                "session",
                "Volumes take masks that are volumes, pictures those that are pictures.",
            ),
        )
    if image.is_volume:
        return mask
    return replace(mask, grid=image.grid.divided(mask.grid.shape))


def _grid(trial: Trial) -> Grid:
    """Grid of the network's input."""
    if trial.grid is None:
        message = "the trial has no place in the world"
        raise ValueError(message)
    return trial.grid


def _rank(explanation: Explanation, target: Prediction) -> int | None:
    """Place of a class among all, from 1; None where it is no class, or unknown."""
    order = [each.index for each in explanation.predictions]
    if target.index < 0:
        return None
    return order.index(target.index) + 1 if target.index in order else len(order) + 1
