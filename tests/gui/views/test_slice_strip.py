"""The strip of all slices: what it shows, and that it leads to every slice."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from camviewer.gui.views.slice_strip import WIDTH_PX, bar_lengths
from camviewer.gui.views.slice_view import SliceView

LEFT = Qt.MouseButton.LeftButton
PLANES = {"axial": (2, 12), "coronal": (1, 24), "sagittal": (0, 20)}
HEIGHT = 240


@pytest.fixture(params=list(PLANES))
def plane(request):
    return request.param


@pytest.fixture
def strip(ct, shown, plane):
    view = shown(SliceView(ct, plane), 300, HEIGHT)
    view.strip.resize(WIDTH_PX, HEIGHT)
    return view.strip


def at_slice(session, plane):
    axis, _ = PLANES[plane]
    return round(float(session.state.case.image.grid.index(session.state.view.position)[axis]))


def test_the_top_is_superior_anterior_and_left(ct, strip, plane, qtbot):
    _, count = PLANES[plane]
    qtbot.mouseClick(strip, LEFT, pos=QPoint(9, 1))
    top = at_slice(ct, plane)
    qtbot.mouseClick(strip, LEFT, pos=QPoint(9, HEIGHT - 1))
    bottom = at_slice(ct, plane)
    assert (top, bottom) == ((0, count - 1) if plane == "sagittal" else (count - 1, 0))


def test_every_slice_can_be_reached_and_the_handle_follows(ct, strip, plane, qtbot):
    _, count = PLANES[plane]
    visited = set()
    for y in range(1, HEIGHT, 4):
        qtbot.mouseClick(strip, LEFT, pos=QPoint(9, y))
        visited.add(at_slice(ct, plane))
        strip.parent().flush()
        assert strip.value_at(strip._middle(strip.value())) == strip.value()
        assert abs(strip._middle(strip.value()) - y) <= HEIGHT / count
    assert visited == set(range(count))


def test_the_other_two_coordinates_stay(ct, strip, plane, qtbot):
    ct.state.view.position = before = (3.0, -4.5, 7.5)
    strip.parent().flush()
    qtbot.mouseClick(strip, LEFT, pos=QPoint(9, 20))
    axis, _ = PLANES[plane]
    after = ct.state.view.position
    assert np.delete(after, axis) == pytest.approx(np.delete(before, axis))
    assert after[axis] != before[axis]


def test_a_drag_leads_on_and_the_newest_place_wins(ct, strip, plane, qtbot):
    qtbot.mousePress(strip, LEFT, pos=QPoint(9, 10))
    qtbot.mouseMove(strip, QPoint(9, 100))
    qtbot.mouseMove(strip, QPoint(9, HEIGHT + 50))
    qtbot.mouseRelease(strip, LEFT, pos=QPoint(9, HEIGHT + 50))
    strip.parent().flush()
    assert strip.value() == 0


def test_following_the_state_tells_nobody(ct, strip, plane):
    told = []
    ct.state.view.events.position.connect(told.append)
    axis, _ = PLANES[plane]
    there = list(ct.state.view.position)
    there[axis] += 10.0
    ct.state.view.position = tuple(there)
    strip.parent().flush()
    assert len(told) == 1
    assert strip.value() == strip._rank(strip._source.frame(), at_slice(ct, plane))


def wheel(strip, delta):
    event = QWheelEvent(
        QPointF(9, 50), QPointF(9, 50), QPoint(), QPoint(0, delta),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(strip, event)


def test_the_wheel_steps_as_on_the_picture(ct, strip, plane):
    forward = -1 if plane == "sagittal" else 1
    start = at_slice(ct, plane)
    wheel(strip, 120)
    assert at_slice(ct, plane) == start + forward
    wheel(strip, -240)
    strip.parent().flush()
    assert at_slice(ct, plane) == start - forward
    ct.remember(inverts_wheel=True)
    wheel(strip, 120)
    assert at_slice(ct, plane) == start - 2 * forward


@pytest.mark.parametrize(
    ("key", "change"),
    [
        (Qt.Key.Key_Up, 1), (Qt.Key.Key_Down, -1), (Qt.Key.Key_Home, -99),
        (Qt.Key.Key_End, 99), (Qt.Key.Key_PageUp, 10),
    ],
)  # fmt: skip
def test_keys_move_it(strip, qtbot, key, change):
    start, last = strip.value(), strip.maximum()
    qtbot.keyClick(strip, key)
    assert strip.value() == min(max(start + change, 0), last)


def test_taking_the_focus_makes_it_the_plane_that_keys_move(strip, qtbot):
    with qtbot.waitSignal(strip.parent().touched):
        strip.setFocus()


def test_it_says_where_it_is_and_how_much_of_the_map_lies_there(
    ct, strip, plane, hot_right, explained
):
    assert strip.accessibleName() == f"Slices of the {plane} plane"
    assert "% of the map" not in strip.accessibleDescription()
    explained(ct, [hot_right(ct.state.case.image)])
    ct.state.view.position = (11.0, 1.5, 2.5)
    strip.parent().flush()
    _, count = PLANES[plane]
    share = 10.0 if plane == "sagittal" else 100 / count  # the right half, evenly
    number = at_slice(ct, plane) + 1
    wanted = f"slice {number} of {count}, {share:.1f} % of the map"
    assert strip.accessibleDescription() == wanted
    interface = QAccessible.queryAccessibleInterface(strip)
    assert interface.role() == QAccessible.Role.Slider
    assert interface.text(QAccessible.Text.Description) == wanted
    assert interface.valueInterface().currentValue() == strip.value()


def test_the_tip_tells_slice_millimetres_share_and_what_is_left_out(
    ct, shown, map_over, explained, monkeypatch
):
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda *asked: told.append(asked[1]))
    values = np.zeros((2, 2, 4))
    values[0, 0, 3], values[1, 1, 1] = 3.0, -1.0
    explained(ct, [map_over(ct.state.case.image.grid, "grad-cam", values)])
    strip = shown(SliceView(ct, "axial"), 300, HEIGHT).strip
    strip.resize(WIDTH_PX, HEIGHT)
    at = QPoint(9, 5)  # the topmost of twelve slices, which holds a third of the mass
    QApplication.sendEvent(strip, QHelpEvent(QEvent.Type.ToolTip, at, strip.mapToGlobal(at)))
    (words,) = told
    assert words.startswith("slice 12 of 12, 33.3 % of the map · S 27.5 mm")
    assert "not counted: 25 %" in words


def test_a_picture_and_a_compared_map_have_no_strip(photo, shown):
    assert shown(SliceView(photo, ""), 200, 200).strip.isHidden()
    assert shown(SliceView(photo, "axial", "grad-cam")).strip is None


def test_the_mass_is_drawn_where_it_lies_and_the_handle_over_it(
    ct, shown, map_over, explained, pixels
):
    values = np.zeros((2, 2, 4))
    values[0, 0, 3] = 1.0  # the upper quarter of the axial slices
    explained(ct, [map_over(ct.state.case.image.grid, "grad-cam", values)])
    ct.state.view.position = (0.0, 0.0, -27.5)
    strip = shown(SliceView(ct, "axial"), 300, HEIGHT).strip
    picture = pixels(strip)
    accent, text = np.array((77, 163, 255)), np.array((230, 233, 238))
    assert np.abs(picture[20, 6] - accent).max() < 8
    assert picture[HEIGHT // 2, 6].sum() == 0
    handle = round(strip._middle(0))
    assert np.abs(picture[handle, 9] - text).max() < 8


@pytest.mark.parametrize(
    ("course", "wanted"),
    [(1, [0.5, 0.5, 1, 1, 0.25, 0.25]), (-1, [0.25, 0.25, 1, 1, 0.5, 0.5])],
)
def test_bars_are_as_long_as_their_share_of_the_largest(course, wanted):
    assert bar_lengths(np.array([0.1, 0.4, 0.2]), 6, course).tolist() == wanted


def test_of_several_slices_in_a_row_of_pixels_the_strongest_shows():
    shares = np.zeros(100)
    shares[37] = 1.0
    lengths = bar_lengths(shares, 10, 1)
    assert np.flatnonzero(lengths).tolist() == [6]
    assert not bar_lengths(np.zeros(5), 10, 1).any()
