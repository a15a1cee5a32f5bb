"""What stands in a report, as plain data: facts, tables, figures, plots."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from io import BytesIO
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.settings import DISCLAIMER
from camviewer.session.figures import case_figure
from camviewer.session.number_records import short_number
from camviewer.session.privacy import patient_text
from camviewer.session.regions import find_regions, region_place
from camviewer.session.report.plots import Plot, curve_plots
from camviewer.session.state import Overlay
from camviewer.session.tables import ARROWS, best_map, chance_note
from camviewer.session.target_words import nameless_words
from camviewer.session.words import chance, deviation_sentence, map_label, scan_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from camviewer.core.image import Heatmap, Image
    from camviewer.core.job import Explanation
    from camviewer.core.judgement import Evaluation
    from camviewer.core.trust import Trust
    from camviewer.session.state import View

_REGIONS = 5
_METRICS_ACROSS = 6
_QUESTIONS = {
    "removal": "Does removing the highlighted part lower the score?",
    "randomisation": "Does the map change when the weights are randomised?",
    "agreement": "Do the methods agree?",
    "noise": "Is it stable under small noise?",
    "grid": "Is the grid fine enough for the finding?",
}
STANCE = (
    "This is about the network, not about the disease: a map that is supported can show that "
    "the network looks at the wrong thing."
)


@dataclass(frozen=True)
class ReportWishes:
    """What a report tells besides the maps.

    Attributes
    ----------
    evaluation
        Numbers about the maps; None where none were measured.
    trust
        What speaks for each map, by its name.
    selected
        Name of the map that is shown large; empty takes the first.
    overlay, view
        How figures look; a view of None is that of a new case.
    card
        The model's card, Markdown; may be empty.
    has_patient
        Whether the file's name and what it tells of the person stand in it.
    made_on
        The day it is made.
    """

    evaluation: Evaluation | None = None
    trust: Mapping[str, Trust] = field(default_factory=dict)
    selected: str = ""
    overlay: Overlay = field(default_factory=Overlay)
    card: str = ""
    has_patient: bool = False
    made_on: date = field(default_factory=date.today)
    view: View | None = None


@dataclass(frozen=True)
class Figure:
    """A picture with its words.

    Attributes
    ----------
    title
        Above it, and what is said where it cannot be seen.
    png
        The file.
    width, height
        In pixels.
    """

    title: str
    png: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Table:
    """Words in rows; the first column names the row."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Answer:
    """One line of the trust panel: the question, its state and the words."""

    question: str
    standing: str
    sentence: str
    compared_with: str


