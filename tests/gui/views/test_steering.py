"""What gestures do to the state, where the widget itself does not matter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt

from camviewer.gui.views.slice_view import SliceView

PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def axial(ct, shown):
    return shown(SliceView(ct, "axial"), 400, 320)


def test_alt_drag_over_the_whole_height_runs_through_all_slices(axial, ct):
    ct.state.view.position = (0.0, 0.0, -27.5)
    for _ in range(320):
        axial.gestures.dragged_slices.emit(-1.0)
    assert ct.state.view.position[2] == pytest.approx(27.5)


def test_a_picture_has_no_slices(photo, shown):
    view = shown(SliceView(photo, ""))
    before = photo.state.view.position
    view.step_slice(5)
    assert photo.state.view.position == before


@pytest.mark.parametrize(
    ("modifiers", "gain"),
    [
        (PLAIN, 4.0),
        (Qt.KeyboardModifier.ShiftModifier, 0.8),
        (Qt.KeyboardModifier.ControlModifier, 16.0),
    ],
)
def test_shift_and_control_change_the_gain(modifiers, gain, axial, ct):
    ct.state.view.width, ct.state.view.level = 1024.0, 0.0
    axial.gestures.window_started.emit()
    axial.gestures.window_dragged.emit(10.0, 5.0, modifiers)
    assert ct.state.view.width == pytest.approx(1024.0 + 10 * gain)
    assert ct.state.view.level == pytest.approx(5 * gain)


def test_the_gain_stays_what_it_was_at_the_start_of_the_drag(axial, ct):
    ct.state.view.width = 1024.0
    axial.gestures.window_started.emit()
    for _ in range(10):
        axial.gestures.window_dragged.emit(10.0, 0.0, PLAIN)
    assert ct.state.view.width == pytest.approx(1024.0 + 100 * 4.0)


def test_nothing_open_is_no_fault(session, shown):
    view = shown(SliceView(session, "axial"))
    before = session.state.view.position
    view.nudge(1, 1)
    view.step_slice(1)
    view.gestures.pointed.emit(QPointF(10, 10))
    view.gestures.window_started.emit()
    view.gestures.window_dragged.emit(10.0, 5.0, PLAIN)
    view.gestures.maximise_wanted.emit()
    assert session.state.view.position == before
    assert session.state.view.maximised == ""
