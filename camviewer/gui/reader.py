"""A window to read the manual and the changelog in: contents, search and a way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from camviewer.gui.column import row
from camviewer.gui.forms import flat_button, named, text_field, text_label
from camviewer.gui.theme import PADDING_PX

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_SIZE = (980, 720)
_CONTENTS_PX = 240
_DEEPEST = 3
_ABOVE_PX, _BELOW_PX = 18, 6
_INDENT = "    "


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reader", text)


class Page(QTextBrowser):
    """A Markdown text whose pictures are never wider than the page.

    Parameters
    ----------
    folder
        Where its pictures lie.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._markdown = ""
        self.setOpenLinks(False)
        # Always there, so that a short text does not widen the page while it is laid out.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.document().setDocumentMargin(PADDING_PX)

    def show_markdown(self, text: str) -> None:
        """Show a text from its beginning."""
        self._markdown = text
        self._lay_out()

    def _lay_out(self) -> None:
        """Set the text, with room above its headings."""
        self.setMarkdown(self._markdown)
        block = self.document().begin()
        while block.isValid():
            form = block.blockFormat()
            if form.headingLevel() > 1:
                form.setTopMargin(_ABOVE_PX)
                form.setBottomMargin(_BELOW_PX)
                QTextCursor(block).setBlockFormat(form)
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Read a picture of the folder; nothing is ever fetched from elsewhere."""
        path = self._folder / QUrl(name).path()
        if kind != QTextDocument.ResourceType.ImageResource.value or not path.is_file():
            return None
        image = QImage(str(path))
        room = max(200, self.viewport().width() - 4 * PADDING_PX)
        if image.width() > room:
            how = Qt.TransformationMode.SmoothTransformation
            image = image.scaledToWidth(room, how)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures to the new width, and stay at the place that was read."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self._markdown:
            bar = self.verticalScrollBar()
            share = bar.value() / max(1, bar.maximum())
            self._lay_out()
            bar.setValue(round(share * bar.maximum()))


class Reader(QDialog):
    """Shows one of the shipped texts.

    Parameters
    ----------
    parent
        The window.
    title
        Of this window.
    path
        The Markdown file.
    """

    def __init__(self, parent: QWidget | None, title: str, path: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._folder = path.parent
        self._path = path
        self._trail: list[tuple[Path, int]] = []
        self.page = named(Page(path.parent), "page", title)
        self.page.anchorClicked.connect(self._on_link_clicked)
        self.contents = named(QListWidget(), "contents", _tr("Contents"))
        self.contents.setFixedWidth(_CONTENTS_PX)
        self.contents.itemActivated.connect(self._on_heading_chosen)
        self.contents.itemClicked.connect(self._on_heading_chosen)
        self._build_finder()
        self._place()
        self.resize(*_SIZE)
        self.show_file(path)
        self.finder.setFocus()

    def _build_finder(self) -> None:
        self.back = flat_button("back", "back", _tr("Back (Alt+Left)"))
        self.back.clicked.connect(self.go_back)
        self.finder = text_field("find", _tr("Find in this text"))
        self.finder.setPlaceholderText(_tr("Find in this text"))
        self.finder.setFixedWidth(280)
        self.finder.textChanged.connect(lambda: self.find_next(is_new=True))
        self.finder.returnPressed.connect(self.find_next)
        self.missing = text_label("", "warning")
        self.missing.setWordWrap(False)
        self.next = flat_button("down", "findNext", _tr("Next place (F3)"))
        self.next.clicked.connect(self.find_next)
        for key, slot in (
            ("Alt+Left", self.go_back),
            ("F3", self.find_next),
            ("Ctrl+F", self.finder.setFocus),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    def _place(self) -> None:
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.contents)
        halves.addWidget(self.page)
        halves.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING_PX, PADDING_PX, PADDING_PX, PADDING_PX)
        layout.setSpacing(8)
        layout.addLayout(row(self.back, self.finder, self.next, self.missing, None))
        layout.addWidget(halves, 1)

    # Reading

    def show_file(self, path: Path) -> None:
        """Show a text of the folder from its beginning."""
        self._path = path
        self.page.show_markdown(path.read_text(encoding="utf-8"))
        self._list_headings()
        self.back.setEnabled(bool(self._trail))

    def _list_headings(self) -> None:
        self.contents.clear()
        block = self.page.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if 0 < level <= _DEEPEST:
                item = QListWidgetItem(_INDENT * max(0, level - 2) + block.text())
                item.setData(Qt.ItemDataRole.UserRole, block.text())
                item.setSizeHint(QSize(1, 24))
                self.contents.addItem(item)
            block = block.next()

    def go_to(self, heading: str) -> None:
        """Bring a heading to the upper edge."""
        block = self.page.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text() == heading:
                self.page.setTextCursor(QTextCursor(block))
                layout = self.page.document().documentLayout()
                top = layout.blockBoundingRect(block).top()
                self.page.verticalScrollBar().setValue(round(top) - 8)
                return
            block = block.next()

    def go_back(self) -> None:
        """Return to the text before, at the place that was read."""
        if self._trail:
            path, place = self._trail.pop()
            self.show_file(path)
            self.page.verticalScrollBar().setValue(place)

    def find_next(self, *, is_new: bool = False) -> bool:
        """Mark the next place that holds the words; from the end it begins again.

        Parameters
        ----------
        is_new
            Whether the words have just changed, so that the marked place may be kept.
        """
        words, cursor = self.finder.text(), self.page.textCursor()
        if is_new:
            cursor.setPosition(cursor.selectionStart())
            self.page.setTextCursor(cursor)
        is_found = bool(words) and self.page.find(words)
        if words and not is_found:
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            is_found = self.page.find(words)
        self.missing.setText("" if is_found or not words else _tr("Not found"))
        return is_found

    # Events

    def _on_heading_chosen(self, item: QListWidgetItem) -> None:
        self.go_to(str(item.data(Qt.ItemDataRole.UserRole)))

    def _on_link_clicked(self, url: QUrl) -> None:
        """Follow a link to another of the shipped texts; links to elsewhere stay text."""
        if not url.isRelative():
            return
        path = self._folder / Path(url.path()).name
        if path.suffix == ".md" and path.is_file():
            self._trail.append((self._path, self.page.verticalScrollBar().value()))
            self.show_file(path)
