"""Everything that asks or tells the user in a window of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
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

if TYPE_CHECKING:
    from collections.abc import Sequence


def _tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)


class Asker(Protocol):
    """What the rest of the window asks of the user; the tests answer in its place."""

    def open_files(self, file_filter: str) -> list[Path]:
        """Return the files to open; empty when the user changed their mind."""

    def open_folder(self) -> Path | None:
        """Return the folder of slices to open."""

    def save_folder(self) -> Path | None:
        """Return the folder for results."""

    def choose_volume(self, count: int) -> int | None:
        """Return which volume of a 4D file to show, from 0."""

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
    return f"## camviewer {version}\n\n{purpose}\n\n**{DISCLAIMER}.**\n\n{privacy}"
