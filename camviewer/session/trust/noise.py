"""Whether the map stays the same under small noise."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from camviewer.core.judgement import Curve
from camviewer.core.trust import Evidence, Standing
from camviewer.core.words import say
from camviewer.session.trust.questions import unknown
from camviewer.session.trust.weighed import HALF, control_words

if TYPE_CHECKING:
    from camviewer.session.trust.weighed import Weighed

METRIC = "max-sensitivity"
SMALL = 0.1**0.5
"""A change of this size holds a tenth of the map's energy, one of HALF a half of it."""


def noise(case: Weighed) -> Evidence:
    """Hold the largest change of the map under noise against its size."""
    found = case.finding(METRIC)
    if case.heatmap.is_blank:
        return unknown("noise", say("trust", "The map is blank: nothing can tremble."))
    if found is None or isnan(found.value):
        return unknown("noise", say("trust", "Not measured yet."))
    radius, draws = _noise_of(case)
    words = say(
        "trust",
        "Noise of {radius} % of the image's range changes the map by up to {value} % of its "
        "size (largest of {draws}).",
    )
    return Evidence(
        "noise",
        _standing(case, found.value),
        words.format(radius=f"{radius:g}", value=_percent(found.value), draws=draws),
        case.with_window(_compared(case)),
        found.value,
        curves=_bars(case, found.value),
        metrics=(METRIC,),
    )


def _noise_of(case: Weighed) -> tuple[float, int]:
    """How large the noise was, in per cent, and how often it was drawn."""
    given = case.evaluation.parameters.get(METRIC, {})
    return float(str(given.get("radius", 2.0))), int(str(given.get("draws", 10)))


def _standing(case: Weighed, value: float) -> Standing:
    if value >= HALF:
        return Standing.NOT_SUPPORTED
    if value > SMALL or case.looks_elsewhere:
        return Standing.MIXED
    return Standing.SUPPORTED


def _floor(case: Weighed) -> dict[str, float]:
    found = {name: case.finding(METRIC, name) for name in case.controls}
    return {
        name: each.value
        for name, each in found.items()
        if each is not None and not isnan(each.value) and name != case.heatmap.name
    }


def _compared(case: Weighed) -> str:
    words = say("trust", "{control}: {value} %")
    parts = [
        words.format(control=control_words(name), value=_percent(value))
        for name, value in _floor(case).items()
    ]
    if not parts:
        return ""
    return say("trust", "By the same noise, {parts}.").format(parts="; ".join(parts))


def _percent(value: float) -> str:
    """Write a share of the map's size in percent; what would round to nothing is near it."""
    return "<1" if 0 < value < 0.01 else f"{100 * value:.0f}"


def _bars(case: Weighed, value: float) -> tuple[Curve, ...]:
    words = say("trust", "change of the map")
    own = Curve((0.0,), (value,), say("trust", "this map"), words)
    floor = _floor(case).items()
    return (own, *(Curve((0.0,), (v,), control_words(name), words) for name, v in floor))
