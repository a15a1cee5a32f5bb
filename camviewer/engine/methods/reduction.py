"""The two sums that nearly every method ends in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


def mean_cells(values: Tensor) -> Tensor:
    """Mean over the spatial axes: (N, C, *S) to (N, C)."""
    return values.flatten(2).mean(2)


def weighted_sum(weights: Tensor, activations: Tensor) -> Tensor:
    """Sum of the channels, each times its weight: (N, C) and (N, C, *S) to (N, *S)."""
    cells = weights.unsqueeze(1) @ activations.flatten(2)
    return cells.reshape(activations.shape[:1] + activations.shape[2:])
