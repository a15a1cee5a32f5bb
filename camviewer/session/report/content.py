"""What stands in a report, as plain data: facts, tables, figures, plots."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.settings import DISCLAIMER
from camviewer.core.trust import Standing
from camviewer.core.words import say
from camviewer.session.figures import case_figure, outlined
from camviewer.session.privacy import patient_text
from camviewer.session.report.plots import Plot, curve_plots
from camviewer.session.report.tables import (
    Table,
    label_of,
    labels_of,
    number_notes,
    number_tables,
    parameter_table,
    regions_table,
)
from camviewer.session.state import Overlay
from camviewer.session.target_words import nameless_words
from camviewer.session.trust import caution, question_words, standing_words
from camviewer.session.words import chance, deviation_sentence, scan_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from camviewer.core.image import Image, Mask
    from camviewer.core.job import Explanation
    from camviewer.core.judgement import Evaluation
    from camviewer.core.trust import Evidence, Trust
    from camviewer.session.state import View

_SIGNS = {
    Standing.SUPPORTED: "●",
    Standing.MIXED: "◐",
    Standing.NOT_SUPPORTED: "○",
    Standing.UNKNOWN: "–",
}


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
    mask
        Where the finding is, which figures outline; None outlines nothing.
    """

    evaluation: Evaluation | None = None
    trust: Mapping[str, Trust] = field(default_factory=dict)
    selected: str = ""
    overlay: Overlay = field(default_factory=Overlay)
    card: str = ""
    has_patient: bool = False
    made_on: date = field(default_factory=date.today)
    view: View | None = None
    mask: Mask | Image | None = None


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
    standings
        How every map stands in each question; None for fewer than two maps.
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
    standings: Table | None
    numbers: tuple[Table, ...]
    number_notes: tuple[str, ...]
    plots: tuple[Plot, ...]
    parameters: Table
    card: str
    stance: str
    disclaimer: str = DISCLAIMER


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
        say("report", "What moved the score of {model}").format(model=explanation.model_label),
        _facts(image, explanation, wishes),
        _provenance(image, explanation),
        tuple(patient_text(image, is_hidden=not wishes.has_patient).splitlines()),
        _notes(image, explanation),
        _figures(image, explanation, selected, wishes),
        regions_table(image, heatmap),
        label_of(heatmap),
        _answers(wishes.trust.get(selected)),
        _standings(wishes.trust, labels_of(explanation)),
        () if evaluation is None else tuple(number_tables(explanation, evaluation)),
        () if evaluation is None else number_notes(evaluation, labels_of(explanation)),
        () if evaluation is None else curve_plots(evaluation, labels_of(explanation)),
        parameter_table(explanation),
        wishes.card,
        caution(),
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
        (say("report", "Date of the report"), wishes.made_on.isoformat()),
        (
            say("report", "Image"),
            f"{size}, {spacing} {unit}" if image.is_volume else f"{size} {unit}",
        ),
        (say("report", "SHA-256 of the image"), image.sha256 or say("report", "not known")),
        (say("report", "Network"), explanation.model_label),
        (
            say("report", "Explained"),
            f"{nameless_words(target.label)}, {_chance_words(target)}",
        ),
        (
            say("report", "Layer"),
            f"{explanation.layer}: {explanation.layer_reason}".rstrip(": "),
        ),
    ]
    if wishes.has_patient and image.name:
        facts.insert(1, (say("report", "File"), image.name))
    scan = scan_sentence(explanation)
    return (*facts, (say("report", "Scan"), scan)) if scan else tuple(facts)


def _chance_words(target: object) -> str:
    """Name a probability as one."""
    words = chance(target)  # type: ignore[arg-type]
    return words if " " in words else say("report", "probability {value}").format(value=words)


def _provenance(image: Image, explanation: Explanation) -> tuple[tuple[str, str], ...]:
    """Say all that is needed to make the maps again."""
    computed = deviation_sentence(explanation) or say(
        "report", "computed in {precision}"
    ).format(precision=explanation.precision)
    return (
        (say("report", "Program"), f"camviewer {version('camviewer')}"),
        (
            say("report", "SHA-256 of the weights"),
            explanation.weights_sha256 or say("report", "none: random weights"),
        ),
        (say("report", "Device"), f"{explanation.device}, {computed}"),
        (say("report", "Seed"), str(explanation.seed)),
        (say("report", "SHA-256 of the image"), image.sha256 or say("report", "not known")),
        (
            say("report", "Libraries"),
            ", ".join(f"{name} {version(name)}" for name in ("torch", "numpy")),
        ),
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
        say("report", "{map}: no positive evidence in this map").format(map=label_of(each))
        for each in explanation.heatmaps.values()
        if each.is_blank
    ]
    every = (*image.warnings, *explanation.notes, *badges, *blank)
    return tuple(dict.fromkeys(nameless_words(each) for each in every))


def _figures(
    image: Image, explanation: Explanation, selected: str, wishes: ReportWishes
) -> tuple[Figure, ...]:
    """Draw the planes at the hottest point of the selected map, and all maps there."""
    words = say("report", "{map}: the picture")
    if image.is_volume:
        words = say("report", "{map}: the three planes at its hottest point")
    overlay, view, mask = wishes.overlay, wishes.view, outlined(image, wishes.mask)
    label = label_of(explanation.heatmaps[selected])
    large = case_figure(image, explanation, [selected], overlay, view=view, mask=mask)
    figures = [_figure(words.format(map=label), large)]
    names = [selected, *(name for name in explanation.heatmaps if name != selected)]
    if len(names) > 1:
        every = case_figure(image, explanation, names, overlay, view=view, mask=mask)
        figures.append(_figure(say("report", "All methods on the same plane"), every))
    if mask is not None and image.is_volume:
        words = say("report", "{map}: the three planes through the middle of the mask")
        middle = replace(mask, is_centred=True)
        there = case_figure(image, explanation, [selected], overlay, view=view, mask=middle)
        figures.append(_figure(words.format(map=label), there))
    return tuple(figures)


def _figure(title: str, pixels: NDArray[np.uint8]) -> Figure:
    from PIL import Image as Picture

    file = BytesIO()
    Picture.fromarray(np.ascontiguousarray(pixels)).save(file, format="PNG", optimize=True)
    return Figure(title, file.getvalue(), pixels.shape[1], pixels.shape[0])


def _answers(trust: Trust | None) -> tuple[Answer, ...]:
    if trust is None:
        return ()
    return tuple(
        Answer(
            question_words(each.question),
            _standing(each),
            nameless_words(each.sentence),
            nameless_words(each.compared_with),
        )
        for each in trust.evidence
    )


def _standing(evidence: Evidence) -> str:
    return f"{_SIGNS[evidence.standing]} {standing_words(evidence.standing)}"


def _standings(trust: Mapping[str, Trust], labels: Mapping[str, str]) -> Table | None:
    """Write how every map stands, question by question; they are never summed up."""
    known = {name: each.evidence for name, each in trust.items() if name in labels}
    questions = [each.question for each in next(iter(known.values()), ())]
    if len(known) < 2:
        return None
    rows = tuple(
        (labels[name], *(_standing(each) for each in evidence))
        for name, evidence in known.items()
    )
    head = ("", *(question_words(each) for each in questions))
    return Table(say("report", "All maps"), head, rows)
