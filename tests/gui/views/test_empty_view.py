"""Nothing is open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from camviewer.gui.views import EmptyView

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def empty(shown):
    return shown(EmptyView(), 800, 600)


def test_open_is_asked_for(empty, qtbot):
    with qtbot.waitSignal(empty.folder_clicked):
        empty.folder.click()
    with qtbot.waitSignal(empty.open_clicked):
        qtbot.mouseClick(empty.open, LEFT)


@pytest.mark.parametrize("name", ["ct", "photo"])
def test_samples_are_asked_for_by_name(name, empty, qtbot):
    with qtbot.waitSignal(empty.sample_clicked) as asked:
        qtbot.mouseClick(getattr(empty, name), LEFT)
    assert asked.args == [name]


def test_recent_files_are_listed_by_name_and_asked_for_by_path(empty, qtbot):
    empty.set_recent(["/somewhere/lung.nii.gz", "/elsewhere/cat.png"])
    links = empty.findChildren(QToolButton)
    assert [link.text() for link in links] == ["lung.nii.gz", "cat.png"]
    with qtbot.waitSignal(empty.recent_clicked) as asked:
        links[1].click()
    assert asked.args == ["/elsewhere/cat.png"]


def test_a_new_list_takes_the_place_of_the_old(empty, qtbot):
    empty.set_recent(["/a/one.nii", "/a/two.nii"])
    empty.set_recent(["/a/three.nii"])

    def listed():
        links = empty.findChildren(QToolButton)
        return [link.text() for link in links if link.isVisible()]

    qtbot.waitUntil(lambda: listed() == ["three.nii"])
    empty.set_recent([])
    assert listed() == []
