"""Dialogs: they say what is to be said and never block."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QInputDialog,
    QMessageBox,
    QTextBrowser,
    QWidget,
)

from camviewer.core.settings import DISCLAIMER
from camviewer.gui.dialogs import Dialogs, about_text


def test_an_error_shows_sentence_hint_and_details_without_blocking(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    Dialogs(parent).show_error("It broke.", "Mend it.", "line 3")
    box = parent.findChild(QMessageBox)
    assert (box.text(), box.informativeText(), box.detailedText()) == (
        "It broke.",
        "Mend it.",
        "line 3",
    )
    box.close()


def test_a_text_is_shown_without_blocking(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    Dialogs(parent).show_text("Card", "# A network")
    dialog = parent.findChild(QDialog)
    assert dialog.windowTitle() == "Card"
    assert "A network" in dialog.findChild(QTextBrowser).toPlainText()
    dialog.close()


def test_the_chosen_files_and_folder_are_paths(monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *a: (["/a/b.nii"], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a: "/out")
    assert Dialogs().open_files("*") == [Path("/a/b.nii")]
    assert Dialogs().save_folder() == Path("/out")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a: "")
    assert Dialogs().save_folder() is None


def test_a_volume_is_counted_from_one_for_the_user_and_from_nought_for_us(monkeypatch):
    monkeypatch.setattr(QInputDialog, "getInt", lambda *a: (3, True))
    assert Dialogs().choose_volume(5) == 2
    monkeypatch.setattr(QInputDialog, "getInt", lambda *a: (3, False))
    assert Dialogs().choose_volume(5) is None


def test_a_folder_to_open_is_a_path(monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a: "/scans")
    assert Dialogs().open_folder() == Path("/scans")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a: "")
    assert Dialogs().open_folder() is None


@pytest.mark.parametrize(("is_accepted", "expected"), [(True, 1), (False, None)])
def test_a_series_is_chosen_from_a_list_even_where_two_are_called_alike(
    qtbot, monkeypatch, is_accepted, expected
):
    seen = []

    def answer(dialog):
        seen.append((dialog.labelText(), dialog.comboBoxItems()))
        dialog.setTextValue(dialog.comboBoxItems()[1])
        return QDialog.DialogCode.Accepted if is_accepted else QDialog.DialogCode.Rejected

    monkeypatch.setattr(QInputDialog, "exec", answer)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert Dialogs(parent).choose_series(("3 slices", "3 slices")) == expected
    ((words, rows),) = seen
    assert "2 series or volumes" in words
    assert rows == ["1.  3 slices", "2.  3 slices"]


def test_about_carries_the_caution():
    assert DISCLAIMER in about_text("1.2.3")
    assert "1.2.3" in about_text("1.2.3")


def test_a_picture_has_a_size_and_a_file_with_its_ending(monkeypatch):
    sizes = []

    def pick(_parent, _title, _label, items, current, editable):
        sizes.extend(items)
        return items[2], True

    monkeypatch.setattr(QInputDialog, "getItem", pick)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: ("/out/a.jpg", ""))
    assert Dialogs().save_picture() == (Path("/out/a.png"), 3)
    assert sizes == ["As on the screen", "2 × (192 dpi)", "3 × (288 dpi)", "4 × (384 dpi)"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: ("", ""))
    assert Dialogs().save_picture() is None
    monkeypatch.setattr(QInputDialog, "getItem", lambda *a, **k: ("", False))
    assert Dialogs().save_picture() is None


def test_a_document_opens_in_a_window_to_read(qtbot, tmp_path):
    from camviewer.gui.reader import Reader

    parent = QWidget()
    qtbot.addWidget(parent)
    (tmp_path / "a.md").write_text("# Words", encoding="utf-8")
    Dialogs(parent).show_document("Book", tmp_path / "a.md")
    reader = parent.findChild(Reader)
    assert reader.isVisible()
    assert reader.windowTitle() == "Book"
    reader.close()


def test_an_export_is_planned_in_a_dialog_of_its_own(monkeypatch):
    from camviewer.gui import dialogs

    class Toy:
        def __init__(self, session, choose_folder, parent):
            self.wish = (session, choose_folder())

        def exec(self):
            self.wish += ("shown",)

    monkeypatch.setattr(dialogs, "ExportDialog", Toy)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a: "/out")
    assert Dialogs().plan_export("session") == ("session", Path("/out"), "shown")


@pytest.mark.parametrize(
    ("is_folder", "verb", "found"),
    [
        (False, 0, Path("/a/file")),
        (True, 0, Path("/a/folder")),
        (True, 1, Path("/a/file")),
        (True, None, None),
    ],
)
def test_what_has_moved_is_found_by_its_folder_or_a_file(monkeypatch, is_folder, verb, found):
    dialogs, offered = Dialogs(), []
    monkeypatch.setattr(
        dialogs, "_choose", lambda message, hint, verbs: offered.append(verbs) or verb
    )
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a: "/a/folder")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a: ("/a/file", ""))
    assert dialogs.locate("Gone.", "Choose.", "study", is_folder=is_folder) == found
    assert len(offered[0]) == (2 if is_folder else 1)


def test_one_of_several_verbs_is_chosen_by_its_button(monkeypatch):
    from PySide6.QtWidgets import QMessageBox

    def press(words):
        def exec_(box):
            next(each for each in box.buttons() if each.text() == words).click()

        monkeypatch.setattr(QMessageBox, "exec", exec_)

    dialogs = Dialogs()
    press("Second")
    assert dialogs._choose("Which?", "", ["First", "Second"]) == 1
    press("First")
    assert dialogs.confirm("Sure?", "", "First") is True
    monkeypatch.setattr(
        QMessageBox, "exec", lambda box: box.button(QMessageBox.StandardButton.Cancel).click()
    )
    assert dialogs.confirm("Sure?", "", "First") is False
