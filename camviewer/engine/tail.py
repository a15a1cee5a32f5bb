"""What follows a layer, run again without what comes before it.

Four ways, the cheapest that is exact is taken:

``closed form``
    Average pooling and one linear layer: a product of a mean and a row of weights.
``graph``
    torch.fx cuts the network's graph behind the layer. Only modules around the layer are
    traced; values from before it that are still needed (skip connections) are computed once.
``exported graph``
    The same of the graph torch.export makes, for code that torch.fx cannot follow.
``whole forwards``
    The whole network runs and the layer's output is replaced. Always right, never cheap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from camviewer.core.errors import LayerError
from camviewer.core.words import say
from camviewer.engine.cut import UNTRACEABLE, cut_behind
from camviewer.engine.device import BYTES_PER_INPUT_BYTE, free_bytes
from camviewer.engine.exported import exported_behind
from camviewer.engine.methods.spec import LinearHead
from camviewer.engine.probe import overridden_output, undisturbed
from camviewer.engine.rows import Turns
from camviewer.engine.target import tensors_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import nn

    from camviewer.engine.cut import Cut
    from camviewer.engine.exported import Exported
    from camviewer.engine.record import Recorded
    from camviewer.engine.rows import Watched
    from camviewer.engine.targets import Aim

CLOSED_FORM, GRAPH, WHOLE_FORWARDS = "closed form", "graph", "whole forwards"
EXPORTED = "exported graph"

_ROWS = 64


@dataclass(frozen=True, eq=False)
class Setting:
    """A network, one of its layers and the input that was recorded.

    Attributes
    ----------
    model, layer
        The network and the module.
    name
        The layer's dotted name.
    batch : Tensor, (N, C, *S)
        What the network saw.
    """

    model: nn.Module
    layer: nn.Module
    name: str
    batch: Tensor


@dataclass(frozen=True, eq=False)
class Route:
    """A way to what the network gives for other activations of a layer.

    Attributes
    ----------
    kind
        ``"graph"``, ``"exported graph"`` or ``"whole forwards"``.
    output
        ``output(activations (M, C, *S), sample)``: the network's output for M variants of
        sample ``sample``.
    """

    kind: str
    output: Callable[[Tensor, int], object]


@dataclass(frozen=True, eq=False)
class Tail:
    """The way from a layer's output to the target's score.

    Attributes
    ----------
    kind
        ``"closed form"``, or a route's.
    run
        ``run(activations (M, C, *S), sample) -> (M,)``: target scores of sample ``sample``.
    """

    kind: str
    run: Callable[[Tensor, int], Tensor]


def linear_head(recorded: Recorded) -> LinearHead | None:
    """Return the linear layer behind average pooling, or None when the tail is another one.

    Notes
    -----
    The score is ``W mean(A) + b`` for every A exactly when it is affine in A and its gradient
    is the same in every cell: then ``W`` is the gradient summed over the cells. Affinity is
    read from autograd's record, so no second pass is needed; the recorded score must agree.
    """
    if recorded.gradients is None or not recorded.is_affine:
        return None
    gradients = recorded.gradients.flatten(2).float()
    spread = gradients.amax(2) - gradients.amin(2)
    scale = gradients.abs().amax()
    if not bool((spread <= 1e-4 * scale).all()):
        return None
    weight = gradients.sum(2)
    means = recorded.activations.flatten(2).float().mean(2)
    bias = recorded.score.cpu().double() - (weight.cpu().double() * means.cpu().double()).sum(1)
    return LinearHead(weight, bias.float().to(weight.device))


def head_tail(head: LinearHead) -> Tail:
    """Score by the linear layer of the pooled activations."""

    def run(activations: Tensor, sample: int) -> Tensor:
        return activations.flatten(2).mean(2) @ head.weight[sample] + head.bias[sample]

    return Tail(CLOSED_FORM, run)


def route_tail(
    route: Route, aim: Aim, setting: Setting, *, rows: int = _ROWS, asked: Watched | None = None
) -> Tail:
    """Score what a route gives, some rows at a time, with fewer once memory ran short.

    Parameters
    ----------
    rows
        Most that are given at once.
    asked
        Looked at before each of them.
    """
    turns = Turns(rows, setting.batch.device, asked)

    def run(activations: Tensor, sample: int) -> Tensor:
        found = turns.run(
            len(activations),
            lambda part: _scored(route, aim, setting, activations[part], sample),
        )
        return torch.cat(found)

    return Tail(route.kind, run)


def tail_rows(batch: Tensor) -> int:
    """Variants of a layer that are run at once: up to 64, within an eighth of the memory."""
    one = batch[0].numel() * batch.element_size() * BYTES_PER_INPUT_BYTE
    return max(1, min(_ROWS, free_bytes(batch.device) // 8 // one))


def _scored(  # noqa: PLR0917 - what one run is made of
    route: Route, aim: Aim, setting: Setting, part: Tensor, sample: int
) -> Tensor:
    """Score of each of some rows, (M,)."""
    output = route.output(part, sample)
    with undisturbed(setting.model):
        return aim.score(output, torch.full((len(part),), sample)).float()


def find_route(setting: Setting, recorded: Recorded) -> Route:
    """Find the cheapest exact way to what the network gives for other activations.

    Raises
    ------
    LayerError
        When the network is a closed box whose layers cannot be replaced.
    """
    if not getattr(setting.layer, "is_replaceable", True):
        raise LayerError(
            say(
                "engine", "This network is a closed box: what a layer gives cannot be replaced."
            ),
            hint=say("engine", "Choose a method that changes the image, rise or occlusion."),
        )
    for kind, cut_after in ((GRAPH, cut_behind), (EXPORTED, exported_behind)):
        route = _graph_route(kind, cut_after, setting, recorded)
        if route is not None:
            return route
    return _whole_route(setting, recorded)


def _whole_route(setting: Setting, recorded: Recorded) -> Route:
    """Run the whole network with the layer's output replaced."""

    def output(activations: Tensor, sample: int) -> object:
        one = setting.batch[sample : sample + 1]
        return overridden_output(
            setting.model,
            setting.layer,
            one.expand(len(activations), *one.shape[1:]).contiguous(),
            recorded.as_output(activations, sample),
            call=recorded.calls,
        )

    return Route(WHOLE_FORWARDS, output)


