"""How sure a mean over samples is, by the bootstrap, and whether two maps differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_DRAWS = 2000
_CELLS = 2**21
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Interval:
    """A mean and where it lies with a given chance.

    Attributes
    ----------
    mean, low, high : float
        NaN where nothing is known.
    count : int
        Samples that it was made of.
    """

    mean: float
    low: float
    high: float
    count: int

    @property
    def excludes_zero(self) -> bool:
        """Whether zero lies outside."""
        return self.low > 0 or self.high < 0


def interval(values: Sequence[float], level: float = 0.95, seed: int = 0) -> Interval:
    """Mean of the samples with its percentile bootstrap interval.

    Parameters
    ----------
    values
        One per sample; those that are not finite are left out.
    level
        Chance that the interval holds the mean.

    Notes
    -----
    Efron 1979; 2000 draws with a fixed seed. One sample gives no interval: low and high are
    NaN.
    """
    return intervals([values], level, seed)[0]


def intervals(
    columns: Sequence[Sequence[float]], level: float = 0.95, seed: int = 0
) -> list[Interval]:
    """Find the intervals of many columns, each as :func:`interval` finds it, in less time.

    Columns with as many known values share their draws.
    """
    known = [_known(values) for values in columns]
    found: list[Interval] = [_plain(values) for values in known]
    for size in {values.size for values in known if values.size > 1}:
        places = [place for place, values in enumerate(known) if values.size == size]
        table = np.stack([known[place] for place in places], axis=1)
        ends = np.quantile(_means(table, seed), [(1 - level) / 2, (1 + level) / 2], axis=0)
        for place, low, high in zip(places, *ends, strict=True):
            found[place] = Interval(found[place].mean, float(low), float(high), size)
    return found


def _known(values: Sequence[float]) -> NDArray[np.float64]:
    """Values that are numbers."""
    array = np.asarray(values, np.float64)
    return array[np.isfinite(array)]


def _plain(values: NDArray[np.float64]) -> Interval:
    """Mean without its interval."""
    nan = float("nan")
    return Interval(float(values.mean()) if values.size else nan, nan, nan, values.size)


def difference(one: Sequence[float], other: Sequence[float], seed: int = 0) -> Interval:
    """Mean difference of two maps over the samples that both have, with its interval."""
    return interval(_gaps(one, other), seed=seed)


def _gaps(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """Differences of two maps, sample by sample."""
    return [first - second for first, second in zip(one, other, strict=True)]


def best(columns: Sequence[Sequence[float]], *, is_higher: bool) -> int | None:
    """Choose the map that is better than every other one beyond chance; None where none is.

    Parameters
    ----------
    columns
        For each map one value per sample, in the same order.
    is_higher
        Whether higher is better.

    Notes
    -----
    A difference that rounding alone can make counts as none.
    """
    means = [_plain(_known(values)).mean for values in columns]
    if len(columns) < 2 or any(np.isnan(means)):
        return None
    chosen = int(np.argmax(means) if is_higher else np.argmin(means))
    others = [values for place, values in enumerate(columns) if place != chosen]
    gaps = intervals([_gaps(columns[chosen], values) for values in others])
    tiny = _ROUNDING * max(map(abs, means))
    is_clear = all(gap.low > tiny if is_higher else gap.high < -tiny for gap in gaps)
    return chosen if is_clear else None


def _means(table: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Means of samples drawn with replacement, (samples, columns) to (draws, columns).

    A draw is written as how often it took each sample, a few draws at a time.
    """
    draw = np.random.default_rng(seed)
    size = len(table)
    step = max(1, _CELLS // size)
    found = []
    for start in range(0, _DRAWS, step):
        places = draw.integers(0, size, (min(step, _DRAWS - start), size))
        rows = np.arange(len(places))[:, None] * size
        counts = np.bincount((places + rows).ravel(), minlength=places.size)
        found.append(counts.reshape(places.shape) @ table / size)
    return np.concatenate(found)
