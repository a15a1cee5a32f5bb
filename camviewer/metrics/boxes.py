"""How a map's hot region and its box fit a mask, and the protocol of Grad-CAM's paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.metrics.likeness import scaled
from camviewer.metrics.spec import METRICS, Better, Metric

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Box = tuple[tuple[int, int], ...]
    Measure = Callable[[NDArray[Any], NDArray[Any]], float]

THRESHOLDS = (0.15, 0.25, 0.5, 0.75)
BOX_SHARE = 0.15
BOX_IOU = 0.5
_GRAD_CAM = "arXiv:1610.02391"


def hot_region(heatmap: NDArray[Any], share: float) -> NDArray[np.bool_]:
    """Cells that reach a share of the map's maximum; none of a blank map."""
    heat = scaled(heatmap)
    return np.asarray((heat >= share) & (heat > 0))


def overlap(heatmap: NDArray[Any], mask: NDArray[Any], share: float) -> float:
    """Return intersection over union of the hot region with a mask, in [0, 1].

    NaN for a blank map and for an empty mask.
    """
    hot, inside = hot_region(heatmap, share), mask > 0
    if not (hot.any() and inside.any()):
        return float("nan")
    return float((hot & inside).sum() / (hot | inside).sum())


def dice_overlap(heatmap: NDArray[Any], mask: NDArray[Any], share: float) -> float:
    """Return Dice's overlap of the hot region with a mask, in [0, 1].

    ``2 IoU / (1 + IoU)``; NaN as in :func:`overlap`.
    """
    found = overlap(heatmap, mask, share)
    return 2 * found / (1 + found)


def inside_ratio(heatmap: NDArray[Any], mask: NDArray[Any]) -> float:
    """Return the mean heat inside a mask over the mean heat outside.

    Notes
    -----
    Of the positive part; Selvaraju 2017, arXiv:1610.02391, sections on captions. Infinite where
    there is none outside; NaN for a blank map and where the mask is empty or everything.
    """
    inside = mask > 0
    heat = np.maximum(heatmap, 0).astype(np.float64)
    if not heat.any() or inside.all() or not inside.any():
        return float("nan")
    within, without = float(heat[inside].mean()), float(heat[~inside].mean())
    return within / without if without > 0 else float("inf")


def box_of(region: NDArray[np.bool_]) -> Box | None:
    """Smallest box around a region: first cell and the one behind the last, for each axis."""
    if not region.any():
        return None
    places = np.nonzero(region)
    return tuple((int(axis.min()), int(axis.max()) + 1) for axis in places)


def box_mask(shape: Sequence[int], box: Box) -> NDArray[np.bool_]:
    """Make a mask of a box."""
    mask = np.zeros(tuple(shape), bool)
    mask[tuple(slice(low, high) for low, high in box)] = True
    return mask


def largest_part(region: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Keep the largest piece of a region; pieces hang together by faces.

    Of equally large ones the first in reading order is kept.
    """
    from scipy.ndimage import label

    parts, count = label(region)
    if count <= 1:
        return region
    sizes = np.bincount(parts.ravel())
    sizes[0] = 0
    return np.asarray(parts == sizes.argmax())


def heat_box(heatmap: NDArray[Any], share: float = BOX_SHARE) -> Box | None:
    """Box of the largest piece of the hot region; None for a blank map."""
    return box_of(largest_part(hot_region(heatmap, share)))


def mask_boxes(mask: NDArray[Any]) -> tuple[Box, ...]:
    """Boxes of all pieces of a mask."""
    from scipy.ndimage import find_objects, label

    parts, _count = label(mask > 0)
    found = find_objects(parts)
    return tuple(tuple((axis.start, axis.stop) for axis in each) for each in found)


def box_overlap(one: Box, other: Box) -> float:
    """Intersection over union of two boxes, in [0, 1]."""
    shared, first, second = 1, 1, 1
    for (low, high), (start, end) in zip(one, other, strict=True):
        shared *= max(0, min(high, end) - max(low, start))
        first *= high - low
        second *= end - start
    return shared / (first + second - shared)


def box_iou(heatmap: NDArray[Any], mask: NDArray[Any]) -> float:
    """Return the overlap of the map's box with the best fitting box of the mask, in [0, 1].

    Notes
    -----
    Selvaraju 2017, section 4.1: cut at 15 % of the maximum, box around the largest connected
    piece. Each connected piece of the mask has a box of its own, and the best fitting one
    counts, as ILSVRC has it. NaN for a blank map or an empty mask.
    """
    found, boxes = heat_box(heatmap), mask_boxes(mask)
    if found is None or not boxes:
        return float("nan")
    return max(box_overlap(found, box) for box in boxes)


def box_hit(heatmap: NDArray[Any], mask: NDArray[Any]) -> float:
    """Return 1 where the boxes overlap by half or more, else 0; NaN as in :func:`box_iou`."""
    found = box_iou(heatmap, mask)
    return found if np.isnan(found) else float(found >= BOX_IOU)


def _at(measure: Callable[[NDArray[Any], NDArray[Any], float], float], share: float) -> Measure:
    """Fix a threshold."""

    def run(heatmap: NDArray[Any], mask: NDArray[Any]) -> float:
        return measure(heatmap, mask, share)

    return run


for _share in THRESHOLDS:
    _percent = f"{_share * 100:.0f}"
    METRICS.add(
        Metric(
            f"iou-{_percent}",
            f"Overlap with the mask (IoU) at {_percent} %",
            "mask",
            Better.HIGHER,
            (0.0, 1.0),
            "Jaccard 1901",
            _at(overlap, _share),
            summary=f"How well what is above {_percent} % of the maximum covers the mask.",
        )
    )
    METRICS.add(
        Metric(
            f"dice-{_percent}",
            f"Dice with the mask at {_percent} %",
            "mask",
            Better.HIGHER,
            (0.0, 1.0),
            "Dice 1945",
            _at(dice_overlap, _share),
            summary=f"How well what is above {_percent} % of the maximum covers the mask.",
        )
    )
METRICS.add(
    Metric(
        "inside-ratio",
        "Heat inside over outside",
        "mask",
        Better.HIGHER,
        (0.0, float("inf")),
        _GRAD_CAM,
        inside_ratio,
        summary="How many times hotter it is inside the mask than outside.",
    )
)
METRICS.add(
    Metric(
        "box-iou",
        "Overlap of the boxes",
        "mask",
        Better.HIGHER,
        (0.0, 1.0),
        _GRAD_CAM,
        box_iou,
        summary="How well the box around the largest hot piece fits the finding's box.",
    )
)
METRICS.add(
    Metric(
        "box-hit",
        "Box found",
        "mask",
        Better.HIGHER,
        (0.0, 1.0),
        _GRAD_CAM,
        box_hit,
        summary="Whether the box around the largest hot piece fits the finding's box by half.",
    )
)
for _top in (1, 5):
    METRICS.add(
        Metric(
            f"box-hit-top{_top}",
            f"Box found and class among the first {_top}" if _top > 1 else
            "Box found and class right",
            "mask",
            Better.HIGHER,
            (0.0, 1.0),
            _GRAD_CAM,
            box_hit,
            summary="Whether the box fits and the class is among the "
            f"{_top} likeliest: one less the localisation error.",
            top=_top,
        )
    )  # fmt: skip
