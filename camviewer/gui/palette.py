"""Everything that can be done, found by a few letters: Ctrl+K."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QListView, QVBoxLayout, QWidget

from camviewer.gui.forms import named, text_field, text_label
from camviewer.gui.icons import icon
from camviewer.gui.matching import found_in
from camviewer.gui.palette_row import CATEGORY, IS_POSSIBLE, KEYS, RowPainter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


WIDTH_PX = 560
_ROWS = 12
_ROW_PX = 32
_Index = QModelIndex | QPersistentModelIndex


def _tr(text: str) -> str:
    return QCoreApplication.translate("Palette", text)


@dataclass(frozen=True, eq=False)
class Entry:
    """One line of the list.

    Attributes
    ----------
    text, category, keys, icon
        What is shown; the last two may be empty.
    run
        Does it.
    reason
        Why it cannot be done now; empty when it can.
    """

    text: str
    category: str
    run: Callable[[], object]
    keys: str = ""
    icon: str = ""
    reason: str = ""


class EntryModel(QAbstractListModel):
    """The entries that were found."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Count them."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Tell a view what stands in a line."""
        entry = self.entries[index.row()]
        values: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: entry.text,
            Qt.ItemDataRole.DecorationRole: icon(entry.icon) if entry.icon else QIcon(),
            Qt.ItemDataRole.ToolTipRole: entry.reason,
            Qt.ItemDataRole.AccessibleTextRole: _spoken(entry),
            CATEGORY: entry.reason or entry.category,
            KEYS: entry.keys,
            IS_POSSIBLE: not entry.reason,
        }
        return values.get(role)


def _spoken(entry: Entry) -> str:
    return ", ".join(filter(None, (entry.text, entry.category, entry.keys, entry.reason)))


class Palette(QDialog):
    """A line to type in over the list of what it finds.

    Parameters
    ----------
    parent
        The window that it stands over.
    entries
        All there are.
    """

    def __init__(self, parent: QWidget, entries: Sequence[Entry]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        named(self, "palette", _tr("Find a command"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entries = list(entries)
        self.filter = text_field("paletteFilter", _tr("Find a command, a method or a file"))
        self.filter.setPlaceholderText(_tr("Find a command, a method or a file"))
        self.filter.textChanged.connect(self._show_found)
        self.filter.installEventFilter(self)
        self.found = EntryModel(self)
        self._build_list()
        self.count = text_label("", "caption")
        self._place()
        self._show_found()

    def _build_list(self) -> None:
        self.list = named(QListView(), "paletteList", _tr("What was found"))
        self.list.setModel(self.found)
        self.list.setItemDelegate(RowPainter(self.list, _ROW_PX))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(
            Qt.FocusPolicy.NoFocus
        )  # the keys of the line above move in it
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(_ROWS * _ROW_PX + 4)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(lambda index: self._run(index.row()))

    def _place(self) -> None:
        box = QWidget()
        box.setObjectName("paletteBox")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.setSpacing(4)
        for widget in (self.filter, self.list, self.count):
            inside.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(box)
        self.setFixedWidth(WIDTH_PX)

    def show_over(self, window: QWidget) -> None:
        """Open below the window's upper edge, in its middle."""
        self.adjustSize()
        top = window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 52))
        self.move(top)
        self.show()
        self.filter.setFocus()

    # Finding

    @property
    def current(self) -> int:
        """Line that Enter would run; -1 when nothing was found."""
        return self.list.currentIndex().row()

    def _show_found(self) -> None:
        entries = found_in(self._entries, self.filter.text(), _searched)
        self.found.show_entries(entries)
        self._go(0)
        label: QLabel = self.count
        label.setText(
            _tr("{count} found. Up and Down choose, Enter runs, Esc closes.").format(
                count=len(entries)
            )
        )

    def _go(self, row: int) -> None:
        """Mark a line, the first or the last when it is beyond them."""
        last = len(self.found.entries) - 1
        row = min(max(row, 0), last)
        self.list.setCurrentIndex(self.found.index(row, 0) if last >= 0 else QModelIndex())
        if last >= 0:
            spoken = _spoken(self.found.entries[row])
            self.filter.setAccessibleDescription(spoken)

    def _run(self, row: int) -> None:
        """Close, then do it: what is done may open a window of its own."""
        if not 0 <= row < len(self.found.entries) or self.found.entries[row].reason:
            return
        run = self.found.entries[row].run
        self.close()
        run()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Let the arrows of the line move in the list."""
        if watched is not self.filter or event.type() != QEvent.Type.KeyPress:
            return False
        if not isinstance(event, QKeyEvent):
            return False
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _ROWS - 1,
            Qt.Key.Key_PageUp: 1 - _ROWS,
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.current)
            return True
        if key not in steps:
            return False
        self._go(self.current + steps[key])
        return True


def _searched(entry: Entry) -> tuple[str, str]:
    """Return what a search looks in: the words first, the category less."""
    return entry.text, entry.category
