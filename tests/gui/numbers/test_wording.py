"""What is written of metrics: two even lines, the direction, the range, powers of ten."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import pytest

from camviewer.gui.numbers.wording import (
    ARROWS,
    curve_text,
    direction_text,
    group_help,
    group_text,
    head_text,
    map_names,
    metric_help,
    note_of,
    number_text,
    range_text,
)
from camviewer.metrics.spec import GROUPS
from tests.gui.numbers.conftest import INFOS, WHY


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.12345, "0.123"), (1.24e-5, "1.2·10⁻⁵"), (43210.0, "4.3·10⁴"), (nan, "–"), (inf, "∞")],
)
def test_numbers_have_the_digits_that_mean_something(value, text):
    assert number_text(value) == text


def test_a_head_has_two_lines_the_unit_and_the_way_that_is_good():
    assert head_text(INFOS["increase-in-confidence"]) == "Increase in\nconfidence ↑"
    assert head_text(INFOS["infidelity"]) == "Infidelity\n(score²) ↓"
    assert head_text(INFOS["cosine"]) == "\nCosine"


def test_which_way_is_good_is_said_for_every_metric():
    assert {info.better for info in INFOS.values()} == set(ARROWS)
    said = [direction_text(better) for better in ARROWS]
    assert len(set(said)) == 3
    assert said[0] == "Higher is better."


def test_the_range_is_said_as_far_as_there_is_one():
    info = INFOS["deletion"]
    assert range_text(info) == "From 0 to 1."
    assert range_text(replace(info, range=(0.0, None))) == "From 0 upwards."
    assert range_text(replace(info, range=(None, 100.0))) == "Up to 100."
    assert range_text(replace(info, range=(None, None))) == ""


def test_the_help_says_what_it_means_and_where_it_is_from():
    lines = metric_help(INFOS["deletion"]).splitlines()
    assert lines[0] == "Deletion"
    assert "hottest parts are taken away" in lines[1]
    assert lines[2] == "Lower is better. From 0 to 1."
    assert lines[3] == "Formula: arXiv:1806.07421"


def test_maps_are_called_as_everywhere_and_controls_are_marked(explained, session, evaluation):
    assert map_names(session, evaluation) == {
        "grad-cam": "Grad-CAM", "layer-cam": "LayerCAM", "cf-cam": "CF-CAM",
        "random-cam": "(Random weights)",
    }  # fmt: skip


def test_a_number_that_is_not_defined_has_its_reason(evaluation):
    assert note_of(evaluation, "layer-cam", "gradient-noise-ssim") == WHY
    assert note_of(evaluation, "grad-cam", "gradient-noise-ssim") == ""
    assert note_of(evaluation, "nobody", "deletion") == ""


def test_both_curves_of_one_metric_are_told_apart():
    road = INFOS["road"]
    assert curve_text(road, "most") != curve_text(road, "least")
    assert curve_text(INFOS["road-most"], "most") == INFOS["road-most"].label


def test_every_group_has_its_question():
    assert len({group_text(group) for group in GROUPS}) == len(GROUPS)
    assert all(group_help(group).strip() for group in GROUPS)
    assert group_text("beauty") == "Beauty"
