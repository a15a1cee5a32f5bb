"""Gradients that do not vanish in half precision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

_SCALES = (2.0**20, 2.0**14, 2.0**8, 2.0**4, 1.0)


def differentiate(
    score: Tensor, places: Sequence[Tensor], *, keeps_graph: bool = False
) -> list[Tensor | None]:
    """Gradient of each sample's score at some places; None where it does not depend on one.

    Parameters
    ----------
    score : Tensor, (N,)
        With its graph.
    places
        Tensors of that graph.
    keeps_graph
        Whether it is gone back through again.

    Notes
    -----
    Behind average pooling a slope is a weight over the number of cells, which float16 rounds to
    zero in a volume. So in float16 the score is multiplied by a power of two, the highest one
    that overflows nowhere, and the slopes are divided by it in float32.
    """
    is_half = any(place.dtype == torch.float16 for place in places)
    found: list[Tensor | None] = []
    for scale in _SCALES if is_half else (1.0,):
        pull = torch.full_like(score, scale)
        raw = torch.autograd.grad(
            score, list(places), pull, retain_graph=keeps_graph or is_half, allow_unused=True
        )
        found = [_unscaled(each, scale, is_half=is_half) for each in raw]
        if all(each is None or bool(each.isfinite().all()) for each in found):
            break
    return found


def _unscaled(slopes: Tensor | None, scale: float, *, is_half: bool) -> Tensor | None:
    """Divide slopes by their scale, in float32 where they were scaled."""
    if slopes is None or not is_half:
        return slopes
    return slopes.float() / scale
