"""Networks and metrics brought together; they do not know each other."""

from __future__ import annotations

from dataclasses import asdict
from math import isnan, nan
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.judgement import Agreement, Finding, Measurement
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from camviewer.core.image import Grid, Heatmap, Image
    from camviewer.engine.answers import Said
    from camviewer.engine.trial import Trial
    from camviewer.metrics.evaluator import Chosen, Result
    from camviewer.metrics.spec import Metric
    from camviewer.metrics.subject import Answer, Subject

DEFAULT_METRICS = (
    "average-drop",
    "increase-in-confidence",
    "average-gain",
    "deletion",
    "insertion",
    "road",
    "coherency",
    "complexity",
    "adcc",
    "sparseness",
)
"""What is measured when nobody says."""

MASK_METRICS = ("energy-inside", "pointing-hit", "dice-matched", "box-iou")
"""What is measured besides when there is a mask, and nobody says."""

REFERENCE_METRICS = ("cosine", "rank-correlation")
"""What is measured besides when there is a reference map, and nobody says."""

CONTROLS = ("random-cam", "sobel-edges")
"""Methods that know nothing of the target: the floor of every number."""

_MOST_CELLS = 2**24
_SAME_EXTENT = 0.02
_UNDEFINED = "The number is not defined for this map."


def usual_metrics(*, has_mask: bool = False, has_reference: bool = False) -> tuple[str, ...]:
    """Name what is measured when nobody says, with all that was given to measure against."""
    return (
        *DEFAULT_METRICS,
        *(MASK_METRICS if has_mask else ()),
        *(REFERENCE_METRICS if has_reference else ()),
    )


def chosen_metrics(
    names: Sequence[str],
    parameters: Mapping[str, Mapping[str, object]] | None = None,
    usual: Sequence[str] = DEFAULT_METRICS,
) -> tuple[Chosen, ...]:
    """Look metrics up; the usual ones when none is named, and ``all`` means all.

    Parameters
    ----------
    names, parameters
        Registered names, and metric to its parameters by name.
    usual
        From :func:`usual_metrics`.

    Raises
    ------
    InputError
        When there is no such metric or parameter.
    """
    from camviewer.metrics import METRICS
    from camviewer.metrics.evaluator import choose_metrics

    wanted = METRICS.names() if "all" in names else tuple(names) or tuple(usual)
    return choose_metrics(wanted, parameters)


def parameters_of(chosen: Sequence[Chosen]) -> dict[str, dict[str, object]]:
    """Say what each metric is run with, by its name; those without a choice are left out."""
    found = {each.metric.name: asdict(each.params) for each in chosen}
    return {name: values for name, values in found.items() if values}


def subject_of(trial: Trial) -> Subject:
    """Let metrics ask a network."""
    from camviewer.engine.forgetting import Forgetting, forgetful_maps
    from camviewer.metrics.subject import Subject

    asked = trial.respondent
    around = asked.scene.around

    def explain(inputs: Any, samples: Any, names: Any) -> Any:  # noqa: ANN401 - tensors
        said, maps = asked.explain(inputs, samples, names)
        return _answer(said), maps

    return Subject(
        asked.scene.batch.detach().float(),
        lambda inputs, samples: _answer(asked.look(inputs, samples)),
        explain,
        lambda wish, name, sample: asked.shaken(
            wish.sigmas, wish.draws, name, sample, is_relative=wish.is_relative
        ),
        lambda wish, names: forgetful_maps(
            asked, names, Forgetting(wish.order, wish.stops, wish.how, wish.seed)
        ),
        asked.names,
        around.blank,
        around.spacing_mm,
        around.rows,
        _answer(asked.first),
        lambda name: list(asked.own_maps([name])[name]),
    )


def _answer(said: Said) -> Answer:
    """Hand on what a network said."""
    from camviewer.metrics.subject import Answer

    return Answer(said.chance, said.score)


def measurements_of(result: Result, chosen: Sequence[Chosen]) -> tuple[Measurement, ...]:
    """Make measurements of what the evaluator found."""
    units = {each.metric.name: each.metric.unit for each in chosen}
    return tuple(
        Measurement(heatmap, metric, tuple(findings), units[metric])
        for (heatmap, metric), findings in result.findings.items()
    )


