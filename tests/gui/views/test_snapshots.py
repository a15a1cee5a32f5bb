"""What stands on the planes, read back from the widget's pixels in both themes.

The expected pictures are drawn here, letter by letter, with Qt's own painter.
"""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter

from camviewer.gui.theme import THEMES, apply_theme
from camviewer.gui.views.slice_view import SliceView

LETTERS = "RLAPSI"
EXPECTED = {
    ("axial", True): "RLAP",
    ("axial", False): "LRAP",
    ("coronal", True): "RLSI",
    ("coronal", False): "LRSI",
    ("sagittal", True): "APSI",
}


@pytest.fixture(params=sorted(THEMES))
def theme(request, qapp):
    apply_theme(qapp, request.param)
    yield request.param
    apply_theme(qapp, "dark")


def drawn_letter(font, letter):
    """A letter in white on black with an empty edge, so that no letter is part of another."""
    image = QImage(40, 40, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(QPointF(10, 30), letter)
    painter.end()
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(40, image.bytesPerLine())
    ink = raw[:, :40].astype(float)
    rows, columns = np.nonzero(ink > 60)
    return ink[rows.min() - 3 : rows.max() + 4, columns.min() - 3 : columns.max() + 4]


def likeness(area, letter):
    """Highest correlation of a letter with any place of an area."""
    height, width = letter.shape
    windows = np.lib.stride_tricks.sliding_window_view(area, (height, width))
    flat = windows.reshape(-1, height * width)
    flat = flat - flat.mean(axis=1, keepdims=True)
    sought = (letter - letter.mean()).ravel()
    scale = np.linalg.norm(flat, axis=1) * np.linalg.norm(sought)
    return float(np.max(flat @ sought / np.maximum(scale, 1e-9)))


def edges(pixels):
    """Cut out the middles of the left, right, top and bottom edge."""
    grey = pixels.mean(axis=2)
    rows, columns = grey.shape
    down, across = (
        slice(rows // 2 - 20, rows // 2 + 20),
        slice(columns // 2 - 20, columns // 2 + 20),
    )
    return grey[down, :36], grey[down, -36:], grey[:36, across], grey[-36:, across]


@pytest.mark.parametrize(("plane", "radiological"), EXPECTED)
def test_each_edge_shows_the_letter_of_the_patients_side(
    plane, radiological, theme, ct, shown, pixels
):
    ct.state.overlay.visible = False
    ct.state.view.shows_crosshair = False
    ct.state.view.annotations = "minimal"
    ct.state.view.is_radiological = radiological
    ct.state.view.width, ct.state.view.level = 1e5, 1e5  # all of it black
    view = shown(SliceView(ct, plane), 400, 320)
    font = view.canvas.annotations._letter_font
    patterns = {letter: drawn_letter(font, letter) for letter in LETTERS}
    read = ""
    for area in edges(pixels(view.canvas)):
        found = {letter: likeness(area, ink) for letter, ink in patterns.items()}
        best = max(found, key=found.get)
        assert found[best] > 0.7
        read += best
    assert read == EXPECTED[plane, radiological]


def test_the_picture_is_the_same_in_every_theme(ct, shown, pixels, qapp, hot_right, explained):
    explained(ct, [hot_right(ct.state.case.image)])
    view = shown(SliceView(ct, "axial"), 400, 320)
    seen = []
    for name in sorted(THEMES):
        apply_theme(qapp, name)
        view.flush()
        seen.append(pixels(view.canvas))
    apply_theme(qapp, "dark")
    assert np.array_equal(seen[0], seen[1])
