"""Before a run: the network, the image made ready for it, the layers and the targets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import gcd, prod
from typing import TYPE_CHECKING

import torch

from camviewer.core.errors import InputError
from camviewer.core.words import say
from camviewer.engine.device import BYTES_PER_INPUT_BYTE, check_memory
from camviewer.engine.fuse import JOIN
from camviewer.engine.layers import chosen_of
from camviewer.engine.loading import card_reason, load_model
from camviewer.engine.models.prepare import prepare
from camviewer.engine.plan import Plan, scores_of_windows
from camviewer.engine.probe import own_copy, undisturbed
from camviewer.engine.target import label_of, probabilities
from camviewer.engine.targets import (
    ClassTarget,
    Context,
    WeightedTarget,
    files_named,
    read_target,
)
from camviewer.engine.windows import plan_layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.core.image import Grid, Image
    from camviewer.core.job import ExplainRequest
    from camviewer.core.progress import CancelToken, Report
    from camviewer.engine.loading import Loaded
    from camviewer.engine.models.spec import InputRecipe
    from camviewer.engine.targets import Target
    from camviewer.engine.windows import Layout


@dataclass(frozen=True, eq=False)
class Stage:
    """A network, an image made ready for it, and the layers to look at.

    Attributes
    ----------
    loaded
        The network.
    grid
        Of the prepared image, before padding.
    plan
        The windows and layers.
    reason
        Why the first layer.
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


@dataclass(frozen=True, eq=False)
class Wish:
    """One target of a run.

    Attributes
    ----------
    target
        What is explained.
    words
        How the user named it; empty for the predicted class.
    """

    target: Target
    words: str = ""


def set_stage(request: ExplainRequest, token: CancelToken) -> Stage:
    """Build the network, prepare the image, choose the layers and lay the windows.

    Raises
    ------
    CamViewerError
        When one of these cannot be done.
    Cancelled
        When the token was set.
    """
    loaded = load_model(request.model, request.device)
    recipe = loaded.spec.recipe
    token.check()
    check_memory(_needed_bytes(request.image, recipe), loaded.device)
    prepared = prepare(request.image, recipe)
    token.check()
    reason = _choose_layer(request, loaded)[1]
    chosen = chosen_layers(request, loaded)
    layout = lay_windows(loaded, chosen, tuple(prepared.batch.shape[2:]))
    blank = (-torch.tensor(recipe.mean) / torch.tensor(recipe.std)).expand(recipe.channels)
    image = layout.pad(prepared.batch, blank)
    plan = Plan(loaded.model, chosen, image, layout, prepared.grid, blank, loaded.device)
    notes = prepared.notes if loaded.spec.weights is not None else (*prepared.notes, _random())
    return Stage(loaded, prepared.grid, plan, reason, notes)


def _random() -> str:
    """Say that a network learned nothing."""
    return say(
        "engine", "The network has random weights, so neither classes nor maps mean anything."
    )


def find_wishes(
    request: ExplainRequest, stage: Stage, report: Report, token: CancelToken
) -> tuple[list[Wish], tuple[str, ...]]:
    """Read what is to be explained, and what must be said of it.

    The predicted class is left to the look at the image; a volume of many windows needs the
    class before, so the likeliest class of any window is taken by a plain look at all of them.

    Raises
    ------
    InputError
        When a target does not exist.
    """
    spec, context = stage.loaded.spec, _context(request, stage)
    text = request.target or spec.default_target
    first = Wish(ClassTarget(None, spec.output)) if text is None else _wish(text, context)
    wishes = [first, *(_wish(text, context) for text in request.further_targets)]
    if not stage.is_scan or not any(_is_open(wish.target) for wish in wishes):
        return wishes, ()
    scores = scores_of_windows(stage.plan, report, token)
    if scores is None:
        raise InputError(
            say("engine", "The network knows no classes, so none can be chosen."),
            hint=say("engine", "Name a target: region:0, for instance."),
        )
    likely = probabilities(scores, spec.output)
    index = int(likely.amax(dim=0).argmax())
    label = label_of(index, stage.loaded.labels)
    note = say(
        "engine", "The class was chosen by a first look at all windows: {label}.", label=label
    )
    return [_closed(wish, index, label) for wish in wishes], (note,)


