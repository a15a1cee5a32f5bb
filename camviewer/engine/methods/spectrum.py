"""The first principal component of many cells by many channels, without their full SVD."""

from __future__ import annotations

import torch
from torch import Tensor

_DENSE = 256
_STEPS = 32
_RESTARTS = 4
_EXHAUSTED = 1e-6


def first_component(cells: Tensor) -> Tensor:
    """Project each matrix on its first right singular vector.

    Parameters
    ----------
    cells : Tensor, (N, P, C)
        One matrix of cells by channels per sample.

    Returns
    -------
    Tensor, (N, P)
        ``A V_1``: the first left singular vector times the first singular value, of either
        sign; zero where the matrix is.

    Notes
    -----
    Works on the Gram matrix of the smaller side, so that neither P x P nor C x C is ever held
    when it is the larger. Beyond 256 the Gram matrix is not formed: Lanczos steps with full
    reorthogonalisation, restarted, find its first eigenvector (Golub and Van Loan, ch. 10).
    """
    peak = cells.abs().amax((1, 2), keepdim=True)
    unit = cells / peak.where(peak > 0, torch.ones_like(peak))
    is_wide = unit.shape[1] <= unit.shape[2]
    short = unit if is_wide else unit.transpose(1, 2)
    if short.shape[1] <= _DENSE:
        vector: Tensor = torch.linalg.eigh(short @ short.transpose(1, 2)).eigenvectors[..., -1:]
    else:
        vector = _first_eigenvector(short)
    along = short.transpose(1, 2) @ vector
    size = torch.linalg.vector_norm(along, dim=1, keepdim=True)
    component = (vector * size if is_wide else along) * peak
    return component.squeeze(2)


def _first_eigenvector(short: Tensor) -> Tensor:
    """First eigenvector of ``short @ short.T``: (N, P, C) to (N, P, 1)."""
    vector = short.abs().sum(2) + short.abs().mean((1, 2)).unsqueeze(1)
    generator = torch.Generator().manual_seed(0)
    noise = torch.rand(vector.shape[1], generator=generator).to(vector)
    vector = vector * (1 + noise)
    for _ in range(_RESTARTS):
        basis, reduced = _lanczos(short, vector)
        weights = torch.linalg.eigh(reduced).eigenvectors[..., -1:]
        vector = (basis @ weights).squeeze(2)
    return vector.unsqueeze(2)


def _lanczos(short: Tensor, start: Tensor) -> tuple[Tensor, Tensor]:
    """Orthonormal Krylov basis (N, P, M) and the Gram matrix in it (N, M, M)."""
    size = start.norm(dim=1, keepdim=True)
    basis = (start / size.where(size > 0, torch.ones_like(size))).unsqueeze(2)
    images: list[Tensor] = []
    for _ in range(min(_STEPS, short.shape[1])):
        image = short @ (short.transpose(1, 2) @ basis[..., -1:])
        images.append(image)
        rest = image - basis @ (basis.transpose(1, 2) @ image)
        rest = rest - basis @ (basis.transpose(1, 2) @ rest)
        length = rest.norm(dim=1, keepdim=True)
        is_new = length > _EXHAUSTED * image.norm(dim=1, keepdim=True)
        direction = rest / length.where(is_new, torch.ones_like(length))
        basis = torch.cat([basis, direction.where(is_new, torch.zeros_like(rest))], dim=2)
    basis = basis[..., :-1]
    reduced = basis.transpose(1, 2) @ torch.cat(images, dim=2)
    return basis, (reduced + reduced.transpose(1, 2)) / 2
