"""Every key of the table, pressed in the real window, does its action and no other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from camviewer.gui import main_window
from camviewer.gui.actions import ACTIONS, CATEGORIES

PRESSED = [(spec.name, key) for spec in ACTIONS for key in spec.keys]


class Idle:
    """Has every slot; none does anything."""

    def __getattr__(self, _slot):
        return lambda *_arguments: None


@pytest.fixture
def keyed(request, monkeypatch, qtbot):
    """The window on a volume, and the names of the actions that keys set off."""
    commands = dict.fromkeys(CATEGORIES, Idle())
    monkeypatch.setattr(main_window, "make_commands", lambda *_: commands)
    program, names = request.getfixturevalue("program"), []
    program.controller.open_sample("ct")
    qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=10000)
    for name, action in program.window.actions_by_name.items():
        action.triggered.connect(lambda _on=False, name=name: names.append(name))
    qtbot.waitExposed(program.window)
    program.window.activateWindow()
    program.window.picture.setFocus()
    return program.window, names


def press(widget, key):
    """Press a key of the table as a keyboard sends it."""
    sequence = QKeySequence(key)
    assert sequence.count() == 1, key
    QTest.keyClick(widget, sequence[0].key(), sequence[0].keyboardModifiers())


def test_every_key_sets_off_its_action_while_the_picture_has_the_focus(keyed):
    window, names = keyed
    wrong = []
    for name, key in PRESSED:
        window.picture.setFocus()
        names.clear()
        press(window.picture, key)
        if names != [name]:
            wrong.append((key, name, list(names)))
    assert wrong == []


def test_every_key_works_on_a_focused_plane_too(keyed):
    """The canvas itself takes Space: a tap is for the texts, held it pans."""
    window, names = keyed
    canvas = window.read.planes["axial"].canvas
    wrong = []
    for name, key in PRESSED:
        if key == "Space":
            continue
        canvas.setFocus()
        names.clear()
        press(canvas, key)
        if names != [name]:
            wrong.append((key, name, list(names)))
    assert wrong == []


def test_in_a_field_letters_are_letters(keyed):
    window, names = keyed
    field = next(each for each in window.findChildren(QLineEdit) if each.isVisible())
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.clear()
    letters = [key for _name, key in PRESSED if len(key) == 1 and key.isalnum()]
    for key in letters:
        press(field, key)
    assert names == []
