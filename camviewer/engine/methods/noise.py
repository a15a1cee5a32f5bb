"""Noise for copies of an input, the same for every sample and whatever a batch holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from torch import Tensor


def standard_noise(shape: Sequence[int], count: int, rows: int, seed: int) -> Iterator[Tensor]:
    """Draw standard normal noise in batches of ``rows`` at most, (M, *shape) on the CPU.

    Parameters
    ----------
    shape
        Of one draw.
    count
        Draws in all.

    Notes
    -----
    Each is drawn on its own: the numbers of a joint draw would hang on the size of the batch.
    """
    draw = torch.Generator().manual_seed(seed)
    for start in range(0, count, rows):
        size = min(rows, count - start)
        yield torch.stack([torch.randn(tuple(shape), generator=draw) for _ in range(size)])
