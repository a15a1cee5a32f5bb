"""Dialogs: they say what is to be said and never block."""

from __future__ import annotations

from pathlib import Path

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


def test_about_carries_the_caution():
    assert DISCLAIMER in about_text("1.2.3")
    assert "1.2.3" in about_text("1.2.3")
