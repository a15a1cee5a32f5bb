"""Whether several maps differ over many cases: average ranks and the tests of Demšar 2006.

Demšar, Statistical comparisons of classifiers over multiple data sets, JMLR 7 (2006) 1-30:
Friedman's test of all together, then Wilcoxon's signed ranks of every pair, corrected after
Holm. The pairs are not held against Nemenyi's critical difference, whose verdict on two maps
depends on which others stand beside them (Benavoli 2016, JMLR 17:5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Pair:
    """Two maps held against each other case by case.

    Attributes
    ----------
    one, other : str
        Names of the maps; ``one`` has the better mean rank.
    p : float
        Wilcoxon's two-sided chance of such a difference between equal maps.
    holm : float
        The same, corrected for the number of pairs.
    """

    one: str
    other: str
    p: float
    holm: float


@dataclass(frozen=True)
class Ranking:
    """Maps in order.

    Attributes
    ----------
    ranks : mapping
        Map to its mean rank, best first; 1 is the best of every case. Equal values share
        the mean of their ranks.
    count : int
        Cases in which every map has a number; the others are left out.
    chi_square, p : float
        Friedman's; NaN for fewer than three maps.
    pairs : tuple of Pair
        Every two of them.
    """

    ranks: Mapping[str, float]
    count: int
    chi_square: float
    p: float
    pairs: tuple[Pair, ...]


def ranking(columns: Mapping[str, Sequence[float]], *, is_higher: bool) -> Ranking | None:
    """Rank maps case by case; None for fewer than two maps, or two common cases.

    Parameters
    ----------
    columns
        Map to one value per case, in the same order; NaN where it is not defined.
    is_higher
        Whether higher is better.
    """
    table = np.array([list(values) for values in columns.values()], np.float64)
    if table.ndim != 2 or len(table) < 2:
        return None
    table = table[:, np.isfinite(table).all(axis=0)]
    if table.shape[1] < 2:
        return None
    means = mean_ranks(-table if is_higher else table)
    order = np.argsort(means, kind="stable")
    names = list(columns)
    chi_square, chance = friedman(table)
    return Ranking(
        {names[k]: float(means[k]) for k in order},
        table.shape[1],
        chi_square,
        chance,
        _pairs(table[order], [names[k] for k in order]),
    )


def mean_ranks(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean rank of each row over the columns, (maps, cases) to (maps,); 1 is the lowest."""
    from scipy.stats import rankdata

    return np.asarray(rankdata(table, axis=0).mean(axis=1), np.float64)


def friedman(table: NDArray[np.float64]) -> tuple[float, float]:
    """Friedman's chi-square, corrected for ties, and its chance; NaN for two rows.

    Where every column holds one value only, nothing differs: 0 and 1.
    """
    from scipy.stats import friedmanchisquare

    if len(table) < 3:
        return float("nan"), float("nan")
    if (table == table[:1]).all():
        return 0.0, 1.0
    found = friedmanchisquare(*table)
    return float(found.statistic), float(found.pvalue)


def wilcoxon(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Two-sided chance of Wilcoxon's signed ranks.

    Notes
    -----
    Differences of zero are split evenly between both sides, as Demšar has it. Up to 50 pairs
    without ties and zeros are counted out, else the normal curve stands in.
    """
    from scipy.stats import wilcoxon as signed_ranks

    gaps = one - other
    if not gaps.any():
        return 1.0
    is_plain = len(gaps) <= 50 and gaps.all() and len(np.unique(np.abs(gaps))) == len(gaps)
    how = "exact" if is_plain else "approx"
    return float(signed_ranks(gaps, zero_method="zsplit", method=how).pvalue)


def holm(chances: Sequence[float]) -> list[float]:
    """Correct the chances of several tests, so that hardly one is small by luck.

    Notes
    -----
    Holm 1979: the k-th smallest of m is taken times ``m - k + 1``, never less than the one
    before it, never above 1.
    """
    found = [1.0] * len(chances)
    least = 0.0
    for place, index in enumerate(np.argsort(chances, kind="stable")):
        least = max(least, min(1.0, chances[index] * (len(chances) - place)))
        found[int(index)] = least
    return found


def _pairs(table: NDArray[np.float64], names: Sequence[str]) -> tuple[Pair, ...]:
    """Hold every row against every later one."""
    places = [(k, m) for k in range(len(names)) for m in range(k + 1, len(names))]
    chances = [wilcoxon(table[k], table[m]) for k, m in places]
    return tuple(
        Pair(names[k], names[m], chance, corrected)
        for (k, m), chance, corrected in zip(places, chances, holm(chances), strict=True)
    )
