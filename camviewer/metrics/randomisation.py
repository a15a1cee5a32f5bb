"""Whether a map changes when the network forgets what it learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.judgement import Curve, Finding
from camviewer.core.params import choice, integer
from camviewer.core.words import say
from camviewer.metrics.agreement import rank_correlation
from camviewer.metrics.likeness import ssim
from camviewer.metrics.spec import METRICS, Better, Metric
from camviewer.metrics.subject import Randomise, undefined

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from camviewer.metrics.subject import Case, Run

_REFERENCE = "arXiv:1810.03292"


@dataclass(frozen=True)
class RandomisationParams:
    """Choices of the sanity check."""

    stops: int = integer(
        5, low=1, high=1000, help="Groups of layers that are randomised one after another."
    )
    how: str = choice(
        "shuffle",
        ("shuffle", "draw"),
        help="Shuffling keeps the weights' sizes, so that signals neither die nor blow up.",
    )
    seed: int = integer(0, low=0, high=2**31 - 1, help="Of the random weights.")


def cascade_rank(case: Case, params: RandomisationParams) -> Run:
    """Return how far the map keeps its order when the weights are randomised top-down.

    Notes
    -----
    Spearman's correlation with the map before, after the last stop of the cascade, on the
    layer's grid; Adebayo 2018. Weights are randomised from the output on down to the input and
    stay so, in a copy of the network. The curve shows every stop.
    """
    return (yield from _compare(case, params, "cascade", _rank))


def cascade_ssim(case: Case, params: RandomisationParams) -> Run:
    """Return how far the map keeps its look when the weights are randomised top-down."""
    return (yield from _compare(case, params, "cascade", ssim))


def independent_rank(case: Case, params: RandomisationParams) -> Run:
    """Return how far the map keeps its order when each group of layers alone is randomised.

    Notes
    -----
    Mean of Spearman's correlation over the groups; Adebayo 2018, see :func:`cascade_rank`.
    """
    return (yield from _compare(case, params, "independent", _rank))


def independent_ssim(case: Case, params: RandomisationParams) -> Run:
    """Return how far the map keeps its look when each group of layers alone is randomised."""
    return (yield from _compare(case, params, "independent", ssim))


def _rank(one: Tensor, other: Tensor) -> float:
    """Spearman's correlation; 0 where the other map became constant, for nothing is left."""
    if bool(other.min() == other.max()):
        return 0.0
    return rank_correlation(one.cpu().numpy(), other.cpu().numpy())


def _compare(
    case: Case,
    params: RandomisationParams,
    order: str,
    measure: Callable[[Tensor, Tensor], float],
) -> Run:
    """Compare the map with those of the randomised network."""
    whole = yield case.whole(explains=True)
    plain = whole.maps[0]
    if bool(plain.min() == plain.max()):
        return undefined(say("metrics", "The map is constant, so it can lose nothing."))
    answer = yield Randomise(order, params.stops, params.how, params.seed)
    if not answer.maps:
        return undefined(say("metrics", "This network cannot be copied, or has no weights."))
    found = [measure(plain, each) for each in answer.maps]
    shares = tuple((place + 1) / len(found) for place in range(len(found)))
    curve = Curve(shares, tuple(found), "Share of the layers, from the output", "Similarity")
    value = found[-1] if order == "cascade" else sum(found) / len(found)
    return Finding(value, {order: curve})


_ALL = (
    ("cascade", "rank", "Order kept by a random network", cascade_rank,
     "Whether the map stays the same when the network forgets all it learned: it should not."),
    ("cascade", "ssim", "Look kept by a random network", cascade_ssim,
     "Whether the map looks the same when the network forgets all it learned: it should not."),
    ("independent", "rank", "Order kept, layers randomised alone", independent_rank,
     "Whether the map stays the same when single layers forget what they learned."),
    ("independent", "ssim", "Look kept, layers randomised alone", independent_ssim,
     "Whether the map looks the same when single layers forget what they learned."),
)  # fmt: skip
for _order, _kind, _label, _run, _summary in _ALL:
    METRICS.add(
        Metric(
            f"randomisation-{_order}-{_kind}",
            _label,
            "explain",
            Better.LOWER,
            (-1.0, 1.0),
            _REFERENCE,
            _run,
            summary=_summary,
            params=RandomisationParams,
            group="sanity",
        )
    )
