"""What follows a layer, run again without what comes before it.

Three ways, the cheapest that is exact is taken:

``closed form``
    Average pooling and one linear layer: a product of a mean and a row of weights.
``graph``
    torch.fx cuts the network's graph behind the layer. Only modules around the layer are
    traced; values from before it that are still needed (skip connections) are computed once.
``whole forwards``
    The whole network runs and the layer's output is replaced. Always right, never cheap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from camviewer.engine.cut import UNTRACEABLE, cut_behind
from camviewer.engine.methods.spec import LinearHead
from camviewer.engine.probe import overridden_outputs
from camviewer.engine.target import class_scores

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import nn

    from camviewer.engine.probe import Recording

CLOSED_FORM, GRAPH, WHOLE_FORWARDS = "closed form", "graph", "whole forwards"

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
class Tail:
    """The way from a layer's output to the target's score.

    Attributes
    ----------
    kind
        ``"closed form"``, ``"graph"`` or ``"whole forwards"``.
    run
        ``run(activations (M, C, *S), sample) -> (M,)``: target scores of sample ``sample``.
    """

    kind: str
    run: Callable[[Tensor, int], Tensor]


def linear_head(recording: Recording) -> LinearHead | None:
    """Return the linear layer behind average pooling, or None when the tail is another one.

    Notes
    -----
    The score is ``W mean(A) + b`` for every A exactly when it is affine in A and its gradient
    is the same in every cell: then ``W`` is the gradient summed over the cells. Affinity is
    read from autograd's record, so no second pass is needed; the recorded score must agree.
    """
    if recording.gradients is None or not recording.is_affine:
        return None
    gradients = recording.gradients.flatten(2).float()
    spread = gradients.amax(2) - gradients.amin(2)
    scale = gradients.abs().amax()
    if not bool((spread <= 1e-4 * scale).all()):
        return None
    weight = gradients.sum(2)
    means = recording.activations.flatten(2).float().mean(2)
    bias = recording.score.double() - (weight.double() * means.double()).sum(1)
    return LinearHead(weight, bias.float())


def find_tail(setting: Setting, recording: Recording, head: LinearHead | None) -> Tail:
    """Find the cheapest exact way to score other activations of the recorded layer."""
    if head is not None:
        return Tail(CLOSED_FORM, _closed_form(head))
    graph = _graph_tail(setting, recording)
    if graph is not None:
        return Tail(GRAPH, graph)
    return Tail(WHOLE_FORWARDS, _whole_forwards(setting, recording))


def _closed_form(head: LinearHead) -> Callable[[Tensor, int], Tensor]:
    """Score by the linear layer of the pooled activations."""

    def run(activations: Tensor, sample: int) -> Tensor:
        return activations.flatten(2).mean(2) @ head.weight[sample] + head.bias[sample]

    return run


def _whole_forwards(setting: Setting, recording: Recording) -> Callable[[Tensor, int], Tensor]:
    """Score by running the whole network with the layer's output replaced."""

    def run(activations: Tensor, sample: int) -> Tensor:
        one = setting.batch[sample : sample + 1]
        rows = [
            overridden_outputs(
                setting.model,
                setting.layer,
                one.expand(len(part), *one.shape[1:]).contiguous(),
                part.to(recording.activations),
                call=recording.calls,
            )[:, recording.indices[sample]]
            for part in torch.split(activations, _ROWS)
        ]
        return torch.cat(rows)

    return run


def _graph_tail(
    setting: Setting, recording: Recording
) -> Callable[[Tensor, int], Tensor] | None:
    """Score by the part of the traced graph behind the layer; None where that is not exact."""
    cut = (
        cut_behind(setting.model, setting.name, setting.batch) if recording.calls == 1 else None
    )
    if cut is None:
        return None

    def run(activations: Tensor, sample: int) -> Tensor:
        scores = class_scores(cut.output(activations.to(recording.activations), sample))
        return scores[:, recording.indices[sample]]

    try:
        return run if _agrees(run, setting, recording) else None
    except UNTRACEABLE:
        return None


def _agrees(
    run: Callable[[Tensor, int], Tensor], setting: Setting, recording: Recording
) -> bool:
    """Whether a tail scores as the whole network does.

    Notes
    -----
    Tracing freezes what Python decides on the way, a batch size read from an earlier tensor
    for instance: so rows unlike the batch in number must give the recorded score, and one row
    of other activations what the whole network gives.
    """
    recorded = recording.activations[:1]
    count = len(recording.activations) + 1
    other = recorded.flip(tuple(range(1, recorded.ndim))) * 0.5
    # The tail comes first: a whole pass leaves its traces in networks that remember their maps.
    repeated = run(recorded.expand(count, *recorded.shape[1:]).contiguous(), 0)
    found = torch.cat((repeated, run(other, 0))).float()
    whole = _whole_forwards(setting, recording)(other, 0)
    expected = torch.cat((recording.score[:1].expand(count), whole)).float()
    return torch.allclose(found, expected, rtol=1e-3, atol=1e-4 * float(expected.abs().max()))
