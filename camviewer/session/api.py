"""Numbers about maps for programmers: any network, any batch, in 2D or 3D."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.judgement import Agreement, Evaluation, Measurement, mean_agreements
from camviewer.core.progress import no_report
from camviewer.session.measuring import (
    chosen_metrics,
    hold_against_mask,
    measurements_of,
    parameters_of,
    subject_of,
    usual_metrics,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from camviewer.core.progress import CancelToken, Report
    from camviewer.engine.trial import Trial
    from camviewer.metrics.evaluator import Chosen

    Maps = Mapping[str, Sequence[NDArray[Any]]]


def evaluate(  # noqa: PLR0913 - the public call names everything it can be told
    model: Any,  # noqa: ANN401 - a network: torch is the engine's
    batch: Any,  # noqa: ANN401 - a tensor
    maps: Maps | Sequence[str],
    metrics: Sequence[str] = (),
    *,
    layer: Any = None,  # noqa: ANN401 - a module or its name
    target: Any = None,  # noqa: ANN401 - see explain
    masks: Sequence[NDArray[Any]] | None = None,
    parameters: Mapping[str, Mapping[str, object]] | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
    seed: int = 0,
    precision: str = "float32",
    blank: Sequence[float] | None = None,
    spacing_mm: Sequence[float] | None = None,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> Evaluation:
    """Measure maps of a batch of images, by a network or without one.

    Parameters
    ----------
    model, batch, layer, target, parameters, seed, precision, blank, spacing_mm
        As in :func:`camviewer.explain`.
    maps
        Name to raw maps (N, *S_layer), as :func:`camviewer.explain` gives them, or names of
        methods, whose maps are then made from the same pass. A map whose name is no method is
        measured too, save by what makes maps anew.
    metrics
        Registered names: ``camviewer.metrics.METRICS.names()`` lists them. The usual ones when
        there is none, ``"all"`` for all.
    masks : sequence of N arrays (*S)
        Where the finding is, for metrics that want to know.
    options
        Metric to its parameters by name.
    report, token
        Progress, and the flag that stops the work between two batches.

    Returns
    -------
    Evaluation
        One finding per map, metric and image, and one agreement per pair of maps; maps are laid
        over the images by linear interpolation.

    Raises
    ------
    InputError
        When a metric, method, parameter, map, target or the batch cannot be used.
    ModelError
        When the network cannot be asked.
    Cancelled
        When the token was set.
    """
    from camviewer.engine.methods import METHODS
    from camviewer.engine.trial import Question, batch_trial
    from camviewer.metrics.evaluator import evaluate as measure

    started = time.perf_counter()
    chosen = chosen_metrics(metrics, options, usual_metrics(has_mask=masks is not None))
    question = Question(model, layer, target, parameters, seed, precision, blank, spacing_mm)
    methods = [name for name in maps if name in METHODS or not isinstance(maps, Mapping)]
    trial = batch_trial(question, batch, methods, token)
    try:
        heats = _heats(trial, maps)
        found = measure(subject_of(trial), heats, chosen, report, token=token)
    finally:
        trial.respondent.close()
    return Evaluation(
        (
            *measurements_of(found, chosen),
            *_of_masks(heats, masks, chosen, trial.respondent.ranks),
        ),
        _agreements(heats, chosen),
        forwards=found.forwards + len(batch),
        batches=found.batches + 1,
        milliseconds=(time.perf_counter() - started) * 1e3,
        parameters=parameters_of(chosen),
        notes=tuple(trial.respondent.notes),
    )


def _heats(trial: Trial, maps: Maps | Sequence[str]) -> dict[str, list[Any]]:
    """Lay all maps over the batch, or raise InputError."""
    from camviewer.metrics.enlarging import laid_over

    given = maps if isinstance(maps, Mapping) else trial.respondent.own_maps(maps)
    shape = trial.respondent.scene.batch.shape
    return {name: laid_over(name, values, shape) for name, values in given.items()}


def _agreements(
    heats: Mapping[str, Sequence[Any]], chosen: Sequence[Chosen]
) -> tuple[Agreement, ...]:
    """Hold the maps of every image against each other; the mean over the images."""
    wanted = [each.metric for each in chosen if each.metric.against == "map"]
    images = [
        [
            Agreement(
                one, other, metric.name, float(metric.run(of_one.numpy(), of_other.numpy()))
            )
            for (one, of_one), (other, of_other) in combinations(maps.items(), 2)
            for metric in wanted
        ]
        for maps in (
            dict(zip(heats, each, strict=True)) for each in zip(*heats.values(), strict=True)
        )
    ]
    return mean_agreements(images)


def _of_masks(
    heats: Mapping[str, Sequence[Any]],
    masks: Sequence[NDArray[Any]] | None,
    chosen: Sequence[Chosen],
    ranks: Sequence[int | None],
) -> list[Measurement]:
    """Hold every map against its image's mask."""
    if masks is None:
        return []
    return [
        Measurement(
            name,
            each.metric.name,
            tuple(
                hold_against_mask(each.metric, heat.numpy(), np.asarray(mask), rank)
                for heat, mask, rank in zip(values, masks, ranks, strict=True)
            ),
            each.metric.unit,
        )
        for name, values in heats.items()
        for each in chosen
        if each.metric.against == "mask"
    ]
