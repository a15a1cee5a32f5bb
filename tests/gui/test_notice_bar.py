"""What could not be read, and what was lost, told in one line."""

from __future__ import annotations

import dataclasses
import json

import pytest

from camviewer.gui.controller import Controller
from camviewer.gui.notice_bar import NoticeBar
from camviewer.session.autosave import Autosave, autosave_folder, left_overs


@pytest.fixture
def root(tmp_path):
    return autosave_folder(tmp_path / "settings.json")


@pytest.fixture
def lost(session, volume, tmp_path, root):
    """Two sessions whose programs are dead."""
    path = tmp_path / "toy.nii"
    path.write_text("")
    session.show(dataclasses.replace(volume, path=path))
    for width in (111.0, 222.0):
        session.state.view.width = width
        Autosave(root).write(session.workspace())
    for owner in root.glob("*/process.json"):
        owner.write_text(json.dumps(json.loads(owner.read_text()) | {"started": 1.0}))
    session.state.case.image = None
    session.read = lambda path, _volume=None, _watch=None: dataclasses.replace(
        volume, path=path
    )


def make_bar(session, bridge, asker, qtbot):
    bar = NoticeBar(Controller(session, bridge, asker))
    qtbot.addWidget(bar)
    return bar


@pytest.fixture
def bar(session, bridge, asker, qtbot):
    return make_bar(session, bridge, asker, qtbot)


def test_there_is_nothing_to_tell_as_a_rule(bar):
    assert bar.isHidden()


def test_notices_are_told_one_after_the_other_and_once(session, bridge, asker, qtbot):
    session.notices = ("First.", "Second.")
    bar = make_bar(session, bridge, asker, qtbot)
    assert bar.words.text() == "First."
    assert bar.restore.isHidden()
    assert bar.discard.isHidden()
    bar.close_notice.click()
    assert bar.words.text() == "Second."
    bar.close_notice.click()
    assert bar.isHidden()


def test_a_damaged_file_of_presets_is_told(tmp_path, bridge, asker, qtbot):
    from camviewer.core.settings import Settings
    from camviewer.session.service import Session

    (tmp_path / "presets.json").write_text("[")
    session = Session(Settings(), tmp_path / "settings.json")
    bar = make_bar(session, bridge, asker, qtbot)
    assert bar.words.text().startswith("Your own presets are not used.")
    assert bar.words.accessibleName() == bar.words.text()


def test_a_lost_session_is_discarded_and_the_next_one_offered(lost, bar, root):
    assert bar.close_notice.isHidden()
    assert len(left_overs(root)) == 2
    bar.discard.click()
    assert len(left_overs(root)) == 1
    assert not bar.isHidden()
    bar.discard.click()
    assert left_overs(root) == ()
    assert bar.isHidden()


def test_a_lost_session_is_restored_and_not_offered_again(lost, bar, session, root, qtbot):
    (newest, _older) = left_overs(root)
    width = json.loads(newest.path.read_text())["view"]["width"]
    bar.restore.click()
    qtbot.waitUntil(lambda: session.state.case.image is not None)
    assert session.state.view.width == width
    qtbot.waitUntil(lambda: len(left_overs(root)) == 1, timeout=10000)
    assert not bar.isHidden()  # the other one


def test_one_that_cannot_be_restored_stays_and_is_said(lost, bar, session, root, qtbot, asker):
    newest = left_overs(root)[0]
    newest.path.write_text("{")
    bar.restore.click()
    qtbot.waitUntil(lambda: len(asker.errors) == 1)
    assert session.state.case.image is None
    assert newest.path.exists()
    assert not bar.isHidden()
