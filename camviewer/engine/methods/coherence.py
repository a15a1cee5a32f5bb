"""How far a gradient agrees over the map, and evidence weighed by it.

The gradient ``g`` of a layer behind average pooling is the same in every cell; that of an early
layer changes from cell to cell, and much of the change is no message. Its *coherence* is the
share of its power that is the same everywhere. It is taken from products of neighbouring cells,
so that noise which is its own in each cell cancels out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from camviewer.engine.methods.reduction import mean_cells

if TYPE_CHECKING:
    from torch import Tensor


def coherence(slopes: Tensor) -> Tensor:
    """Share of the gradients' power that is the same in all cells: (N, C, *S) to (N,).

    Notes
    -----
    ``rho = sum_k mean(g_k)^2 / sum_k mean(g_k(x) g_k(x + d))`` over neighbours along all axes,
    kept in [0, 1]; of the distances d of one cell and of two the one with the larger products
    counts. That is one cell, except behind max pooling, where of close neighbours all but one
    have no gradient. 1 where the gradient is flat, and where neighbours have nothing in common,
    so that its mean is all there is to trust.
    """
    peak = slopes.abs().flatten(1).amax(1).clamp_min(torch.finfo(slopes.dtype).tiny)
    scaled = slopes / peak.reshape((-1,) + (1,) * (slopes.ndim - 1))
    even = mean_cells(scaled).square().sum(1)
    shared = torch.zeros_like(even)
    for distance in (1, 2):
        axes = [axis for axis in range(2, slopes.ndim) if slopes.shape[axis] > distance]
        if axes:
            found = [_with_neighbours(scaled, axis, distance) for axis in axes]
            shared = torch.maximum(shared, torch.stack(found).mean(0))
    is_sound = shared > 0
    share = even / shared.where(is_sound, torch.ones_like(shared))
    return share.clamp(0, 1).where(is_sound, torch.ones_like(share))


def _with_neighbours(values: Tensor, axis: int, distance: int) -> Tensor:
    """Mean product of neighbours along one axis, summed over the channels, (N,)."""
    count = values.shape[axis] - distance
    products = values.narrow(axis, 0, count) * values.narrow(axis, distance, count)
    return mean_cells(products).sum(1)


def weighed_evidence(
    activations: Tensor, slopes: Tensor, smoothed: Tensor, floor: float
) -> Tensor:
    """Say what each channel has for the target in each cell, or against it in part.

    Parameters
    ----------
    activations, slopes : Tensor, (N, C, *S)
        Of the layer.
    smoothed : Tensor, (N, C, *S)
        The slopes, filtered.
    floor
        Size below which a product counts as noise, in units of what the filter took away.

    Returns
    -------
    Tensor, (N, C, *S)
        ``relu(p_k - t_k) - rho relu(-p_k - t_k)`` with
        ``p_k = ((1 - rho) F(g_k) + rho mean(g_k)) A_k``,
        ``t_k = floor (1 - rho) rms(g_k - F(g_k)) |A_k|`` and rho the coherence of g. Where rho
        is 1 its sum is Grad-CAM.
    """
    one_each = (-1,) + (1,) * (slopes.ndim - 1)
    share = coherence(slopes).reshape(one_each)
    means = mean_cells(slopes).reshape(slopes.shape[:2] + one_each[2:])
    products = smoothed.lerp(means, share) * activations
    lost = mean_cells((slopes - smoothed).square()).sqrt().reshape(means.shape)
    least = floor * (1 - share) * lost * activations.abs()
    return (products - least).relu() - share * (-products - least).relu()
