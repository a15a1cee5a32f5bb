"""Copies of a network that forget what it learned, group of layers by group of layers."""

from __future__ import annotations

import copy
import itertools
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import torch

from camviewer.core.errors import ModelError, UnknownNameError
from camviewer.core.words import say
from camviewer.engine.answers import map_rows
from camviewer.engine.layers import find_layer
from camviewer.engine.probe import computing_in, hooked, own_copy, undisturbed
from camviewer.engine.steps import UNTRACEABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from torch import Tensor, nn

    from camviewer.engine.answers import Respondent
    from camviewer.engine.maps import Scene

ORDERS = ("cascade", "independent")
HOWS = ("shuffle", "draw")


@dataclass(frozen=True)
class Forgetting:
    """How a network forgets.

    Attributes
    ----------
    order
        ``"cascade"``: from the output on down, what was forgotten stays so; ``"independent"``:
        each group alone.
    stops
        Groups of layers, at most.
    how
        ``"shuffle"`` mixes the values of every tensor; ``"draw"`` draws a layer's as at the
        start of training, and shuffles where it has no such start.
    seed
        Of the random numbers.
    """

    order: str = "cascade"
    stops: int = 5
    how: str = "shuffle"
    seed: int = 0

    def __post_init__(self) -> None:
        if self.order not in ORDERS:
            raise UnknownNameError(say("engine", "order"), self.order, ORDERS)
        if self.how not in HOWS:
            raise UnknownNameError(say("engine", "way of randomising"), self.how, HOWS)


def forgetful_maps(
    respondent: Respondent, names: Sequence[str], forgetting: Forgetting
) -> dict[tuple[str, int], list[Tensor]]:
    """Map the images by a copy of the network that forgets.

    Parameters
    ----------
    names
        Maps wanted.

    Returns
    -------
    dict
        Name and sample to one map (*S_layer) per stop. Empty where the network cannot be
        copied or has no weights. Where nothing but broken numbers came out, or the score hangs
        on the layer no more, the map is zero. The network itself is not touched.
    """
    found: dict[tuple[str, int], list[Tensor]] = {}
    scene = respondent.scene
    try:
        own = copy.deepcopy(scene.model)
    except UNTRACEABLE:
        return found
    layers = {name: find_layer(own, name) for name in scene.layers}
    other = replace(scene, model=own, layers=layers)
    for _ in states(own, scene.batch, forgetting):
        respondent.check()
        for name, maps in _maps(respondent, names, other).items():
            for sample, heat in enumerate(maps):
                found.setdefault((name, sample), []).append(heat)
    return found


def states(model: nn.Module, batch: Tensor, forgetting: Forgetting) -> Iterator[nn.Module]:
    """Let a network forget, stop by stop; it is changed in place and given at each stop."""
    draw = torch.Generator().manual_seed(forgetting.seed)
    for group in _groups(running_layers(model, batch), forgetting.stops):
        kept = [copy.deepcopy(layer.state_dict()) for layer in group]
        for layer in group:
            _forget(layer, forgetting.how, draw)
        yield model
        if forgetting.order == "independent":
            for layer, state in zip(group, kept, strict=True):
                layer.load_state_dict(state)


def running_layers(model: nn.Module, batch: Tensor) -> list[nn.Module]:
    """Modules with weights of their own, in the order in which the network runs them."""
    order: dict[nn.Module, None] = {}
    owners = [each for each in model.modules() if next(_weights(each), None) is not None]

    def note(layer: nn.Module) -> None:
        order[layer] = None

    with undisturbed(model), ExitStack() as hooks:
        for layer in owners:
            hooks.enter_context(hooked(layer, lambda *_, layer=layer: note(layer)))
        model(own_copy(batch[:1]))
    return [*order, *(layer for layer in owners if layer not in order)]


def _weights(layer: nn.Module) -> Iterator[Tensor]:
    """Weights and running means of a module itself, without those inside it."""
    yield from (each for each in layer.parameters(recurse=False) if each.numel() > 0)
    yield from (
        each for each in layer.buffers(recurse=False) if each.is_floating_point() and each.ndim
    )


def _groups(layers: Sequence[nn.Module], stops: int) -> list[list[nn.Module]]:
    """Divide layers evenly, those nearest to the output first."""
    backwards = list(reversed(layers))
    count = min(stops, len(backwards))
    edges = (
        [round(place * len(backwards) / count) for place in range(count + 1)] if count else []
    )
    return [backwards[low:high] for low, high in itertools.pairwise(edges)]


@torch.no_grad()
def _forget(layer: nn.Module, how: str, draw: torch.Generator) -> None:
    """Randomise what a module itself has learned."""
    start = getattr(layer, "reset_parameters", None)
    if how == "draw" and callable(start):
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(int(torch.randint(2**31, (), generator=draw)))
            start()
        return
    for values in _weights(layer):
        places = torch.randperm(values.numel(), generator=draw).to(values.device)
        values.copy_(values.flatten()[places].reshape(values.shape))


def _maps(respondent: Respondent, names: Sequence[str], scene: Scene) -> dict[str, Tensor]:
    """Map all images by the network as it is now, (N, *S_layer) each."""
    try:
        with computing_in(respondent.asking.precision):
            rows = torch.arange(len(scene.batch))
            studied = respondent.studied(scene.batch, rows, names, scene)
            try:
                return {
                    name: map_rows(studied, respondent.sources[name], None) for name in names
                }
            finally:
                studied.close()
    except ModelError:
        own = respondent.own_maps(names)
        return {name: torch.zeros_like(maps) for name, maps in own.items()}
