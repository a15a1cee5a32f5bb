"""The first principal component of many cells by many channels, without their full SVD.

Everything runs where the numbers are; only a device that knows no eigenvalues (MPS) lends its
small matrices to the CPU.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

_DENSE = 256
_GRAM = 2048
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
    when it is the larger. Beyond 256 Lanczos steps with full reorthogonalisation, restarted,
    find its first eigenvector (Golub and Van Loan, ch. 10); beyond 2048 the Gram matrix is not
    even formed.
    """
    peak = cells.abs().amax((1, 2), keepdim=True)
    unit = cells / peak.where(peak > 0, torch.ones_like(peak))
    is_wide = unit.shape[1] <= unit.shape[2]
    short = unit if is_wide else unit.transpose(1, 2)
    vector = first_left_vectors(short, 1)
    along = short.transpose(1, 2) @ vector
    size = torch.linalg.vector_norm(along, dim=1, keepdim=True)
    component = (vector * size if is_wide else along) * peak
    return component.squeeze(2)


def first_left_vectors(short: Tensor, count: int) -> Tensor:
    """First left singular vectors, most important first.

    Parameters
    ----------
    short : Tensor, (N, P, C)
        P not above C.
    count
        How many, K, not above P. Beyond the first they are good guesses only when P is large.

    Returns
    -------
    Tensor, (N, P, K)
        Orthonormal, of either sign.
    """
    turned = short.transpose(1, 2)
    if short.shape[1] <= _DENSE:
        return eigenpairs(short @ turned)[1].flip(2)[..., :count]
    start = short.abs().sum(2) + short.abs().mean((1, 2)).unsqueeze(1)
    if short.shape[1] > _GRAM:
        return first_eigenvectors(lambda vectors: short @ (turned @ vectors), start, count)
    gram = short @ turned
    return first_eigenvectors(lambda vectors: gram @ vectors, start, count)


def first_eigenvectors(
    product: Callable[[Tensor], Tensor], start: Tensor, count: int = 1
) -> Tensor:
    """Eigenvectors of the largest eigenvalues of symmetric matrices, by Lanczos steps.

    Parameters
    ----------
    product : callable
        ``product(vectors (N, P, 1)) -> (N, P, 1)``: the matrices times these vectors.
    start : Tensor, (N, P)
        Where to begin: anything that is not orthogonal to the answer.
    count
        How many, K: the first is exact, the next are what its search saw of them.

    Returns
    -------
    Tensor, (N, P, K)
        Of length 1; zero where the start is.
    """
    generator = torch.Generator().manual_seed(0)
    noise = torch.rand(start.shape[1], generator=generator).to(start)
    vectors = (start * (1 + noise)).unsqueeze(2)
    for _ in range(_RESTARTS):
        basis, reduced = _lanczos(product, vectors.sum(2, keepdim=True))
        vectors = basis @ eigenpairs(reduced)[1].flip(2)[..., :count]
    return vectors


def eigenpairs(matrices: Tensor) -> tuple[Tensor, Tensor]:
    """Eigenvalues (N, M), ascending, and eigenvectors (N, M, M) of symmetric (N, M, M)."""
    held = matrices.cpu() if matrices.device.type == "mps" else matrices
    values, vectors = torch.linalg.eigh(held)
    return values.to(matrices), vectors.to(matrices)


def _lanczos(product: Callable[[Tensor], Tensor], start: Tensor) -> tuple[Tensor, Tensor]:
    """Orthonormal Krylov basis (N, P, M) and the matrices in it (N, M, M)."""
    size = start.norm(dim=1, keepdim=True)
    basis = start / size.where(size > 0, torch.ones_like(size))
    images: list[Tensor] = []
    for _ in range(min(_STEPS, start.shape[1])):
        image = product(basis[..., -1:])
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
