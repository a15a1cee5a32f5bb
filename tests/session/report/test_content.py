"""What stands in a report, and what must not."""

from __future__ import annotations

import dataclasses
from datetime import date
from io import BytesIO

import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.core.image import Grid, Image, Mask
from camviewer.core.trust import Standing
from camviewer.session.report import ReportWishes, build_report, content
from camviewer.session.report.tables import equal_maps, plain_number
from tests.session.report.conftest import heat

DAY = date(2026, 5, 4)


@pytest.fixture
def report(image, explanation, evaluation, trust):
    wishes = ReportWishes(evaluation, {"grad-cam": trust}, card="# Toy", made_on=DAY)
    return build_report(image, explanation, wishes)


def test_facts_say_what_was_explained(report):
    facts = dict(report.facts)
    assert facts["Date of the report"] == "2026-05-04"
    assert facts["Image"] == "20 × 30 px"
    assert facts["SHA-256 of the image"] == "ab" * 32
    assert facts["Explained"] == "cat <b>, probability 0.875"
    assert facts["Layer"] == "late: It is the last."
    assert "Scan" not in facts
    assert dict(report.provenance)["SHA-256 of the weights"] == "cd" * 32
    assert report.notes[:2] == ("Something about the image.", "Cropped to a square.")


def test_nobody_is_named_unless_it_is_asked_for(image, explanation, report):
    assert "Muster" not in str(dataclasses.asdict(report))
    assert "4711" not in str(dataclasses.asdict(report))
    named = build_report(image, explanation, ReportWishes(has_patient=True))
    assert "ID 4711" in named.patient
    assert dict(named.facts)["File"] == "Muster_Erika.png"


def test_tables_have_maps_below_each_other_and_controls_in_brackets(report):
    (table,) = report.numbers
    assert table.head == ("", "Deletion ↓", "ADCC ↑")
    assert table.rows == (
        ("Grad-CAM", "0.375", "–"),
        ("CF-CAM", "0.650", "0.500"),
        ("(Random weights)", "0.700", ""),
    )
    assert "A blank map has none." in report.number_notes
    assert "The network was asked twice." in report.number_notes
    assert any("beyond chance" in note for note in report.number_notes)


def test_many_metrics_make_several_tables(image, explanation, evaluation):
    from camviewer.metrics import METRICS

    names = METRICS.names()[:8]
    one = evaluation.measurements[0]
    many = dataclasses.replace(
        evaluation, measurements=tuple(dataclasses.replace(one, metric=name) for name in names)
    )
    report = build_report(image, explanation, ReportWishes(many))
    assert [len(table.head) for table in report.numbers] == [7, 3]


def test_the_selected_map_is_large_and_answers_are_its_own(image, explanation, trust):
    wishes = ReportWishes(None, {"grad-cam": trust}, selected="cf-cam")
    other = build_report(image, explanation, wishes)
    assert (other.trusted, other.answers, other.numbers, other.plots) == ("CF-CAM", (), (), ())
    assert other.figures[0].title.startswith("CF-CAM")
    own = build_report(image, explanation, ReportWishes(None, {"grad-cam": trust}))
    assert [each.standing for each in own.answers] == ["● Supported", "○ Not supported"]
    assert own.answers[0].question == "Does removing the hot part lower the score?"


def test_figures_are_pictures_of_the_size_they_say(report):
    assert len(report.figures) == 2
    for figure in report.figures:
        assert Picture.open(BytesIO(figure.png)).size == (figure.width, figure.height)


def test_figures_look_as_the_screen_does(image, explanation, monkeypatch):
    from camviewer.session.state import View

    seen, true = [], content.case_figure

    def spy(*words, view, **named):
        seen.append(view)
        return true(*words, view=view, **named)

    monkeypatch.setattr(content, "case_figure", spy)
    view = View(width=255, level=127.5, is_inverted=True)
    build_report(image, explanation, ReportWishes(view=view))
    build_report(image, explanation, ReportWishes())
    assert seen == [view, view, None, None]


def test_parameters_are_said_in_words(report):
    assert report.parameters.rows[0] == (
        "grad-cam", "late, 2 × 3 cells", "sigma 1.5, clip yes, sizes 1 2",
    )  # fmt: skip


def test_regions_tell_where_the_selected_map_is_strongest(report):
    assert report.regions.title == "Hot regions of Grad-CAM (1 in all)"
    number, _place, size, share = report.regions.rows[0]
    assert (number, size, share) == ("1", "100", "100 %")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.000"),
        (0.00084, "<0.001"),
        (-0.00084, ">−0.001"),
        (0.00123, "0.001"),
        (-0.46, "−0.460"),
        (157.2, "157"),
        (55440.0, "55\u202f440"),
        (float("nan"), "–"),
        (float("inf"), "∞"),
    ],
)
def test_numbers_on_paper_have_no_powers_of_ten(value, text):
    assert plain_number(value) == text


def test_maps_whose_curves_lie_over_each_other_are_named(image, explanation, evaluation):
    assert equal_maps(evaluation) == []
    twin = tuple(
        dataclasses.replace(each, heatmap="cf-cam")
        for each in evaluation.measurements
        if each.heatmap == "grad-cam"
    )
    rest = [each for each in evaluation.measurements if each.heatmap != "cf-cam"]
    same = dataclasses.replace(evaluation, measurements=(*rest, *twin))
    assert equal_maps(same) == [["grad-cam", "cf-cam"]]
    notes = build_report(image, explanation, ReportWishes(same)).number_notes
    assert any(note.endswith("lie over each other: Grad-CAM, CF-CAM.") for note in notes)


def test_a_mask_is_outlined_and_shown_at_its_middle(image, explanation, monkeypatch):
    seen, true = [], content.case_figure

    def spy(*words, **named):
        seen.append(named["mask"])
        return true(*words, **named)

    monkeypatch.setattr(content, "case_figure", spy)
    mask = Mask("box", np.eye(20, 30, dtype=bool))
    build_report(image, explanation, ReportWishes(mask=mask))
    assert [each.cells.array.sum() for each in seen] == [20, 20]
    seen.clear()
    volume = Image(np.zeros((6, 7, 5), np.int16), Grid((6, 7, 5), np.eye(4)))
    maps = {"grad-cam": heat("grad-cam", np.ones((2, 2, 2)), 3)}
    scan = dataclasses.replace(explanation, heatmaps=maps)
    inside = np.zeros((6, 7, 5), bool)
    inside[3, 4, 2] = True
    report = build_report(volume, scan, ReportWishes(mask=Mask("spot", inside)))
    assert [each.is_centred for each in seen] == [False, True]
    assert report.figures[1].title.endswith("through the middle of the mask")
    seen.clear()
    assert len(build_report(volume, scan, ReportWishes()).figures) == 1
    assert seen == [None]


def test_all_maps_stand_beside_each_other_question_by_question(image, explanation, trust):
    other = dataclasses.replace(
        trust,
        heatmap="cf-cam",
        evidence=tuple(dataclasses.replace(e, standing=Standing.MIXED) for e in trust.evidence),
    )
    both = {"grad-cam": trust, "cf-cam": other}
    table = build_report(image, explanation, ReportWishes(None, both)).standings
    assert table.head[1] == "Does removing the hot part lower the score?"
    assert table.rows == (
        ("Grad-CAM", "● Supported", "○ Not supported"),
        ("CF-CAM", "◐ Mixed", "◐ Mixed"),
    )
    alone = build_report(image, explanation, ReportWishes(None, {"grad-cam": trust}))
    assert alone.standings is None
    assert build_report(image, explanation, ReportWishes()).standings is None