@dataclass(frozen=True)
class Report:
    """Everything in its order.

    Attributes
    ----------
    title, disclaimer, stance
        Sentences at the top and the bottom.
    facts, provenance
        Pairs of a name and a value: of the case, and of how the maps were made.
    patient
        Lines about the person; empty unless they were asked for.
    notes
        Sentences that must be read.
    figures, tables, plots
        In their order; ``numbers`` are the tables of metrics, ``number_notes`` what must be
        known of them.
    answers
        The trust panel of the map that is shown large, named by ``trusted``.
    card
        The model's card as Markdown.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    provenance: tuple[tuple[str, str], ...]
    patient: tuple[str, ...]
    notes: tuple[str, ...]
    figures: tuple[Figure, ...]
    regions: Table | None
    trusted: str
    answers: tuple[Answer, ...]
    numbers: tuple[Table, ...]
    number_notes: tuple[str, ...]
    plots: tuple[Plot, ...]
    parameters: Table
    card: str
    disclaimer: str = DISCLAIMER
    stance: str = STANCE


def build_report(image: Image, explanation: Explanation, wishes: ReportWishes) -> Report:
    """Collect what a report tells.

    Parameters
    ----------
    image, explanation
        What was explained, and the maps; at least one.
    wishes
        What else is told.

    Notes
    -----
    For a worker thread: figures and regions of a large volume take seconds. Unless it was
    asked for, nothing of the input is told but the start of its SHA-256, its size and what
    the network said.
    """
    selected = wishes.selected or next(iter(explanation.heatmaps))
    heatmap, evaluation = explanation.heatmaps[selected], wishes.evaluation
    return Report(
        f"What moved the score of {explanation.model_label}",
        _facts(image, explanation, wishes),
        _provenance(image, explanation),
        tuple(patient_text(image, is_hidden=not wishes.has_patient).splitlines()),
        _notes(image, explanation),
        _figures(image, explanation, selected, wishes),
        _regions(image, heatmap),
        nameless_words(map_label(heatmap)),
        _answers(wishes.trust.get(selected)),
        () if evaluation is None else tuple(_numbers(explanation, evaluation)),
        () if evaluation is None else _number_notes(evaluation),
        () if evaluation is None else curve_plots(evaluation, _labels(explanation)),
        _parameters(explanation),
        wishes.card,
    )


def _facts(
    image: Image, explanation: Explanation, wishes: ReportWishes
) -> tuple[tuple[str, str], ...]:
    """Say what was explained."""
    grid, target = image.grid, explanation.target
    unit = "mm" if image.is_volume else "px"
    size = " × ".join(map(str, grid.shape))
    spacing = " × ".join(f"{step:.3g}" for step in grid.spacing)
    facts = [
        ("Date of the report", wishes.made_on.isoformat()),
        ("Image", f"{size}, {spacing} {unit}" if image.is_volume else f"{size} {unit}"),
        ("Image's SHA-256", image.sha256 or "not known"),
        ("Network", explanation.model_label),
        ("Explained", f"{nameless_words(target.label)}, {_chance_words(target)}"),
        ("Layer", f"{explanation.layer}: {explanation.layer_reason}".rstrip(": ")),
    ]
    if wishes.has_patient and image.name:
        facts.insert(1, ("File", image.name))
    scan = scan_sentence(explanation)
    return (*facts, ("Scan", scan)) if scan else tuple(facts)


def _chance_words(target: object) -> str:
    """Name a probability as one."""
    words = chance(target)  # type: ignore[arg-type]
    return words if " " in words else f"probability {words}"


def _provenance(image: Image, explanation: Explanation) -> tuple[tuple[str, str], ...]:
    """Say all that is needed to make the maps again."""
    computed = deviation_sentence(explanation) or f"computed in {explanation.precision}"
    return (
        ("Program", f"camviewer {version('camviewer')}"),
        ("Weights' SHA-256", explanation.weights_sha256 or "none: random weights"),
        ("Device", f"{explanation.device}, {computed}"),
        ("Seed", str(explanation.seed)),
        ("Image's SHA-256", image.sha256 or "not known"),
        ("Libraries", ", ".join(f"{name} {version(name)}" for name in ("torch", "numpy"))),
    )


def _notes(image: Image, explanation: Explanation) -> tuple[str, ...]:
    """List what must be read: badges of methods, warnings, notes."""
    from camviewer.engine.methods import METHODS

    badges = [
        f"{METHODS.get(each.method).label}: {METHODS.get(each.method).badge}"
        for each in explanation.heatmaps.values()
        if each.method in METHODS and METHODS.get(each.method).badge
    ]
    blank = [
        f"{nameless_words(map_label(each))}: no positive evidence in this map"
        for each in explanation.heatmaps.values()
        if each.is_blank
    ]
    every = (*image.warnings, *explanation.notes, *badges, *blank)
    return tuple(dict.fromkeys(nameless_words(each) for each in every))


def _figures(
    image: Image, explanation: Explanation, selected: str, wishes: ReportWishes
) -> tuple[Figure, ...]:
    """Draw the planes at the hottest point of the selected map, and all maps there."""
    label = nameless_words(map_label(explanation.heatmaps[selected]))
    planes = "the three planes" if image.is_volume else "the picture"
    overlay, view = wishes.overlay, wishes.view
    large = case_figure(image, explanation, [selected], overlay, view=view)
    figures = [_figure(f"{label}: {planes} at its hottest point", large)]
    names = [selected, *(name for name in explanation.heatmaps if name != selected)]
    if len(names) > 1:
        every = case_figure(image, explanation, names, overlay, view=view)
        figures.append(_figure("All methods on the same plane", every))
    return tuple(figures)


def _figure(title: str, pixels: NDArray[np.uint8]) -> Figure:
    from PIL import Image as Picture

    file = BytesIO()
    Picture.fromarray(np.ascontiguousarray(pixels)).save(file, format="PNG", optimize=True)
    return Figure(title, file.getvalue(), pixels.shape[1], pixels.shape[0])


def _regions(image: Image, heatmap: Heatmap) -> Table | None:
    """List the largest hot regions."""
    found = find_regions(image, heatmap)
    if not found.items:
        return None
    size, where = ("ml", "R A S in mm") if image.is_volume else ("px", "row, column")
    head = ["", f"strongest cell ({where})", f"size ({size})", "share of the heat"]
    if found.unit:
        head.append(f"mean ({found.unit})")
    rows = []
    for item in found.items[:_REGIONS]:
        row = [
            str(item.number), region_place(item), short_number(item.size), f"{item.share:.0%}"
        ]  # fmt: skip
        if found.unit:
            row.append("–" if item.mean is None else f"{item.mean:.0f}")
        rows.append(tuple(row))
    label = nameless_words(map_label(heatmap))
    return Table(f"Hot regions of {label} ({found.count} in all)", tuple(head), tuple(rows))


def _answers(trust: Trust | None) -> tuple[Answer, ...]:
    if trust is None:
        return ()
    return tuple(
        Answer(
            _QUESTIONS.get(each.question, each.question),
            str(each.standing),
            nameless_words(each.sentence),
            nameless_words(each.compared_with),
        )
        for each in trust.evidence
    )


def _labels(explanation: Explanation) -> dict[str, str]:
    """Words of every map by its name."""
    return {
        name: nameless_words(map_label(each)) for name, each in explanation.heatmaps.items()
    }


def _numbers(explanation: Explanation, evaluation: Evaluation) -> list[Table]:
    """Write maps below each other and metrics beside each other, a few at a time."""
    from camviewer.metrics import METRICS

    labels, tables = _labels(explanation), []
    best = {metric: best_map(evaluation, metric) for metric in evaluation.metrics}
    for start in range(0, len(evaluation.metrics), _METRICS_ACROSS):
        part = evaluation.metrics[start : start + _METRICS_ACROSS]
        head = tuple(f"{METRICS.get(m).label} {ARROWS[METRICS.get(m).better]}" for m in part)
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
    label = labels.get(name, nameless_words(name))
    return f"({label})" if name in evaluation.controls else label


def _cell(evaluation: Evaluation, name: str, metric: str, *, is_best: bool) -> str:
    found = evaluation.measurement(name, metric)
    if found is None:
        return ""
    text = short_number(found.value)
    unit = f" {found.unit}" if found.unit and not isnan(found.value) else ""
    return f"{text}{unit} *" if is_best else f"{text}{unit}"


def _number_notes(evaluation: Evaluation) -> tuple[str, ...]:
    """Say how the tables are read, and what is missing in them."""
    notes = ["↑ higher is better, ↓ lower is better, – is not defined."]
    notes += filter(None, [chance_note(evaluation)])
    if evaluation.controls:
        notes.append(
            "Names in brackets are maps that know nothing of the target: "
            "a map that does not beat them says nothing."
        )
    reasons = {
        finding.note for each in evaluation.measurements for finding in each.findings
    } - {""}
    return (*notes, *sorted(reasons), *evaluation.notes)


def _parameters(explanation: Explanation) -> Table:
    """Say how every map was made."""
    rows = []
    for name, each in explanation.heatmaps.items():
        given = ", ".join(f"{key} {_short(value)}" for key, value in each.parameters.items())
        cells = f"{' × '.join(map(str, each.array.shape))} cells"
        rows.append(
            (nameless_words(name), f"{each.layer}, {cells}", nameless_words(given) or "–")
        )
    return Table("Methods", ("method", "layer and grid", "parameters"), tuple(rows))


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
