"""Channels shown to the network in groups: by their order, and by what they show."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import torch

from camviewer.engine.methods.masks import (
    blur_radii,
    blurred,
    enlarged,
    ground_of,
    min_max,
    seen_through,
)
from camviewer.engine.methods.reduction import mean_cells, weighted_sum
from camviewer.engine.methods.sweep import are_live

if TYPE_CHECKING:
    from torch import Tensor

    from camviewer.engine.methods.spec import Probe


def grouped_map(probe: Probe, count: int, percentile: float, blur: float) -> Tensor:
    """Map of Group-CAM, (N, *S).

    Parameters
    ----------
    count
        Groups of consecutive channels.
    percentile
        Cells up to it are set to 0, 0 ... 100.
    blur
        Width of the kernel over the longest side of the input, in percent.
    """
    weighted = _weighted(probe)
    found = probe.activations.new_zeros(weighted.shape[:1] + weighted.shape[2:])
    parts = [_group_maps(channels, count, percentile) for channels in weighted]
    done, total = 0, sum(len(maps) for maps in parts)
    for sample, maps in enumerate(parts):
        ground, clean = _veil(probe, sample, blur)
        for chunk in torch.split(maps, probe.passes.rows) if len(maps) else ():
            masks = enlarged(chunk, ground.shape[1:], is_aligned=False)
            shown = seen_through(min_max(masks), probe.passes.inputs[sample], ground)
            gains = probe.passes.chances(shown, sample).to(chunk) - clean.to(chunk)
            found[sample] += torch.tensordot(gains, _as_masks(chunk, masks), dims=1)
            done += len(chunk)
            probe.step(done, total, found.clone())
    return found


def _weighted(probe: Probe) -> Tensor:
    """Channels times their mean gradient; each sample scaled, so that none is too small."""
    slopes = mean_cells(probe.slopes)
    peak = slopes.abs().amax(1, keepdim=True)
    slopes = slopes / peak.where(peak > 0, torch.ones_like(peak))
    return probe.activations * slopes.reshape(slopes.shape + (1,) * len(probe.axes))


def _group_maps(channels: Tensor, count: int, percentile: float) -> Tensor:
    """Sum consecutive channels, (C, *S) to (L, *S), but for groups without contrast."""
    maps = torch.stack([part.sum(0) for part in channels.chunk(count)]).relu()
    rows = maps.flatten(1)
    levels = np.percentile(rows.cpu().double().numpy(), percentile, axis=1)
    limits = torch.from_numpy(np.asarray(levels)).to(rows).unsqueeze(1)
    kept = rows.where(rows > limits, torch.zeros_like(rows)).reshape(maps.shape)
    return kept[are_live(kept.unsqueeze(0))[0]]


def _veil(probe: Probe, sample: int, blur: float) -> tuple[Tensor, Tensor]:
    """Blurred input (C_in, *S_in), and the target's probability for it, (1,)."""
    picture = probe.passes.inputs[sample]
    radii = blur_radii(picture.shape[1:], probe.passes.spacing_mm, blur / 100)
    ground = blurred(picture, radii)
    return ground, probe.passes.chances(ground.unsqueeze(0), sample)


def _as_masks(maps: Tensor, masks: Tensor) -> Tensor:
    """Scale maps (L, *S) as their enlarged copies (L, *S_in) are scaled to 0 ... 1.

    Notes
    -----
    Enlarging these gives the masks themselves, so their sum stays on the layer's grid.
    """
    shape = (-1,) + (1,) * (maps.ndim - 1)
    low, high = masks.flatten(1).amin(1).reshape(shape), masks.flatten(1).amax(1).reshape(shape)
    span = high - low
    scaled = (maps - low) / span.where(span > 0, torch.ones_like(span))
    return scaled.where(span > 0, torch.zeros_like(scaled))


def clustered_map(probe: Probe, count: int, merging: str, fill: str) -> Tensor:
    """Map of Cluster-CAM, (N, *S).

    Parameters
    ----------
    count
        Clusters wanted; there are no more than channels that differ.
    merging
        ``"base-scissors"`` or ``"softmax"``.
    fill
        What lies behind the masks, as :func:`~camviewer.engine.methods.masks.ground_of`.
    """
    activations = probe.activations
    found = activations.new_zeros(activations.shape[:1] + activations.shape[2:])
    parts = [_cluster_means(channels, count, probe.seed) for channels in activations]
    done, total = 0, sum(len(means) for means in parts)
    for sample, means in enumerate(parts):
        ground = ground_of(probe.passes, sample, fill)
        scores = means.new_zeros(0)
        for chunk in torch.split(means, probe.passes.rows) if len(means) else ():
            masks = min_max(enlarged(chunk, ground.shape[1:], is_aligned=False))
            shown = seen_through(masks, probe.passes.inputs[sample], ground)
            scores = torch.cat([scores, probe.passes.scores(shown, sample).to(means)])
            found[sample] = _merged(means[: len(scores)], scores, merging)
            done += len(chunk)
            probe.step(done, total, found.clone())
    return found


def _merged(means: Tensor, scores: Tensor, merging: str) -> Tensor:
    """One map (*S) of the clusters' means (J, *S) and scores (J,)."""
    weights = scores.softmax(0)
    if merging == "base-scissors":
        base, scissors = scores.argmax(), scores.argmin()
        weights = torch.zeros_like(scores)
        weights[scissors] = -1
        weights[base] = 1
    return weighted_sum(weights.unsqueeze(0), means.unsqueeze(0)).squeeze(0)


def _cluster_means(channels: Tensor, count: int, seed: int) -> Tensor:
    """Mean channel of each cluster, (C, *S) to (J, *S), largest cluster first."""
    live = channels[are_live(channels.unsqueeze(0))[0]]
    if not len(live):
        return live
    labels = torch.from_numpy(_labels(min_max(live), count, seed)).to(live.device)
    sizes = torch.bincount(labels)
    order = sizes.argsort(descending=True, stable=True).tolist()
    return torch.stack([live[labels == label].mean(0) for label in order if sizes[label] > 0])


def _labels(
    shapes: Tensor, count: int, seed: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Cluster of each of (C, *S), by k-means."""
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    rows = shapes.flatten(1).cpu().double().numpy()
    wanted = min(count, len(np.unique(rows, axis=0)))
    means = KMeans(wanted, n_init=4, random_state=seed % 2**32)
    with warnings.catch_warnings():
        # Channels that are all but equal may make fewer clusters than were asked for.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return np.asarray(means.fit_predict(rows), dtype=np.int64)
