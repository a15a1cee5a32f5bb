"""The grey window by mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt

from camviewer.gui.views.slice_strip import WIDTH_PX
from camviewer.gui.views.slice_view import SliceView

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def axial(bare, shown):
    return shown(SliceView(bare, "axial"), 400, 320)


def drag(view, qtbot, button, start, end, held=Qt.KeyboardModifier.NoModifier):
    port = view.canvas.viewport()
    qtbot.mousePress(port, button, held, QPoint(*start))
    qtbot.mouseMove(port, QPoint(*end))
    return port


def test_the_numbers_stand_beside_the_pointer_while_it_drags(axial, bare, qtbot):
    port = drag(axial, qtbot, RIGHT, (100, 100), (140, 100))
    label = axial.levelling.label
    assert label.isVisible()
    assert label.text() == f"W {bare.state.view.width:.0f} L 500"
    assert label.property("role") == ""
    assert not label.geometry().contains(QPoint(140, 100))
    assert label.geometry().left() < 200
    qtbot.mouseRelease(port, RIGHT)
    assert label.isHidden()


def test_they_stay_on_the_plane(axial, qtbot):
    port = drag(axial, qtbot, RIGHT, (380, 310), (399, 310))
    assert axial.canvas.rect().contains(axial.levelling.label.geometry())
    qtbot.mouseRelease(port, RIGHT)


def test_they_warn_when_the_whole_image_is_black_or_white(axial, bare, qtbot):
    bare.state.view.level = 9000.0
    port = drag(axial, qtbot, RIGHT, (100, 100), (140, 100))
    label = axial.levelling.label
    assert label.text().endswith("beyond the image's values")
    assert label.property("role") == "beyond"
    qtbot.mouseRelease(port, RIGHT)


def test_escape_takes_them_away_with_the_change(axial, bare, qtbot):
    port = drag(axial, qtbot, RIGHT, (100, 100), (140, 60))
    qtbot.keyClick(axial.canvas, Qt.Key.Key_Escape)
    assert axial.levelling.label.isHidden()
    assert (bare.state.view.width, bare.state.view.level) == (1000.0, 500.0)
    qtbot.mouseRelease(port, RIGHT)


def test_a_region_gives_its_own_window(axial, bare, qtbot):
    # The white block: 4 of 20 columns at the left, 8 of 24 rows in the middle, 4.44 px a mm.
    port = drag(axial, qtbot, LEFT, (100, 100), (150, 220), CTRL)
    band = axial.levelling.band
    assert band.isVisible()
    assert band.geometry() == QRect(QPoint(100, 100), QPoint(150, 220))
    position = bare.state.view.position
    qtbot.mouseRelease(port, LEFT, CTRL, QPoint(150, 220))
    assert band.isHidden()
    stored = axial.source.image.array[::-1, ::-1, 6]  # rows and columns as on the screen
    columns = [c for c in range(20) if 100 <= 200 + (c - 9.5) * 2 * 320 / 72 <= 150]
    rows = [r for r in range(24) if 100 <= 160 + (r - 11.5) * 3 * 320 / 72 <= 220]
    low, high = np.percentile(stored[np.ix_(columns, rows)], (1, 99))
    assert bare.state.view.width == pytest.approx(high - low)
    assert bare.state.view.level == pytest.approx((low + high) / 2)
    assert bare.state.view.position == position


def test_escape_leaves_a_region_without_a_result(axial, bare, qtbot):
    port = drag(axial, qtbot, LEFT, (100, 100), (150, 220), CTRL)
    qtbot.keyClick(axial.canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(port, LEFT, CTRL, QPoint(150, 220))
    assert axial.levelling.band.isHidden()
    assert bare.state.view.width == 1000.0


def test_a_region_beside_the_picture_changes_nothing(axial, bare):
    axial.levelling.take_from(QRect(0, 0, 30, 300))
    assert (bare.state.view.width, bare.state.view.level) == (1000.0, 500.0)


def test_a_colour_picture_has_no_window_to_drag(photo, shown, qtbot):
    view = shown(SliceView(photo, ""), 400, 320)
    before = (photo.state.view.width, photo.state.view.level)
    port = drag(view, qtbot, RIGHT, (100, 100), (140, 60))
    qtbot.mouseRelease(port, RIGHT)
    view.levelling.take_from(view.canvas.rect())
    assert (photo.state.view.width, photo.state.view.level) == before


def test_the_outline_lets_the_picture_be_seen(axial, bare, pixels):
    before = pixels(axial.canvas)
    axial.levelling._on_region_moved(QPointF(50, 50), QPointF(150, 150))
    after = pixels(axial.canvas)
    assert not np.array_equal(after, before)
    assert np.array_equal(after[60:140, 60:140], before[60:140, 60:140])


def test_a_rectangle_of_the_screen_is_told_in_rows_and_columns(axial, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "camviewer.gui.views.levelling.region_window", lambda *given: asked.append(given)
    )
    axial.levelling.take_from(QRect(QPoint(150, 100), QPoint(230, 220)))
    _, frame, rows, columns = asked[0]
    assert frame is axial.source.frame()
    millimetre, middle = 320 / 72, (400 - WIDTH_PX) / 2
    assert rows == pytest.approx([11.5 + (y - 160) / millimetre / 3 for y in (100, 220)])
    assert columns == pytest.approx([9.5 + (x - middle) / millimetre / 2 for x in (150, 230)])
