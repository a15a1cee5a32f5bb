"""The probe line under the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from camviewer.gui.views.slice_view import SliceView


@pytest.fixture
def axial(ct, shown):
    view = shown(SliceView(ct, "axial"), 400, 320)
    view.gestures.left.emit()  # the desktop's mouse may happen to be there
    view.hover._probing.flush()
    return view


def test_another_slice_under_a_resting_mouse_is_told(axial, ct, qtbot):
    with qtbot.waitSignal(axial.hover.probe_changed):
        axial.gestures.hovered.emit(QPointF(124, 160))
    with qtbot.waitSignal(axial.hover.probe_changed) as told:
        ct.state.view.position = (0.0, 0.0, -27.5)
    assert "I 27.5 mm" in told.args[0]


def test_nothing_is_told_while_the_mouse_is_elsewhere(axial, ct, qtbot):
    assert not axial.hover.is_on
    with qtbot.assertNotEmitted(axial.hover.probe_changed, wait=60):
        ct.state.view.position = (0.0, 0.0, -27.5)


def test_leaving_says_so_once(axial, qtbot):
    axial.gestures.hovered.emit(QPointF(124, 160))
    assert axial.hover.is_on
    axial.gestures.left.emit()
    assert not axial.hover.is_on
    with qtbot.waitSignal(axial.hover.probe_changed) as told:
        pass
    assert told.args == [""]


def test_many_moves_are_told_at_most_sixty_times_a_second(axial, qtbot):
    told = []
    axial.hover.probe_changed.connect(told.append)
    for x in range(100, 300):
        axial.gestures.hovered.emit(QPointF(x, 160))
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(50)
    assert len(told) < 100
