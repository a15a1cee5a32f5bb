"""Curves as small drawings that a page can hold."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, isfinite, log10
from typing import TYPE_CHECKING

from camviewer.core.words import say
from camviewer.session.report.tables import row_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from camviewer.core.judgement import Curve, Evaluation

WIDTH, HEIGHT = 320.0, 200.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 44.0, 8.0, 8.0, 36.0
_TICKS = 5
# Okabe and Ito's colours, told apart by colour-blind readers, dark enough on white.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#8A6D00", "#56B4E9", "#000000")
_DASHES = ("", "6 3", "2 2", "8 3 2 3")
_GREY = "#8A8F98"


@dataclass(frozen=True)
class Stroke:
    """One curve on the paper.

    Attributes
    ----------
    label
        The map's words.
    points
        As SVG writes them: ``x,y x,y``.
    colour, dash
        How it is drawn; ``dash`` is empty for a whole line.
    """

    label: str
    points: str
    colour: str
    dash: str


@dataclass(frozen=True)
class Tick:
    """A number beside an axis, and where it stands on the paper."""

    at: float
    text: str


@dataclass(frozen=True)
class Plot:
    """Curves of one metric over all maps.

    Attributes
    ----------
    title
        The metric's words.
    x_label, y_label
        Along the axes.
    strokes
        One for each map.
    x_ticks, y_ticks
        Numbers along the axes.
    width, height, left, bottom
        Of the paper, and where the axes cross.
    """

    title: str
    x_label: str
    y_label: str
    strokes: tuple[Stroke, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = _LEFT
    right: float = WIDTH - _RIGHT
    top: float = _TOP
    bottom: float = HEIGHT - _BOTTOM


def curve_plots(evaluation: Evaluation, labels: Mapping[str, str]) -> tuple[Plot, ...]:
    """Draw every kind of curve of an evaluation of one image; maps share colours throughout.

    Parameters
    ----------
    labels
        Words of each map by its name; controls may be missing.
    """
    found: dict[tuple[str, str], dict[str, Curve]] = {}
    for each in evaluation.measurements:
        for name, curve in each.findings[0].curves.items():
            if len(curve.x) > 1:
                found.setdefault((each.metric, name), {})[each.heatmap] = curve
    looks = dict(_looks(evaluation))
    words = {name: row_label(name, labels) for name in evaluation.heatmaps}
    distinct: dict[tuple[object, ...], Plot] = {}
    for (metric, name), curves in found.items():
        drawn = tuple(sorted((map_name, curve.y) for map_name, curve in curves.items()))
        if drawn not in distinct:
            distinct[drawn] = _plot(_title(metric, name), curves, words, looks)
    return tuple(distinct.values())


def _title(metric: str, curve: str) -> str:
    from camviewer.metrics import METRICS

    label = say("metrics", METRICS.get(metric).label)
    words = {
        "most": say("report", "hottest parts removed"),
        "least": say("report", "coldest parts removed"),
    }.get(curve, "")
    return f"{label}: {words}" if words and metric == "road" else label


def _looks(evaluation: Evaluation) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give each map its colour and dash; controls are grey."""
    number = 0
    for name in evaluation.heatmaps:
        if name in evaluation.controls:
            yield name, (_GREY, "2 3" if name == evaluation.controls[0] else "7 4")
            continue
        dash = _DASHES[number // len(_COLOURS) % len(_DASHES)]
        yield name, (_COLOURS[number % len(_COLOURS)], dash)
        number += 1


def _plot(
    title: str,
    curves: Mapping[str, Curve],
    words: Mapping[str, str],
    looks: Mapping[str, tuple[str, str]],
) -> Plot:
    first = next(iter(curves.values()))
    x_low, x_high = _ends([x for curve in curves.values() for x in curve.x])
    y_low, y_high = _ends([y for curve in curves.values() for y in curve.y])
    across = (WIDTH - _RIGHT - _LEFT) / (x_high - x_low)
    down = (HEIGHT - _BOTTOM - _TOP) / (y_high - y_low)

    def place(x: float, y: float) -> str:
        return f"{_LEFT + (x - x_low) * across:.1f},{_TOP + (y_high - y) * down:.1f}"

    strokes = []
    for name, curve in curves.items():
        known = [(x, y) for x, y in zip(curve.x, curve.y, strict=True) if isfinite(y)]
        points = " ".join(place(x, y) for x, y in known)
        strokes.append(Stroke(words[name], points, *looks[name]))
    return Plot(
        title,
        first.x_label,
        first.y_label,
        tuple(strokes),
        tuple(_ticks(x_low, x_high, lambda x: _LEFT + (x - x_low) * across)),
        tuple(_ticks(y_low, y_high, lambda y: _TOP + (y_high - y) * down)),
    )


def _ends(values: list[float]) -> tuple[float, float]:
    """Lowest and highest value, never the same."""
    known = [value for value in values if isfinite(value)] or [0.0]
    low, high = min(known), max(known)
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _ticks(low: float, high: float, place: Callable[[float], float]) -> Iterator[Tick]:
    """Set round numbers along an axis: multiples of 1, 2 or 5 times a power of ten."""
    rough = (high - low) / _TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= 0.999 * rough)
    digits = max(0, -floor(log10(step) + 1e-9))
    first, last = ceil(low / step - 1e-6), floor(high / step + 1e-6)
    for number in range(first, last + 1):
        yield Tick(place(number * step), f"{number * step + 0.0:.{digits}f}")
