"""The table: a row for each map, a column for each metric, sorted by a click on its head."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeySequence, QPalette
from PySide6.QtWidgets import QHeaderView, QWidget

from camviewer.gui.numbers.wording import (
    Sheet,
    head_text,
    metric_help,
    note_of,
    number_text,
)
from camviewer.gui.panels.listing import PlainTable
from camviewer.gui.theme import caption_font
from camviewer.session.tables import best_map

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

ROW_PX = 22
HEAD_PX = 34
STAR = "★"
_NAME_PX = (90, 200)
_SIDES_PX = 16
_ROLE = Qt.ItemDataRole
_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def _tr(text: str) -> str:
    return QCoreApplication.translate("NumberTable", text)


class NumbersModel(QAbstractTableModel):
    """The cells of a sheet; the best of a column has a star, where it can be told."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self.names: tuple[str, ...] = ()
        self.best: dict[str, str | None] = {}

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show other numbers, or the same in another order."""
        self.beginResetModel()
        self.sheet = sheet
        self.names = () if sheet is None else tuple(sheet.maps)
        infos = () if sheet is None else sheet.metrics
        found = None if sheet is None else sheet.evaluation
        self.best = {} if found is None else {i.name: best_map(found, i.name) for i in infos}
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the maps."""
        return 0 if parent.isValid() else len(self.names)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the metrics."""
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.metrics)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Head a column with its metric, a row with its map."""
        if self.sheet is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._row_head(section, role)
        info = self.sheet.metrics[section]
        return {
            _ROLE.DisplayRole: head_text(info),
            _ROLE.ToolTipRole: metric_help(info),
            _ROLE.AccessibleTextRole: metric_help(info),
            _ROLE.TextAlignmentRole: _NUMBERS,
        }.get(_ROLE(role))

    def _row_head(self, row: int, role: int) -> object:
        if self.sheet is None:
            return None
        name, help_text = self.names[row], self.sheet.maps[self.names[row]]
        if name in self.sheet.evaluation.controls:
            words = _tr("{map}: a control. A map that does not beat it says nothing.")
            help_text = words.format(map=help_text.strip("()"))
        return {
            _ROLE.DisplayRole: self.sheet.maps[name],
            _ROLE.ToolTipRole: help_text,
            _ROLE.AccessibleTextRole: help_text,
            _ROLE.TextAlignmentRole: _WORDS,
        }.get(_ROLE(role))

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Give what stands in a cell."""
        if role == _ROLE.DisplayRole:
            return self.text(index.row(), index.column())
        if role in {_ROLE.ToolTipRole, _ROLE.AccessibleTextRole}:
            return self.sentence(index.row(), index.column())
        if role == _ROLE.TextAlignmentRole:
            return _NUMBERS
        return self._look(index.row(), index.column(), role)

    def _look(self, row: int, column: int, role: int) -> object:
        """Make the best bold, and controls faint."""
        if role == _ROLE.FontRole and self.is_best(row, column):
            font = QFont()
            font.setBold(True)
            return font
        if role == _ROLE.ForegroundRole and self.sheet is not None:
            is_control = self.names[row] in self.sheet.evaluation.controls
            palette = QGuiApplication.palette()
            return palette.color(QPalette.ColorRole.PlaceholderText) if is_control else None
        return None

    def is_best(self, row: int, column: int) -> bool:
        """Tell whether a map is better than all others beyond chance."""
        sheet = self.sheet
        return sheet is not None and self.best[sheet.metrics[column].name] == self.names[row]

    def text(self, row: int, column: int) -> str:
        """Write the number of a cell; empty where it was not measured."""
        if self.sheet is None:
            return ""
        name, info = self.names[row], self.sheet.metrics[column]
        if self.sheet.evaluation.measurement(name, info.name) is None:
            return ""
        text = number_text(self.sheet.evaluation.value(name, info.name))
        return f"{STAR} {text}" if self.is_best(row, column) else text

    def sentence(self, row: int, column: int) -> str:
        """Tell of a cell: metric, map, number, and why it is none or the best."""
        if self.sheet is None:
            return ""
        found = self.sheet.evaluation
        name, info = self.names[row], self.sheet.metrics[column]
        value, unit = found.value(name, info.name), f" {info.unit}" if info.unit else ""
        words = _tr("{metric} of {map}: {number}").format(
            metric=info.label,
            map=self.sheet.maps[name],
            number=_tr("not defined") if isnan(value) else number_text(value) + unit,
        )
        more = note_of(found, name, info.name) or info.summary
        if self.is_best(row, column):
            more = _tr("better than every other map beyond the chance of the draws")
        return f"{words}. {more}"


class NumberTable(PlainTable):
    """Shows a sheet; tells which map is marked, and what it should be sorted by."""

    picked = Signal(str)
    sort_wanted = Signal(str)
    told = Signal(str)

    def __init__(self) -> None:
        super().__init__("numberTable", _tr("Numbers about the maps"), ROW_PX)
        self.numbers = NumbersModel(self)
        self.setModel(self.numbers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        side = self.verticalHeader()
        side.show()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setTextElideMode(Qt.TextElideMode.ElideRight)
        side.setHighlightSections(True)
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setFixedHeight(HEAD_PX)
        head.setSortIndicatorShown(True)
        head.sectionClicked.connect(self._on_head_clicked)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    # Showing

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show numbers; the cell that was marked stays so where it is still there."""
        name, metric = self.current
        with QSignalBlocker(self), QSignalBlocker(self.selectionModel()):
            self.numbers.show_sheet(sheet)
            self._fit()
            self._mark(name, metric)

    def show_sorting(self, metric: str, *, is_reversed: bool) -> None:
        """Put the sign of sorting over a column; best first points down."""
        names = self._metrics()
        section = names.index(metric) if metric in names else -1
        order = Qt.SortOrder.AscendingOrder if is_reversed else Qt.SortOrder.DescendingOrder
        self.horizontalHeader().setSortIndicator(section, order)

    def mark(self, name: str) -> None:
        """Mark the row of a map without telling anybody."""
        if name != self.current[0]:
            with QSignalBlocker(self):
                self._mark(name, self.current[1])

    def _mark(self, name: str, metric: str) -> None:
        if name not in self.numbers.names:
            self.clearSelection()
            return
        names = self._metrics()
        column = names.index(metric) if metric in names else 0
        index = self.numbers.index(self.numbers.names.index(name), column)
        select = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, select.ClearAndSelect | select.Rows)

    def _fit(self) -> None:
        """Give every column the width of its head and numbers, and the names theirs."""
        metrics = self.fontMetrics()
        for column in range(self.numbers.columnCount()):
            head = str(self.numbers.headerData(column, Qt.Orientation.Horizontal))
            texts = [self.numbers.text(row, column) for row in range(self.numbers.rowCount())]
            wide = max(metrics.horizontalAdvance(text) for text in (*head.split("\n"), *texts))
            self.setColumnWidth(column, wide + _SIDES_PX)
        sheet = self.numbers.sheet
        labels = [] if sheet is None else list(sheet.maps.values())
        font = caption_font(self.font())
        font.setBold(True)  # as that of the marked row
        bold = QFontMetrics(font)
        wide = max((bold.horizontalAdvance(label) for label in labels), default=0)
        low, high = _NAME_PX
        self.verticalHeader().setFixedWidth(min(max(low, wide + 2 * _SIDES_PX), high))

    # What is marked

    @property
    def current(self) -> tuple[str, str]:
        """Names of the map and the metric of the marked cell; empty where there is none."""
        index, sheet = self.currentIndex(), self.numbers.sheet
        if not index.isValid() or sheet is None:
            return "", ""
        return self.numbers.names[index.row()], sheet.metrics[index.column()].name

    @property
    def sentence(self) -> str:
        """What is told of the marked cell."""
        index = self.currentIndex()
        return self.numbers.sentence(index.row(), index.column()) if index.isValid() else ""

    def _metrics(self) -> list[str]:
        sheet = self.numbers.sheet
        return [] if sheet is None else [info.name for info in sheet.metrics]

    # Editing

    def _on_current_changed(self) -> None:
        self.told.emit(self.sentence)
        name = self.current[0]
        if name:
            self.picked.emit(name)

    def _on_head_clicked(self, section: int) -> None:
        self.sort_wanted.emit(self._metrics()[section])

    def copy(self) -> None:
        """Put the table on the clipboard, where there is one."""
        text = sheet_text(self.numbers)
        if text:
            QGuiApplication.clipboard().setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the table, sort by the marked column, or move as tables do."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current[1]:
            self.sort_wanted.emit(self.current[1])
        else:
            super().keyPressEvent(event)


def sheet_text(model: NumbersModel) -> str:
    """Write the table as it is shown, with tabs between, for a spreadsheet."""
    sheet = model.sheet
    if sheet is None:
        return ""
    heads = [" ".join(head_text(info).split()) for info in sheet.metrics]
    lines = [[_tr("Map"), *heads]]
    lines += [
        [sheet.maps[name], *(_bare(model.text(row, at)) for at in range(len(heads)))]
        for row, name in enumerate(model.names)
    ]
    return "\n".join("\t".join(line) for line in lines)


def _bare(text: str) -> str:
    """Leave the star out: a spreadsheet wants numbers."""
    return text.removeprefix(STAR).strip()
