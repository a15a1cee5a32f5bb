"""Networks and images put ready to be asked by metrics: from a finished explanation, or any."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.errors import InputError
from camviewer.core.image import Grid
from camviewer.core.job import ExplainRequest
from camviewer.core.progress import CancelToken, no_report
from camviewer.core.words import say
from camviewer.engine.answers import Asking, Respondent, Source
from camviewer.engine.api import checked_batch, layer_asked, surroundings, unwrapped
from camviewer.engine.choice import choose_methods
from camviewer.engine.fuse import JOIN
from camviewer.engine.layers import find_layer
from camviewer.engine.maps import Scene
from camviewer.engine.methods import METHODS
from camviewer.engine.network import ROWS
from camviewer.engine.probe import computing_in
from camviewer.engine.stage import find_wishes, set_stage
from camviewer.engine.targets import ClassTarget

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from torch import Tensor, nn

    from camviewer.core.image import Heatmap, Image
    from camviewer.core.job import Explanation, Prediction, WindowScore
    from camviewer.engine.plan import Start
    from camviewer.engine.stage import Stage
    from camviewer.engine.targets import AnyTarget, Target

_MANY_ROWS = 64
"""Images that are given at once to a device that is no processor."""


@dataclass(frozen=True, eq=False)
class Trial:
    """What is asked, and where it lies.

    Attributes
    ----------
    respondent
        The network.
    grid : Grid or None
        Of its inputs in the image's world; None for a batch without one.
    notes : tuple of str
        Sentences the user must see.
    """

    respondent: Respondent
    grid: Grid | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Question:
    """What of a network is asked; fields as in :func:`camviewer.engine.api.explain`."""

    model: nn.Module
    layer: nn.Module | str | None = None
    target: AnyTarget = None
    parameters: Mapping[str, Mapping[str, object]] | None = None
    seed: int = 0
    precision: str = "float32"
    blank: Sequence[float] | None = None
    spacing_mm: Sequence[float] | None = None


def batch_trial(
    question: Question, batch: Tensor, methods: Sequence[str], token: CancelToken | None = None
) -> Trial:
    """Put any network and batch ready.

    Parameters
    ----------
    methods
        Registered names of those whose maps can be made anew; may be empty.

    Raises
    ------
    CamViewerError
        As :func:`camviewer.engine.api.explain`.
    """
    model = unwrapped(question.model)
    inputs = checked_batch(batch, model)
    around = surroundings(inputs, question.blank, question.spacing_mm)
    name = layer_asked(question.layer, model, inputs)
    choices = choose_methods(methods, question.parameters or {}) if methods else ()
    sources = {each.method.name: Source(each, name) for each in choices}
    layers = {part: find_layer(model, part) for part in name.split(JOIN)}
    around = replace(around, rows=_rows(inputs))
    asking = Asking(question.seed, question.precision, token)
    scene = Scene(model, layers, inputs, around)
    return Trial(Respondent(scene, question.target, sources, asking))


def image_trial(
    image: Image,
    explanation: Explanation,
    target: Prediction,
    maps: Sequence[Heatmap],
    *,
    token: CancelToken,
) -> Trial:
    """Put the network of an explanation ready, on what it saw of the image.

    Of a scanned volume that is the window which speaks most for the target.

    Parameters
    ----------
    target
        One of the explanation's.
    maps
        Those of its maps that explain this target, and controls.

    Raises
    ------
    CamViewerError
        When the network or the target is not there any more.
    Cancelled
        When the token was set.
    """
    request = _request(image, explanation, target)
    stage = set_stage(request, token)
    start = _window(stage, explanation.windows)
    notes = stage.notes
    if stage.is_scan:
        notes += (window_note(),)
    scene = stage.plan.scene([start])
    scene = replace(scene, around=replace(scene.around, rows=_rows(scene.batch)))
    with computing_in(explanation.precision):
        settled = _target(stage, request, target)
    asking = Asking(explanation.seed, explanation.precision, token)
    respondent = Respondent(scene, settled, _sources(maps, scene), asking)
    return Trial(respondent, window_grid(stage, start), notes)


def window_note() -> str:
    """Say which window of a scanned volume was asked about."""
    return say(
        "engine", "The network was asked about the window that speaks most for the target."
    )


def window_grid(stage: Stage, start: Start) -> Grid:
    """Grid of one window, in the image's world."""
    shift = np.eye(stage.grid.ndim + 1)
    shift[:-1, -1] = start
    return Grid(stage.plan.layout.size, stage.grid.affine @ shift)


def _request(image: Image, explanation: Explanation, target: Prediction) -> ExplainRequest:
    """Ask again as the explanation was asked, so that the windows lie where they lay."""
    layers = dict.fromkeys((explanation.layer, *_layers(explanation)))
    first, *further = layers
    return ExplainRequest(
        image,
        explanation.model,
        (),
        None if target.index >= 0 else target.label,
        first,
        explanation.device,
        seed=explanation.seed,
        further_layers=tuple(further),
        precision=explanation.precision,
    )


def _layers(explanation: Explanation) -> list[str]:
    """Layers of the maps."""
    return [each.layer for each in explanation.heatmaps.values() if each.layer]


def _target(stage: Stage, request: ExplainRequest, target: Prediction) -> Target:
    """Make the target of its description.

    Raises
    ------
    InputError
        When its words name a file, which the explanation does not keep.
    """
    if target.index >= 0:
        return ClassTarget(target.index, stage.loaded.spec.output)
    if not request.target:
        raise InputError(
            say("engine", "The explanation names no target."),
            hint=say("engine", "Explain the image again."),
        )
    wishes, _ = find_wishes(request, stage, no_report, CancelToken())
    return wishes[0].target


def _window(stage: Stage, windows: Sequence[WindowScore]) -> Start:
    """First voxel of the window that speaks most for the target; the middle one if unknown."""
    starts = stage.plan.layout.starts
    if len(starts) == 1 or not windows:
        return starts[len(starts) // 2]
    best = max(windows, key=lambda each: each.probability)
    lows = stage.grid.world(np.array(starts) - 0.5)
    gaps = np.linalg.norm(lows - np.array(best.low), axis=1)
    return starts[int(gaps.argmin())]


def _sources(maps: Sequence[Heatmap], scene: Scene) -> dict[str, Source]:
    """How each map can be made anew; those that came from elsewhere are left out."""
    found = {}
    for heatmap in maps:
        parts = heatmap.layer.split(JOIN)
        if heatmap.method in METHODS and all(part in scene.layers for part in parts):
            given = {heatmap.method: heatmap.parameters}
            found[heatmap.name] = Source(
                choose_methods([heatmap.method], given)[0], heatmap.layer
            )
    return found


def _rows(batch: Tensor) -> int:
    """Images that are best given at once."""
    return ROWS if batch.device.type == "cpu" else _MANY_ROWS
