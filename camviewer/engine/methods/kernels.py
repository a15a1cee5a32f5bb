"""The first principal component of cells compared by a kernel, in bounded memory."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from camviewer.engine.methods.reduction import deviations
from camviewer.engine.methods.spectrum import eigenpairs, first_eigenvectors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

EXACT = 2048
LANDMARKS = 512
_DENSE = 256
_BLOCK = 8192
_RANK = 1e-2
_LENGTH = 1e-10
_LEAST, _MOST = 1e-8, 1e30
_TANH_1 = math.tanh(1.0)


@dataclass(frozen=True)
class Kernel:
    """How alike two cells are.

    Attributes
    ----------
    name : str
        ``"sigmoid"``: ``tanh(gamma a . b + 1)``; ``"rbf"``: ``exp(-gamma |a - b|^2)``.
    gamma : float
        In one over the square of the activations' unit.
    """

    name: str
    gamma: float

    def between(self, one: Tensor, other: Tensor, scale: Tensor) -> Tensor:
        """Kernel of each cell of one (P, C) with each of another (Q, C): (P, Q).

        A constant is left out, tanh(1) or 1, which centring takes off anyway: else it would
        drown the rest in rounding where ``scale``, gamma times the unit squared, is small.
        """
        products = one @ other.T
        if self.name == "rbf":
            squares = one.square().sum(1, keepdim=True) + other.square().sum(1)
            return ((2 * products - squares).clamp_max_(0) * scale).expm1_()
        bent = products.mul_(scale).tanh_()
        return bent * (1 - _TANH_1**2) / (1 + _TANH_1 * bent)


def first_kernel_component(cells: Tensor, kernel: Kernel) -> Tensor:
    """Project the cells of each sample on their first kernel principal component.

    Parameters
    ----------
    cells : Tensor, (N, P, C)
        Usually with the mean cell taken off.
    kernel
        How alike two cells are.

    Returns
    -------
    Tensor, (N, P)
        ``sqrt(l) u`` of either sign, with l the largest eigenvalue of the centred kernel matrix
        and u its eigenvector of length 1; zero where all cells are the same.

    Notes
    -----
    Up to 2048 cells the matrix is held and the answer exact. Beyond, its columns at 512 cells
    stand for all (Williams and Seeger 2001), and no more than 8192 of their rows are held at a
    time. The sigmoid kernel has negative eigenvalues too, so their signs are kept; those below
    a hundredth of the largest are left out, as dividing by them would blow noise up.
    """
    return torch.stack([_of_one(sample, kernel) for sample in cells])


def _of_one(cells: Tensor, kernel: Kernel) -> Tensor:
    """Component of one sample, (P, C) to (P,), in units in which nothing overflows."""
    peak = cells.abs().amax()
    unit = cells / peak.where(peak > 0, torch.ones_like(peak))
    size = peak * math.sqrt(kernel.gamma)
    scale = size.square().clamp(_LEAST, _MOST)
    component = (_held if len(unit) <= EXACT else _sampled)(unit, kernel, scale)
    # Below the least scale the kernel is linear, and the component in proportion to the size.
    return component * (size / scale.sqrt()).clamp_max(1)


def _held(cells: Tensor, kernel: Kernel, scale: Tensor) -> Tensor:
    """Component from the whole kernel matrix."""
    matrix = kernel.between(cells, cells, scale)
    matrix -= matrix.mean(0)
    matrix -= matrix.mean(1, keepdim=True)
    if len(matrix) <= _DENSE:
        vector = eigenpairs((matrix + matrix.T) / 2)[1][:, -1]
    else:
        lengths = cells.square().sum(1)
        start = deviations(lengths)
        vector = first_eigenvectors(lambda vectors: matrix @ vectors, start[None])[0, :, 0]
    return vector * (vector @ (matrix @ vector)).clamp_min(0).sqrt()


def _sampled(cells: Tensor, kernel: Kernel, scale: Tensor) -> Tensor:
    """Component from the kernel matrix's columns at a few cells, the same for each size."""
    generator = torch.Generator().manual_seed(0)
    drawn = torch.randperm(len(cells), generator=generator)[:LANDMARKS].to(cells.device)
    landmarks = cells[drawn]

    corner = _exact(kernel.between(landmarks, landmarks, scale))
    middle = corner.mean(0) - corner.mean()

    def blocks() -> Iterator[Tensor]:
        for block in torch.split(cells, _BLOCK):
            columns = _exact(kernel.between(block, landmarks, scale))
            yield columns - columns.mean(1, keepdim=True) - middle

    corner = corner - corner.mean(1, keepdim=True) - middle
    total, products = corner.new_zeros(LANDMARKS), torch.zeros_like(corner)
    for block in blocks():
        total += block.sum(0)
        products += block.T @ block
    mean = total / len(cells)
    weights = _landmark_weights(corner, products - torch.outer(total, mean))
    return torch.cat([(block - mean) @ weights for block in blocks()]).to(cells)


def _landmark_weights(corner: Tensor, products: Tensor) -> Tensor:
    """Weights (M,) with which the centred columns E (P, M) add up to the component.

    ``K = E corner^-1 E^T`` with ``E^T E = products``. With ``corner = U S U^T`` and
    ``B = E U |S|^-1/2`` this is ``B sign(S) B^T``, whose eigenvectors with a value other than 0
    are ``B G^-1/2 z``, where ``G = B^T B`` and z is one of ``G^1/2 sign(S) G^1/2``.
    """
    values, vectors = torch.linalg.eigh(corner)
    is_sound = values.abs() > _RANK * values.abs().amax()
    if not is_sound.any():
        return corner.new_zeros(len(corner))
    values, vectors = values[is_sound], vectors[:, is_sound]
    base = vectors / values.abs().sqrt()
    lengths, turns = torch.linalg.eigh(base.T @ products @ base)
    is_sound = lengths >= _LENGTH * lengths.amax()
    roots, turns = lengths[is_sound].sqrt(), turns[:, is_sound]
    small = roots[:, None] * (turns.T @ (values.sign()[:, None] * turns)) * roots
    found, answers = torch.linalg.eigh(small)
    size = found[-1].clamp_min(0).sqrt()
    weights: Tensor = base @ (turns @ (answers[:, -1] / roots)) * size
    return weights


def _exact(values: Tensor) -> Tensor:
    """Take values to float64; on the CPU where the device has none (MPS)."""
    return (values.cpu() if values.device.type == "mps" else values).double()
