"""Maps of several layers made one: LayerCAM's fusion of shallow and deep stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

JOIN = "+"
"""Stands between the names of layers whose maps become one."""

_GAMMA = 2.0


def fuse(maps: Sequence[Tensor]) -> Tensor:
    """Join maps of several layers.

    Parameters
    ----------
    maps : sequence of Tensor, (*S_l) each
        Raw, of the same image.

    Returns
    -------
    Tensor, (*S)
        On the grid with the most cells; without a unit, in [0, tanh 2].

    Notes
    -----
    ``max_l tanh(gamma relu(M_l) / max relu(M_l))`` with gamma 2: Jiang et al. 2021,
    doi:10.1109/TIP.2021.3089943, who scale every stage so and fuse by the larger value. Coarse
    maps are brought to the finest grid by linear interpolation. What speaks against the target
    is not fused.
    """
    finest = max((each.shape for each in maps), key=lambda shape: shape.numel())
    return torch.stack([_enlarged(_scaled(each), finest) for each in maps]).amax(0)


def _scaled(raw: Tensor) -> Tensor:
    """Scale what speaks for the target by tanh to less than 1."""
    positive = raw.relu()
    top = positive.max()
    return torch.tanh(_GAMMA * positive / top) if top > 0 else positive


def _enlarged(values: Tensor, shape: torch.Size) -> Tensor:
    """Bring a map to a grid by linear interpolation, outer faces kept."""
    if values.shape == shape:
        return values
    mode = "bilinear" if len(shape) == 2 else "trilinear"
    grown = functional.interpolate(values[None, None], size=shape, mode=mode)
    return grown[0, 0]
