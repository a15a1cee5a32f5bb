"""Whether a heatmap lies where a mask says the finding is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.metrics.spec import METRICS, Better, Metric

if TYPE_CHECKING:
    from numpy.typing import NDArray


def energy_inside(heatmap: NDArray[Any], mask: NDArray[Any]) -> float:
    """Return the share of the positive heat inside a mask, in [0, 1].

    Notes
    -----
    ``sum(relu(L) * mask) / sum(relu(L))``: the energy-based pointing game of Score-CAM,
    arXiv:1910.01279. ``mask`` may hold shares of a cell, in [0, 1]. NaN for a blank map.
    """
    heat = np.maximum(heatmap, 0).astype(np.float64)
    whole = float(heat.sum())
    return float((heat * mask).sum() / whole) if whole > 0 else float("nan")


def pointing_hit(heatmap: NDArray[Any], mask: NDArray[Any]) -> float:
    """Return 1 where the hottest cell lies in the mask, else 0; NaN for a blank map.

    Notes
    -----
    One case of the pointing game, arXiv:1608.00507. An empty mask is never hit.
    """
    if not heatmap.max() > 0:
        return float("nan")
    return float(mask.ravel()[int(np.argmax(heatmap))] > 0)


def dice(count: float, other: float, both: float) -> float:
    """Return the overlap of two regions from their sizes and that of what they share.

    Notes
    -----
    ``2 |A and B| / (|A| + |B|)``, Dice 1945, in [0, 1]. NaN where both are empty.
    """
    return 2 * both / (count + other) if count + other > 0 else float("nan")


def matched_dice(heatmap: NDArray[Any], mask: NDArray[Any]) -> float:
    """Return the Dice overlap of a mask with as many of the hottest cells as it has.

    Notes
    -----
    A cell without positive heat is never taken, and cells as hot as the last one taken all
    are. NaN for a blank map.
    """
    inside = mask > 0
    hot = np.sort(heatmap[heatmap > 0])[::-1]
    if not hot.size:
        return float("nan")
    wanted = min(int(np.count_nonzero(inside)), hot.size)
    taken = heatmap >= hot[wanted - 1] if wanted else np.zeros(inside.shape, bool)
    sizes = [int(np.count_nonzero(each)) for each in (taken, inside, taken & inside)]
    return dice(sizes[0], sizes[1], sizes[2])


METRICS.add(
    Metric(
        "dice-matched",
        "Dice of the hottest cells with the mask",
        "mask",
        Better.HIGHER,
        (0.0, 1.0),
        "Dice 1945",
        matched_dice,
        summary="How well as many of the hottest cells as the mask has cover it.",
    )
)
METRICS.add(
    Metric(
        "energy-inside",
        "Heat inside the mask",
        "mask",
        Better.HIGHER,
        (0.0, 1.0),
        "arXiv:1910.01279",
        energy_inside,
        summary="Which share of the heat lies inside the mask.",
    )
)
METRICS.add(
    Metric(
        "pointing-hit",
        "Hottest cell inside the mask",
        "mask",
        Better.HIGHER,
        (0.0, 1.0),
        "arXiv:1608.00507",
        pointing_hit,
        summary="Whether the hottest cell lies inside the mask.",
    )
)
