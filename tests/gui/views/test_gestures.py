"""From mouse, wheel and keys to what is meant."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from camviewer.gui.views.gestures import Drag, Gestures, WheelSteps, drag_gain

LEFT, RIGHT, MIDDLE = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.MiddleButton,
)


class Heard:
    def __init__(self, gestures):
        self.all = []
        for name in (
            "pointed",
            "turned",
            "zoomed",
            "panned",
            "window_started",
            "window_dragged",
            "window_restored",
            "window_ended",
            "volume_turned",
            "region_moved",
            "region_ended",
            "region_cancelled",
            "menu_wanted",
            "maximise_wanted",
            "annotations_wanted",
            "dragged_slices",
            "tool_started",
            "tool_moved",
            "tool_ended",
            "tool_cancelled",
        ):
            getattr(gestures, name).connect(self._hear(name))

    def _hear(self, name):
        return lambda *values: self.all.append((name, *values))

    @property
    def names(self):
        return [entry[0] for entry in self.all]


@pytest.fixture
def pad(shown):
    outer = QWidget()
    inner = QWidget()
    inner.setMouseTracking(True)
    layout = QVBoxLayout(outer)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(inner)
    outer.gestures = Gestures(outer, inner)
    outer.inner = inner
    outer.heard = Heard(outer.gestures)
    shown(outer)
    yield outer
    outer.heard = None


def turn(widget, delta, modifiers=Qt.KeyboardModifier.NoModifier):
    at = QPointF(100, 80)
    event = QWheelEvent(
        at,
        QPointF(widget.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_small_turns_add_up_to_a_notch_and_the_rest_is_kept():
    wheel = WheelSteps()
    assert [wheel.add(delta) for delta in (50, 50, 50, 50, 40)] == [0, 0, 1, 0, 1]
    assert wheel.add(-120) == -1


def test_a_tiny_turn_is_nothing():
    wheel = WheelSteps()
    assert [wheel.add(1) for _ in range(200)] == [0] * 200


def test_two_notches_at_once_are_two_steps():
    assert WheelSteps().add(-240) == -2


@pytest.mark.parametrize(
    ("width", "fine", "coarse", "gain"),
    [
        (1500, False, False, 1500 / 256),
        (80, False, False, 1.0),
        (1500, True, False, 1500 / 256 * 0.2),
        (80, False, True, 4.0),
    ],
)
def test_the_drag_follows_the_width_at_its_start(width, fine, coarse, gain):
    assert drag_gain(width, is_fine=fine, is_coarse=coarse, unit="HU") == pytest.approx(gain)


def test_the_drag_of_other_units_has_no_least_step():
    assert drag_gain(1.0, is_fine=False, is_coarse=False, unit="") == 1 / 256


def test_the_wheel_turns_slices_and_with_control_zooms(pad):
    turn(pad.inner, 120)
    turn(pad.inner, -240)
    turn(pad.inner, 120, Qt.KeyboardModifier.ControlModifier)
    assert pad.heard.all[:2] == [("turned", 1), ("turned", -2)]
    name, at, factor = pad.heard.all[2]
    assert (name, at, factor) == ("zoomed", QPointF(100, 80), 1.15)


def test_where_there_are_no_slices_the_wheel_zooms(pad):
    pad.gestures.wheel_zooms = True
    turn(pad.inner, 120)
    assert pad.heard.names == ["zoomed"]


def test_a_left_drag_points_all_the_way(pad, qtbot):
    qtbot.mousePress(pad.inner, LEFT, pos=QPoint(10, 20))
    qtbot.mouseMove(pad.inner, QPoint(30, 20))
    qtbot.mouseRelease(pad.inner, LEFT, pos=QPoint(30, 20))
    qtbot.mouseMove(pad.inner, QPoint(50, 20))
    assert pad.heard.all == [("pointed", QPointF(10, 20)), ("pointed", QPointF(30, 20))]


def test_what_was_drawn_is_taken_hold_of_where_it_lies(pad, qtbot):
    pad.gestures.takes = lambda point: point.x() < 50
    qtbot.mousePress(pad.inner, LEFT, pos=QPoint(10, 20))
    qtbot.mouseRelease(pad.inner, LEFT, pos=QPoint(10, 20))
    qtbot.mousePress(pad.inner, LEFT, pos=QPoint(90, 20))
    qtbot.mouseRelease(pad.inner, LEFT, pos=QPoint(90, 20))
    assert pad.heard.names == ["tool_started", "tool_ended", "pointed"]


def test_held_keys_are_known(pad, qtbot):
    qtbot.mousePress(pad.inner, LEFT, Qt.KeyboardModifier.ShiftModifier, QPoint(10, 20))
    assert pad.gestures.modifiers == Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseRelease(pad.inner, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(10, 20))
    assert pad.gestures.modifiers == Qt.KeyboardModifier.NoModifier


def test_with_a_tool_a_double_click_fills_nothing(pad, qtbot):
    pad.gestures.has_tool = True
    qtbot.mouseDClick(pad.inner, LEFT)
    assert "maximise_wanted" not in pad.heard.names
    pad.gestures.has_tool = False
    qtbot.mouseDClick(pad.inner, LEFT)
    assert "maximise_wanted" in pad.heard.names


def test_a_middle_drag_pans(pad, qtbot):
    qtbot.mousePress(pad.inner, MIDDLE, pos=QPoint(10, 20))
    qtbot.mouseMove(pad.inner, QPoint(15, 26))
    qtbot.mouseRelease(pad.inner, MIDDLE)
    assert pad.heard.all == [("panned", QPointF(5, 6))]


def test_held_space_makes_the_left_button_pan(pad, qtbot):
    qtbot.keyPress(pad, Qt.Key.Key_Space)
    qtbot.mousePress(pad.inner, LEFT, pos=QPoint(10, 20))
    qtbot.mouseMove(pad.inner, QPoint(15, 26))
    qtbot.mouseRelease(pad.inner, LEFT)
    qtbot.keyRelease(pad, Qt.Key.Key_Space)
    assert pad.heard.names == ["panned"]


def test_a_tap_on_space_is_for_the_words(pad, qtbot):
    qtbot.keyClick(pad, Qt.Key.Key_Space)
    assert pad.heard.names == ["annotations_wanted"]


def test_a_right_drag_is_the_window_right_and_up(pad, qtbot):
    qtbot.mousePress(pad.inner, RIGHT, pos=QPoint(50, 50))
    qtbot.mouseMove(pad.inner, QPoint(90, 30))
    qtbot.mouseRelease(pad.inner, RIGHT)
    assert pad.heard.names == ["window_started", "window_dragged", "window_ended"]
    assert pad.heard.all[1][1:3] == (40.0, 20.0)


def test_a_right_click_that_hardly_moves_opens_the_menu(pad, qtbot):
    qtbot.mousePress(pad.inner, RIGHT, pos=QPoint(50, 50))
    qtbot.mouseMove(pad.inner, QPoint(52, 51))
    qtbot.mouseRelease(pad.inner, RIGHT, pos=QPoint(52, 51))
    assert pad.heard.names == ["window_started", "menu_wanted"]


def test_escape_restores_the_window_and_ends_the_drag(pad, qtbot):
    qtbot.mousePress(pad.inner, RIGHT, pos=QPoint(50, 50))
    qtbot.mouseMove(pad.inner, QPoint(90, 30))
    qtbot.keyPress(pad, Qt.Key.Key_Escape)
    qtbot.mouseMove(pad.inner, QPoint(120, 30))
    qtbot.mouseRelease(pad.inner, RIGHT)
    assert pad.heard.names == ["window_started", "window_dragged", "window_restored"]
    assert pad.gestures.drag is Drag.NONE


def test_a_double_click_maximises(pad, qtbot):
    qtbot.mouseDClick(pad.inner, LEFT, pos=QPoint(50, 50))
    assert "maximise_wanted" in pad.heard.names


def test_alt_drag_runs_through_slices(pad, qtbot):
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.mousePress(pad.inner, LEFT, alt, QPoint(50, 50))
    qtbot.mouseMove(pad.inner, QPoint(50, 44))
    qtbot.mouseRelease(pad.inner, LEFT, alt)
    assert pad.heard.all == [("dragged_slices", -6.0)]


def test_with_a_tool_the_left_button_draws_and_points_nowhere(pad, qtbot):
    pad.gestures.has_tool = True
    qtbot.mousePress(pad.inner, LEFT, pos=QPoint(20, 20))
    qtbot.mouseMove(pad.inner, QPoint(30, 25))
    qtbot.mouseRelease(pad.inner, LEFT, pos=QPoint(30, 25))
    assert pad.heard.names == ["tool_started", "tool_moved", "tool_ended"]
    assert pad.heard.all[-1] == ("tool_ended", QPointF(30, 25))


def test_escape_ends_a_drawing_without_a_result(pad, qtbot):
    pad.gestures.has_tool = True
    qtbot.mousePress(pad.inner, LEFT, pos=QPoint(20, 20))
    qtbot.keyClick(pad, Qt.Key.Key_Escape)
    qtbot.mouseRelease(pad.inner, LEFT, pos=QPoint(30, 25))
    assert pad.heard.names == ["tool_started", "tool_cancelled"]


SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def test_shift_and_the_wheel_go_through_volumes_where_there_are_some(pad):
    turn(pad.inner, 120, SHIFT)
    pad.gestures.has_volumes = True
    turn(pad.inner, 80, SHIFT)
    turn(pad.inner, 160, SHIFT)
    turn(pad.inner, -120)
    assert pad.heard.all == [("turned", 1), ("volume_turned", 2), ("turned", -1)]


@pytest.fixture
def pacs(pad):
    pad.gestures.scheme = "pacs"
    return pad


def test_in_a_pacs_the_left_button_drags_the_window(pacs, qtbot):
    qtbot.mousePress(pacs.inner, LEFT, pos=QPoint(50, 50))
    qtbot.mouseMove(pacs.inner, QPoint(90, 30))
    qtbot.mouseRelease(pacs.inner, LEFT)
    assert pacs.heard.names == ["window_started", "window_dragged", "window_ended"]


def test_in_a_pacs_a_left_click_without_a_move_points(pacs, qtbot):
    qtbot.mouseClick(pacs.inner, LEFT, pos=QPoint(50, 50))
    assert pacs.heard.all == [("window_started",), ("pointed", QPointF(50, 50))]


def test_in_a_pacs_shift_and_a_left_drag_move_the_crosshair(pacs, qtbot):
    qtbot.mousePress(pacs.inner, LEFT, SHIFT, QPoint(50, 50))
    qtbot.mouseMove(pacs.inner, QPoint(60, 50))
    qtbot.mouseRelease(pacs.inner, LEFT, SHIFT)
    assert pacs.heard.all == [("pointed", QPointF(50, 50)), ("pointed", QPointF(60, 50))]


def test_in_a_pacs_a_right_drag_up_enlarges_about_where_it_began(pacs, qtbot):
    qtbot.mousePress(pacs.inner, RIGHT, pos=QPoint(50, 80))
    qtbot.mouseMove(pacs.inner, QPoint(50, 60))
    qtbot.mouseMove(pacs.inner, QPoint(50, 70))
    qtbot.mouseRelease(pacs.inner, RIGHT)
    assert pacs.heard.all == [
        ("zoomed", QPointF(50, 80), pytest.approx(1.01**20)),
        ("zoomed", QPointF(50, 80), pytest.approx(1.01**-10)),
    ]


def test_in_a_pacs_a_right_click_opens_the_menu(pacs, qtbot):
    qtbot.mouseClick(pacs.inner, RIGHT, pos=QPoint(50, 50))
    assert pacs.heard.names == ["menu_wanted"]


def test_control_and_a_left_drag_draw_a_region(pad, qtbot):
    qtbot.mousePress(pad.inner, LEFT, CTRL, QPoint(50, 80))
    qtbot.mouseMove(pad.inner, QPoint(52, 81))
    qtbot.mouseMove(pad.inner, QPoint(90, 120))
    qtbot.mouseRelease(pad.inner, LEFT, CTRL, QPoint(95, 121))
    assert pad.heard.all == [
        ("region_moved", QPointF(50, 80), QPointF(90, 120)),
        ("region_ended", QPointF(50, 80), QPointF(95, 121)),
    ]


def test_a_region_of_no_size_is_none(pad, qtbot):
    qtbot.mouseClick(pad.inner, LEFT, CTRL, QPoint(50, 80))
    assert pad.heard.all == []


def test_escape_ends_a_region(pad, qtbot):
    qtbot.mousePress(pad.inner, LEFT, CTRL, QPoint(50, 80))
    qtbot.mouseMove(pad.inner, QPoint(90, 120))
    qtbot.keyClick(pad, Qt.Key.Key_Escape)
    qtbot.mouseRelease(pad.inner, LEFT, CTRL, QPoint(95, 121))
    assert pad.heard.names == ["region_moved", "region_cancelled"]


def test_a_second_finger_ends_a_drag_of_the_window_without_a_result(pad, qtbot):
    qtbot.mousePress(pad.inner, RIGHT, pos=QPoint(50, 50))
    qtbot.mouseMove(pad.inner, QPoint(90, 30))
    pad.gestures.pinch.began.emit()
    assert pad.heard.names[-1] == "window_restored"
    assert pad.gestures.drag is Drag.NONE


def test_a_tool_takes_the_left_button_in_every_scheme(pacs, qtbot):
    pacs.gestures.has_tool = True
    for held in (Qt.KeyboardModifier.NoModifier, SHIFT, CTRL):
        qtbot.mousePress(pacs.inner, LEFT, held, QPoint(20, 20))
        qtbot.mouseRelease(pacs.inner, LEFT, held, QPoint(20, 20))
    assert pacs.heard.names == ["tool_started", "tool_ended"] * 3
