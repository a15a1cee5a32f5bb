"""Filters over a layer's grid, for any number of spatial axes down to a single cell.

Borders are reflected about the outer edge of the outer cell (d c b a | a b c d | d c b a), so
that a Gaussian keeps the mean of the map.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import torch

from camviewer.engine.methods.reduction import deviations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

_MOST_CELLS = 2048


def gaussian(values: Tensor, sigma: float | Sequence[float]) -> Tensor:
    """Smooth (N, C, *S) by a Gaussian of ``sigma`` cells; keeps the mean of every map.

    Parameters
    ----------
    values
        Maps.
    sigma
        Width, or one for each axis.

    Notes
    -----
    The kernel has ``2 ceil(3 sigma) + 1`` cells, and along each axis no more than the map has:
    an axis of one or two cells is left as it is.
    """
    sizes = values.shape[2:]
    widths = (sigma,) * len(sizes) if isinstance(sigma, (int, float)) else sigma
    if all(width <= 0 for width in widths):
        return values
    return along_axes(
        [_smoothing(*pair, values) for pair in zip(sizes, widths, strict=True)], values
    )


def bilateral(values: Tensor, sigma: float) -> Tensor:
    """Smooth (N, C, *S) by a Gaussian of ``sigma`` cells, but not across steep steps.

    Notes
    -----
    Tomasi and Manduchi 1998. A neighbour's weight also falls with its difference in value, in
    units of the map's own standard deviation. It does not keep the mean.
    """
    if sigma <= 0:
        return values
    spread = values.flatten(2).std(2, correction=0)
    spread = spread.where(spread > 0, torch.ones_like(spread))
    spread = spread.reshape(values.shape[:2] + (1,) * (values.ndim - 2))
    radii = [radius(size, sigma) for size in values.shape[2:]]
    total, norm = torch.zeros_like(values), torch.zeros_like(values)
    for steps in itertools.product(*(range(-r, r + 1) for r in radii)):
        near = _shifted(values, steps)
        closeness = math.exp(-sum(step * step for step in steps) / (2 * sigma * sigma))
        weight = closeness * (-((near - values) / spread).square() / 2).exp()
        total += weight * near
        norm += weight
    return total / norm


def alike(values: Tensor, guide: Tensor, widths: Sequence[float], likeness: float) -> Tensor:
    """Smooth (N, C, *S) over cells that are near and look alike in a guide of that shape.

    Parameters
    ----------
    values, guide
        What is smoothed, and what tells which cells are alike: the activations.
    widths
        Of closeness, in cells of each axis.
    likeness
        Width of likeness, in units of one less the cosine: small keeps unlike cells apart.

    Notes
    -----
    A joint bilateral filter (Petschnigg 2004, doi:10.1145/1015706.1015777): each cell takes the
    mean over all cells, weighted by ``exp(-|x - y|^2 / 2) exp(-(1 - cos) / likeness)``, the
    distance in widths, the cosine of what the guide's channels show in x and y beyond their
    means. The guide is not smoothed, so noise in the values does not change the weights, and a
    flat map stays as it is. Maps of more than 2048 cells are smoothed by closeness alone.
    """
    if any(width <= 0 for width in widths):
        return values
    if math.prod(values.shape[2:]) > _MOST_CELLS:
        return gaussian(values, widths)
    closeness = _closeness(values.shape[2:], widths).to(values)
    smooth = torch.empty_like(values)
    for place, (each, shown) in enumerate(
        zip(values.flatten(2), guide.flatten(2), strict=True)
    ):
        away = deviations(shown)
        pointing = away / away.norm(dim=0).clamp_min(torch.finfo(away.dtype).tiny)
        weights = (closeness + (pointing.T @ pointing - 1) / likeness).softmax(1)
        smooth[place] = (each @ weights.T).reshape(values.shape[1:])
    return smooth


def _closeness(shape: Sequence[int], widths: Sequence[float]) -> Tensor:
    """Logarithm of the weight by distance, between all cells of a grid, (P, P)."""
    axes, count = len(shape), math.prod(shape)
    total = torch.zeros(*shape, *shape)
    for axis, (size, width) in enumerate(zip(shape, widths, strict=True)):
        steps = torch.arange(size) / width
        pairs = -(steps.unsqueeze(1) - steps).square() / 2
        total += pairs.reshape(
            [size if place % axes == axis else 1 for place in range(2 * axes)]
        )
    return total.reshape(count, count)


def radius(size: int, sigma: float) -> int:
    """Cells a kernel reaches to each side on an axis of ``size`` cells."""
    return min(math.ceil(3 * sigma), (size - 1) // 2)


def along_axes(matrices: Sequence[Tensor], values: Tensor) -> Tensor:
    """Multiply one matrix (L', L) along each spatial axis of (N, C, *S)."""
    for axis, matrix in enumerate(matrices, start=2):
        values = (values.movedim(axis, -1) @ matrix.T).movedim(-1, axis)
    return values


def published_mean(values: Tensor) -> Tensor:
    """Mean over the map of the filter in CF-CAM's public code: (N, C, *S) to (N, C).

    Notes
    -----
    One kernel as large as the map, ``exp(-|x - S/2|^2 / (2 5^2)) exp(-(g(x) - mean g)^2 /
    (2 0.1^2))`` divided by its sum plus 1e-6, is correlated with the map behind zero padding
    ("same"; the smaller half goes before). Only the mean of the result is used, and that is the
    sum over cells of ``g`` times the part of the kernel which meets each cell, so the
    correlation itself is never made.
    """
    kernel = values - values.mean(tuple(range(2, values.ndim)), keepdim=True)
    kernel = (-kernel.square() / (2 * 0.1**2)).exp()
    sizes = values.shape[2:]
    for axis, size in enumerate(sizes, start=2):
        place = torch.arange(size, device=values.device, dtype=values.dtype) - size / 2
        bell = (-place.square() / (2 * 5.0**2)).exp()
        kernel = kernel * bell.reshape(-1, *(1,) * (values.ndim - 1 - axis))
    kernel = kernel / (kernel.sum(tuple(range(2, values.ndim)), keepdim=True) + 1e-6)
    reach = along_axes([_meeting(size, values) for size in sizes], kernel)
    return (reach * values).flatten(2).mean(2)


def _smoothing(size: int, sigma: float, like: Tensor) -> Tensor:
    """Matrix (size, size) that smooths one axis."""
    reach = radius(size, sigma)
    matrix = torch.zeros(size, size, dtype=torch.float64)
    cells = torch.arange(size)
    bell = [
        math.exp(-(step**2) / (2 * sigma**2)) if step else 1
        for step in range(-reach, reach + 1)
    ]
    for step, weight in zip(range(-reach, reach + 1), bell, strict=True):
        matrix[cells, _reflected(cells + step, size)] += weight / sum(bell)
    return matrix.to(like)


def _reflected(index: Tensor, size: int) -> Tensor:
    """Mirror the indices outside an axis into it."""
    index = index % (2 * size)
    return torch.minimum(index, 2 * size - 1 - index)


def _shifted(values: Tensor, steps: Sequence[int]) -> Tensor:
    """Value found ``steps`` cells away from each cell."""
    for axis, step in enumerate(steps, start=2):
        size = values.shape[axis]
        cells = torch.arange(size, device=values.device)
        values = values.index_select(axis, _reflected(cells + step, size))
    return values


def _meeting(size: int, like: Tensor) -> Tensor:
    """Matrix (size, size): whether cell i meets kernel entry o in a "same" correlation."""
    cell = torch.arange(size).unsqueeze(1)
    start = cell + (size - 1) // 2 - torch.arange(size)
    return ((start >= 0) & (start < size)).to(like)
