"""The numbers below the comparison: one line while closed, a page of four while open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from camviewer.gui.column import ElidedLabel, row
from camviewer.gui.durations import time_text
from camviewer.gui.forms import Segments, named, push_button, text_label
from camviewer.gui.icons import icon
from camviewer.gui.numbers.agreement_page import AgreementPage
from camviewer.gui.numbers.curves_page import CurvesPage
from camviewer.gui.numbers.metric_chooser import MetricChooser
from camviewer.gui.numbers.number_table import NumberTable
from camviewer.gui.numbers.wording import Sheet, map_names
from camviewer.gui.theme import CONTROL_PX, PADDING_PX
from camviewer.gui.views.links import Links
from camviewer.session.numbers import are_measured, chosen_mask, table_order
from camviewer.session.tables import best_map

if TYPE_CHECKING:
    from camviewer.core.judgement import Evaluation
    from camviewer.gui.controller import Controller

CLOSED_PX = CONTROL_PX + 12
OPEN_PX = 264
LOWEST_PX = 150
_NO_LIMIT = 16777215
_KEYS = frozenset(
    {
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
        Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Space,
        Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
    }
)  # fmt: skip
# The comparison around it is black in both themes; this follows the theme.
_STYLE = """
#numbers { background: palette(alternate-base); border-top: 1px solid palette(mid); }
QLabel { color: palette(window-text); }
QLabel[role="caption"] { color: palette(placeholder-text); }
QLabel[role="warning"] { color: palette(link-visited); }
QListWidget { background: transparent; border: none; }
QListWidget::item { color: palette(window-text); padding: 1px 2px; }
QListWidget::item:selected { background: palette(mid); color: palette(window-text); }
QListWidget:focus { border: 1px solid palette(highlight); }
QTableCornerButton::section {
    background: transparent; border: none; border-bottom: 1px solid palette(mid); }
