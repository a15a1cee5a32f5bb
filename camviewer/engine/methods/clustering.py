"""Channels sorted by what they show: dominant, in a cluster, noise, dead.

The distances of C channels take C x C numbers; the C x C x cells of a plain difference are
never held.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

NOISE = -1
DOMINANT = -2
DEAD = -3

_SAME = 1e-3


@dataclass(frozen=True)
class Rules:
    """How channels are sorted.

    Attributes
    ----------
    dominant_percentile : float
        Channels whose L2 norm reaches this percentile of all norms are dominant.
    eps_percentile : float
        Percentile of the pairwise distances that becomes DBSCAN's radius.
    min_points : float
        Share of the remaining channels (in %) that a core point needs around it, itself
        included; never below 2 channels.
    metric : str
        ``"euclidean"``, or ``"cosine"``: one less the cosine of the two channels.
    floor : float or None
        Least radius, in units of the activations. None takes what float32 can still tell
        apart: a thousandth of the largest norm, or an angle of a thousandth for cosine.
    sets_dead_aside : bool
        Whether channels that are zero everywhere are left out before anything is counted.
    """

    dominant_percentile: float = 75.0
    eps_percentile: float = 25.0
    min_points: float = 5.0
    metric: str = "euclidean"
    floor: float | None = None
    sets_dead_aside: bool = True


@dataclass(frozen=True)
class Groups:
    """Where the channels of one sample ended.

    Attributes
    ----------
    labels : int64 array, (C,)
        Number of the cluster from 0, or NOISE, DOMINANT, DEAD.
    eps : float
        DBSCAN's radius in units of the activations (none for cosine); 0 when not run.
    min_points : int
        Channels a core point needed; 0 when not run.
    threshold : float
        L2 norm from which channels are dominant, in units of the activations.
    """

    labels: NDArray[np.int64]
    eps: float = 0.0
    min_points: int = 0
    threshold: float = 0.0

    @property
    def clusters(self) -> int:
        """Number of clusters."""
        return max(0, int(self.labels.max(initial=-1)) + 1)

    def count(self, role: int) -> int:
        """Channels of one role."""
        return int((self.labels == role).sum())


def group_channels(activations: Tensor, rules: Rules) -> Groups:
    """Sort the channels of one sample.

    Parameters
    ----------
    activations : Tensor, (C, P)
        One row of cells per channel.
    rules
        How.

    Returns
    -------
    Groups
        One role per channel. Fewer than two channels left to cluster are noise.
    """
    peak = float(activations.abs().max())
    labels = np.full(len(activations), DEAD, dtype=np.int64)
    rows = activations / peak if peak > 0 else activations
    norms = rows.norm(dim=1).cpu().numpy()
    live = np.flatnonzero(norms > 0) if rules.sets_dead_aside else np.arange(len(norms))
    if not live.size:
        return Groups(labels)
    threshold = percentile(norms[live], rules.dominant_percentile)
    is_dominant = norms[live] >= threshold
    labels[live[is_dominant]] = DOMINANT
    secondary = live[~is_dominant]
    labels[secondary] = NOISE
    limit = threshold * peak if peak > 0 else threshold
    if secondary.size < 2:
        return Groups(labels, threshold=limit)
    distances = _distances(rows[torch.from_numpy(secondary)], rules.metric)
    unit = 1.0 if rules.metric == "cosine" or peak == 0 else peak
    lower = distances[np.tri(len(distances), k=-1, dtype=bool)]
    eps = percentile(lower, rules.eps_percentile)
    eps = max(eps, _least(rules, unit, float(norms[secondary].max())))
    min_points = max(2, math.floor(rules.min_points / 100 * secondary.size))
    labels[secondary] = _dbscan(distances, eps, min_points)
    return Groups(labels, eps * unit, min_points, limit)


def _least(rules: Rules, unit: float, norm: float) -> float:
    """Least radius, in units of the scaled channels, the largest of which has this norm."""
    if rules.floor is not None:
        return rules.floor / unit
    return _SAME**2 if rules.metric == "cosine" else _SAME * norm


def percentile(values: NDArray[np.float32], percent: float) -> float:
    """Percentile with linear interpolation, by one partial sort.

    Same number as numpy.percentile, which sorts around both neighbours and takes longer.
    """
    place = (len(values) - 1) * percent / 100
    below = math.floor(place)
    parted = np.partition(values, below)
    low = float(parted[below])
    if place == below:
        return low
    return low + (place - below) * (float(parted[below + 1 :].min()) - low)


def average_clusters(values: Tensor, labels: Tensor) -> Tensor:
    """Replace each clustered channel by the mean of its cluster.

    Parameters
    ----------
    values : Tensor, (N, C, *S)
        Maps, the gradients for instance.
    labels : Tensor, (N, C)
        As in :class:`Groups`.

    Returns
    -------
    Tensor, (N, C, *S)
        Channels in no cluster keep their own map.
    """
    count = max(0, int(labels.max())) + 1
    is_member = labels.unsqueeze(2) == torch.arange(count, device=labels.device)
    membership = is_member.to(values)
    sizes = membership.sum(1).clamp_min(1)
    sums = membership.transpose(1, 2) @ values.flatten(2)
    means = membership @ (sums / sizes.unsqueeze(2))
    is_clustered = (labels >= 0).reshape(labels.shape + (1,) * (values.ndim - 2))
    return means.reshape(values.shape).where(is_clustered, values)


def _distances(rows: Tensor, metric: str) -> NDArray[np.float32]:
    """Pairwise distances (C, C) of (C, P) through one matrix product."""
    if metric == "cosine":
        norms = rows.norm(dim=1, keepdim=True)
        rows = rows / norms.where(norms > 0, torch.ones_like(norms))
    else:
        rows = rows - rows.mean(0)
    squares = rows.square().sum(1, keepdim=True)
    ones = torch.ones_like(squares)
    left = torch.cat([-2 * rows, squares, ones], dim=1)
    right = torch.cat([rows, ones, squares], dim=1)
    found = (left @ right.T).clamp_min_(0).fill_diagonal_(0)
    found = found.div_(2) if metric == "cosine" else found.sqrt_()
    result: NDArray[np.float32] = found.cpu().numpy()
    return result


def _dbscan(distances: NDArray[np.float32], eps: float, min_points: int) -> NDArray[np.int64]:
    """Cluster numbers by DBSCAN, NOISE for none."""
    from sklearn import config_context
    from sklearn.cluster import DBSCAN

    scan = DBSCAN(eps=eps, min_samples=min_points, metric="precomputed")
    with config_context(assume_finite=True, skip_parameter_validation=True):
        labels: NDArray[np.int64] = scan.fit(distances).labels_
    return labels
