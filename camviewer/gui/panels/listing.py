"""Tables of the pages: rows that are sorted, copied as text, and keep what is marked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from camviewer.gui.forms import named
from camviewer.gui.theme import caption_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    Index = QModelIndex | QPersistentModelIndex

ROW_PX = 32
_NAME_PX = 56
_SIDES_PX = 6
SORT = Qt.ItemDataRole.UserRole
_Role = Qt.ItemDataRole
_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Heading:
    """A column: its title, and what its numbers mean."""

    title: str
    help: str


@dataclass(frozen=True)
class Cell:
    """What stands in one place.

    Attributes
    ----------
    text
        As shown, in one line or two, and copied in one.
    order
        What the column is sorted by: a number, or words.
    """

    text: str
    order: float | str


def _on_one_line(text: object) -> str:
    return " ".join(str(text).split())


def number_cell(text: str, value: float) -> Cell:
    """Make a cell of a number; NaN, which means that there is none, comes last."""
    return Cell(text, -math.inf if math.isnan(value) else value)


class ListingModel(QAbstractTableModel):
    """Rows of cells under headings; the first column holds names and may be edited."""

    renamed = Signal(object, str)
    ticked = Signal(object, bool)

    def __init__(self, headings: Sequence[Heading], *, is_ticked: bool = False) -> None:
        super().__init__()
        self._headings = tuple(headings)
        self._has_ticks = is_ticked
        self._keys: tuple[object, ...] = ()
        self._rows: Sequence[Sequence[Cell]] = ()
        self._decorations: tuple[Any, ...] = ()
        self._ticks: frozenset[object] = frozenset()

    def show_rows(
        self,
        keys: Sequence[object],
        rows: Sequence[Sequence[Cell]],
        decorations: Sequence[Any] = (),
        ticks: Sequence[object] = (),
    ) -> None:
        """Show these rows, each with its key, a drawing, and a tick where its key is given.

        Rows are read when they are seen or sorted, so there may be many.
        """
        is_same = tuple(keys) == self._keys
        if not is_same:
            self.beginResetModel()
        self._keys, self._rows = tuple(keys), rows
        self._decorations, self._ticks = tuple(decorations), frozenset(ticks)
        if not is_same:
            self.endResetModel()
        elif keys:
            last = self.index(len(keys) - 1, len(self._headings) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def key(self, row: int) -> object:
        """Key of a row."""
        return self._keys[row]

    def row_of(self, key: object) -> int | None:
        """Row of a key."""
        return self._keys.index(key) if key in self._keys else None

    # As Qt wants it

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count the columns."""
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - as Qt has it
        """Give a column's title and what it means."""
        if orientation == Qt.Orientation.Vertical:
            return None
        heading = self._headings[section]
        align = _WORDS if section == 0 else _NUMBERS
        help_text = f"{_on_one_line(heading.title)}: {heading.help}"
        return {
            _Role.DisplayRole: heading.title,
            _Role.ToolTipRole: help_text,
            _Role.AccessibleTextRole: help_text,
            _Role.TextAlignmentRole: align,
        }.get(_Role(role))

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        """Give what stands in a cell."""
        row, column = index.row(), index.column()
        cell = self._rows[row][column]
        if role in (_Role.DisplayRole, _Role.EditRole):
            return cell.text
        if role == SORT:
            return cell.order
        if role == _Role.TextAlignmentRole:
            return _WORDS if column == 0 else _NUMBERS
        if role == _Role.ToolTipRole:
            title = self._headings[column].title
            return f"{_on_one_line(title)}: {_on_one_line(cell.text)}"
        return self._first_data(row, role) if column == 0 else None

    def _first_data(self, row: int, role: int) -> Any:  # noqa: ANN401 - as Qt has it
        if role == _Role.DecorationRole and self._decorations:
            return self._decorations[row]
        if role == _Role.CheckStateRole and self._has_ticks:
            is_on = self._keys[row] in self._ticks
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be marked, and names be changed or ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column():
            return flags
        own = Qt.ItemFlag.ItemIsUserCheckable if self._has_ticks else Qt.ItemFlag.ItemIsEditable
        return flags | own

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:  # noqa: ANN401 - as Qt has it
        """Tell what the user typed or ticked; the state's answer changes the row."""
        key = self._keys[index.row()]
        if role == _Role.CheckStateRole:
            self.ticked.emit(key, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        self.renamed.emit(key, str(value).strip())
        return True


class PlainTable(QTableView):
    """A table of small text without lines, marked by rows, as wide as its page.

    Parameters
    ----------
    name, words
        Object name, and what a screen reader says.
    row_px
        Height of a row.
    """

    def __init__(self, name: str, words: str, row_px: int) -> None:
        super().__init__()
        named(self, name, words)
        self.setFont(caption_font(self.font(), is_tabular=True))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_px)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(16)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)


class Listing(PlainTable):
    """A sorted table whose marked row follows a key.

    Parameters
    ----------
    model
        Its rows.
    name, words
        Object name, and what a screen reader says.
    """

    picked = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, model: ListingModel, name: str, words: str) -> None:
        super().__init__(name, words, ROW_PX)
        self.rows = model
        model.setParent(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(model)
        self._sorted.setSortRole(SORT)
        self.setModel(self._sorted)
        self.setSortingEnabled(True)
        self._shape_header()
        self.clicked.connect(self._on_clicked)

    def _shape_header(self) -> None:
        header = self.horizontalHeader()
        for event in (self.rows.modelReset, self.rows.dataChanged):
            event.connect(self._fit_columns)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)

    def _fit_columns(self) -> None:
        """Give numbers the width they need, and names the rest."""
        metrics, left = self.fontMetrics(), self.viewport().width()
        for column in range(1, self._sorted.columnCount()):
            title = self._sorted.headerData(column, Qt.Orientation.Horizontal)
            words = max(metrics.horizontalAdvance(line) for line in title.splitlines())
            wide = max(self.sizeHintForColumn(column), words + _SIDES_PX)
            self.setColumnWidth(column, wide)
            left -= wide
        self.setColumnWidth(0, max(_NAME_PX, left))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit_columns()
        if self.marked is not None:
            self.scrollTo(self.currentIndex())

    def mark(self, key: object) -> None:
        """Mark the row of a key without telling anybody; None marks none."""
        row = self.rows.row_of(key)
        if row is None:
            self.clearSelection()
            return
        if self.marked == key:
            return
        index = self._sorted.mapFromSource(self.rows.index(row, 0))
        select = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, select.ClearAndSelect | select.Rows)

    @property
    def marked(self) -> object:
        """Key of the marked row; None where none is."""
        chosen = self.selectionModel().selectedRows()
        return self.rows.key(self._sorted.mapToSource(chosen[0]).row()) if chosen else None

    def as_text(self) -> str:
        """Write the table as it is sorted, with tabs between."""
        columns = range(self._sorted.columnCount())
        lines = [[self._sorted.headerData(x, Qt.Orientation.Horizontal) for x in columns]]
        lines += [
            [self._sorted.index(row, x).data() for x in columns]
            for row in range(self._sorted.rowCount())
        ]
        return "\n".join("\t".join(map(_on_one_line, line)) for line in lines)

    def copy(self) -> None:
        """Put the table on the clipboard."""
        QApplication.clipboard().setText(self.as_text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, remove, go there, or move as tables do."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Delete and self.marked is not None:
            self.remove_wanted.emit(self.marked)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.marked is not None:
            self.picked.emit(self.marked)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.picked.emit(self.rows.key(self._sorted.mapToSource(index).row()))
