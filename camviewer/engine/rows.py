"""Batches taken apart and put together again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch.utils import _pytree as pytree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import Tensor


def joined(outputs: Sequence[object]) -> object:
    """Join outputs of one network along the samples, whatever holds their tensors."""
    flat = [pytree.tree_flatten(output) for output in outputs]
    parts = zip(*(leaves for leaves, _ in flat), strict=True)
    return pytree.tree_unflatten([torch.cat(rows) for rows in parts], flat[0][1])


def in_portions(run: Callable[[Tensor], object], batch: Tensor, size: int) -> object:
    """Run something that takes ``size`` samples at once, neither more nor fewer.

    Parameters
    ----------
    run
        ``run(samples (size, C, *S))``.
    batch : Tensor, (N, C, *S)
        The last portion is filled up with its last sample; what that gives is dropped.
    """
    outputs = []
    for part in torch.split(batch, size):
        filled = torch.cat((part, part[-1:].expand(size - len(part), *part.shape[1:])))
        count = len(part)
        outputs.append(pytree.tree_map(lambda value, count=count: value[:count], run(filled)))
    return joined(outputs)
