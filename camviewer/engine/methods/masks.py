"""Masks over the network's input, and the input as it is seen through them.

Axes: M masks, C_in input channels, S_in cells of the input. A mask is 1 where the input shows
and 0 where what lies behind it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from camviewer.engine.methods.filters import along_axes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from camviewer.engine.methods.sources import Network

_LINEAR = {1: "linear", 2: "bilinear", 3: "trilinear"}


def enlarged(maps: Tensor, size: Sequence[int], *, is_aligned: bool) -> Tensor:
    """Bring maps to another grid by linear interpolation: (M, *S) to (M, *size).

    Parameters
    ----------
    is_aligned
        Whether the centres of the outer cells lie on each other, else their outer edges do.
    """
    mode = _LINEAR[maps.ndim - 1]
    found = functional.interpolate(
        maps.unsqueeze(1), tuple(size), mode=mode, align_corners=is_aligned
    )
    return found.squeeze(1)


def min_max(maps: Tensor) -> Tensor:
    """Scale each map of (M, *S) to 0 ... 1; one that is the same everywhere becomes 0."""
    rows = maps.flatten(1)
    low, high = rows.amin(1, keepdim=True), rows.amax(1, keepdim=True)
    span = high - low
    return ((rows - low) / span.where(span > 0, torch.ones_like(span))).reshape(maps.shape)


def channel_masks(maps: Tensor, size: Sequence[int], *, is_aligned: bool) -> Tensor:
    """Enlarge channels to the input and scale them to 0 ... 1: (M, *S) to (M, *S_in)."""
    return min_max(enlarged(maps, size, is_aligned=is_aligned))


def seen_through(masks: Tensor, picture: Tensor, ground: Tensor) -> Tensor:
    """Show a picture through masks, with something else where they are dark.

    Parameters
    ----------
    masks : Tensor, (M, *S_in)
        Usually 0 ... 1.
    picture, ground : Tensor, (C_in, *S_in)
        What shows, and what lies behind.

    Returns
    -------
    Tensor, (M, C_in, *S_in)
        ``ground + mask (picture - ground)``.
    """
    return ground + masks.unsqueeze(1) * (picture - ground)


def ground_of(network: Network, sample: int, fill: str) -> Tensor:
    """Make what lies behind the masks of one sample, (C_in, *S_in).

    Parameters
    ----------
    fill
        ``"zero"``: 0 of the normalised input, its mean where the normalisation takes one off.
        ``"blank"``: black or air.
    """
    picture = network.inputs[sample]
    if fill == "zero":
        return torch.zeros_like(picture)
    blank = network.blank.to(picture).reshape(-1, *[1] * (picture.ndim - 1))
    return blank.expand_as(picture)


def blur_radii(
    size: Sequence[int], spacing_mm: Sequence[float] | None, share: float
) -> list[int]:
    """Cells that a blur reaches to each side, for a kernel as wide as a share of the picture.

    Parameters
    ----------
    share
        Width of the kernel over the longest side; in mm where there is a spacing, so that it
        is as wide along every axis. However narrow, it reaches the next cell where cells are
        closest.
    """
    spacing = tuple(spacing_mm) if spacing_mm is not None else (1.0,) * len(size)
    extent = max(cells * step for cells, step in zip(size, spacing, strict=True))
    if share <= 0:
        return [0] * len(size)
    least = [int(step == min(spacing)) for step in spacing]
    return [
        min(max(round((share * extent / step - 1) / 2), low), cells - 1)
        for cells, step, low in zip(size, spacing, least, strict=True)
    ]


def blurred(picture: Tensor, radii: Sequence[int]) -> Tensor:
    """Blur (C_in, *S_in) by a Gaussian cut off at half its sigma to each side.

    Notes
    -----
    ``sigma = 2 radius`` cells: at 224 pixels and a radius of 25 this is Group-CAM's kernel of
    51 pixels with a sigma of 50. Borders are reflected about the centre of the outer cell.
    """
    bells = [
        _bell(cells, max(radius, 0), picture)
        for cells, radius in zip(picture.shape[1:], radii, strict=True)
    ]
    return along_axes(bells, picture.unsqueeze(0)).squeeze(0)


def _bell(size: int, radius: int, like: Tensor) -> Tensor:
    """Matrix (size, size) that blurs one axis."""
    matrix = torch.zeros(size, size, dtype=torch.float64)
    steps = range(-radius, radius + 1)
    weights = torch.tensor(steps, dtype=torch.float64) / max(2.0 * radius, 1.0)
    weights = (-weights.square() / 2).exp()
    cells = torch.arange(size)
    period = max(2 * (size - 1), 1)
    for step, weight in zip(steps, weights / weights.sum(), strict=True):
        index = (cells + step) % period
        matrix[cells, torch.minimum(index, period - index)] += weight
    return matrix.to(like)