QAbstractScrollArea::corner { background: transparent; border: none; }
QHeaderView::section:vertical { border-bottom: none; color: palette(window-text); }
"""


def _tr(text: str) -> str:
    return QCoreApplication.translate("NumbersView", text)


class NumbersView(QWidget):
    """Shows and edits ``state.numbers``; hidden while there are no maps to measure.

    Parameters
    ----------
    controller
        Measures.
    parent
        What it stands in; without one it would be a window as soon as there are maps.
    """

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "numbers", _tr("Numbers"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(_STYLE)
        self._controller = controller
        self._session = controller.session
        self._state = controller.session.state
        self._infos = {info.name: info for info in self._session.metrics()}
        self._open_px = OPEN_PX
        self._is_open = False
        self._build()
        self._follow()
        self._show_numbers()
        self._show_choice()
        self._show_page()

    # Building

    def _build(self) -> None:
        self.toggle = named(QToolButton(), "showNumbers", _tr("Numbers"))
        self.toggle.setText(_tr("Numbers"))
        self.toggle.setCheckable(True)
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggle.setProperty("role", "disclosure")
        self.toggle.setFixedHeight(CONTROL_PX)
        self.toggle.clicked.connect(self.toggle_page)
        pages = (
            (_tr("Table"), "table"),
            (_tr("Curves"), "curves"),
            (_tr("Agreement"), "agreement"),
            (_tr("Metrics"), "metrics"),
        )
        self.pages = Segments(pages, "numberPages", _tr("What is shown of the numbers"))
        self.pages.picked.connect(self._on_page_picked)
        for button in self.pages.findChildren(QToolButton):
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(button.text()) + 14)
        self.pages.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.about = ElidedLabel()
        self.about.setProperty("role", "caption")
        self.go = push_button(_tr("Measure these maps"), "measure", "primary")
        self.go.setFixedHeight(CONTROL_PX)
        self.go.clicked.connect(self._controller.number_jobs.measure_wanted)
        head = row(self.toggle, self.pages, self.about, self.go)
        head.setStretch(2, 1)
        head.setContentsMargins(PADDING_PX - 6, 6, PADDING_PX, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._build_body(), 1)

    def _build_body(self) -> QWidget:
        self.table, self.curves = NumberTable(), CurvesPage()
        self.agreement = AgreementPage()
        self.chooser = MetricChooser(tuple(self._infos.values()))
        self.cell, self.chance = ElidedLabel(), ElidedLabel()
        self.empty = text_label(
            _tr("Nothing measured yet. Numbers say how well a map explains the network."),
            "caption",
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        table = QWidget()
        down = QVBoxLayout(table)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        down.addWidget(self.table, 1)
        down.addWidget(self.empty, 1)
        for label in (self.cell, self.chance):
            label.setProperty("role", "caption")
            down.addWidget(label)
        self._stack = QStackedWidget()
        self._places = {
            "table": table,
            "curves": self.curves,
            "agreement": self.agreement,
            "metrics": self.chooser,
        }
        for page in self._places.values():
            self._stack.addWidget(page)
        self.body = QWidget()
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(PADDING_PX, 0, PADDING_PX, 6)
        inner.addWidget(self._stack)
        return self.body

    def _follow(self) -> None:
        state, links = self._state, Links(self)
        numbers, case = state.numbers.events, state.case.events
        links.follow(self._show_numbers, numbers.evaluation, numbers.sorted_by)
        links.follow(self._show_numbers, numbers.is_reversed)
        links.follow(self._show_curves, numbers.curve, numbers.pairs)
        links.follow(self._show_marked, case.selected)
        links.follow(self._show_choice, numbers.wanted, numbers.has_controls, numbers.mask)
        links.follow(self._show_choice, state.masks.events.items, state.masks.events.visible)
        links.follow(self._show_head, numbers.forecast, state.job.events.phase)
        links.follow(self._show_page, numbers.page, case.explanation)
        self._connect()

    def _connect(self) -> None:
        """Take what the user does to the state."""
        numbers, chooser = self._state.numbers, self.chooser
        for page in (self.table, self.curves):
            page.picked.connect(self._on_picked)
        self.table.sort_wanted.connect(self._on_sort_wanted)
        self.table.told.connect(self.cell.show_text)
        self.curves.wanted.connect(lambda name: setattr(numbers, "curve", name))
        self.curves.save_wanted.connect(self._controller.number_jobs.save_curves)
        self.agreement.wanted.connect(lambda name: setattr(numbers, "pairs", name))
        chooser.wanted.connect(lambda names: setattr(numbers, "wanted", names))
        chooser.controls_wanted.connect(lambda on: setattr(numbers, "has_controls", on))
        chooser.mask_wanted.connect(lambda name: setattr(numbers, "mask", name))

    # Showing

    def _sheet(self) -> Sheet | None:
        numbers = self._state.numbers
        found = numbers.evaluation
        if found is None:
            return None
        labels = map_names(self._session, found)
        maps = {name: labels[name] for name in table_order(numbers)}
        infos = tuple(self._infos[name] for name in found.metrics if name in self._infos)
        return Sheet(found, maps, infos)

    def _show_numbers(self) -> None:
        """Show the table, curves and pairs of what was measured."""
        numbers, sheet = self._state.numbers, self._sheet()
        self.table.show_sheet(sheet)
        self.table.show_sorting(numbers.sorted_by, is_reversed=numbers.is_reversed)
        has_numbers = sheet is not None and bool(sheet.metrics)
        self.empty.setVisible(not has_numbers)
        for widget in (self.table, self.cell, self.chance):
            widget.setVisible(has_numbers)
        self.chance.show_text("" if sheet is None else chance_text(sheet.evaluation))
        self._show_marked()
        self._show_curves()
        self._show_head()

    def _show_curves(self) -> None:
        numbers, sheet = self._state.numbers, self._sheet()
        selected = self._state.case.selected
        self.curves.show_sheet(sheet, numbers.curve, selected)
        infos = tuple(self._infos.values())
        self.agreement.show_sheet(sheet, infos, numbers.pairs, selected)

    def _show_marked(self) -> None:
        """Mark the map that is shown, unless a control is looked at."""
        selected = self._state.case.selected
        self.table.mark(selected)
        self.curves.mark(selected)
        self.cell.show_text(self.table.sentence)

    def _show_choice(self) -> None:
        """Show what is measured next."""
        numbers, masks = self._state.numbers, self._state.masks
        self.chooser.show_wanted(numbers.wanted, has_controls=numbers.has_controls)
        mask = chosen_mask(self._state)
        names = [each.name for each in masks.items]
        self.chooser.show_masks(names, "" if mask is None else mask.name)
        self._show_head()

    def _show_head(self) -> None:
        """Say what measuring would take, or took, beside its button."""
        numbers, wanted = self._state.numbers, self._session.wanted_metrics()
        is_done = are_measured(numbers.evaluation, wanted)
        words = _tr("Measure") if numbers.page else _tr("Measure these maps")
        self.go.setText(_tr("Measure again") if is_done else words)
        self.go.setMinimumWidth(self.go.fontMetrics().horizontalAdvance(self.go.text()) + 32)
        self.go.setProperty("role", "plain" if is_done else "primary")
        self.go.style().polish(self.go)
        busy = self._state.job.phase in {"running", "stopping"}
        self.go.setEnabled(bool(wanted) and not busy)
        text, more = self._about(is_done=is_done)
        self.about.show_text(text, more)

    def _about(self, *, is_done: bool) -> tuple[str, str]:
        """Write what it takes or took, shorter beside the pages, and more for the tooltip."""
        numbers = self._state.numbers
        found, forecast = numbers.evaluation, numbers.forecast
        if is_done and found is not None:
            seconds, count = found.milliseconds / 1000, found.forwards
            brief, words = _tr("Took {time}"), _tr("{count} passes in {time}")
        elif not numbers.wanted:
            return _tr("No metric is ticked."), ""
        elif forecast is None:
            return _tr("How well does each map explain the network?"), ""
        else:
            seconds, count = forecast.seconds, forecast.workload.forwards
            brief, words = _tr("About {time}"), _tr("About {time} · {count} passes")
        facts = {"time": time_text(seconds), "count": f"{count:,}"}
        text = (brief if numbers.page else words).format(**facts)
        more = _tr("In a pass the network looks at one changed image.")
        return text, f"{words.format(**facts)}. {more}"

    def _show_page(self) -> None:
        """Show a page, or the one line alone."""
        case, page = self._state.case, self._state.numbers.page
        self.setVisible(case.explanation is not None)
        self.chooser.show_maps(len(case.heatmaps))
        is_open = page in self._places
        self.toggle.setChecked(is_open)
        self.toggle.setIcon(icon("down" if is_open else "right"))
        self.toggle.setText("" if is_open else _tr("Numbers"))
        self.toggle.setToolTip(_tr("Close the numbers") if is_open else "")
        self.pages.setVisible(is_open)
        self.pages.show_value(page)
        self.body.setVisible(is_open)
        if is_open:
            self._stack.setCurrentWidget(self._places[page])
        self._resize(is_open=is_open)
        self._show_head()

    def _resize(self, *, is_open: bool) -> None:
        """Take the height of one line, or as much of the splitter as it had when open."""
        if is_open and self._is_open:
            return
        if self._is_open:
            self._open_px = max(self.height(), LOWEST_PX)
        self._is_open = is_open
        self.setMinimumHeight(LOWEST_PX if is_open else CLOSED_PX)
        self.setMaximumHeight(_NO_LIMIT if is_open else CLOSED_PX)
        splitter = self.parentWidget()
        if isinstance(splitter, QSplitter):
            whole = sum(splitter.sizes())
            own = min(self._open_px, whole * 2 // 5) if is_open else CLOSED_PX
            splitter.setSizes([whole - own, own])

    # Editing

    def event(self, event: QEvent) -> bool:
        """Keep the keys that tables, lists and boxes live by from the picture's shortcuts."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def toggle_page(self) -> None:
        """Open what there is to see, or close it."""
        numbers = self._state.numbers
        first = "metrics" if numbers.evaluation is None else "table"
        numbers.page = "" if numbers.page else first
        self._show_page()

    def _on_page_picked(self, page: object) -> None:
        self._state.numbers.page = str(page)

    def _on_picked(self, name: str) -> None:
        if name in self._state.case.heatmaps:
            self._state.case.selected = name

    def _on_sort_wanted(self, metric: str) -> None:
        """Sort best first, then worst first, then not at all."""
        numbers = self._state.numbers
        if numbers.sorted_by != metric:
            numbers.is_reversed, numbers.sorted_by = False, metric
        elif not numbers.is_reversed:
            numbers.is_reversed = True
        else:
            numbers.is_reversed, numbers.sorted_by = False, ""


def _is_own(event: QKeyEvent) -> bool:
    """Tell whether a key moves, ticks or goes on within the numbers."""
    bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in _KEYS and bare in {
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
    }


def chance_text(evaluation: Evaluation) -> str:
    """Say what a star means, or why there is none."""
    has_star = any(best_map(evaluation, metric) for metric in evaluation.metrics)
    if has_star:
        return _tr(
            "★ better than all others on this image, beyond the chance of the draws."
            " Other numbers of one image name no best."
        )
    return _tr("One image: no number can be called best beyond chance. Compare many with"
               " camviewer batch.")  # fmt: skip
