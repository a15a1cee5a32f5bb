"""How far two methods say the same of one image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.metrics.likeness import structural_similarity
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


def shared_hot_cells(one: NDArray[Any], other: NDArray[Any]) -> float:
    """Return Dice's overlap of the hottest tenth of two maps, in [0, 1].

    Notes
    -----
    By rank, equal cells in reading order: each map gives ``ceil(n / 10)`` cells. NaN where one
    of them is constant, for then it has no hottest cells.
    """
    if one.min() == one.max() or other.min() == other.max():
        return float("nan")
    first, second = (hottest_cells(each, 0.1) for each in (one, other))
    return float((first & second).sum() / first.sum())


def hottest_cells(heatmap: NDArray[Any], share: float) -> NDArray[np.bool_]:
    """Choose a share of the cells by rank, equal ones in reading order; at least one."""
    count = max(1, int(np.ceil(share * heatmap.size)))
    chosen = np.zeros(heatmap.size, bool)
    chosen[np.argsort(-heatmap.ravel(), kind="stable")[:count]] = True
    return chosen.reshape(heatmap.shape)


METRICS.add(
    Metric(
        "cosine",
        "Cosine",
        "map",
        Better.NEITHER,
        (-1.0, 1.0),
        "arXiv:2402.00281",
        cosine,
        summary="How far two maps point the same way: 1 the same, 0 nothing in common.",
    )
)
METRICS.add(
    Metric(
        "ssim",
        "Structural similarity",
        "map",
        Better.NEITHER,
        (-1.0, 1.0),
        "doi:10.1109/TIP.2003.819861",
        structural_similarity,
        summary="How far two maps look alike, patch by patch.",
    )
)
METRICS.add(
    Metric(
        "dice-top10",
        "Shared hottest tenth",
        "map",
        Better.NEITHER,
        (0.0, 1.0),
        "Dice 1945",
        shared_hot_cells,
        summary="Which part of the hottest tenth of the cells two maps have in common.",
    )
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
        summary="How far two maps put the cells in the same order.",
    )
)
