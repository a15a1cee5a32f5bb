"""Whether removing the hot part lowers the score."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.trust import Evidence, Standing
from camviewer.core.words import say
from camviewer.session.trust.questions import unknown
from camviewer.session.trust.weighed import (
    MARGIN,
    control_words,
    is_control,
    listed,
    number_words,
)

if TYPE_CHECKING:
    from camviewer.core.judgement import Curve
    from camviewer.session.trust.weighed import Weighed

METRICS = ("road-most", "road-least")
FIRST, LAST = 0.1, 0.5
"""Shares over which falls are averaged: beyond the half little of any image is left."""
LEAST_CHANCE = 0.05
"""A probability below this has nothing to lose."""
STAYS = 0.9
"""A network that keeps this part of its probability whatever is removed cannot be asked so."""


def removal(case: Weighed) -> Evidence:
    """Hold the fall of the probability without the hottest cells against controls."""
    own, coldest = case.curve("road-most"), case.curve("road-least")
    if case.heatmap.is_blank:
        words = say("trust", "The map is blank: nothing is marked that could be removed.")
        return unknown("removal", words)
    if own is None:
        return unknown("removal", say("trust", "Not measured yet."))
    floor = _floor(case)
    curves = [own, *([coldest] if coldest else []), *(curve for _, curve in floor)]
    reason = _silence(case, curves)
    if reason:
        words = case.with_window(_compared(case, coldest, floor))
        return Evidence("removal", Standing.UNKNOWN, reason, words, curves=tuple(curves))
    return Evidence(
        "removal",
        _standing(case, own, coldest, [curve for _, curve in floor]),
        _sentence(case, own),
        case.with_window(_compared(case, coldest, floor)),
        own.y[0] - _level(own),
        curves=tuple(curves),
        metrics=METRICS,
    )


def _floor(case: Weighed) -> list[tuple[str, Curve]]:
    """Curves of the controls.

    Random weights count twice, also with the sign turned round: their coldest cells are the
    hottest of another draw.
    """
    found = [(name, case.curve("road-most", name)) for name in case.controls]
    if "random-cam" in case.controls:
        found.append(("random-cam", case.curve("road-least", "random-cam")))
    return [(name, curve) for name, curve in found if curve is not None]


def _level(curve: Curve) -> float:
    """Mean probability while 10 to 50 % are removed."""
    shares, values = np.array(curve.x), np.array(curve.y)
    inside = (shares > FIRST - 1e-9) & (shares < LAST + 1e-9)
    return float(values[inside].mean()) if inside.any() else float(values[-1])


def _standing(case: Weighed, own: Curve, coldest: Curve | None, floor: list[Curve]) -> Standing:
    """Weigh the fall."""
    fall = own.y[0] - _level(own)
    falls = [each.y[0] - _level(each) for each in floor]
    cold = [coldest.y[0] - _level(coldest)] if coldest else []
    if not falls:
        return Standing.MIXED  # nothing says what chance would give
    if fall <= max([sum(falls) / len(falls), *cold, 0.0]):
        return Standing.NOT_SUPPORTED
    is_clear = fall >= max(*falls, *cold) + MARGIN * own.y[0]
    if not is_clear or is_control(case.heatmap.method) or case.looks_elsewhere:
        return Standing.MIXED
    return Standing.SUPPORTED


def _silence(case: Weighed, curves: list[Curve]) -> str:
    """Say why removing says nothing here; empty where it does."""
    start, lowest = curves[0].y[0], min(min(each.y) for each in curves)
    target, what = case.explanation.target, case.score_words
    least = 0.0 if isnan(target.probability) else LEAST_CHANCE
    if start <= least:
        words = say("trust", "The {score} is {start} to begin with: it has nothing to lose.")
        return words.format(score=what, start=number_words(start))
    if lowest > STAYS * start:
        words = say(
            "trust",
            "The {score} stays at {lowest} or more whatever is removed, up to 90 % of the "
            "image: removing says nothing about this network here.",
        )
        return words.format(score=what, lowest=number_words(lowest))
    return ""


def _sentence(case: Weighed, own: Curve) -> str:
    start, level = own.y[0], _level(own)
    words = say(
        "trust",
        "Without the hottest 10 to 50 % of the image the {score} falls from {start} to "
        "{level} on average.",
    )
    if level >= start:
        words = say(
            "trust",
            "Without the hottest 10 to 50 % of the image the {score} does not fall: from "
            "{start} it goes to {level}.",
        )
    found = {"start": number_words(start), "level": number_words(level)}
    return words.format(score=case.score_words, **found)


def _compared(case: Weighed, coldest: Curve | None, floor: list[tuple[str, Curve]]) -> str:
    """Say where the probability goes with controls, and without the coldest cells."""
    levels: dict[str, list[float]] = {}
    for name, curve in floor:
        levels.setdefault(name, []).append(_level(curve))
    parts = [
        say("trust", "{level} by {control}").format(
            level=listed([number_words(each) for each in sorted(values)]),
            control=control_words(name),
        )
        for name, values in levels.items()
        if name != case.heatmap.name
    ]
    if coldest is not None:
        words = say("trust", "{level} without the coldest cells")
        parts.append(words.format(level=number_words(_level(coldest))))
    if not parts:
        return say("trust", "Nothing to compare with was measured.")
    return say("trust", "As much removed: {parts}.").format(parts="; ".join(parts))
