"""CF-CAM: channels are clustered by what they show and their gradients filtered per cluster.

Published as arXiv:2504.00060. Three forms stand here: the algorithm of its public code, the one
its second version describes, and one of our own in which the filter takes effect. Channels are

* *dominant*: their L2 norm reaches a percentile of all norms,
* in a *cluster* that DBSCAN finds among the others,
* *noise*: in no cluster,
* *dead*: zero everywhere. The published code knows no dead channels.

Maps are raw and signed. The third form shares gradients between cells that are alike, not
between channels: those of channels that are alike are summed anyway. Each form reports per
sample: how many channels are dominant, noise and dead, how many clusters there are, DBSCAN's
radius and least number of points, and the weight spread: standard deviation of the weights of
all channels that count, over the mean of their sizes. A spread near 0 says that the weights,
and with them the target, hardly matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.params import choice, number
from camviewer.engine.methods.cost import Cost
from camviewer.engine.methods.reduction import mean_cells, weighted_sum
from camviewer.engine.methods.spec import About, Needs, method

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from camviewer.engine.methods.clustering import Groups, Rules
    from camviewer.engine.methods.cost import Facts
    from camviewer.engine.methods.spec import NoParams, Probe


@dataclass(frozen=True)
class ClusterParams:
    """What the second and our own form have in common."""

    dominant_percentile: float = number(
        75.0,
        low=0.0,
        high=100.0,
        unit="%",
        help="Channels whose norm reaches this percentile are dominant and never clustered.",
    )
    eps_percentile: float = number(
        25.0,
        low=0.0,
        high=100.0,
        unit="%",
        help="Percentile of the distances between channels that is DBSCAN's radius.",
    )
    min_points: float = number(
        5.0,
        low=0.0,
        high=100.0,
        unit="%",
        help="Share of the clustered channels that a cluster's core needs around it.",
    )
    metric: str = choice(
        "euclidean",
        ("euclidean", "cosine"),
        help="Euclidean tells strong from weak too; cosine only where channels are active.",
    )
    filter: str = choice(
        "gaussian",
        ("gaussian", "bilateral", "none"),
        help="Smoothing of the gradients: the paper's second version has a Gaussian.",
    )
    sigma: float = number(
        1.0, low=0.0, high=20.0, unit="cells", help="Width of the filter in cells of the layer."
    )
    noise: str = choice(
        "drop",
        ("drop", "keep"),
        help="Channels in no cluster are dropped, as in the paper, or keep their own gradient.",
    )

    def rules(self) -> Rules:
        """How channels are sorted."""
        from camviewer.engine.methods.clustering import Rules

        return Rules(
            self.dominant_percentile, self.eps_percentile, self.min_points, self.metric
        )


@dataclass(frozen=True)
class ClusterFilterParams(ClusterParams):
    """Choices of CF-CAM."""

    weighting: str = choice(
        "linear",
        ("linear", "softmax"),
        help="Linear keeps the sign and the target; softmax is over the standardised weights.",
    )
    temperature: float = number(
        1.0, low=0.01, high=100.0, help="Of the softmax: high makes all weights equal."
    )


@dataclass(frozen=True)
class SpatialParams(ClusterParams):
    """Choices of spatial CF-CAM."""

    metric: str = choice(
        "cosine",
        ("cosine", "euclidean"),
        help="Cosine groups channels by where they are active, which is what pooling needs.",
    )
    filter: str = choice(
        "alike",
        ("alike", "gaussian", "bilateral", "none"),
        help="Alike smooths each gradient over cells that are near and show the same.",
    )
    sigma: float = number(
        10.0,
        low=0.0,
        high=100.0,
        unit="%",
        help="Width of the filter along each axis of the map.",
    )
    likeness: float = number(
        0.5,
        low=0.01,
        high=100.0,
        help="Of the filter: low shares only between cells that show the same.",
    )
    against: str = choice(
        "coherence",
        ("coherence", "full"),
        help="What speaks against the target: by the gradient's coherence, or in full.",
    )
    floor: float = number(
        0.3,
        low=0.0,
        high=10.0,
        help="Products below this share of what the filter took away count as noise.",
    )
    pooling: float = number(
        0.0,
        low=0.0,
        high=1.0,
        help="How much of a gradient is its cluster's mean: 0 own gradient only, 1 mean only.",
    )
    noise: str = choice(
        "keep",
        ("keep", "drop"),
        help="Channels in no cluster are dropped, as in the paper, or keep their own gradient.",
    )


@method(
    "cf-cam",
    "CF-CAM",
    Needs.GRADIENTS,
    about=About("cf-cam", "CF-CAM v2, arXiv:2504.00060"),
    params=ClusterFilterParams,
)
def cf_cam(probe: Probe, params: ClusterFilterParams) -> Tensor:
    """Weight similar channels alike, by their cluster's smoothed mean gradient.

    Notes
    -----
    ``w_k = mean(g_k)`` for dominant channels, ``w_k = mean(F(mean_j g_j))`` over the channels j
    of its cluster for clustered ones; ``L = sum_k w_k A_k``. A filter F that keeps the mean, as
    the Gaussian does, cannot change these weights; only the sharing and the dropping do. The
    published softmax over the raw weights is replaced: they are of the order of 1e-3, so that
    it makes them all equal.
    """
    from camviewer.engine.methods.clustering import average_clusters

    groups = _sort_channels(probe, params.rules())
    labels = _labels(groups, probe)
    weights = mean_cells(probe.slopes)
    shared = mean_cells(_filtered(average_clusters(probe.slopes, labels), params))
    weights = shared.where(labels >= 0, weights)
    counts = _counted(labels, params.noise)
    if params.weighting == "softmax":
        weights = _softmax(_standardised(weights, counts) / params.temperature, counts)
    weights = weights.where(counts, weights.new_zeros(()))
    probe.on_channels(groups, weights, counts)
    _report(probe, groups, weights, counts)
    return weighted_sum(weights, probe.activations)


def _spatial_cost(facts: Facts, _params: object) -> Cost:
    """Cost of the form with a filter over all pairs of cells."""
    return Cost(numbers=6 * facts.channels * facts.cells + 3 * min(facts.cells, 2048) ** 2)


@method(
    "cf-cam-spatial",
    "CF-CAM spatial",
    Needs.GRADIENTS,
    about=About(
        "cf-cam",
        "ours; after CF-CAM (arXiv:2504.00060), cell by cell as HiResCAM",
        cost=_spatial_cost,
    ),
    params=SpatialParams,
)
def cf_cam_spatial(probe: Probe, params: SpatialParams) -> Tensor:
    """Weight each cell of each channel by its gradient, shared between cells that are alike.

    Notes
    -----
    ``L = sum_k relu(p_k - t_k) - rho sum_k relu(-p_k - t_k)``,
    ``p_k = ((1 - rho) F(g'_k) + rho mean(g'_k)) A_k``; F is the filter, g' the gradient with a
    part of its cluster's mean, t_k the floor and rho the coherence, see
    :mod:`camviewer.engine.methods.coherence`. Where the gradient is the same in all cells, as
    at the last layer before average pooling, rho is 1 and the map is Grad-CAM's. With
    ``against="full"`` it is ``sum_k F(g'_k) A_k``, between HiResCAM (no filter) and Grad-CAM.
    """
    from camviewer.engine.methods.clustering import average_clusters
    from camviewer.engine.methods.coherence import weighed_evidence

    groups = _sort_channels(probe, params.rules())
    labels = _labels(groups, probe)
    counts = _counted(labels, params.noise)
    shape = counts.shape + (1,) * len(probe.axes)
    slopes = probe.slopes.where(counts.reshape(shape), probe.slopes.new_zeros(()))
    pooled = slopes.lerp(average_clusters(slopes, labels), params.pooling)
    factors = _shared(pooled, probe.activations, params)
    _report(probe, groups, mean_cells(factors), counts)
    parts = factors * probe.activations
    if params.against == "coherence":
        parts = weighed_evidence(probe.activations, pooled, factors, params.floor)
    is_awake = probe.activations != 0
    probe.on_channels(groups, (parts / probe.activations).where(is_awake, parts), counts)
    return parts.sum(1)


def _shared(values: Tensor, guide: Tensor, params: SpatialParams) -> Tensor:
    """Values (N, C, *S) through the chosen filter, activations (N, C, *S) as its guide."""
    from camviewer.engine.methods import filters

    widths = [params.sigma / 100 * size for size in values.shape[2:]]
    if params.filter == "alike":
        return filters.alike(values, guide, widths, params.likeness)
    if params.filter == "gaussian":
        return filters.gaussian(values, widths)
    if params.filter == "bilateral":
        return filters.bilateral(values, sum(widths) / len(widths))
    return values


@method(
    "cf-cam-code",
    "CF-CAM, published code",
    Needs.GRADIENTS,
    about=About(
        "cf-cam",
        "CF-CAM public code of March 2025, arXiv:2504.00060v1",
        badge="class-agnostic: its softmax flattens the weights",
    ),
)
def cf_cam_code(probe: Probe, _params: NoParams) -> Tensor:
    """Follow the published code to the letter, zero-padded filter and softmax included.

    Notes
    -----
    ``beta = softmax(w)`` over dominant and clustered channels, ``L = sum_k beta_k A_k``;
    ``w_k = mean(g_k)`` for dominant ones, ``mean(BF(mean_j g_j))`` for clusters, BF as in
    :func:`camviewer.engine.methods.filters.published_mean`; noise is dropped. Dead channels are
    counted and clustered like any other. All thresholds are constants: 75th percentile of the
    norms, 25th of the distances but at least 1e-5, 5 % of the clustered channels.
    """
    from camviewer.engine.methods.clustering import Rules, average_clusters
    from camviewer.engine.methods.filters import published_mean

    groups = _sort_channels(probe, Rules(floor=1e-5, sets_dead_aside=False))
    labels = _labels(groups, probe)
    shared = published_mean(average_clusters(probe.slopes, labels))
    weights = shared.where(labels >= 0, mean_cells(probe.slopes))
    counts = _counted(labels, "drop")
    weights = _softmax(weights, counts)
    probe.on_channels(groups, weights, counts)
    _report(probe, groups, weights, counts)
    return weighted_sum(weights, probe.activations)


def _sort_channels(probe: Probe, rules: Rules) -> list[Groups]:
    """Role of each channel, sample by sample; found once for all targets and forms."""
    from camviewer.engine.methods.clustering import group_channels

    return probe.once(
        rules,
        lambda: [group_channels(sample, rules) for sample in probe.activations.flatten(2)],
    )


def _labels(groups: Sequence[Groups], probe: Probe) -> Tensor:
    """Labels of all samples, (N, C), beside the activations."""
    import numpy as np
    import torch

    labels = torch.from_numpy(np.stack([group.labels for group in groups]))
    return labels.to(probe.activations.device)


def _filtered(values: Tensor, params: ClusterParams) -> Tensor:
    """Values (N, C, *S) through the chosen filter."""
    from camviewer.engine.methods import filters

    if params.filter == "gaussian":
        return filters.gaussian(values, params.sigma)
    if params.filter == "bilateral":
        return filters.bilateral(values, params.sigma)
    return values


def _counted(labels: Tensor, noise: str) -> Tensor:
    """Which channels enter the map, (N, C)."""
    from camviewer.engine.methods.clustering import DEAD, NOISE

    if noise == "keep":
        return labels != DEAD
    return (labels != DEAD) & (labels != NOISE)


def _standardised(weights: Tensor, counts: Tensor) -> Tensor:
    """Weights (N, C) less their mean over their standard deviation, of those that count."""
    size = counts.sum(1, keepdim=True).clamp_min(1)
    mean = (weights * counts).sum(1, keepdim=True) / size
    rest = (weights - mean) * counts
    spread = (rest.square().sum(1, keepdim=True) / size).sqrt()
    return rest / spread.where(spread > 0, spread.new_ones(()))


def _softmax(weights: Tensor, counts: Tensor) -> Tensor:
    """Softmax over the channels that count, (N, C); 0 for the others."""
    kept = weights.masked_fill(~counts, float("-inf")).softmax(1)
    return kept.where(counts, kept.new_zeros(()))


def _report(probe: Probe, groups: Sequence[Groups], weights: Tensor, counts: Tensor) -> None:
    """Note each sample's findings."""
    from camviewer.engine.methods.clustering import DEAD, DOMINANT, NOISE

    for group, row, counted in zip(groups, weights, counts, strict=True):
        used = row[counted]
        size = float(used.abs().mean()) if used.numel() else 0.0
        spread = float(used.std(correction=0)) / size if size > 0 else 0.0
        probe.note("dominant", group.count(DOMINANT))
        probe.note("clusters", group.clusters)
        probe.note("noise", group.count(NOISE))
        probe.note("dead", group.count(DEAD))
        probe.note("eps", group.eps)
        probe.note("min_points", group.min_points)
        probe.note("weight_spread", spread)
