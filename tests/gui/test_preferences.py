"""The settings: shown as they are, kept at once, and each does what it says."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtWidgets import QCheckBox

from camviewer.core.settings import Settings, load_settings
from camviewer.gui.preferences import Preferences


@pytest.fixture
def looks():
    return []


@pytest.fixture
def dialog(controller, looks, qtbot):
    dialog = Preferences(None, controller, lambda: looks.append("look"))
    qtbot.addWidget(dialog)
    return dialog


def edit(control):
    if isinstance(control, QCheckBox):
        control.click()
        return control.isChecked()
    row = (control.currentIndex() + 1) % control.count()
    control.setCurrentIndex(row)
    control.activated.emit(row)
    return control.itemData(row)


def test_there_are_few_controls_and_each_is_a_setting(dialog):
    known = {field.name for field in dataclasses.fields(Settings)}
    assert set(dialog.controls) <= known
    assert len(dialog.controls) <= 15


def test_every_control_shows_its_setting_and_keeps_the_edit_at_once(dialog, session, tmp_path):
    for name, control in dialog.controls.items():
        before = session.settings
        value = edit(control)
        changed = {
            field.name
            for field in dataclasses.fields(Settings)
            if getattr(before, field.name) != getattr(session.settings, field.name)
        }
        assert changed == {name}
        assert getattr(session.settings, name) == value
    assert load_settings(tmp_path / "settings.json") == session.settings


def test_theme_and_contrast_change_the_look_and_others_do_not(dialog, looks):
    edit(dialog.controls["theme"])
    edit(dialog.controls["contrast"])
    edit(dialog.controls["language"])
    assert looks == ["look", "look"]


def test_sides_and_names_change_the_open_case_too(dialog, session):
    for name in ("is_radiological", "is_anterior_left", "hides_patient"):
        before = getattr(session.state.view, name)
        edit(dialog.controls[name])
        assert getattr(session.state.view, name) is not before


def test_switching_off_the_recent_files_forgets_them(dialog, session):
    session.remember(recent=("/a",))
    dialog.controls["remembers_recent"].click()
    assert session.settings.recent == ()
    assert not session.settings.remembers_recent


def test_a_size_from_the_file_that_is_not_offered_is_shown(controller, qtbot):
    controller.session.remember(ui_scale=1.1)
    dialog = Preferences(None, controller, lambda: None)
    qtbot.addWidget(dialog)
    assert dialog.controls["ui_scale"].currentText() == "110 %"


def test_showing_changes_nothing(dialog, session):
    before = session.settings
    dialog.show_settings()
    assert session.settings is before


def test_it_shows_what_was_changed_elsewhere_and_opens_once(program, session, qtbot):
    window = program.window
    window.actions_by_name["preferences"].trigger()
    window.actions_by_name["preferences"].trigger()
    (dialog,) = window.findChildren(Preferences)
    qtbot.waitUntil(dialog.isActiveWindow)
    window.activateWindow()
    window.actions_by_name["theme"].trigger()
    assert dialog.controls["theme"].currentData() == "dark"
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.controls["theme"].currentData() == "light")
