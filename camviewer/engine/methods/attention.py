"""Methods that read the attention of a vision transformer.

``A^l`` is the attention of block l, (N, heads, T, T), each row summing to 1; ``G^l`` the
gradient of the score there. Maps have one cell a patch and are never negative. Where the
network has a class token its row is shown, else the mean of all rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from camviewer.core.params import choice, number
from camviewer.engine.methods.cost import Cost
from camviewer.engine.methods.spec import About, Needs, method

if TYPE_CHECKING:
    from torch import Tensor

    from camviewer.engine.methods.cost import Facts
    from camviewer.engine.methods.sources import Transformer
    from camviewer.engine.methods.spec import NoParams, Probe

_BLOCKS = 12
_HEADS = 12


def _read_once(facts: Facts, _params: Any) -> Cost:  # noqa: ANN401 - any method's parameters
    """Cost of attention and its gradient, for a transformer of the usual size."""
    return Cost(passes=1, numbers=2 * _BLOCKS * _HEADS * facts.cells**2)


def _read_by_block(facts: Facts, params: Any) -> Cost:  # noqa: ANN401 - as above
    """Cost of one more pass, and one for each block."""
    once = _read_once(facts, params)
    return Cost(forwards=_BLOCKS, passes=2, numbers=once.numbers + once.numbers // 2)


@dataclass(frozen=True)
class RolloutParams:
    """Choices of attention rollout."""

    fuse: str = choice(
        "mean", ("mean", "max", "min"), help="How the heads of a block become one."
    )
    discard: float = number(
        0.0,
        low=0.0,
        high=0.99,
        help="Share of each block's weakest attention that is set to zero; the paper has none.",
    )


@method(
    "attention-rollout",
    "Attention rollout",
    Needs.ATTENTION,
    about=About(
        "attention",
        "Abnar and Zuidema 2020, arXiv:2005.00928",
        badge="Knows no target: shows where attention flows, not what made the class.",
        grid="tokens",
        cost=_read_once,
    ),
    params=RolloutParams,
)
def attention_rollout(probe: Probe, params: RolloutParams) -> Tensor:
    """Multiply the attention of all blocks, each half of it kept by the residual path.

    Notes
    -----
    ``R = B^L ... B^1`` with ``B^l = (A^l + I) / 2`` and ``A^l`` the mean over the heads, as in
    the paper. Maximum and minimum over the heads, and leaving the weakest attention out, are
    Jacob Gildenblat's variants for images (2020); the rows are made to sum to 1 again after
    them. The share to be left out is taken over a block's whole matrix of each sample.
    """
    shown = _transformer(probe)
    rollout = _identity(shown).expand(len(shown.attention[0]), -1, -1)
    for attention in shown.attention:
        fused = _without_weakest(_fused(attention, params.fuse), params.discard)
        kept = fused + _identity(shown)
        rollout = (kept / kept.sum(2, keepdim=True)) @ rollout
    return _seen_from_class(rollout, shown)


@method(
    "legrad",
    "LeGrad",
    Needs.ATTENTION,
    about=About(
        "attention",
        "Bousselham et al. 2024, arXiv:2404.03214",
        grid="tokens",
        cost=_read_by_block,
    ),
)
def legrad(probe: Probe, _params: NoParams) -> Tensor:
    """Average over all blocks how strongly attention to a patch raises that block's score.

    Notes
    -----
    ``L = mean_l mean_h mean_i relu(G^l_hij)`` for patch j, where ``G^l`` is the gradient of
    the score that the classifier gives if the network ends after block l. That score is read
    from the tokens as the network itself reads its last ones (class token, mean, or whatever
    it has). The paper's scaling of the map from 0 to 1 is left to the view.
    """
    shown = _transformer(probe)
    slopes = shown.own_slopes()
    total = sum(
        (each.relu().mean((1, 2)) for each in slopes[1:]), slopes[0].relu().mean((1, 2))
    )
    return _on_grid(total / len(slopes), shown)


@method(
    "attention-gradient-rollout",
    "Attention gradient rollout",
    Needs.ATTENTION,
    about=About(
        "attention",
        "Chefer et al. 2021, eq. 5-6, arXiv:2103.15679",
        grid="tokens",
        cost=_read_once,
    ),
)
def attention_gradient_rollout(probe: Probe, _params: NoParams) -> Tensor:
    """Roll out the attention that raises the score, block by block.

    Notes
    -----
    ``R = I``, then for each block ``R = R + E R`` with ``E = mean_h relu(G^l * A^l)``. The
    identity is taken off at the end; without a class token it would lift all cells alike.
    """
    shown = _transformer(probe)
    relevance = _identity(shown).expand(len(shown.attention[0]), -1, -1)
    for attention, slope in zip(shown.attention, shown.slopes, strict=True):
        raised = (slope * attention).relu().mean(1)
        relevance = relevance + raised @ relevance
    return _seen_from_class(relevance - _identity(shown), shown)


def _transformer(probe: Probe) -> Transformer:
    """Read the attention, for methods that declared Needs.ATTENTION."""
    if probe.transformer is None:
        message = "the method did not declare Needs.ATTENTION"
        raise ValueError(message)
    return probe.transformer()


def _identity(shown: Transformer) -> Tensor:
    """Make the identity, which the residual path adds, (1, T, T)."""
    import torch

    first = shown.attention[0]
    return torch.eye(first.shape[-1], dtype=first.dtype, device=first.device)[None]


def _fused(attention: Tensor, how: str) -> Tensor:
    """Heads made one: (N, heads, T, T) to (N, T, T)."""
    if how == "max":
        return attention.amax(1)
    return attention.amin(1) if how == "min" else attention.mean(1)


def _without_weakest(attention: Tensor, share: float) -> Tensor:
    """Set the weakest share of each (T, T) to zero."""
    flat = attention.flatten(1)
    weakest = flat.topk(int(share * flat.shape[1]), dim=1, largest=False).indices
    return flat.scatter(1, weakest, 0.0).reshape(attention.shape)


def _seen_from_class(relevance: Tensor, shown: Transformer) -> Tensor:
    """Row of the class token, or the mean of all rows: (N, T, T) to (N, *grid)."""
    return _on_grid(relevance[:, 0] if shown.prefix else relevance.mean(1), shown)


def _on_grid(tokens: Tensor, shown: Transformer) -> Tensor:
    """Patches on their grid: (N, T) to (N, *grid)."""
    patches = tokens[:, shown.prefix :]
    return patches.reshape(len(patches), *shown.grid)
