"""From a request to an explanation: device, network, input, layer, target, windows, maps."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from math import ceil, prod
from typing import TYPE_CHECKING

import torch

from camviewer.core.image import Grid, Heatmap
from camviewer.core.job import Explanation, WindowScore
from camviewer.core.progress import CancelToken, no_report
from camviewer.engine.device import check_memory
from camviewer.engine.layers import chosen_of, find_layer
from camviewer.engine.loading import load_model
from camviewer.engine.maps import choose_methods
from camviewer.engine.models.prepare import cells, prepare
from camviewer.engine.scan import BYTES_PER_INPUT_BYTE, Plan, Scan, scores_of_windows
from camviewer.engine.target import find_class, predictions, probabilities
from camviewer.engine.windows import plan_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from camviewer.core.image import Image
    from camviewer.core.job import ExplainRequest, Prediction
    from camviewer.core.progress import Report
    from camviewer.engine.layers import Candidate
    from camviewer.engine.loading import Loaded
    from camviewer.engine.models.spec import InputRecipe
    from camviewer.engine.scan import Finding

_SHOWN = 10
_RANDOM = "The network has random weights, so neither classes nor maps mean anything."


@dataclass(frozen=True, eq=False)
class _Scene:
    """A network, an image made ready for it, and the layer to look at.

    Attributes
    ----------
    loaded
        The network.
    grid
        Of the prepared image, before padding.
    plan
        The windows.
    reason
        Why this layer.
    notes
        What was done to the image.
    """

    loaded: Loaded
    grid: Grid
    plan: Plan
    reason: str
    notes: tuple[str, ...]

    @property
    def is_scan(self) -> bool:
        """Whether there is more than one window."""
        return len(self.plan.layout.starts) > 1


def explain_image(
    request: ExplainRequest,
    report: Report = no_report,
    token: CancelToken | None = None,
    on_map: Callable[[Heatmap], None] | None = None,
) -> Explanation:
    """Explain one image by all methods of a request, with one look at each window.

    Parameters
    ----------
    request
        What to explain.
    report, token
        Progress, and the flag that stops the work between two steps.
    on_map
        Called with each map as soon as it is whole, in this thread.

    Raises
    ------
    CamViewerError
        When it cannot be done.
    Cancelled
        When the token was set.
    """
    started = time.perf_counter()
    token = token or CancelToken()
    choices = choose_methods(request.methods, request.parameters)
    scene = _set_scene(request, token)
    target, notes = _target(request, scene, report, token)
    heatmaps: dict[str, Heatmap] = {}
    label = "" if target is None else scene.loaded.labels[target]

    def finish(finding: Finding) -> None:
        name = label or scene.loaded.labels[int(scan.indices[0])]
        heatmap = _heatmap(finding, scene, name)
        heatmaps[heatmap.method] = heatmap
        if on_map is not None:
            on_map(heatmap)

    scan = Scan(scene.plan, choices, report=report, token=token, on_finding=finish)
    scores = scan.run(target, request.seed)
    index = int(scan.indices[0]) if target is None else target
    likely = probabilities(scores, scene.loaded.spec.output)[:, index]
    found = predictions(scores[likely.argmax()], scene.loaded.spec.output, scene.loaded.labels)
    spec = scene.loaded.spec
    return Explanation(
        heatmaps,
        found[:_SHOWN],
        next(each for each in found if each.index == index),
        scene.plan.layer_name,
        scene.reason,
        request.model,
        spec.label,
        str(scene.plan.device),
        scene.loaded.weights_sha256,
        _window_scores(scene, likely) if scene.is_scan else (),
        (time.perf_counter() - started) * 1e3,
        request.seed,
        (*scene.notes, *notes, *scan.notes),
    )


def predict_image(
    request: ExplainRequest, token: CancelToken | None = None, report: Report = no_report
) -> tuple[Prediction, ...]:
    """Look at an image once and return its likeliest classes, at most ten.

    For a scanned volume they are those of the window that speaks most for the target, or for
    any class when neither the request nor the model's card names one.

    Raises
    ------
    CamViewerError
        When it cannot be done.
    Cancelled
        When the token was set.
    """
    token = token or CancelToken()
    scene = _set_scene(request, token)
    spec, labels = scene.loaded.spec, scene.loaded.labels
    scores = scores_of_windows(scene.plan, report, token)
    likely = probabilities(scores, spec.output)
    text = request.target or spec.default_target
    if text is not None:
        likely = likely[:, find_class(text, labels)][:, None]
    return predictions(scores[likely.amax(dim=1).argmax()], spec.output, labels)[:_SHOWN]


def list_layers(model: str, device: str = "cpu") -> tuple[Candidate, ...]:
    """List the layers of a network that give a map, in the order they run; one is chosen.

    Raises
    ------
    CamViewerError
        When there is no such network.
    """
    return load_model(model, device).layers


def _set_scene(request: ExplainRequest, token: CancelToken) -> _Scene:
    """Build the network, prepare the image, choose the layer and lay the windows."""
    loaded = load_model(request.model, request.device)
    recipe = loaded.spec.recipe
    token.check()
    check_memory(_needed_bytes(request.image, recipe), loaded.device)
    prepared = prepare(request.image, recipe)
    token.check()
    name, reason = _choose_layer(request, loaded)
    layout = plan_layout(
        tuple(prepared.batch.shape[2:]),
        recipe.size,
        loaded.map_shape(name),
        recipe.overlap,
    )
    darkest = -torch.tensor(recipe.mean) / torch.tensor(recipe.std)
    image = layout.pad(prepared.batch, darkest.expand(recipe.channels))
    layer = find_layer(loaded.model, name)
    plan = Plan(loaded.model, layer, name, image, layout, loaded.device)
    notes = prepared.notes if loaded.spec.weights is not None else (*prepared.notes, _RANDOM)
    return _Scene(loaded, prepared.grid, plan, reason, notes)


def _choose_layer(request: ExplainRequest, loaded: Loaded) -> tuple[str, str]:
    """Take the request's layer, else the model card's, else the engine's."""
    if request.layer:
        return request.layer, "Chosen by the user."
    if loaded.spec.default_layer is not None:
        return loaded.spec.default_layer, loaded.spec.layer_reason
    return chosen_of(loaded.layers)


