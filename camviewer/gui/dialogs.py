"""Everything that asks or tells the user in a window of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QMessageBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from camviewer.core.settings import DISCLAIMER
from camviewer.core.words import say
from camviewer.gui.export_dialog import ExportDialog
from camviewer.gui.picture import DPI, SCALES
from camviewer.gui.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.session.exporting import ExportPlan
    from camviewer.session.service import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)


class Asker(Protocol):
    """What the rest of the window asks of the user; the tests answer in its place."""

    def open_files(self, file_filter: str) -> list[Path]:
        """Return the files to open; empty when the user changed their mind."""

    def open_folder(self) -> Path | None:
        """Return the folder of slices to open."""

    def save_folder(self) -> Path | None:
        """Return a folder for results."""

    def plan_export(self, session: Session) -> tuple[Path, ExportPlan] | None:
        """Return the folder for results, and which files are wanted."""

    def choose_volume(self, count: int) -> int | None:
        """Return which volume of a 4D file to show, from 0."""

    def save_file(self, suggested: Path, file_filter: str) -> Path | None:
        """Return where to save a file."""

    def locate(
        self, message: str, hint: str, name: str, *, is_folder: bool = False
    ) -> Path | None:
        """Return where a file or folder of that name lies now, or a file of the folder."""

    def ask_text(self, title: str, words: str) -> str | None:
        """Return a short text."""

    def confirm(self, question: str, more: str, verb: str) -> bool:
        """Tell whether the user wants what cannot be taken back."""

    def save_picture(self) -> tuple[Path, int] | None:
        """Return the file for a picture and how many times larger than the screen it is."""

    def show_document(self, title: str, path: Path) -> None:
        """Show a text of the program to read and search; never blocks."""

    def choose_series(self, labels: Sequence[str]) -> int | None:
        """Return which of several series to show, from 0."""

    def show_error(self, message: str, hint: str = "", details: str = "") -> None:
        """Tell what went wrong and what to do; never blocks."""

    def show_text(self, title: str, markdown: str) -> None:
        """Show a longer text; never blocks."""


class Dialogs:
    """Asks through real dialogs.

    Parameters
    ----------
    parent
        The window they belong to.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent

    def open_files(self, file_filter: str) -> list[Path]:
        """Return the files to open; empty when the user changed their mind."""
        names, _ = QFileDialog.getOpenFileNames(
            self.parent, _tr("Open an image or a volume"), "", file_filter
        )
        return [Path(name) for name in names]

    def open_folder(self) -> Path | None:
        """Return the folder of slices to open."""
        name = QFileDialog.getExistingDirectory(
            self.parent, _tr("Open a folder of DICOM, PNG or TIFF slices")
        )
        return Path(name) if name else None

    def save_folder(self) -> Path | None:
        """Return the folder for results."""
        name = QFileDialog.getExistingDirectory(self.parent, _tr("Folder for the results"))
        return Path(name) if name else None

    def plan_export(self, session: Session) -> tuple[Path, ExportPlan] | None:
        """Return the folder for results, and which files are wanted."""
        dialog = ExportDialog(session, self.save_folder, self.parent)
        dialog.exec()
        return dialog.wish

    def save_picture(self) -> tuple[Path, int] | None:
        """Return the file for a picture and how many times larger than the screen it is."""
        sizes = {
            _tr("As on the screen") if scale == 1 else f"{scale} × ({DPI * scale} dpi)": scale
            for scale in SCALES
        }
        size, is_chosen = QInputDialog.getItem(
            self.parent, _tr("Save the picture"), _tr("Size"), list(sizes), 1, editable=False
        )
        if not is_chosen:
            return None
        name, _ = QFileDialog.getSaveFileName(
            self.parent, _tr("Save the picture"), "picture.png", _tr("Pictures (*.png)")
        )
        return (Path(name).with_suffix(".png"), sizes[size]) if name else None

    def show_document(self, title: str, path: Path) -> None:
        """Show a text of the program to read and search; never blocks."""
        Reader(self.parent, title, path).show()

    def choose_volume(self, count: int) -> int | None:
        """Return which volume of a 4D file to show, from 0."""
        number, is_chosen = QInputDialog.getInt(
            self.parent,
            _tr("Choose a volume"),
            _tr("This file holds {count} volumes. Which one, 1 to {count}?").format(
                count=count
            ),
            1,
            1,
            count,
        )
        return number - 1 if is_chosen else None

    def save_file(self, suggested: Path, file_filter: str) -> Path | None:
        """Return where to save a file."""
        name, _ = QFileDialog.getSaveFileName(
            self.parent, _tr("Save as"), str(suggested), file_filter
        )
        return Path(name) if name else None

    def locate(
        self, message: str, hint: str, name: str, *, is_folder: bool = False
    ) -> Path | None:
        """Return where a file or folder of that name lies now, or a file of the folder."""
        verbs = [_tr("Choose…")]
        if is_folder:
            verbs = [_tr("Choose the folder…"), _tr("Choose one of its files…")]
        verb = self._choose(message, hint, verbs)
        if verb is None:
            return None
        title = _tr("Where is {name}?").format(name=name)
        if is_folder and verb == 0:
            chosen = QFileDialog.getExistingDirectory(self.parent, title)
        else:
            chosen, _ = QFileDialog.getOpenFileName(self.parent, title, name)
        return Path(chosen) if chosen else None

    def ask_text(self, title: str, words: str) -> str | None:
        """Return a short text."""
        text, is_given = QInputDialog.getText(self.parent, title, words)
        return text if is_given else None

    def confirm(self, question: str, more: str, verb: str) -> bool:
        """Tell whether the user wants what cannot be taken back."""
        return self._choose(question, more, [verb]) is not None

    def _choose(self, question: str, more: str, verbs: Sequence[str]) -> int | None:
        """Return which of several verbs the user wants; None for none."""
        box = QMessageBox(self.parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_tr("camviewer"))
        box.setText(question)
        box.setInformativeText(more)
        accept = QMessageBox.ButtonRole.AcceptRole
        buttons: list[QAbstractButton] = [box.addButton(verb, accept) for verb in verbs]
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        clicked = box.clickedButton()
        return buttons.index(clicked) if clicked in buttons else None

    def choose_series(self, labels: Sequence[str]) -> int | None:
        """Return which of several series to show, from 0; the labels stay on the screen."""
        rows = [f"{number}.  {label}" for number, label in enumerate(labels, start=1)]
        dialog = QInputDialog(self.parent)
        dialog.setWindowTitle(_tr("Choose a series"))
        dialog.setLabelText(
            _tr("There are {count} series or volumes here. Which one shall be shown?").format(
                count=len(rows)
            )
        )
        dialog.setOption(QInputDialog.InputDialogOption.UseListViewForComboBoxItems)
        dialog.setComboBoxItems(rows)
        dialog.setTextValue(rows[0])
        dialog.resize(520, 360)
        is_chosen = dialog.exec() == QDialog.DialogCode.Accepted
        return rows.index(dialog.textValue()) if is_chosen else None

    def show_error(self, message: str, hint: str = "", details: str = "") -> None:
        """Tell what went wrong and what to do; never blocks."""
        box = QMessageBox(self.parent)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(_tr("camviewer"))
        box.setText(message)
        box.setInformativeText(hint)
        if details:
            box.setDetailedText(details)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def show_text(self, title: str, markdown: str) -> None:
        """Show a longer text; never blocks."""
        dialog = QDialog(self.parent)
        dialog.setWindowTitle(title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        browser = QTextBrowser(dialog)
        browser.setMarkdown(markdown)
        browser.setAccessibleName(title)
        browser.setOpenExternalLinks(False)
        browser.setOpenLinks(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
        buttons.rejected.connect(dialog.reject)
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addWidget(browser)
        layout.addWidget(buttons)
        dialog.resize(560, 520)
        dialog.open()


def keys_text(rows: Sequence[tuple[str, str, str]]) -> str:
    """Make the list of keys from (category, what it does, keys), as Markdown."""
    lines: list[str] = []
    category = ""
    for row in rows:
        if row[0] != category:
            category = row[0]
            lines += ["", f"### {category}", "", _tr("| Keys | What they do |"), "|---|---|"]
        lines.append(f"| **{row[2].replace('|', '')}** | {row[1]} |")
    return "\n".join(lines)


def about_text(version: str) -> str:
    """Say what the program is, as Markdown."""
    purpose = _tr(
        "Shows on an image or a CT what moved a neural network's score, by several class "
        "activation map methods, CF-CAM among them."
    )
    privacy = _tr(
        "It never sends anything anywhere. It keeps the names of recently opened files on this "
        "computer; File > Open recent > Clear removes them."
    )
    return f"## camviewer {version}\n\n{purpose}\n\n**{say('core', DISCLAIMER)}.**\n\n{privacy}"
