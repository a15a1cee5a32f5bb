"""Non-negative factors of cells by channels: a few patterns and where each lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from camviewer.engine.methods.spectrum import first_left_vectors

if TYPE_CHECKING:
    from torch import Tensor

_ROUNDS = 50
_NO_PATTERN = 1e-3


@dataclass(frozen=True, eq=False)
class Factors:
    """``cells = places @ patterns`` as nearly as it can be.

    Attributes
    ----------
    places : Tensor, (P, K)
        How strong each pattern is in each cell.
    patterns : Tensor, (K, C)
        Its channels.
    explained : float
        Share of the squares of the cells that the product gives, 0 to 1.
    """

    places: Tensor
    patterns: Tensor
    explained: float


def factorise(cells: Tensor, count: int) -> Factors:
    """Divide one non-negative matrix into patterns, the same way each time.

    Parameters
    ----------
    cells : Tensor, (P, C)
        Not negative.
    count
        Patterns, K; fewer where P or C is smaller.

    Returns
    -------
    Factors
        Neither factor is negative. A pattern that is not needed is zero.

    Notes
    -----
    Starts from the singular vectors, each cut to its heavier sign (NNDSVD, Boutsidis and
    Gallopoulos 2008, doi:10.1016/j.patcog.2007.09.010), then sets one column after the other to
    its best value (HALS, Cichocki and Phan 2009, doi:10.1587/transfun.E92.A.708), fifty
    rounds. No test of convergence ends them: one round more or less would let two images that
    are all but the same differ.
    """
    peak = cells.amax()
    unit = cells / peak.where(peak > 0, torch.ones_like(peak))
    whole = float(unit.square().sum())
    places, patterns = start_factors(unit, min(count, *cells.shape))
    for _ in range(_ROUNDS if whole else 0):
        _improve(places, unit @ patterns.T, patterns @ patterns.T)
        # Turned twice, as the product of the tall matrix's transpose is several times slower.
        _improve(patterns.T, (places.T @ unit).T, places.T @ places)
    rest = (unit - places @ patterns).square().sum()
    explained = 1 - float(rest) / whole if whole else 0.0
    return Factors(places, patterns * peak, explained)


def start_factors(cells: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """First guess, (P, K) and (K, C), from the first K singular vectors of (P, C)."""
    is_wide = cells.shape[0] <= cells.shape[1]
    left = first_left_vectors((cells if is_wide else cells.T)[None], count)[0]
    right = (cells.T if is_wide else cells) @ left
    sizes = right.norm(dim=0)
    is_sound = sizes > _NO_PATTERN * sizes.amax()
    right = right / sizes.where(is_sound, torch.ones_like(sizes))
    ahead, behind = _halves(left, right, 1), _halves(left, right, -1)
    is_ahead = ahead[2] >= behind[2]
    one, other = (a.where(is_ahead, b) for a, b in zip(ahead[:2], behind[:2], strict=True))
    share = (sizes * ahead[2].maximum(behind[2])).sqrt().where(is_sound, 0)
    one, other = one * share, other * share
    return (one, other.T.contiguous()) if is_wide else (other, one.T.contiguous())


def _halves(left: Tensor, right: Tensor, sign: int) -> tuple[Tensor, Tensor, Tensor]:
    """Cut each pair of vectors to one sign: both of length 1, and the product of lengths."""
    one, other = (left * sign).relu(), (right * sign).relu()
    lengths = [each.norm(dim=0) for each in (one, other)]
    unit = [
        each / length.where(length > 0, torch.ones_like(length))
        for each, length in zip((one, other), lengths, strict=True)
    ]
    return unit[0], unit[1], lengths[0] * lengths[1]


def _improve(factor: Tensor, products: Tensor, squares: Tensor) -> None:
    """Set each column of (P, K) in turn to the best that is not negative, in place.

    ``products`` (P, K) is the matrix times the other factor, ``squares`` (K, K) the other
    factor's own products. A column whose partner is zero stays as it is.
    """
    for j, size in enumerate(squares.diagonal().tolist()):
        if size > 0:
            gain = (products[:, j] - factor @ squares[:, j]) / size
            factor[:, j] = (factor[:, j] + gain).relu()