def hold_against_mask(
    metric: Metric, heatmap: NDArray[Any], mask: NDArray[Any], rank: int | None
) -> Finding:
    """Hold a map against a mask of the same shape.

    Parameters
    ----------
    rank
        Place of the explained class among all, from 1; None where it is no class.
    """
    if metric.top is not None and rank is None:
        return Finding(float("nan"), note="The target is no class, so it has no rank.")
    value = float(metric.run(heatmap, mask))
    if metric.top is not None and rank is not None and rank > metric.top:
        value = 0.0
    return Finding(value, note=_UNDEFINED if isnan(value) else "")


def mask_measurements(
    heatmaps: Sequence[Heatmap], mask: Image, chosen: Sequence[Chosen], rank: int | None
) -> tuple[Measurement, ...]:
    """Hold maps against a mask, on the mask's own grid.

    Notes
    -----
    A grid of more than 2^24 cells is looked at with every second, third … cell of each axis.
    """
    from camviewer.render.overlay import sample_grid

    wanted = [each.metric for each in chosen if each.metric.against == "mask"]
    if not wanted:
        return ()
    inside, grid = _thinned(mask)
    found = []
    for heatmap in heatmaps:
        heat = sample_grid(heatmap, grid)
        found += [
            Measurement(
                heatmap.name,
                metric.name,
                (hold_against_mask(metric, heat, inside, rank),),
                metric.unit,
            )
            for metric in wanted
        ]
    return tuple(found)


def unknown_measurements(
    controls: Sequence[Heatmap], chosen: Sequence[Chosen]
) -> list[Measurement]:
    """Say why controls that show one window of a scan are not held against a mask."""
    note = say("session", "Controls of a scan show one window only, so no mask can judge them.")
    return [
        Measurement(each.name, wanted.metric.name, (Finding(nan, note=note),))
        for each in controls
        for wanted in chosen
        if wanted.metric.against == "mask"
    ]


def _thinned(mask: Image) -> tuple[NDArray[np.bool_], Grid]:
    """Cells of a mask that are not zero, and their grid, not too many."""
    from camviewer.core.image import Grid

    inside = mask.array != 0
    if mask.is_colour:
        inside = inside.any(axis=-1)
    step, size = 1, inside.size
    while size > _MOST_CELLS * step**inside.ndim:
        step += 1
    thin = inside[(slice(None, None, step),) * inside.ndim]
    affine = mask.grid.affine @ np.diag([*(float(step),) * inside.ndim, 1.0])
    return thin, Grid(thin.shape, affine)


def agreements_of(
    heatmaps: Sequence[Heatmap], chosen: Sequence[Chosen]
) -> tuple[Agreement, ...]:
    """Hold every map against every other one, on the finer grid of the two.

    Where one covers a part of the other, that part alone is looked at.
    """
    wanted = [each.metric for each in chosen if each.metric.against == "map"]
    return tuple(
        Agreement(one.name, other.name, metric.name, float(metric.run(*_aligned(one, other))))
        for index, one in enumerate(heatmaps)
        for other in heatmaps[index + 1 :]
        for metric in wanted
    )


def reference_measurements(
    heatmaps: Sequence[Heatmap], reference: Heatmap, chosen: Sequence[Chosen]
) -> tuple[Measurement, ...]:
    """Hold maps against one that was given."""
    return tuple(
        Measurement(
            heatmap.name, each.metric.name, (_compared(each.metric, heatmap, reference),)
        )
        for heatmap in heatmaps
        for each in chosen
        if each.metric.against == "map"
    )


def _compared(metric: Metric, one: Heatmap, other: Heatmap) -> Finding:
    """Hold a map against another."""
    value = float(metric.run(*_aligned(one, other)))
    return Finding(value, note=_UNDEFINED if isnan(value) else "")


def _aligned(one: Heatmap, other: Heatmap) -> tuple[NDArray[Any], NDArray[Any]]:
    """Bring two maps of one world to the grid with more cells, or to that of the part."""
    from camviewer.render.overlay import sample_grid

    is_same = one.array.shape == other.array.shape
    if is_same and np.allclose(one.grid.affine, other.grid.affine):
        return one.array, other.array
    first, second = (_extent(each.grid) for each in (one, other))
    is_whole = np.isclose(first, second, rtol=_SAME_EXTENT)
    if one.array.size >= other.array.size if is_whole else first < second:
        return one.array, sample_grid(other, one.grid)
    return sample_grid(one, other.grid), other.array


def _extent(grid: Grid) -> float:
    """Volume or area that a grid covers, in its world's units."""
    cell = abs(float(np.linalg.det(grid.affine[:-1, :-1])))
    return float(np.prod(grid.shape)) * cell
