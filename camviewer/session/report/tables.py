"""The tables of a report: hot regions, numbers, parameters."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose, isnan
from typing import TYPE_CHECKING

from camviewer.core.words import say
from camviewer.session.number_records import short_number
from camviewer.session.regions import find_regions, region_place
from camviewer.session.tables import ARROWS, best_map, chance_note
from camviewer.session.target_words import nameless_words
from camviewer.session.words import map_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from camviewer.core.image import Heatmap, Image
    from camviewer.core.job import Explanation
    from camviewer.core.judgement import Evaluation

_REGIONS = 5
_METRICS_ACROSS = 6
_SMALLEST, _LARGE = 1e-3, 1e4


@dataclass(frozen=True)
class Table:
    """Words in rows; the first column names the row."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def label_of(heatmap: Heatmap) -> str:
    """Words of a map that may leave the computer."""
    return nameless_words(map_label(heatmap))


def labels_of(explanation: Explanation) -> dict[str, str]:
    """Words of every map by its name."""
    return {name: label_of(each) for name, each in explanation.heatmaps.items()}


def regions_table(image: Image, heatmap: Heatmap) -> Table | None:
    """List the largest hot regions."""
    found = find_regions(image, heatmap)
    if not found.items:
        return None
    size = "ml" if image.is_volume else "px"
    where = say("report", "R A S in mm") if image.is_volume else say("report", "row, column")
    head = [
        "",
        say("report", "strongest cell ({where})").format(where=where),
        say("report", "size ({unit})").format(unit=size),
        say("report", "share of the heat"),
    ]
    if found.unit:
        head.append(say("report", "mean ({unit})").format(unit=found.unit))
    rows = []
    for item in found.items[:_REGIONS]:
        row = [
            str(item.number),
            region_place(item),
            plain_number(item.size),
            f"{100 * item.share:.0f} %",
        ]
        if found.unit:
            row.append("–" if item.mean is None else _signed(f"{item.mean:.0f}"))
        rows.append(tuple(row))
    title = say("report", "Hot regions of {map} ({count} in all)")
    title = title.format(map=label_of(heatmap), count=found.count)
    return Table(title, tuple(head), tuple(rows))


def number_tables(explanation: Explanation, evaluation: Evaluation) -> list[Table]:
    """Write maps below each other and metrics beside each other, a few at a time."""
    from camviewer.metrics import METRICS

    labels, tables = labels_of(explanation), []
    best = {metric: best_map(evaluation, metric) for metric in evaluation.metrics}
    for start in range(0, len(evaluation.metrics), _METRICS_ACROSS):
        part = evaluation.metrics[start : start + _METRICS_ACROSS]
        head = tuple(
            f"{say('metrics', METRICS.get(m).label)} {ARROWS[METRICS.get(m).better]}"
            for m in part
        )
        rows = tuple(
            (
                _row_name(evaluation, name, labels),
                *(_cell(evaluation, name, m, is_best=best[m] == name) for m in part),
            )
            for name in evaluation.heatmaps
        )
        tables.append(Table("", ("", *head), rows))
    return tables


def _row_name(evaluation: Evaluation, name: str, labels: Mapping[str, str]) -> str:
    label = row_label(name, labels)
    return f"({label})" if name in evaluation.controls else label


def row_label(name: str, labels: Mapping[str, str]) -> str:
    """Words of a map; a control that is none of the explanation's has those of its method."""
    from camviewer.engine.methods import METHODS

    if name in labels or name not in METHODS:
        return labels.get(name, nameless_words(name))
    return say("methods", METHODS.get(name).label)


def plain_number(value: float) -> str:
    """Write a number for paper, without powers of ten."""
    if isnan(value) or not 0 < abs(value) < float("inf"):
        return short_number(value)
    if abs(value) < _SMALLEST:
        return "<0.001" if value > 0 else ">−0.001"
    text = f"{value:,.0f}" if abs(value) >= _LARGE else short_number(value)
    return _signed(text.replace(",", "\u202f"))


def _signed(text: str) -> str:
    """Write a minus that is as wide as a digit."""
    return text.replace("-", "−")


def _cell(evaluation: Evaluation, name: str, metric: str, *, is_best: bool) -> str:
    found = evaluation.measurement(name, metric)
    if found is None:
        return ""
    text = plain_number(found.value)
    unit = f" {found.unit}" if found.unit and not isnan(found.value) else ""
    return f"{text}{unit} *" if is_best else f"{text}{unit}"


def equal_maps(evaluation: Evaluation) -> list[list[str]]:
    """Find maps that share every number, whose curves lie over each other; two or more each."""
    groups: list[list[str]] = []
    for name in evaluation.heatmaps:
        home = next((each for each in groups if _are_equal(evaluation, each[0], name)), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    return [each for each in groups if len(each) > 1]


def _are_equal(evaluation: Evaluation, one: str, other: str) -> bool:
    pairs = [(evaluation.value(one, m), evaluation.value(other, m)) for m in evaluation.metrics]
    known = [(first, second) for first, second in pairs if not (isnan(first) and isnan(second))]
    return bool(known) and all(isclose(*pair, rel_tol=1e-3, abs_tol=1e-4) for pair in known)


def number_notes(evaluation: Evaluation, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Say how the tables are read, and what is missing in them."""
    notes = [say("report", "↑ higher is better, ↓ lower is better, – is not defined.")]
    notes += filter(None, [chance_note(evaluation)])
    if evaluation.controls:
        notes.append(
            say(
                "report",
                "Names in brackets are maps that know nothing of the target: a map that does "
                "not beat them says nothing.",
            )
        )
    words = say("report", "The same map here, so their curves lie over each other: {maps}.")
    notes += [
        words.format(maps=", ".join(row_label(name, labels) for name in names))
        for names in equal_maps(evaluation)
    ]
    reasons = {
        finding.note for each in evaluation.measurements for finding in each.findings
    } - {""}
    return (*notes, *sorted(reasons), *evaluation.notes)


def parameter_table(explanation: Explanation) -> Table:
    """Say how every map was made."""
    rows = []
    for name, each in explanation.heatmaps.items():
        given = ", ".join(f"{key} {_short(value)}" for key, value in each.parameters.items())
        count = " × ".join(map(str, each.array.shape))
        cells = say("report", "{count} cells").format(count=count)
        rows.append(
            (nameless_words(name), f"{each.layer}, {cells}", nameless_words(given) or "–")
        )
    head = (
        say("report", "method"),
        say("report", "layer and grid"),
        say("report", "parameters"),
    )
    return Table(say("report", "Methods"), head, tuple(rows))


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, bool):
        return say("report", "yes") if value else say("report", "no")
    return " ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