def _target(
    request: ExplainRequest, scene: _Scene, report: Report, token: CancelToken
) -> tuple[int | None, tuple[str, ...]]:
    """Find the class to explain, and what must be said of it.

    None leaves it to the look at the image; a volume of many windows needs the class before,
    so the likeliest class of any window is taken by a plain look at all of them.
    """
    text = request.target or scene.loaded.spec.default_target
    if text is not None:
        return find_class(text, scene.loaded.labels), ()
    if not scene.is_scan:
        return None, ()
    scores = scores_of_windows(scene.plan, report, token)
    likely = probabilities(scores, scene.loaded.spec.output)
    index = int(likely.amax(dim=0).argmax())
    label = scene.loaded.labels[index]
    return index, (f"The class was chosen by a first look at all windows: {label}.",)


def _heatmap(finding: Finding, scene: _Scene, target: str) -> Heatmap:
    """Put a finished map on its grid, without the cells that lie in padding only."""
    layout = scene.plan.layout
    padded = Grid(layout.shape, scene.grid.affine)
    kept = tuple(
        min(count, ceil(real * count / length))
        for real, count, length in zip(
            scene.grid.shape, layout.cells, layout.shape, strict=True
        )
    )
    array = finding.array[tuple(slice(count) for count in kept)].numpy()
    clean, is_repaired = _finite(array)
    note = "Values that were not finite are shown as zero." if is_repaired else ""
    return Heatmap(
        clean,
        Grid(kept, cells(padded, layout.cells).affine),
        finding.choice.method.name,
        scene.plan.layer_name,
        target,
        asdict(finding.choice.params),
        finding.diagnostics(),
        finding.milliseconds,
        note or _blank_note(clean, is_opposed=finding.is_opposed),
    )


def _finite(array: NDArray[np.float32]) -> tuple[NDArray[np.float32], bool]:
    """Replace what is not finite by zero, and say whether there was any."""
    import numpy as np

    is_broken = not bool(np.isfinite(array).all())
    return (
        np.nan_to_num(array, nan=0.0, posinf=0.0, neginf=0.0) if is_broken else array
    ), is_broken


def _blank_note(array: NDArray[np.float32], *, is_opposed: bool) -> str:
    """Say why a map has nothing that speaks for the target; empty when it has."""
    if array.max() > 0:
        return ""
    if is_opposed:
        return (
            "All gradients at this layer are negative: everything here speaks against the "
            "target. Choose another target or layer."
        )
    if not array.any():
        return "The map is zero everywhere: this layer does not move the score here."
    return "Nothing at this layer speaks for the target: every value is zero or negative."


def _window_scores(scene: _Scene, likely: Tensor) -> tuple[WindowScore, ...]:
    """World boxes of the windows and their probabilities; padding is left out of the boxes."""
    found = []
    for start, probability in zip(scene.plan.layout.starts, likely.tolist(), strict=True):
        low = [first - 0.5 for first in start]
        high = [
            min(first + size, length) - 0.5
            for first, size, length in zip(
                start, scene.plan.layout.size, scene.grid.shape, strict=True
            )
        ]
        corners = [tuple(map(float, scene.grid.world(corner))) for corner in (low, high)]
        found.append(WindowScore(corners[0], corners[1], probability))
    return tuple(found)


def _needed_bytes(image: Image, recipe: InputRecipe) -> int:
    """Estimate the memory of a run: the resampled image, its maps and one forward pass."""
    window = prod(recipe.size) * recipe.channels * 4
    voxels = float(prod(recipe.size))
    if recipe.fit == "scan":
        voxels = float(prod(image.grid.shape))
        if recipe.spacing_mm is not None:
            voxels *= prod(image.grid.spacing) / prod(recipe.spacing_mm)
    return int(voxels * recipe.channels * 4 * 4) + window * BYTES_PER_INPUT_BYTE
