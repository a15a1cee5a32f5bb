"""Whether removing the hot part lowers the score."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
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
    number_words,
)

if TYPE_CHECKING:
    from camviewer.core.image import Image
    from camviewer.session.trust.weighed import Weighed

FIRST, LAST = 0.1, 0.5
"""Shares over which falls are averaged: beyond the half little of any image is left."""
LEAST_CHANCE = 0.05
"""A probability below this has nothing to lose."""
STAYS = 0.9
"""A network that keeps this part of its probability whatever is removed cannot be asked so."""
ROAD, AIR = ("road-most", "road-least"), ("deletion", "insertion")


def removal_metrics(image: Image) -> tuple[str, str]:
    """Name the metrics that remove the hottest and the coldest cells of an image.

    Notes
    -----
    Pictures are filled in from around (ROAD). Volumes are filled with air: a lung that is
    filled in from around is blurred, and the nodule network is as sure of a blurred one.
    """
    return AIR if image.is_volume else ROAD


@dataclass(frozen=True)
class _Sides:
    """Curves over the share removed: of the map, of its coldest cells, of the controls."""

    own: Curve
    coldest: Curve | None
    floor: tuple[tuple[str, Curve], ...]

    @property
    def all(self) -> tuple[Curve, ...]:
        cold = () if self.coldest is None else (self.coldest,)
        return (self.own, *cold, *(curve for _, curve in self.floor))


def removal(case: Weighed) -> Evidence:
    """Hold the fall of the probability without the hottest cells against controls."""
    if case.heatmap.is_blank:
        words = say("trust", "The map is blank: nothing is marked that could be removed.")
        return unknown("removal", words)
    pair = _measured(case)
    sides = None if pair is None else _sides(case, pair)
    if sides is None or pair is None:
        return unknown("removal", say("trust", "Not measured yet."))
    compared, reason = case.with_window(_compared(case, sides)), _silence(case, sides)
    if reason:
        return Evidence(
            "removal", Standing.UNKNOWN, reason, compared, curves=sides.all, metrics=pair
        )
    return Evidence(
        "removal",
        _standing(case, sides),
        _sentence(case, sides.own),
        compared,
        _fall(sides.own),
        curves=sides.all,
        metrics=pair,
    )


def _measured(case: Weighed) -> tuple[str, str] | None:
    """Name the metrics that were measured, those that suit the image first."""
    first = removal_metrics(case.image)
    for pair in (first, ROAD if first == AIR else AIR):
        if case.curve(pair[0]) is not None:
            return pair
    return None


def _sides(case: Weighed, pair: tuple[str, str]) -> _Sides | None:
    """Collect the curves.

    Random weights count twice, also with the sign turned round: their coldest cells are the
    hottest of another draw. One of the two often marks what stands out of the image by luck,
    so their mean is what chance gives.
    """
    own = case.curve(pair[0])
    if own is None:
        return None
    found = [(name, case.curve(pair[0], name)) for name in case.controls]
    if "random-cam" in case.controls:
        found.append(("random-cam", _cold(case, pair[1], "random-cam")))
    floor = tuple((name, curve) for name, curve in found if curve is not None)
    return _Sides(own, _cold(case, pair[1]), floor)


def _cold(case: Weighed, metric: str, name: str = "") -> Curve | None:
    """Return the curve without the coldest cells; insertion read backwards is one."""
    curve = case.curve(metric, name)
    if curve is None or metric != AIR[1]:
        return curve
    shares = tuple(1 - share for share in reversed(curve.x))
    return Curve(shares, tuple(reversed(curve.y)), curve.x_label, curve.y_label)


def _level(curve: Curve) -> float:
    """Mean probability while 10 to 50 % are removed."""
    shares, values = np.array(curve.x), np.array(curve.y)
    inside = (shares > FIRST - 1e-6) & (shares < LAST + 1e-6)
    return float(values[inside].mean()) if inside.any() else float(values[-1])


def _fall(curve: Curve) -> float:
    return curve.y[0] - _level(curve)


def _levels(sides: _Sides) -> dict[str, float]:
    """Where each control leaves the probability, as a mean over its draws."""
    draws: dict[str, list[float]] = {}
    for name, curve in sides.floor:
        draws.setdefault(name, []).append(_level(curve))
    return {name: sum(levels) / len(levels) for name, levels in draws.items()}


def _standing(case: Weighed, sides: _Sides) -> Standing:
    """Weigh the fall."""
    start, fall = sides.own.y[0], _fall(sides.own)
    falls = [start - level for level in _levels(sides).values()]
    cold = [] if sides.coldest is None else [_fall(sides.coldest)]
    if not falls:
        return Standing.MIXED  # nothing says what chance would give
    if fall <= max([sum(falls) / len(falls), *cold, 0.0]):
        return Standing.NOT_SUPPORTED
    is_clear = fall >= max([*falls, *cold]) + MARGIN * start
    if not is_clear or is_control(case.heatmap.method) or case.looks_elsewhere:
        return Standing.MIXED
    return Standing.SUPPORTED


def _silence(case: Weighed, sides: _Sides) -> str:
    """Say why removing says nothing here; empty where it does."""
    start, lowest = sides.own.y[0], min(_level(each) for each in sides.all)
    least = 0.0 if isnan(case.explanation.target.probability) else LEAST_CHANCE
    if start <= least:
        words = say("trust", "The {score} is {start} to begin with: it has nothing to lose.")
        return words.format(score=case.score_words, start=number_words(start))
    if lowest > STAYS * start:
        words = say(
            "trust",
            "The {score} of {start} stays at {lowest} or more whichever part of the image is "
            "removed: removing says nothing about this network here.",
        )
        found = {"start": number_words(start), "lowest": number_words(lowest)}
        return words.format(score=case.score_words, **found)
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


def _compared(case: Weighed, sides: _Sides) -> str:
    """Say where the probability goes with controls, and without the coldest cells."""
    parts = [
        say("trust", "{level} by {control}").format(
            level=number_words(level), control=control_words(name)
        )
        for name, level in _levels(sides).items()
        if name != case.heatmap.name
    ]
    if sides.coldest is not None:
        words = say("trust", "{level} without the coldest cells")
        parts.append(words.format(level=number_words(_level(sides.coldest))))
    if not parts:
        return say("trust", "Nothing to compare with was measured.")
    return say("trust", "As much removed: {parts}.").format(parts="; ".join(parts))
