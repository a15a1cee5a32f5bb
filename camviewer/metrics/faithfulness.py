"""Whether what a map marks moves the score: the image seen through its own map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.judgement import Finding
from camviewer.core.params import number
from camviewer.core.words import say
from camviewer.metrics.baseline import BaselineParams, baseline_key, make_baseline
from camviewer.metrics.spec import METRICS, Better, Metric, NoParams
from camviewer.metrics.subject import Look, blank_map, undefined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from camviewer.metrics.subject import Case, Run

BLACK = BaselineParams(baseline="black")
_ZERO = BaselineParams(baseline="zero")
_CODE = "arXiv:2504.00060, public code"


@dataclass(frozen=True)
class ThresholdParams:
    """Where a map is cut in two."""

    threshold: float = number(
        0.5, low=0.0, high=1.0, help="Share of the map's maximum; 0.5 in the published code."
    )


@dataclass(frozen=True)
class LowerThresholdParams:
    """Where a map is cut in two, lower."""

    threshold: float = number(
        0.3, low=0.0, high=1.0, help="Share of the map's maximum; 0.3 in the published code."
    )


def seen_through(case: Case, *, explains: bool = False) -> Look:
    """Ask for the image seen through its map, black where the map is cold."""
    black = make_baseline(case.subject, case.sample, BLACK)

    def make(rows: Sequence[int]) -> Tensor:
        seen = case.image * case.share + black * (1 - case.share)
        return seen.expand(len(rows), *seen.shape)

    return Look((("through", case.share_key),), make, explains)


def cut(case: Case, threshold: float, ground: BaselineParams) -> Look:
    """Ask for the image where its map is above a threshold, and a ground elsewhere."""
    behind = make_baseline(case.subject, case.sample, ground)

    def make(rows: Sequence[int]) -> Tensor:
        seen = case.image.where(case.share > threshold, behind)
        return seen.expand(len(rows), *seen.shape)

    return Look((("cut", case.share_key, threshold, baseline_key(ground)),), make)


def relative_drop(whole: float, seen: float) -> float:
    """Share of a probability that is lost, in [0, 1]; NaN where there was none."""
    return max(0.0, whole - seen) / whole if whole > 0 else float("nan")


def average_drop(case: Case, _params: NoParams) -> Run:
    """Return the share of the probability that is lost.

    Notes
    -----
    ``max(0, Y - O) / Y``; Y the target's probability for the image x, O that for ``L x +
    (1 - L) b``, L the map's positive part over its maximum, b black or air. Chattopadhay 2018,
    arXiv:1710.11063. A blank map shows black alone.
    """
    if case.is_blank:
        return blank_map()
    whole = yield case.whole()
    seen = yield seen_through(case)
    return Finding(relative_drop(float(whole.chance[0]), float(seen.chance[0])))


def increase_in_confidence(case: Case, _params: NoParams) -> Run:
    """Return 1 where the probability rises, else 0; as in :func:`average_drop`."""
    if case.is_blank:
        return blank_map()
    whole = yield case.whole()
    seen = yield seen_through(case)
    return Finding(float(seen.chance[0] > whole.chance[0]))


def average_gain(case: Case, _params: NoParams) -> Run:
    """Return the share of what was missing to certainty that is won.

    Notes
    -----
    ``max(0, O - Y) / (1 - Y)``; Zhang 2023, Opti-CAM, arXiv:2301.07002. Y and O as in
    :func:`average_drop`. 0 where nothing was missing.
    """
    if case.is_blank:
        return blank_map()
    whole = yield case.whole()
    seen = yield seen_through(case)
    known, found = float(whole.chance[0]), float(seen.chance[0])
    return Finding(max(0.0, found - known) / (1 - known) if known < 1 else 0.0)


def cfcam_drop(case: Case, params: ThresholdParams) -> Run:
    """Return the percentage lost when only the strongest part is left on black.

    Notes
    -----
    ``100 (p - p_cut) / p``: below 0 where the probability rises. CF-CAM's code paints the
    picture black at its own resolution, this the network's input.
    """
    if case.is_blank:
        return blank_map()
    whole = yield case.whole()
    seen = yield cut(case, params.threshold, BLACK)
    known = float(whole.chance[0])
    if known <= 0:
        return undefined(say("metrics", "The target's probability is zero from the start."))
    return Finding(100 * (known - float(seen.chance[0])) / known)


def cfcam_increase(case: Case, params: LowerThresholdParams) -> Run:
    """Return the probability that the strongest part adds to a plain ground.

    Notes
    -----
    ``p_cut - p_ground``. CF-CAM's code has as ground the values 0.485, 0.456 and 0.406 *after*
    normalisation; here they are those of whatever normalisation the network has, repeated over
    its channels.
    """
    if case.is_blank:
        return blank_map()
    ground = _odd_ground(case.image)

    def make(rows: Sequence[int]) -> Tensor:
        seen = case.image.where(case.share > params.threshold, ground)
        return seen.expand(len(rows), *seen.shape)

    found = yield Look((("odd", case.share_key, params.threshold),), make)
    plain = yield Look((("odd ground",),), lambda rows: ground.expand(len(rows), *ground.shape))
    return Finding(float(found.chance[0] - plain.chance[0]))


def _odd_ground(image: Tensor) -> Tensor:
    """Constant ground of CF-CAM's code, (C, *S)."""
    values = image.new_tensor([(0.485, 0.456, 0.406)[i % 3] for i in range(len(image))])
    return values.reshape(-1, *(1,) * (image.ndim - 1)).expand(image.shape)


METRICS.add(
    Metric(
        "average-drop",
        "Average drop",
        "score",
        Better.LOWER,
        (0.0, 1.0),
        "arXiv:1710.11063",
        average_drop,
        summary="How much of the probability is lost when only what the map marks is shown.",
    )
)
METRICS.add(
    Metric(
        "increase-in-confidence",
        "Increase in confidence",
        "score",
        Better.HIGHER,
        (0.0, 1.0),
        "arXiv:1710.11063",
        increase_in_confidence,
        summary="Whether the network is surer when only what the map marks is shown.",
    )
)
METRICS.add(
    Metric(
        "average-gain",
        "Average gain",
        "score",
        Better.HIGHER,
        (0.0, 1.0),
        "arXiv:2301.07002",
        average_gain,
        summary="How much surer the network becomes when only what the map marks is shown.",
    )
)
METRICS.add(
    Metric(
        "average-drop-cfcam",
        "Average drop (CF-CAM's code)",
        "score",
        Better.LOWER,
        (-float("inf"), 100.0),
        _CODE,
        cfcam_drop,
        summary="How much of the probability is lost when only the strongest part is shown; "
        "negative where it rises.",
        unit="%",
        params=ThresholdParams,
    )
)
METRICS.add(
    Metric(
        "average-increase-cfcam",
        "Average increase (CF-CAM's code)",
        "score",
        Better.HIGHER,
        (-1.0, 1.0),
        _CODE,
        cfcam_increase,
        summary="How much probability the strongest part adds to a plain grey picture.",
        params=LowerThresholdParams,
    )
)
