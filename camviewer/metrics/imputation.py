"""Taking cells away from an image by rank, and putting back what their neighbours suggest.

The perturbation of ROAD (Rong et al. 2022, arXiv:2202.00449): a removed cell must not be told
from the others by how it looks, or the network sees the shape of the mask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from camviewer.metrics.multigrid import fill, make_levels, neighbour_sum

if TYPE_CHECKING:
    from collections.abc import Sequence

_CHUNK_VALUES = {"cpu": 2**19}  # three pictures of 224 x 224: what stays in the cache
_LARGE_CHUNK = 2**26


def removal_masks(maps: Tensor, shares: Sequence[float], order: str = "most") -> Tensor:
    """Choose which cells to take away, by the rank of their heat.

    Parameters
    ----------
    maps : Tensor, (M, *S)
        Heatmaps on the image's grid; finite.
    shares
        Parts of all cells, each in [0, 1].
    order
        ``"most"`` takes the hottest cells first, ``"least"`` the coldest.

    Returns
    -------
    Tensor of bool, (M, len(shares), *S)
        True where a cell is taken away: ``round(share * cells)`` of them exactly, also where
        many are equal. Equal cells go in reading order; a larger share holds the smaller ones.
    """
    if order not in {"most", "least"}:
        message = f"order is {order!r}, not 'most' or 'least'"
        raise ValueError(message)
    flat = maps.flatten(1)
    places = flat.argsort(dim=1, descending=order == "most", stable=True)
    ranks = torch.empty_like(places)
    ranks.scatter_(1, places, torch.arange(flat.shape[1], device=maps.device).expand_as(flat))
    counts = torch.tensor([round(share * flat.shape[1]) for share in shares])
    masks = ranks.unsqueeze(1) < counts.to(maps.device).reshape(1, -1, 1)
    return masks.reshape(len(maps), len(shares), *maps.shape[1:])


def impute(
    images: Tensor,
    masks: Tensor,
    *,
    noise: float = 0.0,
    seed: int = 0,
    tolerance: float = 1e-5,
) -> Tensor:
    """Fill what was taken away with the weighted mean of its neighbours, and noise.

    Parameters
    ----------
    images : Tensor, (M, C, *S)
        Pictures or volumes, on any device.
    masks : Tensor of bool, (M, *S)
        True where a cell was taken away, in all channels.
    noise
        Deviation of what is added to the filled cells, in the image's unit; 0.01 in ROAD's own
        code. One draw per channel and cell, the same for all images.
    seed
        Of the noise.
    tolerance
        Length of the residual that is left, over that of the right side.

    Returns
    -------
    Tensor, (M, C, *S)
        New; cells that were kept are exactly the image's.

    Notes
    -----
    Noisy linear imputation, Rong et al. 2022, section 5.2: every removed cell is the mean of
    its neighbours weighted by 1/6 along an axis and 1/12 along a diagonal, all removed cells
    together one linear system; in volumes by 1/14, 1/28 and 1/56
    (:func:`camviewer.metrics.multigrid.neighbour_sum`). At the image's border the weights of
    the neighbours that exist are scaled to sum to 1. Where everything was taken away nothing
    is known, and each channel is filled with its own mean.
    """
    exact = images.to(torch.promote_types(images.dtype, torch.float32))
    values = exact[:1].numel()
    rows = max(1, _CHUNK_VALUES.get(images.device.type, _LARGE_CHUNK) // max(1, values))
    parts = [slice(start, start + rows) for start in range(0, len(exact), rows)]
    filled = torch.cat([_filled(exact[part], masks[part], tolerance) for part in parts])
    if noise:
        draw = torch.Generator().manual_seed(seed)
        filled += noise * torch.randn(images.shape[1:], generator=draw).to(filled)
    return images.where(~masks.unsqueeze(1), filled.to(images))


def _filled(images: Tensor, masks: Tensor, tolerance: float) -> Tensor:
    """Images (M, C, *S) whose holes are filled; what was kept is kept but for rounding."""
    hole = masks.unsqueeze(1).to(images)
    is_blind = masks.flatten(1).all(1).reshape(-1, *(1,) * (images.ndim - 1))
    known = 1 - hole
    # A constant solves the equations, so only what differs from the mean is solved for.
    mean = _mean(images, known.where(~is_blind, hole))
    rest = (images - mean) * known
    right = neighbour_sum(rest).mul_(hole)
    return fill(right, make_levels(hole), tolerance).add_(rest).add_(mean)


def _mean(images: Tensor, weights: Tensor) -> Tensor:
    """Weighted mean over the cells, (M, C, 1 ...)."""
    axes = tuple(range(2, images.ndim))
    return (images * weights).sum(axes, keepdim=True) / weights.sum(axes, keepdim=True)