def _graph_route(
    kind: str,
    cut_after: Callable[[nn.Module, str, Tensor], Cut | Exported | None],
    setting: Setting,
    recorded: Recorded,
) -> Route | None:
    """Run the part of a graph behind the layer; None where that is not exact."""
    # What hands numbers to a program outside torch must not be given a tracer's stand-ins.
    if recorded.calls != 1 or not getattr(setting.model, "is_traceable", True):
        return None
    cut = cut_after(setting.model, setting.name, setting.batch)
    if cut is None:
        return None

    def output(activations: Tensor, sample: int) -> object:
        return cut.output(recorded.as_output(activations, sample), sample)

    route = Route(kind, output)
    try:
        return route if _agrees(route, setting, recorded) else None
    except UNTRACEABLE:
        return None


def _agrees(route: Route, setting: Setting, recorded: Recorded) -> bool:
    """Whether a route leads to what the whole network gives, in every number of its output.

    Notes
    -----
    Tracing freezes what Python decides on the way, a batch size read from an earlier tensor
    for instance: so rows unlike the batch in number must give what one gives, and other
    activations what the whole network gives. Outputs are compared, not scores: a score may be
    the same whatever the layer gives, where a region is empty for instance.
    """
    first = recorded.activations[:1]
    count = len(recorded.activations) + 1
    turned = first.flip(tuple(range(1, first.ndim)))
    # Of both signs: behind a ReLU one of them shows nothing of a channel.
    others = (turned * 0.5, -turned)
    repeated = first.expand(count, *first.shape[1:]).contiguous()
    # The tail comes first: a whole pass leaves its traces in networks that remember their maps.
    found = [_numbers(route, rows, setting) for rows in (repeated, *others)]
    whole = _whole_route(setting, recorded)
    expected = [_numbers(whole, rows, setting) for rows in (first, *others)]
    return all(map(_are_near, found, expected))


def _numbers(route: Route, rows: Tensor, setting: Setting) -> list[Tensor]:
    """All tensors of what a route gives for sample 0."""
    output = route.output(rows, 0)
    with undisturbed(setting.model):
        return [each.float() for each in tensors_of(output) if each.is_floating_point()]


def _are_near(found: list[Tensor], expected: list[Tensor]) -> bool:
    """Whether two outputs agree; one row is compared with as many as there are."""
    if len(found) != len(expected) or not expected:
        return False
    for one, other in zip(found, expected, strict=True):
        if one.shape[1:] != other.shape[1:] or not one.numel() or other.ndim == 0:
            return False
        size = float(other.abs().max())
        if not torch.allclose(one, other[:1].expand_as(one), rtol=1e-3, atol=1e-4 * size):
            return False
    return True


def refusing(error: LayerError) -> Callable[[Tensor, int], Tensor]:
    """Make a tail that says why it cannot be run."""

    def run(_activations: Tensor, _sample: int) -> Tensor:
        raise error

    return run
