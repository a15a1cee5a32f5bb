"""Numbers about maps as lines of text: metrics below each other, maps beside each other."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from camviewer.core.words import say
from camviewer.session.number_records import short_number
from camviewer.session.target_words import short_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from camviewer.core.judgement import Evaluation, Measurement

ARROWS = {"higher": "↑", "lower": "↓", "neither": " "}
_GAP = 2
FEWEST_DRAWS = 20
"""With fewer draws than this the bootstrap's intervals are clearly too narrow."""


def table_lines(evaluation: Evaluation, width: int = 100) -> list[str]:
    """Write all numbers, with as many maps beside each other as fit.

    Parameters
    ----------
    evaluation
        One or more samples. Of several, each mean has its 95 % bootstrap interval, and a star
        marks a map that is better than all others beyond chance.
    width
        Columns of the terminal.

    Notes
    -----
    ``↑`` higher is better, ``↓`` lower is better.
    """
    heads = {name: _head(evaluation, name) for name in evaluation.heatmaps}
    first = [f"{metric} {_arrow(metric)}" for metric in evaluation.metrics]
    cells = {metric: _cells(evaluation, metric, list(heads)) for metric in evaluation.metrics}
    left = max((len(each) for each in first), default=0)
    lines: list[str] = []
    for names in _blocks(heads, cells, width - left):
        wide = {name: _width(heads[name], name, cells) for name in names}
        lines.append(" " * left + "".join(f"{heads[n]:>{wide[n]}}" for n in names))
        lines += [
            f"{label:<{left}}" + "".join(f"{cells[metric][n]:>{wide[n]}}" for n in names)
            for label, metric in zip(first, evaluation.metrics, strict=True)
        ]
        lines.append("")
    return lines


def chance_note(evaluation: Evaluation) -> str:
    """Say what a star means on one image, or why there is none; empty for several images."""
    if any(len(each.findings) > 1 for each in evaluation.measurements):
        return ""
    if any(best_map(evaluation, metric) for metric in evaluation.metrics):
        return say(
            "tables",
            "*: better than every other map on this image, beyond the chance of the draws; "
            "other numbers of one image name no best.",
        )
    return say("tables", "One image: no number can be called the best beyond chance.")


def note_lines(evaluation: Evaluation) -> list[str]:
    """Say why numbers are not defined, once for each reason."""
    reasons: dict[str, dict[str, None]] = {}
    for each in evaluation.measurements:
        for finding in each.findings:
            if finding.note:
                words = f"{short_words(each.heatmap)} {each.metric}"
                reasons.setdefault(finding.note, {})[words] = None
    return [f"–: {', '.join(places)}: {reason}" for reason, places in reasons.items()]


def _head(evaluation: Evaluation, name: str) -> str:
    """Name of a map, with a mark where it is a control."""
    return f"({name})" if name in evaluation.controls else short_words(name)


def _arrow(metric: str) -> str:
    """Which way is good."""
    from camviewer.metrics import METRICS

    return ARROWS[METRICS.get(metric).better]


def _cells(evaluation: Evaluation, metric: str, names: list[str]) -> dict[str, str]:
    """Numbers of one metric by map."""
    best = best_map(evaluation, metric)
    found = {}
    for name in names:
        each = evaluation.measurement(name, metric)
        text = "" if each is None else _cell(each)
        found[name] = f"{text} *" if name == best else text
    return found


def _cell(measurement: Measurement) -> str:
    """Write a mean, and its interval where there are several samples."""
    from camviewer.metrics.interval import interval

    found = interval(measurement.values)
    text = short_number(found.mean if found.count else measurement.value)
    if isnan(found.low):
        return text
    return f"{text} [{short_number(found.low)} {short_number(found.high)}]"


def best_map(evaluation: Evaluation, metric: str) -> str | None:
    """Name the map that is better than all others beyond chance; None where none is.

    Controls do not compete.

    Notes
    -----
    Of several images the chance is which images these were. Of one image it is what was drawn
    at random, for metrics whose value is a mean over such draws; of all others nothing is known
    of chance then, and none is best.
    """
    from camviewer.metrics import METRICS, Better
    from camviewer.metrics.interval import best

    better = METRICS.get(metric).better
    names = [name for name in evaluation.heatmaps if name not in evaluation.controls]
    found = [evaluation.measurement(name, metric) for name in names]
    columns = _columns([each for each in found if each is not None])
    if better is Better.NEITHER or len(columns) < len(names):
        return None
    place = best(columns, is_higher=better is Better.HIGHER)
    return None if place is None else names[place]


def _columns(found: Sequence[Measurement]) -> list[tuple[float, ...]]:
    """List what chance chose, by map: one value per image, or per draw on one image."""
    if any(len(each.findings) != 1 for each in found):
        return [each.values for each in found]
    draws = [each.findings[0].draws for each in found]
    is_known = len({len(each) for each in draws}) == 1 and len(draws[0]) >= FEWEST_DRAWS
    return draws if is_known else []


def _width(head: str, name: str, cells: dict[str, dict[str, str]]) -> int:
    """Columns that a map needs."""
    return _GAP + max(len(head), *(len(row[name]) for row in cells.values()))


def _blocks(
    heads: dict[str, str], cells: dict[str, dict[str, str]], room: int
) -> Iterator[list[str]]:
    """Divide the maps so that each block fits."""
    names: list[str] = []
    used = 0
    for name, head in heads.items():
        wide = _width(head, name, cells)
        if names and used + wide > room:
            yield names
            names, used = [], 0
        names.append(name)
        used += wide
    if names:
        yield names
