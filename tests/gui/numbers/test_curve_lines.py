"""Lines are told apart by colour and dash, are seen in both themes, and read off."""

from __future__ import annotations

import itertools
from math import isnan

import pytest

from camviewer.core.judgement import Curve
from camviewer.gui.numbers.curve_lines import (
    DARK,
    DASHES,
    LIGHT,
    Line,
    is_dark,
    line_icon,
    line_pen,
    value_at,
)
from camviewer.gui.theme import THEMES, apply_theme, contrast

CURVE = Curve((0.0, 0.5, 1.0), (1.0, 0.4, 0.2), "x", "y")


@pytest.fixture(autouse=True)
def _dark_again(qapp):
    yield
    apply_theme(qapp, "dark")


def line(number, *, is_control=False):
    return Line(f"map-{number}", "Map", CURVE, number, is_control)


@pytest.mark.parametrize(("theme", "colours"), [("dark", DARK), ("light", LIGHT)])
def test_every_line_is_seen_on_its_ground(theme, colours):
    """3:1 is what the rules for accessible graphics ask."""
    for colour in colours:
        assert contrast(colour, THEMES[theme].panel) >= 3


@pytest.mark.parametrize("theme", list(THEMES))
def test_twelve_maps_have_twelve_looks(qapp, theme):
    apply_theme(qapp, theme)
    assert is_dark() == (theme == "dark")
    pens = [line_pen(line(number), is_marked=False) for number in range(12)]
    looks = {(pen.color().name(), tuple(pen.dashPattern())) for pen in pens}
    assert len(looks) == 12
    for one, other in itertools.pairwise(pens):
        assert one.dashPattern() != other.dashPattern()
        assert one.color() != other.color()
    assert {pen.color().name() for pen in pens} == {
        colour.lower() for colour in (DARK if theme == "dark" else LIGHT)
    }


def test_the_marked_line_is_thick_and_a_control_grey_and_dashed(qapp):
    apply_theme(qapp, "dark")
    plain, marked = (line_pen(line(0), is_marked=on) for on in (False, True))
    assert marked.widthF() >= 1.8 * plain.widthF()
    assert plain.isCosmetic()
    control = line_pen(line(0, is_control=True), is_marked=False)
    assert control.color().name() == THEMES["dark"].secondary.lower()
    assert len(control.dashPattern()) > 0
    assert (
        control.dashPattern()
        != line_pen(line(1, is_control=True), is_marked=False).dashPattern()
    )


def test_dashes_are_no_shorter_than_their_gaps_can_be_seen():
    assert DASHES[0] == ()
    assert all(min(dash) >= 2 for dash in DASHES[1:])


def test_a_piece_of_the_line_is_its_sign(qapp):
    apply_theme(qapp, "dark")
    image = line_icon(line(0), is_marked=True).pixmap(30, 12).toImage()
    colours = {image.pixelColor(x, 6).name() for x in range(30)}
    assert DARK[0].lower() in colours


def test_a_curve_is_read_off_at_the_nearest_point():
    assert value_at(CURVE, 0.6) == 0.4
    assert value_at(CURVE, 0.8) == 0.2
    assert value_at(CURVE, -1) == 1.0
    assert isnan(value_at(Curve((), (), "", ""), 0.5))
