"""The sums that nearly every method ends in, and deviations from the mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

_FLAT = 1e-6


def mean_cells(values: Tensor) -> Tensor:
    """Mean over the spatial axes: (N, C, *S) to (N, C)."""
    return values.flatten(2).mean(2)


def weighted_sum(weights: Tensor, activations: Tensor) -> Tensor:
    """Sum of the channels, each times its weight: (N, C) and (N, C, *S) to (N, *S)."""
    cells = weights.unsqueeze(1) @ activations.flatten(2)
    return cells.reshape(activations.shape[:1] + activations.shape[2:])


def deviations(values: Tensor) -> Tensor:
    """Take the mean of the last axis off; exactly zero where the rest is rounding alone."""
    deviation = values - values.mean(-1, keepdim=True)
    size = values.abs().amax(-1, keepdim=True)
    is_flat = deviation.abs().amax(-1, keepdim=True) <= _FLAT * size
    return deviation.masked_fill(is_flat, 0)
