"""Curves behind the numbers: which one is drawn, the plot, and its key with the values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from camviewer.gui.column import row
from camviewer.gui.forms import Choice, link_button, named, sized, text_label
from camviewer.gui.numbers.curve_lines import Line, line_icon, value_at
from camviewer.gui.numbers.curve_plot import CurvePlot
from camviewer.gui.numbers.wording import ARROWS, curve_text, number_text
from camviewer.gui.theme import caption_font, tabular
from camviewer.session.words import axis_words

if TYPE_CHECKING:
    from camviewer.gui.numbers.wording import Sheet

_KEY_PX = 216
_NAME = Qt.ItemDataRole.UserRole


def _tr(text: str) -> str:
    return QCoreApplication.translate("CurvesPage", text)


def curves_of(sheet: Sheet) -> dict[str, str]:
    """Name every curve that was measured: metric and curve with a slash between, to words."""
    found: dict[str, str] = {}
    for info in sheet.metrics:
        for name in sheet.maps:
            measured = sheet.evaluation.measurement(name, info.name)
            curves = {} if measured is None else measured.findings[0].curves
            found.update({f"{info.name}/{each}": curve_text(info, each) for each in curves})
    return found


def lines_of(sheet: Sheet, wanted: str) -> tuple[Line, ...]:
    """Collect one curve of every map that has it, in the order of the maps."""
    metric, _, name = wanted.partition("/")
    lines, counts = [], {False: 0, True: 0}
    for heatmap in sheet.evaluation.heatmaps:
        is_control = heatmap in sheet.evaluation.controls
        number, counts[is_control] = counts[is_control], counts[is_control] + 1
        measured = sheet.evaluation.measurement(heatmap, metric)
        curve = None if measured is None else measured.findings[0].curves.get(name)
        if curve is not None:
            lines.append(Line(heatmap, sheet.maps[heatmap], curve, number, is_control))
    return tuple(sorted(lines, key=lambda line: list(sheet.maps).index(line.name)))


class CurvesPage(QWidget):
    """Shows one curve of all maps; tells which curve is wanted and which map is picked."""

    wanted = Signal(str)
    picked = Signal(str)
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._marked = ""
        self.chooser = sized(named(Choice(), "curve", _tr("Which curve is drawn")))
        self.chooser.activated.connect(
            lambda index: self.wanted.emit(str(self.chooser.itemData(index)))
        )
        self.plot = CurvePlot()
        self.plot.pointed.connect(self._show_values)
        self.head = QLabel()
        self.head.setProperty("role", "caption")
        self.head.setFont(tabular(self.head.font()))
        self.key = self._build_key()
        self.save = link_button(
            _tr("Save as CSV…"), "saveCurves", _tr("Write all curves as a table of points")
        )
        self.save.clicked.connect(self.save_wanted)
        self.empty = text_label("", "caption")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._place()

    def _build_key(self) -> QListWidget:
        key = named(QListWidget(), "curveKey", _tr("Maps and their values"))
        key.setFont(caption_font(key.font(), is_tabular=True))
        key.setIconSize(QSize(30, 12))
        key.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        key.setTextElideMode(Qt.TextElideMode.ElideRight)
        key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        key.setFixedWidth(_KEY_PX)
        key.currentItemChanged.connect(self._on_picked)
        return key

    def _place(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(4)
        side.addWidget(self.chooser)
        side.addWidget(self.head)
        side.addWidget(self.key, 1)
        side.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.whole = QWidget()
        across = row(self.plot)
        across.addLayout(side)
        self.whole.setLayout(across)
        self.chooser.setFixedWidth(_KEY_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.whole, 1)
        layout.addWidget(self.empty, 1)

    # Showing

    def show_sheet(self, sheet: Sheet | None, wanted: str, marked: str) -> None:
        """Show a curve of some numbers; the first that there is when the wanted one is not."""
        self._sheet, self._marked = sheet, marked
        curves = {} if sheet is None else curves_of(sheet)
        chosen = wanted if wanted in curves else next(iter(curves), "")
        self.chooser.fill([(words, name) for name, words in curves.items()])
        self.chooser.pick(chosen)
        self.whole.setVisible(bool(curves))
        self.empty.setVisible(not curves)
        self.empty.setText(
            _tr("Nothing measured yet.")
            if sheet is None
            else _tr(
                "None of these metrics has a curve. Deletion, insertion and ROAD have one."
            )
        )
        lines = () if sheet is None or not chosen else lines_of(sheet, chosen)
        first = lines[0].curve if lines else None
        x_words = "" if first is None else axis_words(first.x_label)
        y_words = "" if first is None else axis_words(first.y_label)
        self.plot.show_lines(lines, x_words, y_words)
        self.plot.setAccessibleDescription(
            f"{self.chooser.currentText()}: {y_words}, {x_words}"
        )
        self.mark(marked)

    def mark(self, name: str) -> None:
        """Draw the curve of a map thick."""
        self._marked = name
        self.plot.mark(name)
        self._show_values(self.plot.at)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the key anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "key"):
            self._show_values(self.plot.at)

    def _show_values(self, x: float | None) -> None:
        """List the maps with what stands at x, or the numbers of the whole curves."""
        with QSignalBlocker(self.key):
            self.key.clear()
            for line in self.plot.lines:
                self._add(line, x)
        self.head.setText(self._head(x))

    def _add(self, line: Line, x: float | None) -> None:
        is_marked = line.name == self._marked
        value = self._whole(line) if x is None else value_at(line.curve, x)
        item = QListWidgetItem(line_icon(line, is_marked=is_marked), "")
        item.setText(f"{number_text(value)}  {line.label}")
        item.setToolTip(line.label)
        item.setData(_NAME, line.name)
        self.key.addItem(item)
        if is_marked:
            self.key.setCurrentItem(item)

    def _whole(self, line: Line) -> float:
        metric = str(self.chooser.currentData()).partition("/")[0]
        return (
            float("nan")
            if self._sheet is None
            else self._sheet.evaluation.value(line.name, metric)
        )

    def _head(self, x: float | None) -> str:
        """Say what the numbers of the key are."""
        if x is not None:
            return _tr("at {place}").format(place=f"{x:.2f}")
        metric = str(self.chooser.currentData()).partition("/")[0]
        infos = () if self._sheet is None else self._sheet.metrics
        return next((f"{i.label} {ARROWS[i.better]}" for i in infos if i.name == metric), "")

    def _on_picked(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.picked.emit(str(item.data(_NAME)))
