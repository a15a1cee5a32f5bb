"""How far each pair of maps says the same, as a small square table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from camviewer.gui.column import ElidedLabel, row
from camviewer.gui.forms import Choice, named, sized, text_label
from camviewer.gui.numbers.wording import group_help, number_text
from camviewer.gui.panels.listing import PlainTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.gui.numbers.wording import Sheet
    from camviewer.session.catalogue import MetricInfo

_GROUP = "agreement"
_ROW_PX = 22
_CELL_PX = (64, 170)
_NAME_PX = (90, 200)
_CHOICE_PX = 220
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _tr(text: str) -> str:
    return QCoreApplication.translate("AgreementPage", text)


def pairs_of(sheet: Sheet, metric: str) -> dict[tuple[str, str], float]:
    """Look up how far maps agree, by both orders of their names."""
    found = {}
    for each in sheet.evaluation.agreements:
        if each.metric == metric:
            found[each.one, each.other] = each.value
            found[each.other, each.one] = each.value
    return found


class AgreementPage(QWidget):
    """Shows the pairs of one metric; tells which metric is wanted."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.chooser = sized(named(Choice(), "pairs", _tr("How agreement is measured")))
        self.chooser.setFixedWidth(_CHOICE_PX)
        self.chooser.activated.connect(
            lambda index: self.wanted.emit(str(self.chooser.itemData(index)))
        )
        self.hint = ElidedLabel(group_help(_GROUP))
        self.hint.setProperty("role", "caption")
        self.table = PlainTable("agreementTable", _tr("Agreement of the maps"), _ROW_PX)
        self.pairs = QStandardItemModel(self.table)
        self.table.setModel(self.pairs)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.table.verticalHeader().show()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for header in (self.table.verticalHeader(), self.table.horizontalHeader()):
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.empty = text_label("", "caption")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.whole = QWidget()
        inner = QVBoxLayout(self.whole)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        inner.addLayout(row(self.chooser, self.hint))
        inner.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.whole, 1)
        layout.addWidget(self.empty, 1)

    def show_sheet(
        self, sheet: Sheet | None, infos: Sequence[MetricInfo], wanted: str, marked: str
    ) -> None:
        """Show the pairs of a metric; the first that was measured when the wanted was not.

        Parameters
        ----------
        sheet
            The numbers; None where nothing was measured.
        infos
            What is known of all metrics.
        wanted, marked
            Names of the metric, and of the map that is shown.
        """
        measured = () if sheet is None else sheet.evaluation.agreements
        names = {each.metric for each in measured}
        found = [info for info in infos if info.name in names]
        self.chooser.fill([(info.label, info.name) for info in found])
        chosen = wanted if wanted in names else next((info.name for info in found), "")
        self.chooser.pick(chosen)
        self.whole.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.empty.setText(
            _tr("Not measured yet: tick the agreement of the maps under Metrics, and measure.")
        )
        if sheet is not None and chosen:
            self._fill(sheet, chosen, marked)

    def _fill(self, sheet: Sheet, metric: str, marked: str) -> None:
        pairs = pairs_of(sheet, metric)
        names = [name for name in sheet.maps if any(name in pair for pair in pairs)]
        labels = [sheet.maps[name] for name in names]
        self.pairs.clear()
        for one in names:
            self.pairs.appendRow([_item(sheet, (one, other), pairs, marked) for other in names])
        self.pairs.setHorizontalHeaderLabels(labels)
        self.pairs.setVerticalHeaderLabels(labels)
        for place, label in enumerate(labels):
            for orientation in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical):
                side = _RIGHT if orientation == Qt.Orientation.Horizontal else _LEFT
                role = Qt.ItemDataRole
                self.pairs.setHeaderData(place, orientation, side, role.TextAlignmentRole)
                self.pairs.setHeaderData(place, orientation, label, role.ToolTipRole)
        self._fit(labels)

    def _fit(self, labels: Sequence[str]) -> None:
        metrics = self.table.fontMetrics()
        widths = [metrics.horizontalAdvance(label) + 24 for label in labels]
        for column, wide in enumerate(widths):
            self.table.setColumnWidth(column, min(max(_CELL_PX[0], wide), _CELL_PX[1]))
        low, high = _NAME_PX
        self.table.verticalHeader().setFixedWidth(min(max(low, *widths), high))


def _item(
    sheet: Sheet, pair: tuple[str, str], pairs: dict[tuple[str, str], float], marked: str
) -> QStandardItem:
    """Make a cell; a map is not held against itself, and that of the shown map is bold."""
    one, other = pair
    item = QStandardItem("·" if one == other else number_text(pairs.get(pair, float("nan"))))
    item.setTextAlignment(_RIGHT)
    item.setEditable(False)
    if one != other:
        words = _tr("{one} and {other}: {number}").format(
            one=sheet.maps[one], other=sheet.maps[other], number=item.text()
        )
        item.setToolTip(words)
        item.setAccessibleText(words)
    font = item.font()
    font.setBold(marked in pair and one != other)
    item.setFont(font)
    return item
