"""Saving sessions, and what is remembered."""

from __future__ import annotations

import dataclasses

import pytest

from camviewer.core.settings import Settings


@pytest.fixture
def actions(program):
    return program.window.actions_by_name


@pytest.fixture
def opened(session, volume, tmp_path, program):
    path = tmp_path / "toy.nii.gz"
    path.write_text("")
    session.show(dataclasses.replace(volume, path=path))
    return session


def test_a_session_is_saved_where_the_user_says(actions, opened, asker, tmp_path, qtbot):
    asker.saved_as = tmp_path / "visit"
    actions["save-session"].trigger()
    assert asker.asked == [("save", tmp_path / "toy.camviewer.json")]
    qtbot.waitUntil((tmp_path / "visit.camviewer.json").exists)
    qtbot.waitUntil(lambda: opened.state.job.phase == "done")


def test_a_change_of_mind_saves_nothing(actions, opened, asker, tmp_path):
    actions["save-session"].trigger()
    assert opened.state.job.phase == "idle"


def test_nothing_open_cannot_be_saved(actions, asker):
    actions["save-session"].trigger()
    assert asker.errors[0][0] == "There is nothing to save yet."


def test_an_image_from_no_file_cannot_be_saved(actions, session, volume, asker):
    session.show(volume)
    actions["save-session"].trigger()
    assert "came from no file" in asker.errors[0][0]


def test_a_session_waits_for_the_running_job(actions, opened, asker):
    opened.start_job("x")
    actions["save-session"].trigger()
    assert asker.errors[0][0] == "A job is running."
    assert asker.asked == []
    opened.finish_job()


def test_remembering_files_is_a_tick_in_the_menu(program, actions, opened):
    program.window.menus.prepare("File")
    assert actions["remember-recent"].isCheckable()
    assert actions["remember-recent"].isChecked()
    assert len(opened.settings.recent) == 1
    actions["remember-recent"].trigger()
    assert opened.settings.remembers_recent is False
    assert opened.settings.recent == ()
    program.window.menus.prepare("File")
    assert not actions["remember-recent"].isChecked()
    actions["remember-recent"].trigger()
    assert opened.settings.remembers_recent is True


def test_keeping_the_session_is_a_tick_in_the_menu(program, actions, opened):
    program.window.menus.prepare("File")
    assert actions["autosave"].isChecked()
    actions["autosave"].trigger()
    assert opened.settings.autosaves is False


def test_settings_are_reset_when_the_user_is_sure(program, actions, session, asker):
    session.remember(theme="light", is_radiological=False, recent=("/a",), autosaves=False)
    session.state.view.is_radiological = False
    asker.is_sure = False
    actions["reset-settings"].trigger()
    assert session.settings.theme == "light"
    asker.is_sure = True
    actions["reset-settings"].trigger()
    assert session.settings == Settings()
    assert session.state.view.is_radiological is True


def test_an_export_is_what_the_user_planned(program, actions, session, asker, qtbot, tmp_path):
    from camviewer.session.exporting import ExportPlan

    actions["export"].trigger()
    assert asker.errors[0][0] == "There is nothing to export yet."
    program.controller.open_sample("photo", explains=True)
    qtbot.waitUntil(lambda: session.state.case.explanation is not None)
    qtbot.waitUntil(lambda: session.state.job.phase == "done")
    actions["export"].trigger()
    assert session.state.job.message != "1 files written"  # a change of mind
    asker.planned = (tmp_path, ExportPlan(("svg",), 200))
    actions["export"].trigger()
    qtbot.waitUntil(lambda: session.state.job.message == "1 files written")
    assert session.exported == (tmp_path, ExportPlan(("svg",), 200))
