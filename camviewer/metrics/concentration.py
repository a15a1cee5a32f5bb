"""How much of an image a map marks, whatever the network says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.metrics.spec import METRICS, Better, Metric

if TYPE_CHECKING:
    from numpy.typing import NDArray


def complexity(heatmap: NDArray[Any]) -> float:
    """Return the mean of the map's positive part over its maximum, in [0, 1].

    Notes
    -----
    Poppi 2021, arXiv:2104.10252: the L1 norm of the map in [0, 1], over the number of cells.
    NaN for a blank map.
    """
    heat = np.maximum(heatmap, 0).astype(np.float64)
    top = float(heat.max())
    return float((heat / top).mean()) if top > 0 else float("nan")


def sparseness(heatmap: NDArray[Any]) -> float:
    """Return Gini's index of the sizes of the values, in [0, 1).

    Notes
    -----
    ``sum_i (2 i - n - 1) a_i / (n sum_i a_i)`` over the sorted ``|L|``: 0 where all cells are
    alike, ``1 - 1/n`` where one holds everything. Chalasani 2020, arXiv:1810.06583. NaN for a
    map of zeros.
    """
    sizes = np.abs(heatmap.astype(np.float64)).ravel()
    top = float(sizes.max())
    if not top > 0:
        return float("nan")
    ordered, count = np.sort(sizes / top), sizes.size
    weights = 2.0 * np.arange(1, count + 1) - count - 1
    return float(max(0.0, (weights * ordered).sum() / (count * ordered.sum())))


METRICS.add(
    Metric(
        "complexity",
        "Complexity",
        "nothing",
        Better.LOWER,
        (0.0, 1.0),
        "arXiv:2104.10252",
        complexity,
        summary="How much of the image the map marks: low for a small spot.",
    )
)
METRICS.add(
    Metric(
        "sparseness",
        "Sparseness",
        "nothing",
        Better.HIGHER,
        (0.0, 1.0),
        "arXiv:1810.06583",
        sparseness,
        summary="How unevenly the heat is spread: near 1 where few cells hold nearly all.",
    )
)
