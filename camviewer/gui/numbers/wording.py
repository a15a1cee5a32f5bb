"""What is written of metrics and maps: headings, help, numbers, names of curves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.session.number_records import short_number
from camviewer.session.words import map_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from camviewer.core.judgement import Evaluation
    from camviewer.session.catalogue import MetricInfo
    from camviewer.session.service import Session

ARROWS = {"higher": "↑", "lower": "↓", "neither": ""}
_HIGH = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def _tr(text: str) -> str:
    return QCoreApplication.translate("NumberWords", text)


@dataclass(frozen=True, eq=False)
class Sheet:
    """Numbers with the words that they are shown with.

    Attributes
    ----------
    evaluation
        The numbers.
    maps
        Label of each map by its name, in the order of the rows.
    metrics
        What is known of each metric, in the order of the columns.
    """

    evaluation: Evaluation
    maps: Mapping[str, str]
    metrics: tuple[MetricInfo, ...]


def number_text(value: float) -> str:
    """Write a number to the digits that mean something; powers of ten as one reads them."""
    digits, is_power, power = short_number(value).partition("e")
    return f"{digits}·10{str(int(power)).translate(_HIGH)}" if is_power else digits


def head_text(info: MetricInfo) -> str:
    """Head a column in two lines of about one length: label, unit, and which way is good."""
    unit = f" ({info.unit})" if info.unit else ""
    words = f"{info.label}{unit} {ARROWS[info.better]}".rstrip().split(" ")
    breaks = (
        (" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))
    )
    best = min(breaks, key=lambda lines: max(map(len, lines)), default=("", " ".join(words)))
    return "\n".join(best)


def direction_text(better: str) -> str:
    """Say which way is good."""
    return {
        "higher": _tr("Higher is better."),
        "lower": _tr("Lower is better."),
    }.get(better, _tr("Neither high nor low is good by itself."))


def range_text(info: MetricInfo) -> str:
    """Say between what the numbers of a metric lie."""
    low, high = info.range
    if low is None and high is None:
        return ""
    if high is None:
        return _tr("From {low} upwards.").format(low=f"{low:g}")
    if low is None:
        return _tr("Up to {high}.").format(high=f"{high:g}")
    return _tr("From {low} to {high}.").format(low=f"{low:g}", high=f"{high:g}")


def metric_help(info: MetricInfo) -> str:
    """Explain a metric: what it tells, which way is good, its range and where it is from."""
    source = _tr("Formula: {reference}").format(reference=info.reference)
    facts = f"{direction_text(info.better)} {range_text(info)}".strip()
    return "\n".join((info.label, info.summary, facts, source))


def map_names(session: Session, evaluation: Evaluation) -> dict[str, str]:
    """Name the maps of an evaluation as everywhere else; controls stand in brackets."""
    maps = session.state.case.heatmaps
    methods = {info.name: info.label for info in session.methods()}
    found = {}
    for name in evaluation.heatmaps:
        label = map_label(maps[name]) if name in maps else methods.get(name, name)
        is_control = name in evaluation.controls
        found[name] = f"({label})" if is_control else label
    return found


def note_of(evaluation: Evaluation, heatmap: str, metric: str) -> str:
    """Say why a number is not defined; empty where it is, or was never measured."""
    found = evaluation.measurement(heatmap, metric)
    notes = () if found is None else (each.note for each in found.findings)
    return " ".join(dict.fromkeys(note for note in notes if note))


def curve_text(info: MetricInfo, curve: str) -> str:
    """Name a curve: its metric, and which one where it has two."""
    which = {
        "most": _tr("hottest parts removed"),
        "least": _tr("coldest parts removed"),
    }
    if info.name == "road" and curve in which:
        return f"{info.label}, {which[curve]}"
    return info.label


def group_text(group: str) -> str:
    """Name a group of metrics."""
    return {
        "faithfulness": _tr("Faithfulness"),
        "concentration": _tr("Concentration"),
        "stability": _tr("Stability"),
        "sanity": _tr("Sanity"),
        "localisation": _tr("Localisation"),
        "agreement": _tr("Agreement of the maps"),
    }.get(group, group.capitalize())


def group_help(group: str) -> str:
    """Say what the metrics of a group ask."""
    return {
        "faithfulness": _tr("Does what the map marks move the network's answer?"),
        "concentration": _tr("Does the map mark little?"),
        "stability": _tr("Does the map stay the same when image or gradients tremble?"),
        "sanity": _tr("Does the map change when the network forgets what it learned?"),
        "localisation": _tr("Does the map lie where the mask is?"),
        "agreement": _tr("Do the maps say the same? Methods that agree may be wrong together."),
    }.get(group, "")
