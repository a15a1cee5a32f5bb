"""How far two methods say the same of one image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.metrics.spec import METRICS, Better, Metric

if TYPE_CHECKING:
    from numpy.typing import NDArray


def cosine(one: NDArray[Any], other: NDArray[Any]) -> float:
    """Return the cosine of the angle between two maps as vectors, in [-1, 1].

    NaN where one of them is zero everywhere.
    """
    first, second = one.ravel().astype(np.float64), other.ravel().astype(np.float64)
    length = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(np.clip(first @ second / length, -1.0, 1.0)) if length > 0 else float("nan")


def rank_correlation(one: NDArray[Any], other: NDArray[Any]) -> float:
    """Return Spearman's rank correlation of two maps, in [-1, 1]; ties share their mean rank.

    NaN where one of them is constant.
    """
    from scipy.stats import rankdata

    first, second = (rankdata(each) - (each.size + 1) / 2 for each in (one, other))
    return cosine(first, second)


METRICS.add(
    Metric("cosine", "Cosine", "map", Better.NEITHER, (-1.0, 1.0), "arXiv:2402.00281", cosine)
)
METRICS.add(
    Metric(
        "rank-correlation",
        "Rank correlation",
        "map",
        Better.NEITHER,
        (-1.0, 1.0),
        "Spearman 1904",
        rank_correlation,
    )
)
