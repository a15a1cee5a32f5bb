"""The table of actions: complete, without doubles, and wired."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from camviewer.gui.actions import ACTIONS, CATEGORIES, key_rows, make_actions
from camviewer.gui.dialogs import keys_text


def test_no_name_and_no_key_stands_twice():
    names = Counter(spec.name for spec in ACTIONS)
    keys = Counter(QKeySequence(key).toString() for spec in ACTIONS for key in spec.keys)
    assert {name for name, count in names.items() if count > 1} == set()
    assert {key for key, count in keys.items() if count > 1} == set()


def test_every_key_is_one_that_qt_knows():
    for spec in ACTIONS:
        for key in spec.keys:
            assert not QKeySequence(key).isEmpty(), key


def test_every_category_is_a_menu():
    assert {spec.category for spec in ACTIONS} == set(CATEGORIES)


def test_the_keys_that_the_design_names_are_there():
    keys = {key for spec in ACTIONS for key in spec.keys}
    wanted = {"Ctrl+O", "Ctrl+S", "Ctrl+Q", "X", "H", "M", "Shift+M", "[", "]", ",", ".", "F"}
    wanted |= {"N", "Space", "Esc", "Tab", "F1", "?", "F11", "Up", "Down", "PgUp", "PgDown"}
    wanted |= {"Home", "End", "Shift+Up", "Shift+Down", *(f"Ctrl+{k}" for k in ("Left", "Up"))}
    assert wanted | set("012345678") <= keys


def test_the_list_of_keys_holds_every_action_with_a_key():
    rows = key_rows()
    assert len(rows) == sum(bool(spec.keys) for spec in ACTIONS)
    text = keys_text(rows)
    for spec in ACTIONS:
        if spec.keys:
            assert f"| {spec.text} |" in text
    for category in CATEGORIES:
        assert text.count(f"### {category}\n") == 1


def test_keys_that_lists_and_buttons_need_work_in_the_picture_only():
    needed = {"Tab", "Space", "Up", "Down", "Home", "End", "PgUp", "PgDown"}
    for spec in ACTIONS:
        if needed & set(spec.keys):
            assert spec.is_for_picture, spec.name


class Recorder:
    """Has every slot and remembers what was called."""

    def __init__(self):
        self.called = []

    def __getattr__(self, slot):
        return lambda *arguments: self.called.append((slot, arguments))


def test_every_action_has_its_keys_and_calls_its_slot_once(qtbot):
    window, picture, recorder = QWidget(), QWidget(), Recorder()
    qtbot.addWidget(window)
    qtbot.addWidget(picture)
    actions = make_actions(window, picture, dict.fromkeys(CATEGORIES, recorder))
    for spec in ACTIONS:
        action = actions[spec.name]
        shown = [key.toString() for key in action.shortcuts()]
        assert shown == [QKeySequence(key).toString() for key in spec.keys]
        assert action in (picture if spec.is_for_picture else window).actions()
        context = Qt.ShortcutContext.WindowShortcut
        if spec.is_for_picture:
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        assert action.shortcutContext() == context
        recorder.called.clear()
        action.trigger()
        arguments = () if spec.argument is None else (spec.argument,)
        assert recorder.called == [(spec.slot, arguments)]


def test_every_action_works_in_the_window_with_and_without_a_case(program, qtbot):
    session, window = program.session, program.window
    for _turn in range(2):
        for name, action in window.actions_by_name.items():
            if name == "cancel":  # else it would race with the reading of the file
                qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=10000)
            if name != "quit":
                action.trigger()
        qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=10000)
    assert session.state.case.image is not None


def test_every_action_of_a_menu_is_in_the_menu(program):
    shown = set()
    for category in program.window.top.menu.menu().actions():
        shown |= {action.objectName() for action in category.menu().actions()}
    assert shown == {spec.name for spec in ACTIONS if spec.is_in_menu}
