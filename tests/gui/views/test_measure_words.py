"""Numbers as they are written beside a measure and in the table."""

from __future__ import annotations

import math

import pytest

from camviewer.gui.views.measure_words import (
    kind_words,
    name_words,
    picture_words,
    share_words,
    size_words,
    value_words,
)
from camviewer.render.regions import Statistics
from camviewer.session.measures import ImageNumbers
from camviewer.session.state import Measure

LUNG = Statistics(120, -612.4, 48.2, -803.0, -411.0)
NONE = Statistics(0, *[math.nan] * 4)


def measure(kind="ellipse", label=""):
    return Measure(1, kind, "axial", ((0.0,) * 3,) * 2, label)


def test_a_length_has_a_tenth_of_a_millimetre():
    assert size_words(ImageNumbers("mm", length=34.23)) == "34.2 mm"
    assert size_words(ImageNumbers("px", length=5)) == "5.0 px"


@pytest.mark.parametrize(
    ("unit", "area", "words"),
    [("mm", 85.2, "85.2 mm²"), ("mm", 312.0, "3.12 cm²"), ("px", 4812.0, "4812 px²")],
)
def test_an_area_is_in_the_unit_that_reads_best(unit, area, words):
    assert size_words(ImageNumbers(unit, area=area, values=LUNG)) == words


def test_hounsfield_units_are_whole_and_small_deviations_are_not():
    assert value_words(LUNG, "HU") == ("−612", "48", "−803", "−411")
    calm = Statistics(9, 40.2, 3.14, 35.0, 46.0)
    assert value_words(calm, "HU")[:2] == ("40", "3.1")


def test_other_units_have_three_digits():
    assert value_words(Statistics(4, 0.123, 0.0456, 0.01, 0.2), "") == (
        "0.123", "0.046", "0.010", "0.200",
    )  # fmt: skip


def test_beside_a_region_stand_mean_and_deviation():
    found = ImageNumbers("mm", area=312.0, values=LUNG)
    assert picture_words(measure(), found, "HU") == "mean −612 HU · SD 48"
    words = picture_words(measure(label="apex"), found, "HU")
    assert words == "apex\nmean −612 HU · SD 48"


def test_a_region_between_pixels_says_so():
    found = ImageNumbers("mm", area=0.0, values=NONE)
    assert picture_words(measure(), found, "HU") == "no pixel inside"
    assert set(value_words(NONE, "HU")) == {"–"}


def test_beside_a_ruler_stands_its_length():
    found = ImageNumbers("mm", length=34.23)
    assert picture_words(measure("distance"), found, "HU") == "34.2 mm"


def test_a_measure_is_called_by_its_label_or_its_kind():
    assert name_words(measure("distance"), 2) == "Ruler 2"
    assert name_words(measure(label="apex"), 2) == "apex"
    assert {kind_words(kind) for kind in ("distance", "ellipse", "box", "freehand")} == {
        "Ruler", "Ellipse", "Box", "Freehand",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.12, "12 %"), (0.0123, "1.2 %"), (0.0004, "<0.1 %"), (0.0, "0.0 %"), (1.0, "100 %"),
        (math.nan, "–"),
    ],
)  # fmt: skip
def test_a_share_is_never_rounded_to_nothing(share, words):
    assert share_words(share) == words
