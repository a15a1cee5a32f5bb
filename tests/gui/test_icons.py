"""The icons: every drawing is well made and follows the palette."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtSvg import QSvgRenderer

from camviewer.core.settings import resource
from camviewer.gui.actions import ACTIONS
from camviewer.gui.icons import icon

DRAWINGS = sorted(path.stem for path in resource("icons").glob("*.svg"))


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_24_by_24_in_lines_of_one_and_a_half(name):
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert 'stroke-width="1.5"' in text
    assert 'stroke="currentColor"' in text
    assert not re.search(r"#[0-9a-fA-F]{3,}", text)
    assert QSvgRenderer(QByteArray(text.encode())).isValid()


def drawn_colours(pixmap):
    image = pixmap.toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("name", DRAWINGS)
def test_an_icon_is_drawn_in_the_palettes_colour(qapp, name):
    palette = QPalette(qapp.palette())
    picture = icon(name)
    for colour in ("#ff0000", "#00ff00"):
        palette.setColor(QPalette.ColorRole.ButtonText, QColor(colour))
        qapp.setPalette(palette)
        found = drawn_colours(picture.pixmap(QSize(48, 48)))
        assert found == {colour}


def test_a_disabled_icon_is_fainter(qapp):
    palette = QPalette(qapp.palette())
    palette.setColor(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor("#123456")
    )
    qapp.setPalette(palette)
    pixmap = icon("read").pixmap(QSize(48, 48), QIcon.Mode.Disabled)
    assert drawn_colours(pixmap) == {"#123456"}


def test_every_action_names_a_drawing_that_exists():
    assert {spec.icon for spec in ACTIONS if spec.icon} <= set(DRAWINGS)
