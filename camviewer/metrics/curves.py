"""Deletion and insertion: how the score follows when the hottest cells go, or come, first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.judgement import Curve, Finding
from camviewer.core.params import integer
from camviewer.metrics.baseline import BaselineParams, baseline_key, make_baseline
from camviewer.metrics.spec import METRICS, Better, Metric, NoParams
from camviewer.metrics.subject import IMAGE, Look

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from torch import Tensor

    from camviewer.metrics.subject import Case, Run

_ZERO = BaselineParams(baseline="zero")
_CODE_STEPS = 100


@dataclass(frozen=True)
class CurveParams(BaselineParams):
    """Choices of deletion and insertion."""

    steps: int = integer(
        20, low=1, high=1000, help="Points of the curve; each but the last takes as many cells."
    )


def equal_counts(cells: int, steps: int) -> tuple[int, ...]:
    """Cells that are changed at each point: none first, all of them last."""
    size = -(-cells // steps)
    return (*range(0, cells, size), cells)


def swept(case: Case, counts: Sequence[int], ground: BaselineParams, *, keeps: bool) -> Look:
    """Ask for images of which the hottest cells are taken away, or which alone are kept.

    Parameters
    ----------
    counts
        Cells of each.
    ground
        What stands for the others.
    keeps
        Whether the hottest are kept.
    """
    behind, cells = make_baseline(case.subject, case.sample, ground), case.heat.numel()
    name = baseline_key(ground)

    def key(count: int) -> Hashable:
        if count in {0, cells}:
            return name if (count == 0) == keeps else IMAGE
        return ("kept" if keeps else "removed", case.order_key, count, name)

    def make(rows: Sequence[int]) -> Tensor:
        wanted = case.ranks.new_tensor([counts[row] for row in rows])
        inside = (case.ranks < wanted[:, None]).reshape(-1, 1, *case.heat.shape)
        return case.image.where(inside == keeps, behind)

    return Look(tuple(key(count) for count in counts), make)


def area(x: Sequence[float], y: Sequence[float]) -> float:
    """Area under a curve, by trapezia."""
    steps = zip(x[:-1], x[1:], y[:-1], y[1:], strict=True)
    return sum((right - left) * (low + high) / 2 for left, right, low, high in steps)


def _curve(case: Case, params: CurveParams, *, keeps: bool) -> Run:
    """Follow the probability and return the area under it."""
    cells = case.heat.numel()
    counts = equal_counts(cells, params.steps)
    seen = yield swept(case, counts, params, keeps=keeps)
    return _found([count / cells for count in counts], seen.chance.tolist(), keeps=keeps)


def _found(x: Sequence[float], y: Sequence[float], *, keeps: bool) -> Finding:
    """Make a finding of a curve."""
    words = "Share of the cells put back" if keeps else "Share of the cells taken away"
    curve = Curve(tuple(x), tuple(y), words, "Probability")
    return Finding(area(x, y), {"insertion" if keeps else "deletion": curve})


def deletion(case: Case, params: CurveParams) -> Run:
    """Return the area under the probability while the hottest cells are taken away.

    Notes
    -----
    Petsiuk 2018, RISE, arXiv:1806.07421. Cells go by rank, equal ones in reading order, over
    all channels; the trapezia have the true widths. RISE takes away to zero, here the baseline
    can be chosen. A map without order (constant, blank) deletes in reading order.
    """
    return (yield from _curve(case, params, keeps=False))


def insertion(case: Case, params: CurveParams) -> Run:
    """Return the area under the probability while the hottest cells are put back first.

    Notes
    -----
    Petsiuk 2018, RISE, arXiv:1806.07421; see :func:`deletion`.
    """
    return (yield from _curve(case, params, keeps=True))


def _cfcam_curve(case: Case, *, keeps: bool) -> Run:
    """Follow the probability as CF-CAM's code does.

    Notes
    -----
    100 steps of ``floor(cells / 100)`` cells, drawn over [0, 1] as if they were all of them;
    zero after normalisation as the ground.
    """
    size = case.heat.numel() // _CODE_STEPS
    counts = [size * step for step in range(_CODE_STEPS + 1)]
    seen = yield swept(case, counts, _ZERO, keeps=keeps)
    x = [step / _CODE_STEPS for step in range(_CODE_STEPS + 1)]
    return _found(x, seen.chance.tolist(), keeps=keeps)


def cfcam_deletion(case: Case, _params: NoParams) -> Run:
    """Return the area under the probability, with the steps of CF-CAM's code."""
    return (yield from _cfcam_curve(case, keeps=False))


def cfcam_insertion(case: Case, _params: NoParams) -> Run:
    """Return the area under the probability, with the steps of CF-CAM's code."""
    return (yield from _cfcam_curve(case, keeps=True))


METRICS.add(
    Metric(
        "deletion",
        "Deletion",
        "score",
        Better.LOWER,
        (0.0, 1.0),
        "arXiv:1806.07421",
        deletion,
        summary="How long the network stays sure while the hottest parts are taken away.",
        params=CurveParams,
    )
)
METRICS.add(
    Metric(
        "insertion",
        "Insertion",
        "score",
        Better.HIGHER,
        (0.0, 1.0),
        "arXiv:1806.07421",
        insertion,
        summary="How soon the network becomes sure while the hottest parts are put back.",
        params=CurveParams,
    )
)
METRICS.add(
    Metric(
        "deletion-cfcam",
        "Deletion (CF-CAM's code)",
        "score",
        Better.LOWER,
        (0.0, 1.0),
        "arXiv:2504.00060, public code",
        cfcam_deletion,
        summary="Deletion in 100 steps against the network's mean colour.",
    )
)
METRICS.add(
    Metric(
        "insertion-cfcam",
        "Insertion (CF-CAM's code)",
        "score",
        Better.HIGHER,
        (0.0, 1.0),
        "arXiv:2504.00060, public code",
        cfcam_insertion,
        summary="Insertion in 100 steps from the network's mean colour.",
    )
)
