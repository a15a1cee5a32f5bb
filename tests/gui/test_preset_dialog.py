"""The list of grey windows by name."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from camviewer.gui.preset_dialog import PresetDialog
from camviewer.render.colour import Window
from camviewer.render.presets import Preset, shipped_presets

SPINE = Preset("9", "spine", "Spine", Window(300.0, 40.0))
NAME, WIDTH, LEVEL, KEY = range(4)


@pytest.fixture
def dialog(session, qtbot):
    session.keep_presets((*shipped_presets(), SPINE))
    made = PresetDialog(session)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def cells(dialog, line):
    return [dialog.table.item(line, column).text() for column in range(4)]


def type_into(dialog, line, column, text):
    dialog.table.item(line, column).setText(text)


def ok(dialog):
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def test_it_lists_every_preset(dialog):
    assert dialog.table.rowCount() == 9
    assert cells(dialog, 0) == ["Lung", "1500", "-600", "1"]
    assert cells(dialog, 8) == ["Spine", "300", "40", "9"]
    assert ok(dialog).isEnabled()
    assert dialog.error.text() == ""


def test_showing_changes_nothing(dialog, session):
    assert dialog.presets() == session.state.presets.items


def test_an_edit_is_kept_once_it_is_accepted(dialog, session, tmp_path):
    type_into(dialog, 8, WIDTH, "333")
    type_into(dialog, 8, LEVEL, "−44,5")
    type_into(dialog, 8, NAME, "My spine")
    assert session.state.presets.items[-1] == SPINE
    ok(dialog).click()
    made = Preset("9", "my-spine", "My spine", Window(333.0, -44.5))
    assert session.state.presets.items == (*shipped_presets(), made)
    stored = json.loads((tmp_path / "presets.json").read_text())
    assert [each["name"] for each in stored] == ["my-spine"]


def test_a_shipped_preset_can_be_changed_and_keeps_its_name(dialog, session):
    type_into(dialog, 0, NAME, "Thorax")
    type_into(dialog, 0, WIDTH, "1600")
    ok(dialog).click()
    first = session.state.presets.items[0]
    assert first == Preset("1", "lung", "Thorax", Window(1600.0, -600.0))


def test_cancel_keeps_nothing(dialog, session):
    type_into(dialog, 0, WIDTH, "1600")
    dialog.reject()
    assert session.state.presets.items[0] == shipped_presets()[0]


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        (WIDTH, "5", "The width of Spine is 5: it has to be 10 to 4000 HU."),
        (WIDTH, "wide", "The width of Spine is no number"),
        (WIDTH, "", "The width of Spine is no number"),
        (LEVEL, "nan", "The level of Spine is no number"),
        (KEY, "1", "The key 1 of Spine is already that of Lung."),
        (KEY, "x", "The key of Spine is 'x', none of 1 to 9."),
        (NAME, "", "A preset's name has 1 to 40 characters."),
        (NAME, "Lung", "There are two presets called Lung."),
    ],
)
def test_a_fault_is_said_at_once_and_cannot_be_kept(dialog, column, text, words):
    type_into(dialog, 8, column, text)
    assert words in dialog.error.text()
    assert not ok(dialog).isEnabled()


def test_a_fault_that_is_mended_is_forgotten(dialog):
    type_into(dialog, 8, WIDTH, "5")
    type_into(dialog, 8, WIDTH, "50")
    assert dialog.error.text() == ""
    assert ok(dialog).isEnabled()


def test_the_present_window_is_added_under_a_free_key(dialog, session, volume):
    session.show(volume)
    session.state.view.width, session.state.view.level = 777.0, 55.0
    type_into(dialog, 2, KEY, "")
    dialog.add.click()
    assert cells(dialog, 9) == ["My window", "777", "55", "3"]
    dialog.add.click()
    assert cells(dialog, 10) == ["My window 2", "777", "55", ""]
    ok(dialog).click()
    assert len(session.state.presets.items) == 10 + 1


def test_without_a_ct_a_usual_window_is_added(dialog):
    dialog.add.click()
    assert cells(dialog, 9)[1:3] == ["400", "40"]


def test_only_own_presets_can_be_removed(dialog, session):
    dialog.table.setCurrentCell(0, NAME)
    assert not dialog.remove.isEnabled()
    dialog.table.setCurrentCell(8, NAME)
    assert dialog.remove.isEnabled()
    dialog.remove.click()
    assert dialog.table.rowCount() == 8
    ok(dialog).click()
    assert session.state.presets.items == shipped_presets()


def test_the_shipped_presets_come_back(dialog, session):
    type_into(dialog, 0, WIDTH, "1600")
    dialog.reset.click()
    assert dialog.table.rowCount() == 8
    ok(dialog).click()
    assert session.state.presets.items == shipped_presets()


def test_a_place_that_cannot_be_written_is_said_and_the_dialog_stays(dialog, tmp_path):
    (tmp_path / "presets.json").unlink()
    (tmp_path / "presets.json").mkdir()
    type_into(dialog, 8, WIDTH, "333")
    ok(dialog).click()
    assert dialog.isVisible()
    assert dialog.error.text() == "Your presets cannot be written."


def test_the_window_opens_it_over_itself(program, qtbot):
    program.window.actions_by_name["edit-presets"].trigger()
    (dialog,) = program.window.findChildren(PresetDialog)
    assert dialog.isVisible()
    dialog.reject()
