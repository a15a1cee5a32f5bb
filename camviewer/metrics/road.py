"""ROAD: remove and debias, so that the network cannot see the shape of what was removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.judgement import Curve, Finding
from camviewer.core.params import integer, number
from camviewer.metrics.spec import METRICS, Better, Metric
from camviewer.metrics.subject import Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from camviewer.metrics.subject import Case, Run

_REFERENCE = "arXiv:2202.00449"


@dataclass(frozen=True)
class RoadParams:
    """Choices of ROAD."""

    shares: int = integer(
        9, low=1, high=99, help="Shares of the cells that are removed: 9 are 10 % to 90 %."
    )
    noise: float = number(
        0.01,
        low=0.0,
        high=10.0,
        help="Deviation added to what is filled in, in units of the network's input.",
    )


def removed_shares(count: int) -> tuple[float, ...]:
    """Shares evenly between none and all of the cells."""
    return tuple((place + 1) / (count + 1) for place in range(count))


def _removed(case: Case, params: RoadParams, order: str) -> Look:
    """Ask for images whose hottest or coldest cells were filled from their neighbours."""
    ranks = case.ranks if order == "most" else case.low_ranks
    name = case.order_key if order == "most" else case.low_order_key
    counts = [round(share * ranks.numel()) for share in removed_shares(params.shares)]

    def make(rows: Sequence[int]) -> Tensor:
        from camviewer.metrics.imputation import impute

        wanted = ranks.new_tensor([counts[row] for row in rows])
        masks = (ranks < wanted[:, None]).reshape(-1, *case.heat.shape)
        images = case.image.expand(len(rows), *case.image.shape)
        return impute(images, masks, noise=params.noise)

    return Look(tuple(("road", name, count, params.noise) for count in counts), make)


def _change(case: Case, params: RoadParams, order: str) -> Run:
    """Return the mean change of the probability over all shares."""
    whole = yield case.whole()
    seen = yield _removed(case, params, order)
    start = float(whole.chance[0])
    shares = (0.0, *removed_shares(params.shares))
    curve = Curve(
        shares, (start, *seen.chance.tolist()), "Share of the cells removed", "Probability"
    )
    return Finding(float(seen.chance.mean()) - start, {order: curve})


def road_most(case: Case, params: RoadParams) -> Run:
    """Return the mean change of the probability when the hottest cells are removed.

    Notes
    -----
    ``mean_q(p(x_q)) - p(x)`` over the removed shares q, by rank: a share is removed exactly,
    also of a map that is mostly zero. Filled by :func:`camviewer.metrics.imputation.impute`.
    The paper measures accuracy over a data set; on one image only the probability tells
    anything.
    """
    return (yield from _change(case, params, "most"))


def road_least(case: Case, params: RoadParams) -> Run:
    """Return the mean change of the probability when the coldest cells are removed first."""
    return (yield from _change(case, params, "least"))


def road(case: Case, params: RoadParams) -> Run:
    """Return half the difference of the two, coldest first less hottest first.

    Notes
    -----
    ``mean_q(p(x_least) - p(x_most)) / 2``, the combination that pytorch-grad-cam gives the
    name ROAD Combined.
    """
    least = yield from _change(case, params, "least")
    most = yield from _change(case, params, "most")
    return Finding((least.value - most.value) / 2, {**least.curves, **most.curves})


METRICS.add(
    Metric(
        "road-most",
        "ROAD, hottest removed",
        "score",
        Better.LOWER,
        (-1.0, 1.0),
        _REFERENCE,
        road_most,
        summary="How the probability changes when the hottest parts are filled from around.",
        params=RoadParams,
    )
)
METRICS.add(
    Metric(
        "road-least",
        "ROAD, coldest removed",
        "score",
        Better.HIGHER,
        (-1.0, 1.0),
        _REFERENCE,
        road_least,
        summary="How the probability changes when the coldest parts are filled from around.",
        params=RoadParams,
    )
)
METRICS.add(
    Metric(
        "road",
        "ROAD",
        "score",
        Better.HIGHER,
        (-0.5, 0.5),
        _REFERENCE,
        road,
        summary="How much more it costs to remove the hottest parts than the coldest.",
        params=RoadParams,
    )
)
