"""Maps of several layers made one: LayerCAM's fusion of shallow and deep stages."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

import torch

from camviewer.engine.placement import Placement, laid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

JOIN = "+"
"""Stands between the names of layers whose maps become one."""

_GAMMA = 2.0


def fuse(maps: Sequence[Tensor], places: Sequence[Placement] = ()) -> Tensor:
    """Join maps of several layers.

    Parameters
    ----------
    maps : sequence of Tensor, (*S_l) each
        Raw, of the same image.
    places : sequence of Placement
        Where the cells of each lie in it; empty where all share it out evenly.

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
    places = places or [Placement.even((1,) * each.ndim, each.shape) for each in maps]
    wanted = finest(places)
    pairs = zip(maps, places, strict=True)
    return torch.stack([laid(_scaled(each), own, wanted) for each, own in pairs]).amax(0)


def finest(places: Sequence[Placement]) -> Placement:
    """Return the placement with the most cells."""
    return max(places, key=lambda each: prod(each.shape))


def _scaled(raw: Tensor) -> Tensor:
    """Scale what speaks for the target by tanh to less than 1."""
    positive = raw.relu()
    top = positive.max()
    return torch.tanh(_GAMMA * positive / top) if top > 0 else positive
