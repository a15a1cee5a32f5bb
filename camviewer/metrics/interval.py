"""How sure a mean over samples is, by the bootstrap, and whether two maps differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_DRAWS = 2000
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
    known = np.asarray([value for value in values if np.isfinite(value)], np.float64)
    if known.size == 0:
        return Interval(float("nan"), float("nan"), float("nan"), 0)
    mean = float(known.mean())
    if known.size == 1:
        return Interval(mean, float("nan"), float("nan"), 1)
    tails = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.quantile(_means(known, seed), tails)
    return Interval(mean, float(low), float(high), int(known.size))


def difference(one: Sequence[float], other: Sequence[float], seed: int = 0) -> Interval:
    """Mean difference of two maps over the samples that both have, with its interval."""
    pairs = zip(one, other, strict=True)
    return interval([first - second for first, second in pairs], seed=seed)


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
    means = [interval(values).mean for values in columns]
    if len(columns) < 2 or any(np.isnan(means)):
        return None
    chosen = int(np.argmax(means) if is_higher else np.argmin(means))
    others = [values for place, values in enumerate(columns) if place != chosen]
    gaps = [difference(columns[chosen], values) for values in others]
    tiny = _ROUNDING * max(map(abs, means))
    is_clear = all(gap.low > tiny if is_higher else gap.high < -tiny for gap in gaps)
    return chosen if is_clear else None


def _means(values: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Means of samples drawn with replacement."""
    draw = np.random.default_rng(seed)
    places = draw.integers(0, values.size, (_DRAWS, values.size))
    return np.asarray(values[places].mean(axis=1), np.float64)
