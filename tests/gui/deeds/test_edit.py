"""Undo and redo by menu and key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from camviewer.gui.deeds.edit import step_words
from camviewer.session.history import _LEFT_OUT, _TOGETHER
from camviewer.session.state import State


@pytest.fixture
def actions(program):
    return program.window.actions_by_name


def test_nothing_can_be_undone_at_first(actions):
    assert [actions[name].isEnabled() for name in ("undo", "redo")] == [False, False]
    assert [actions[name].text() for name in ("undo", "redo")] == ["Undo", "Redo"]


def test_the_words_say_what_is_undone(actions, session):
    session.state.overlay.opacity = 0.1
    assert actions["undo"].text() == "Undo: opacity"
    assert actions["undo"].isEnabled()
    actions["undo"].trigger()
    assert session.state.overlay.opacity == 0.6
    assert actions["redo"].text() == "Redo: opacity"
    assert not actions["undo"].isEnabled()
    actions["redo"].trigger()
    assert session.state.overlay.opacity == 0.1


def test_keys_undo_and_do_again(program, session, volume, qtbot):
    session.show(volume)
    session.set_preset("4")
    window = program.window
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitExposed(window):
        window.show()
    qtbot.keyClick(window, Qt.Key.Key_Z, control)
    assert session.state.view.width == 1500
    qtbot.keyClick(window, Qt.Key.Key_Y, control)
    assert session.state.view.width == 150
    qtbot.keyClick(window, Qt.Key.Key_Z, control)
    qtbot.keyClick(window, Qt.Key.Key_Z, control | shift)
    assert session.state.view.width == 150


def test_every_step_has_words_of_its_own():
    state, steps = State(), {"measure-added", "measure-removed", "measure-changed"}
    for part in ("view", "overlay"):
        for field in getattr(state, part).events.signals:
            if field not in _LEFT_OUT[part]:
                steps.add(_TOGETHER.get(field, field))
    words = [step_words(step) for step in steps]
    assert "display" not in words
    assert len(set(words)) == len(steps)
    assert step_words("from-the-future") == "display"
