"""Holes in an image filled so that each cell is the weighted mean of its neighbours.

Values are (M, C, *S): M systems, each with a hole of its own, (M, 1, *S) of 0 and 1, and C
right sides. The equation of a cell i in the hole is

``D_i x_i - sum_j w_ij x_j = b_i``

with j over its neighbours in the hole, ``w_ij`` their weight and ``D_i`` the weights of all
its neighbours inside the image. It is symmetric and positive definite as long as the image has
one cell outside the hole. Conjugate gradients solve it; one multigrid cycle prepares each step,
so that some ten steps do where hundreds would be needed. Nothing but the hole is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Sequence

_COARSEST = 4
_SWEEPS = 8
_MOST_STEPS = 500
_TINY = 1e-30


@dataclass(frozen=True)
class Level:
    """The hole at one resolution, each coarser one with half as many cells along every axis.

    Attributes
    ----------
    hole : Tensor, (M, 1, *S)
        1 inside, 0 outside. A coarse cell is inside when all its cells are.
    inverse : Tensor, (M, 1, *S)
        ``1 / D`` inside, 0 outside.
    """

    hole: Tensor
    inverse: Tensor

    def of(self, systems: Tensor) -> Level:
        """Keep some of the systems."""
        return Level(self.hole[systems], self.inverse[systems])


def neighbour_sum(values: Tensor) -> Tensor:
    """Sum of each cell's neighbours, weighted: (M, C, *S) to the same.

    Notes
    -----
    A neighbour that differs along k of d axes has the weight ``2^(d - k)``: 2 and 1 in the
    plane, 4, 2 and 1 in space. Divided by their sum ``4^d - 2^d`` these are ROAD's 1/6 and 1/12
    (Rong et al. 2022, section 5.2, arXiv:2202.00449) and, in space, 1/14, 1/28 and 1/56. All
    are the product of ``[1, 2, 1]`` along the axes, less the cell itself. Outside the image
    there is nothing.
    """
    found = values
    for axis in range(2, values.ndim):
        length = values.shape[axis] - 1
        total = found * 2
        total.narrow(axis, 0, length).add_(found.narrow(axis, 1, length))
        total.narrow(axis, 1, length).add_(found.narrow(axis, 0, length))
        found = total
    return found.sub_(values, alpha=2 ** (values.ndim - 2))


def neighbour_weight(like: Tensor) -> Tensor:
    """Return ``D``, the weights of each cell's neighbours inside the image, (1, 1, *S)."""
    return neighbour_sum(torch.ones_like(like[:1, :1]))


def make_levels(hole: Tensor) -> tuple[Level, ...]:
    """Halve a hole (M, 1, *S) until it is only a few cells wide; the finest comes first."""
    levels = []
    while True:
        weight = neighbour_weight(hole).clamp_min(_TINY)
        levels.append(Level(hole, hole / weight))
        if max(hole.shape[2:]) <= _COARSEST:
            return tuple(levels)
        hole = (_block_sum(hole) == _block_sum(torch.ones_like(hole[:1]))).to(hole)


def fill(right: Tensor, levels: Sequence[Level], tolerance: float) -> Tensor:
    """Solve all systems at once; each leaves when it is done.

    Parameters
    ----------
    right : Tensor, (M, C, *S)
        ``b``, zero outside the hole.
    levels
        From :func:`make_levels`.
    tolerance
        Length of the residual over that of ``b``, for each right side.

    Returns
    -------
    Tensor, (M, C, *S)
        ``x``, zero outside the hole.
    """
    found = torch.zeros_like(right)
    limit = tolerance**2 * _dot(right, right)
    weight = neighbour_weight(right)
    systems = torch.arange(len(right), device=right.device)
    state = _start(right)
    for _ in range(_MOST_STEPS):
        is_done = (_dot(state.residual, state.residual) <= limit).flatten(1).all(1)
        if bool(is_done.any()):
            found[systems[is_done]] = state.solution[is_done]
            kept = (~is_done).nonzero().squeeze(1)
            systems, limit, state = systems[kept], limit[kept], state.of(kept)
            levels = [level.of(kept) for level in levels]
        if not len(systems):
            return found
        state = _step(state, levels, weight)
    found[systems] = state.solution
    return found


@dataclass(frozen=True)
class _State:
    """Conjugate gradients between two steps; tensors (M, C, *S), size (M, C, 1 ...)."""

    solution: Tensor
    residual: Tensor
    direction: Tensor
    size: Tensor

    def of(self, systems: Tensor) -> _State:
        """Keep some of the systems."""
        return _State(
            self.solution[systems],
            self.residual[systems],
            self.direction[systems],
            self.size[systems],
        )


def _start(right: Tensor) -> _State:
    """State before the first step, with no direction yet."""
    nothing = torch.zeros_like(right)
    return _State(nothing, right.clone(), nothing, torch.ones_like(_dot(right, right)))


def _step(state: _State, levels: Sequence[Level], weight: Tensor) -> _State:
    """One step of preconditioned conjugate gradients (Golub and Van Loan, ch. 11)."""
    prepared = _cycle(state.residual, levels)
    size = _dot(state.residual, prepared)
    direction = prepared.addcmul_(state.direction, size / state.size.clamp_min(_TINY))
    image = (direction * weight).sub_(neighbour_sum(direction)).mul_(levels[0].hole)
    length = size / _dot(direction, image).clamp_min(_TINY)
    return _State(
        state.solution.addcmul(direction, length),
        state.residual.addcmul(image, -length),
        direction,
        size,
    )


def _cycle(right: Tensor, levels: Sequence[Level]) -> Tensor:
    """Solve roughly, and symmetrically: one sweep, the coarser level's help, one sweep.

    Notes
    -----
    A sweep puts each cell at the weighted mean of its neighbours. For these weights that takes
    every wave shorter than four cells down to a third, which is why no damping is needed.
    """
    fine, *coarser = levels
    found = right * fine.inverse
    if not coarser:
        for _ in range(_SWEEPS):
            found = neighbour_sum(found).add_(right).mul_(fine.inverse)
        return found
    # Seen from cells twice as wide, the operator is 2^(d - 2) times these weights.
    scale = 2.0 ** (4 - right.ndim)
    missing = _block_sum(neighbour_sum(found).mul_(fine.hole))
    help_ = _cycle(missing.mul_(coarser[0].hole).mul_(scale), coarser)
    found.addcmul_(_spread(help_, right.shape), fine.hole)
    return neighbour_sum(found).add_(right).mul_(fine.inverse)


def _block_sum(values: Tensor) -> Tensor:
    """Sum over blocks of two cells along each axis: (M, C, *S) to (M, C, *ceil(S / 2))."""
    for axis in range(2, values.ndim):
        if values.shape[axis] % 2:
            values = functional.pad(values, (0, 0) * (values.ndim - 1 - axis) + (0, 1))
        shape = (*values.shape[:axis], -1, 2, *values.shape[axis + 1 :])
        pairs = values.reshape(shape)
        values = pairs.select(axis + 1, 0) + pairs.select(axis + 1, 1)
    return values


def _spread(values: Tensor, shape: Sequence[int]) -> Tensor:
    """Give each cell of a block its block's value: the transpose of :func:`_block_sum`."""
    for axis in range(2, values.ndim):
        values = values.repeat_interleave(2, axis).narrow(axis, 0, shape[axis])
    return values


def _dot(one: Tensor, other: Tensor) -> Tensor:
    """Scalar product over the cells, (M, C, 1 ...)."""
    return (one * other).sum(tuple(range(2, one.ndim)), keepdim=True)
