"""The themes: what is written can be read."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtGui import QPalette

from camviewer.gui.theme import (
    BODY_PX,
    CONTRASTS,
    DARK,
    LIGHT,
    THEMES,
    apply_theme,
    contrast,
    make_palette,
    style_sheet,
    theme_name,
)

SURFACES = ("window", "panel", "raised")
WRITING = ("text", "secondary", "accent", "amber", "error")


def test_contrast_of_black_and_white_is_21_and_of_equals_1():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


def test_contrast_agrees_with_a_case_worked_by_hand():
    # #767676: (0x76 / 255 = 0.46275 -> ((0.46275 + 0.055) / 1.055) ** 2.4 = 0.18116)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(1.05 / (0.18116 + 0.05), abs=1e-3)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("writing", WRITING)
def test_writing_can_be_read_on_every_surface(name, surface, writing):
    colours = THEMES[name]
    assert contrast(getattr(colours, writing), getattr(colours, surface)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_writing_on_the_accent_can_be_read(name):
    assert contrast(THEMES[name].on_accent, THEMES[name].accent) >= 4.5


@pytest.mark.parametrize("colours", [DARK, LIGHT])
def test_every_text_of_the_palette_can_be_read_on_its_ground(qapp, colours):
    role, palette = QPalette.ColorRole, make_palette(colours)
    for text, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase),
        (role.PlaceholderText, role.Base),
        (role.Link, role.Window),
    ):
        assert contrast(palette.color(text).name(), palette.color(ground).name()) >= 4.5


@pytest.mark.parametrize("colours", [DARK, LIGHT])
def test_the_style_sheet_has_no_hole_left_and_no_colour_of_its_own(colours):
    sheet = style_sheet(colours)
    known = {value.lower() for value in dataclasses.asdict(colours).values()} | {"#000000"}
    assert "{{" not in sheet
    words = [word.strip(";") for word in sheet.lower().split() if word.startswith("#")]
    assert {word for word in words if len(word) == 7 and word[1:].isalnum()} - known == {
        word for word in words if word in {"#topbar"}
    }


def test_the_theme_changes_while_the_program_runs(qapp):
    for name, colours in THEMES.items():
        assert apply_theme(qapp, name) == colours
        assert qapp.palette().color(QPalette.ColorRole.Window).name() == colours.window.lower()
        assert qapp.font().pixelSize() == BODY_PX


def test_the_system_theme_is_one_of_the_two(qapp):
    assert theme_name("system") in THEMES
    assert theme_name("light") == "light"


@pytest.mark.parametrize("name", CONTRASTS)
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("writing", [*WRITING, "border"])
def test_high_contrast_is_seven_to_one_borders_too(name, surface, writing):
    colours = CONTRASTS[name]
    assert contrast(getattr(colours, writing), getattr(colours, surface)) >= 7
    assert contrast(colours.on_accent, colours.accent) >= 7


def test_high_contrast_has_its_own_style_and_leaves_it_again(qapp):
    apply_theme(qapp, "dark", has_contrast=True)
    assert qapp.property("camviewerStyle") == "outlined"
    apply_theme(qapp, "dark")
    assert qapp.property("camviewerStyle") == "Fusion"
