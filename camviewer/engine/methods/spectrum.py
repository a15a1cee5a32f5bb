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

_DENSE = 64
_GRAM = 2048
_STEPS = 32
_RESTARTS = 4
_EXHAUSTED = 1e-6
_MISS = 1e-5
_LOOK = 4
_LOW, _HIGH = 1e-6, 1e6


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
    when it is the larger. Beyond 64 Lanczos steps with full reorthogonalisation, restarted,
    find its first eigenvector (Golub and Van Loan, ch. 10); beyond 2048 the Gram matrix is not
    even formed.
    """
    peak = torch.maximum(cells.amax((1, 2), keepdim=True), -cells.amin((1, 2), keepdim=True))
    # Only what could overflow or vanish when squared is brought to another scale.
    if bool(((peak > _LOW) & (peak < _HIGH)).all()):
        peak = torch.ones_like(peak)
    unit = cells if bool((peak == 1).all()) else cells / peak.where(peak > 0, 1)
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
        Where to begin: a good guess; one of zeros tells nothing and stands for any other.
    count
        How many, K: the first is exact, the next are what its search saw of them.

    Returns
    -------
    Tensor, (N, P, K)
        Of length 1.
    """
    generator = torch.Generator().manual_seed(0)
    noise = torch.rand(start.shape[1], generator=generator).to(start)
    is_blank = (start == 0).all(dim=1, keepdim=True)
    vectors = (start * (1 + noise)).where(~is_blank, noise - noise.mean()).unsqueeze(2)
    for _ in range(_RESTARTS):
        vectors, is_found = _lanczos(product, vectors.sum(2, keepdim=True), count)
        if is_found:
            break
    return vectors


def eigenpairs(matrices: Tensor) -> tuple[Tensor, Tensor]:
    """Eigenvalues (N, M), ascending, and eigenvectors (N, M, M) of symmetric (N, M, M)."""
    held = matrices.cpu() if matrices.device.type == "mps" else matrices
    values, vectors = torch.linalg.eigh(held)
    return values.to(matrices), vectors.to(matrices)


def _lanczos(
    product: Callable[[Tensor], Tensor], start: Tensor, count: int
) -> tuple[Tensor, bool]:
    """First eigenvectors as some steps see them, (N, P, K), and whether the first is exact."""
    size = start.norm(dim=1, keepdim=True)
    basis = start / size.where(size > 0, torch.ones_like(size))
    images: list[Tensor] = []
    vectors, is_found = basis, False
    steps = min(_STEPS, start.shape[1])
    for step in range(1, steps + 1):
        image = product(basis[..., -1:])
        images.append(image)
        if step == steps or (step % _LOOK == 0 and step >= count):
            vectors, is_found = _ritz(basis, torch.cat(images, dim=2), count)
            if is_found:
                break
        rest = image - basis @ (basis.transpose(1, 2) @ image)
        rest = rest - basis @ (basis.transpose(1, 2) @ rest)
        length = rest.norm(dim=1, keepdim=True)
        is_new = length > _EXHAUSTED * image.norm(dim=1, keepdim=True)
        direction = rest / length.where(is_new, torch.ones_like(length))
        basis = torch.cat([basis, direction.where(is_new, torch.zeros_like(rest))], dim=2)
    return vectors, is_found


def _ritz(basis: Tensor, images: Tensor, count: int) -> tuple[Tensor, bool]:
    """Best eigenvectors within a basis, and whether the first is one of the matrices.

    It is when the matrix times it misses its own multiple by 1e-5 of its size or less, for one
    eigenvector alone; with several asked for, all steps are taken.
    """
    reduced = basis.transpose(1, 2) @ images
    values, turns = eigenpairs((reduced + reduced.transpose(1, 2)) / 2)
    turns = turns.flip(2)[..., :count]
    vectors = basis @ turns
    if count > 1:
        return vectors, False
    miss = (images @ turns - vectors * values[:, -1:, None]).norm(dim=(1, 2))
    return vectors, bool((miss <= _MISS * values[:, -1].abs()).all())
