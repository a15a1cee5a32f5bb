"""Whether other methods mark the same place."""

from __future__ import annotations

from math import isnan
from statistics import mean, median
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.judgement import Curve
from camviewer.core.trust import Evidence, Standing
from camviewer.core.words import say
from camviewer.session.trust.questions import unknown
from camviewer.session.trust.weighed import (
    MARGIN,
    control_words,
    is_control,
    label,
    listed,
)

if TYPE_CHECKING:
    from camviewer.core.image import Heatmap
    from camviewer.session.trust.weighed import Weighed

METRICS = ("dice-top10",)
SHARED = 0.5
"""Two methods agree that have more of their hottest tenth in common than not."""
FEWEST = 2
_TENTH = 0.1
_SAME = 1e-3
"""Of the largest value: maps nearer than this are the same formula."""


def agreement(case: Weighed) -> Evidence:
    """Hold what other methods share with the map against chance and controls."""
    if case.heatmap.is_blank:
        return unknown("agreement", say("trust", "The map is blank: it marks no place."))
    groups, same = _groups(case)
    found = [(maps, value) for maps in groups if (value := _shared(case, maps)) is not None]
    alike = _alike(same)
    if len(found) < FEWEST:
        words = say("trust", "Too few other methods: explain by another method too.")
        if found or alike:
            words = say("trust", "Only one other method counts: explain by another one too.")
        if not found and alike:
            words = say("trust", "No other method counts: explain by another one too.")
        return Evidence("agreement", Standing.UNKNOWN, words, alike)
    value = median(each for _, each in found)
    words = say("trust", "{value} % of the map's hottest tenth is marked by {methods} too.")
    methods = listed([label(maps[0]) for maps, _ in found])
    return Evidence(
        "agreement",
        _standing(case, value),
        words.format(value=f"{100 * value:.0f}", methods=methods),
        " ".join(part for part in (_compared(case), alike) if part),
        value,
        curves=_bars(case, value),
        metrics=METRICS,
    )


def _groups(case: Weighed) -> tuple[list[list[Heatmap]], list[Heatmap]]:
    """Put forms of one method together; those of the map's own method are told apart.

    Kin of kin is kin: maps that come out the same must get the same answer.
    """
    groups: list[list[Heatmap]] = [[case.heatmap]]
    for each in case.others:
        is_near = [any(_is_kin(each, other) for other in maps) for maps in groups]
        near = [maps for maps, is_kin in zip(groups, is_near, strict=True) if is_kin]
        far = [maps for maps, is_kin in zip(groups, is_near, strict=True) if not is_kin]
        joined = [*(other for maps in near for other in maps), each]
        groups = [joined, *far] if is_near[0] else [*far, joined]
    return groups[1:], groups[0][1:]


def _is_kin(one: Heatmap, other: Heatmap) -> bool:
    """Whether two maps are forms of one method, or come out the same at this layer."""
    if one.method == other.method or {_family(one), _family(other)} == {"cf-cam"}:
        return True
    if one.array.shape != other.array.shape:
        return False
    first, second = (each.array / max(np.abs(each.array).max(), 1e-30) for each in (one, other))
    return bool(np.abs(first - second).max() < _SAME)


def _family(heatmap: Heatmap) -> str:
    from camviewer.engine.methods import METHODS

    return METHODS.get(heatmap.method).family if heatmap.method in METHODS else heatmap.method


def _shared(case: Weighed, maps: list[Heatmap]) -> float | None:
    """Mean of what the forms of a method share with the map; None where that is not known."""
    known = [_dice(case, each.name) for each in maps]
    values = [each for each in known if each is not None]
    return mean(values) if values else None


def _dice(case: Weighed, name: str) -> float | None:
    pair = {case.heatmap.name, name}
    for each in case.evaluation.agreements:
        if each.metric == METRICS[0] and {each.one, each.other} == pair:
            return None if isnan(each.value) else each.value
    return None


def _floor(case: Weighed) -> dict[str, float]:
    """List what the controls share with the map, without itself."""
    names = [name for name in case.controls if name != case.heatmap.name]
    found = {name: _dice(case, name) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def by_chance(cells: int) -> float:
    """Return what two unrelated maps share of their hottest tenth at most, 19 times in 20.

    Notes
    -----
    Mean and twice the deviation of the hypergeometric distribution, over the tenth.
    """
    hot = max(1, int(np.ceil(_TENTH * cells)))
    share = hot / cells
    spread = (share * (1 - share) / hot * (cells - hot) / max(1, cells - 1)) ** 0.5
    return float(min(1.0, share + 2 * spread))


def _standing(case: Weighed, value: float) -> Standing:
    floor = list(_floor(case).values())
    chance = by_chance(case.heatmap.array.size)
    if value <= max([chance, *([mean(floor)] if floor else [])]):
        return Standing.NOT_SUPPORTED
    is_clear = value >= max([SHARED, *(each + MARGIN for each in floor)])
    if not (is_clear and floor) or is_control(case.heatmap.method):
        return Standing.MIXED
    return Standing.SUPPORTED


def _compared(case: Weighed) -> str:
    chance = by_chance(case.heatmap.array.size)
    words = say("trust", "Chance alone gives up to {chance} %.")
    parts = [words.format(chance=f"{100 * chance:.0f}")]
    for name, value in _floor(case).items():
        words = say("trust", "Marked by {control}: {value} %.")
        parts.append(words.format(control=control_words(name), value=f"{100 * value:.0f}"))
    return " ".join(parts)


def _alike(same: list[Heatmap]) -> str:
    """Say which methods do not count."""
    if not same:
        return ""
    words = say("trust", "Not counted, as they are the same method or formula here: {methods}.")
    return words.format(methods=listed([label(each) for each in same]))


def _bars(case: Weighed, value: float) -> tuple[Curve, ...]:
    """One point for the map and one for each control, named by what they are."""
    words = say("trust", "shared with the map")
    own = Curve((0.0,), (value,), say("trust", "other methods"), words)
    floor = _floor(case).items()
    return (own, *(Curve((0.0,), (v,), control_words(name), words) for name, v in floor))
