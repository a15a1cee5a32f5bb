"""Methods that show the network its input through masks made of the layer's channels.

A mask is a channel, or several together, brought to the input's grid by linear interpolation
and scaled to 0 ... 1; the input shows where it is 1. Maps are raw and signed and stay on the
layer's grid: a sum of channels is enlarged just as the channels are, so nothing is lost. Masked
inputs are made a batch at a time. A channel that is the same everywhere has no mask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.params import choice, flag, integer, number
from camviewer.engine.methods.cost import Cost
from camviewer.engine.methods.spec import About, Needs, method

if TYPE_CHECKING:
    from torch import Tensor

    from camviewer.engine.methods.cost import Facts
    from camviewer.engine.methods.spec import Probe

_STEP = 2**63 - 1


@dataclass(frozen=True)
class ScoreParams:
    """Choices of Score-CAM."""

    weights: str = choice(
        "softmax-logit",
        ("softmax-logit", "probability", "increase"),
        help="Softmax over channels as other programs do, authors' code, or paper's increase.",
    )
    fill: str = choice(
        "zero",
        ("zero", "blank"),
        help="Behind the mask: the input's 0 as the authors have it, or black (air).",
    )
    aligned: bool = flag(
        default=True,
        help="Enlarge with corners aligned as pytorch-grad-cam does; torchcam does not.",
    )


@dataclass(frozen=True)
class SmoothParams(ScoreParams):
    """Choices of SS-CAM."""

    samples: int = integer(
        8, low=1, high=100, help="Noisy looks at each channel; each is one forward pass."
    )
    sigma: float = number(
        2.0,
        low=0.0,
        high=10.0,
        help="Deviation of the noise, the mask being 0 to 1. The paper has 2; 0.2 is gentler.",
    )


@dataclass(frozen=True)
class IntegratedParams(ScoreParams):
    """Choices of IS-CAM."""

    steps: int = integer(
        10, low=1, high=100, help="Brightnesses of each mask; each is one forward pass."
    )


def _per_channel(facts: Facts, turns: int) -> Cost:
    """Cost of showing every channel several times, and the empty mask."""
    held = facts.channels * facts.cells + 4 * facts.voxels
    return Cost(forwards=float((facts.channels + 1) * turns), numbers=held)


@method(
    "score-cam",
    "Score-CAM",
    Needs.NETWORK,
    about=About(
        "perturbation",
        "Wang et al. 2020, definition 3 and algorithm 1, arXiv:1910.01279",
        cost=lambda facts, _params: _per_channel(facts, 1),
        is_progressive=True,
    ),
    params=ScoreParams,
)
def score_cam(probe: Probe, params: ScoreParams) -> Tensor:
    """Weight each channel by the score of the input seen through it.

    Notes
    -----
    ``L = sum_k w_k A_k`` with ``M_k = x * minmax(up(A_k))`` and, by ``weights``:

    * ``softmax-logit``: ``w = softmax_k(y(M_k))``, algorithm 1. The baseline's score that it
      takes off each cancels in the softmax.
    * ``probability``: ``w_k = p(M_k)``, as in the authors' code: no softmax over channels and
      no baseline.
    * ``increase``: ``w_k = y(M_k) - y(x_b)``, definition 3, with ``x_b`` the fill alone.

    A channel that is the same everywhere has an empty mask. For the softmax one pass with an
    empty mask stands for all of them, which is what showing each would give: a dead one then
    adds nothing and a constant one adds its constant. The increase of an empty mask is 0, and
    the authors' code skips it, so there it has no weight.
    """
    from camviewer.engine.methods.sweep import Rules, Sweep

    return Sweep(probe, Rules(params.weights, params.fill, params.aligned)).run()


@method(
    "ss-cam",
    "SS-CAM",
    Needs.NETWORK,
    about=About(
        "perturbation",
        "Wang et al. 2020, arXiv:2006.14255",
        cost=lambda facts, params: _per_channel(facts, params.samples),
        is_progressive=True,
    ),
    params=SmoothParams,
)
def ss_cam(probe: Probe, params: SmoothParams) -> Tensor:
    """Score-CAM with the mean score of several noisy copies of each mask.

    Notes
    -----
    ``y_k = mean_n y(x * (minmax(up(A_k)) + e_n))``, ``e_n`` normal with deviation sigma in
    every cell of the input; the weights of these are Score-CAM's. The n-th noise is the same
    for all channels and samples, so that channels differ by what they show alone. Costs C
    times ``samples`` forward passes.
    """
    from camviewer.engine.methods.sweep import Rules, Sweep

    def vary(masks: Tensor, turn: int) -> Tensor:
        return masks + params.sigma * _noise(masks[0], probe.seed, turn)

    rules = Rules(params.weights, params.fill, params.aligned, params.samples, vary)
    return Sweep(probe, rules).run()


def _noise(like: Tensor, seed: int, turn: int) -> Tensor:
    """Draw the standard normal noise of a turn, of the shape of one mask."""
    import torch

    generator = torch.Generator().manual_seed((seed * 1_000_003 + turn) % _STEP)
    return torch.randn(like.shape, generator=generator).to(like)


@method(
    "is-cam",
    "IS-CAM",
    Needs.NETWORK,
    about=About(
        "perturbation",
        "Naidu et al. 2020, arXiv:2010.03023",
        cost=lambda facts, params: _per_channel(facts, params.steps),
        is_progressive=True,
    ),
    params=IntegratedParams,
)
def is_cam(probe: Probe, params: IntegratedParams) -> Tensor:
    """Score-CAM with the mean score of each mask from dim to full.

    Notes
    -----
    ``y_k = mean_i y(x * (i / n) minmax(up(A_k)))`` for i = 1 ... n; the weights of these are
    Score-CAM's. The brightness never passes 1: torchcam sums the fractions up on the way, to
    5.5 for n = 10, which is not in the paper. Costs C times ``steps`` forward passes.
    """
    from camviewer.engine.methods.sweep import Rules, Sweep

    def vary(masks: Tensor, turn: int) -> Tensor:
        return masks * ((turn + 1) / params.steps)

    rules = Rules(params.weights, params.fill, params.aligned, params.steps, vary)
    return Sweep(probe, rules).run()


@dataclass(frozen=True)
class GroupParams:
    """Choices of Group-CAM."""

    groups: int = integer(
        32, low=1, high=512, help="Groups of neighbouring channels; each is one forward pass."
    )
    percentile: float = number(
        70.0,
        low=0.0,
        high=100.0,
        unit="%",
        help="Cells of a group up to this percentile count as noise and are set to 0.",
    )
    blur: float = number(
        22.8,
        low=0.0,
        high=100.0,
        unit="%",
        help="Width of the blur behind the masks over the longest side: 51 of 224 pixels.",
    )


@method(
    "group-cam",
    "Group-CAM",
    Needs.GRADIENTS | Needs.NETWORK,
    about=About(
        "perturbation",
        "Zhang et al. 2021, arXiv:2103.13859",
        cost=lambda facts, params: Cost(
            forwards=float(min(facts.channels, params.groups) + 1),
            numbers=facts.channels * facts.cells + 4 * facts.voxels,
        ),
        is_progressive=True,
    ),
    params=GroupParams,
)
def group_cam(probe: Probe, params: GroupParams) -> Tensor:
    """Weight groups of channels by what they add to a blurred input.

    Notes
    -----
    Channels times their mean gradient are summed in consecutive groups, ``M_l = relu(sum_k
    mean(g_k) A_k)``; cells not above the percentile become 0; ``m_l = minmax(up(M_l))`` shows
    the input x in front of its blur b; ``L = sum_l (p(m_l x + (1 - m_l) b) - p(b)) m_l``, and
    ReLU is left to the view. This is the paper and the authors' first code; their later code
    drops the percentile, cuts negative weights and sums ``M_l`` unscaled. The blur is as wide
    in mm along every axis of a volume. The size of the gradient does not matter.
    """
    from camviewer.engine.methods.grouping import grouped_map

    return grouped_map(probe, params.groups, params.percentile, params.blur)


@dataclass(frozen=True)
class ClusterParams:
    """Choices of Cluster-CAM."""

    clusters: int = integer(
        12, low=1, high=100, help="Clusters of channels; each is one forward pass."
    )
    merging: str = choice(
        "base-scissors",
        ("base-scissors", "softmax"),
        help="Best cluster less the worst, or all clusters by the softmax of their scores.",
    )
    fill: str = choice(
        "zero",
        ("zero", "blank"),
        help="Behind the mask: 0 of the normalised input, or black or air.",
    )


@method(
    "cluster-cam",
    "Cluster-CAM",
    Needs.NETWORK,
    about=About(
        "perturbation",
        "after Feng et al. 2023, arXiv:2302.01642",
        cost=lambda facts, params: Cost(
            forwards=float(min(facts.channels, params.clusters)),
            numbers=3 * facts.channels * facts.cells + 4 * facts.voxels,
        ),
        is_progressive=True,
    ),
    params=ClusterParams,
)
def cluster_cam(probe: Probe, params: ClusterParams) -> Tensor:
    """Take the cluster of channels that holds the score best, less the one that holds it worst.

    Notes
    -----
    Channels scaled to 0 ... 1 are clustered by k-means; ``B_j`` is the mean of a cluster's
    channels as they are and ``y_j = y(x * minmax(up(B_j)))``. ``base-scissors``: ``L = B_j -
    B_i`` with j the cluster of the highest and i of the lowest score (the paper's cognition
    base and cognition scissors). ``softmax``: ``L = sum_j softmax(y)_j B_j``, Score-CAM of the
    clusters. Of the paper only the outline is followed; which clusters make base and scissors
    is read from a public re-implementation. Constant channels are left out; where there is one
    cluster only there are no scissors.
    """
    from camviewer.engine.methods.grouping import clustered_map

    return clustered_map(probe, params.clusters, params.merging, params.fill)
