"""Slices that run by themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from camviewer.gui.cine import CineBar


class Plane:
    """Counts its slices as a plane does."""

    def __init__(self, count):
        self.count, self.index = count, 0
        self.focused = self.source = self

    def frame(self):
        return self

    def step_slice(self, count):
        self.index = min(max(self.index + count, 0), self.count - 1)


@pytest.fixture
def plane():
    return Plane(4)


@pytest.fixture
def bar(session, volume, plane, qtbot):
    session.show(volume)
    made = CineBar(session, lambda: plane)
    made.other = QWidget()
    for widget in (made, made.other):
        qtbot.addWidget(widget)
    made.other.show()
    yield made
    session.state.cine.is_running = False


def run(bar, session):
    """Start, with the clock stopped: the test turns it."""
    session.state.cine.is_running = True
    bar._timer.stop()


def turned(bar, plane, times):
    return [(bar._advance(), plane.index)[1] for _ in range(times)]


def test_it_goes_slice_by_slice_and_begins_again(bar, plane, session):
    run(bar, session)
    assert turned(bar, plane, 6) == [1, 2, 3, 0, 1, 2]


def test_it_turns_round_at_both_ends_when_asked(bar, plane, session):
    session.state.cine.bounces = True
    run(bar, session)
    assert turned(bar, plane, 8) == [1, 2, 3, 2, 1, 0, 1, 2]


def test_the_clock_ticks_as_often_as_it_is_told(bar, plane, session, qtbot):
    assert bar._timer.interval() == 100
    session.set_cine_speed(25)
    assert bar._timer.interval() == 40
    assert bar.words.text() == "25 slices a second"
    session.state.cine.is_running = True
    qtbot.waitUntil(lambda: plane.index >= 2)


def test_it_says_that_it_runs_for_as_long_as_it_does(bar, session):
    assert bar.isHidden()
    session.state.cine.is_running = True
    assert bar.isVisible()
    session.state.cine.is_running = False
    assert bar.isHidden()
    assert not bar._timer.isActive()


@pytest.mark.parametrize("what", ["key", "click", "wheel"])
def test_any_input_ends_it(what, bar, session, qtbot):
    session.state.cine.is_running = True
    if what == "key":
        qtbot.keyClick(bar.other, Qt.Key.Key_H)
    elif what == "click":
        qtbot.mouseClick(bar.other, Qt.MouseButton.LeftButton)
    else:
        turn = QPoint(0, 120)
        none, held = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        here = QPointF(5, 5)
        phase = Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(here, here, QPoint(), turn, none, held, phase, False)
        QApplication.sendEvent(bar.other, event)
    assert not session.state.cine.is_running


def test_its_own_keys_and_controls_do_not(bar, session, qtbot):
    session.state.cine.is_running = True
    qtbot.keyClick(bar.other, Qt.Key.Key_C)
    qtbot.keyClick(bar.other, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseClick(bar.bounces, Qt.MouseButton.LeftButton)
    assert session.state.cine.is_running
    assert session.state.cine.bounces
    bar.speed.setValue(20)
    assert session.state.cine.speed == session.settings.cine_speed == 20
    qtbot.mouseClick(bar.stop, Qt.MouseButton.LeftButton)
    assert not session.state.cine.is_running


def test_a_new_case_ends_it(bar, session, volume):
    session.state.cine.is_running = True
    session.show(replace(volume))
    assert not session.state.cine.is_running


def test_one_slice_does_not_run(bar, plane, session):
    plane.count = 1
    run(bar, session)
    bar._advance()
    assert not session.state.cine.is_running
