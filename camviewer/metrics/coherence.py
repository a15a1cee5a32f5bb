"""Whether a method maps what it marked again, and the mean of three virtues: ADCC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.core.judgement import Finding
from camviewer.core.words import say
from camviewer.metrics.concentration import complexity
from camviewer.metrics.faithfulness import average_drop, seen_through
from camviewer.metrics.spec import METRICS, Better, Metric, NoParams
from camviewer.metrics.subject import blank_map, undefined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from camviewer.metrics.subject import Case, Run

_REFERENCE = "arXiv:2104.10252"


def coherency(case: Case, _params: NoParams) -> Run:
    """Return how far the map of the image seen through its map is the same, in [0, 1].

    Notes
    -----
    ``(1 + r) / 2`` with r Pearson's correlation of ``relu L(x)`` and ``relu L(L x)``, on the
    input's grid; Poppi 2021. What is cold is shown black. 0 where the second map is the same
    everywhere: a map that is gone agrees with nothing.
    """
    if case.is_blank:
        return blank_map()
    if bool(case.heat.clamp_min(0).min() == case.heat.max()):
        return undefined(say("metrics", "The map is constant, so it cannot be compared."))
    answer = yield seen_through(case, explains=True)
    return Finding(_coherency(case, answer.maps[0]))


def adcc(case: Case, params: NoParams) -> Run:
    """Return the harmonic mean of coherency, 1 - complexity and 1 - average drop, in [0, 1].

    Notes
    -----
    ``3 / (1/coherency + 1/(1 - complexity) + 1/(1 - drop))``, 0 where one of the three is 0.
    Poppi 2021; the authors' code leaves the inversions out and so is no mean.
    """
    similar = yield from coherency(case, params)
    if similar.note:
        return similar
    drop = yield from average_drop(case, params)
    spread = complexity(case.heat.cpu().numpy())
    return Finding(harmonic_mean((similar.value, 1 - spread, 1 - drop.value)))


def harmonic_mean(values: Sequence[float]) -> float:
    """Return the harmonic mean of values that are not negative; 0 where one is 0."""
    if min(values) <= 0:
        return 0.0
    return len(values) / sum(1 / value for value in values)


def _coherency(case: Case, again: Tensor) -> float:
    """Compare the map with another one of the layer's grid."""
    return correlation(case.heat.clamp_min(0), case.laid(again).clamp_min(0))


def correlation(one: Tensor, other: Tensor) -> float:
    """Pearson's correlation as a share in [0, 1]; 0 where one is constant."""
    first, second = (each.double().cpu().flatten() for each in (one, other))
    first, second = first - first.mean(), second - second.mean()
    size = float(first.norm() * second.norm())
    if not size > 0:
        return 0.0
    return min(1.0, max(0.0, (1 + float(first @ second) / size) / 2))


METRICS.add(
    Metric(
        "coherency",
        "Coherency",
        "explain",
        Better.HIGHER,
        (0.0, 1.0),
        _REFERENCE,
        coherency,
        summary="Whether the method marks the same place again when only that is shown.",
        group="faithfulness",
    )
)
METRICS.add(
    Metric(
        "adcc",
        "ADCC",
        "explain",
        Better.HIGHER,
        (0.0, 1.0),
        _REFERENCE,
        adcc,
        summary="One mark for three virtues: marks little, the same again, and what matters.",
        group="faithfulness",
    )
)