def _is_open(target: Target) -> bool:
    """Whether each window would choose a class of its own."""
    if isinstance(target, WeightedTarget):
        return any(index is None for index, _ in target.weights)
    return isinstance(target, ClassTarget) and target.index is None


def _closed(wish: Wish, index: int, label: str) -> Wish:
    """Fill the class in that a target leaves open."""
    target = wish.target
    if not _is_open(target):
        return wish
    if isinstance(target, WeightedTarget):
        weights = tuple((index if old is None else old, w) for old, w in target.weights)
        return Wish(replace(target, weights=weights), f"{wish.words.strip()}{label}")
    return Wish(ClassTarget(index, target.output), label)


def _context(request: ExplainRequest, stage: Stage) -> Context:
    """Gather what the words of targets are read against.

    A picture has no place in the world but its own, so a mask of another size is laid evenly
    over the picture that is explained.
    """
    image = request.image
    images = dict(request.images)
    if not image.is_volume:
        for path, mask in images.items():
            if not mask.is_volume:
                images[path] = replace(mask, grid=image.grid.divided(mask.grid.shape))
    labels, output = stage.loaded.labels, stage.loaded.spec.output
    return Context(labels, output, images, lambda reference: _embed(reference, stage))


def _wish(text: str, context: Context) -> Wish:
    """Read one target; in its words a file's content stands for its path, which may name."""
    words = text
    for path in files_named(text):
        if path in context.images:
            words = text.replace(path, context.images[path].sha256[:8] or "file")
    return Wish(read_target(text, context), words)


def wanted_class(request: ExplainRequest, stage: Stage) -> int | None:
    """Class that the request or the card names; None where it is another kind of target."""
    text = request.target or stage.loaded.spec.default_target
    if text is None:
        return None
    target = read_target(text, _context(request, stage))
    if isinstance(target, ClassTarget) and isinstance(target.index, int):
        return target.index
    return None


def _embed(image: Image, stage: Stage) -> object:
    """Give the network's output for a reference image, seen whole."""
    recipe = stage.loaded.spec.recipe
    fit = "crop" if recipe.fit == "scan" else recipe.fit
    batch = prepare(image, replace(recipe, fit=fit)).batch.to(stage.plan.device)
    with undisturbed(stage.loaded.model):
        return stage.loaded.model(own_copy(batch))


def chosen_layers(request: ExplainRequest, loaded: Loaded) -> tuple[str, ...]:
    """Return the layers of a request, each once; joined ones stay together."""
    first, _ = _choose_layer(request, loaded)
    return tuple(dict.fromkeys((first, *request.further_layers)))


def _choose_layer(request: ExplainRequest, loaded: Loaded) -> tuple[str, str]:
    """Take the request's layer, else the model card's, else the engine's."""
    if request.layer:
        return request.layer, say("engine", "Chosen by the user.")
    if loaded.spec.default_layer is not None:
        return loaded.spec.default_layer, card_reason(loaded.spec)
    return chosen_of(loaded.layers)


def lay_windows(loaded: Loaded, chosen: Sequence[str], shape: tuple[int, ...]) -> Layout:
    """Lay windows over a prepared image so that the cells of every layer coincide.

    Parameters
    ----------
    chosen
        Layers, some of them joined.
    shape
        Voxels of the prepared image.
    """
    recipe = loaded.spec.recipe
    shapes = [loaded.map_shape(name) for each in chosen for name in each.split(JOIN)]
    shared = tuple(gcd(*counts) for counts in zip(*shapes, strict=True))
    return plan_layout(shape, recipe.size, shared, recipe.overlap).with_cells(shapes[0])


def _needed_bytes(image: Image, recipe: InputRecipe) -> int:
    """Estimate the memory of a run: the resampled image, its maps and one forward pass."""
    window = prod(recipe.size) * recipe.channels * 4
    voxels = float(prod(recipe.size))
    if recipe.fit == "scan":
        voxels = float(prod(image.grid.shape))
        if recipe.spacing_mm is not None:
            voxels *= prod(image.grid.spacing) / prod(recipe.spacing_mm)
    return int(voxels * recipe.channels * 4 * 4) + window * BYTES_PER_INPUT_BYTE
