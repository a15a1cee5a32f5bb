"""The page of measures: tools, the table of what was measured, and the marked one in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from camviewer.gui.column import row
from camviewer.gui.forms import flat_button, text_label
from camviewer.gui.icons import icon
from camviewer.gui.panels.listing import Cell, Heading, Listing, ListingModel, number_cell
from camviewer.gui.panels.spec import PANELS, PanelSpec
from camviewer.gui.theme import PADDING_PX
from camviewer.gui.views.coalescer import Coalescer
from camviewer.gui.views.links import Links
from camviewer.gui.views.measure_words import (
    name_words,
    share_words,
    size_words,
    value_words,
)
from camviewer.gui.views.readout import number
from camviewer.session import measures
from camviewer.session.words import map_label

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from camviewer.core.image import Image
    from camviewer.gui.controller import Controller
    from camviewer.session.measures import HeatNumbers, ImageNumbers
    from camviewer.session.state import Measure

_WAIT_MS = 60
_PLANES = {"axial": "ax", "coronal": "cor", "sagittal": "sag"}
_ICONS = {"distance": "ruler", "ellipse": "ellipse", "box": "box", "freehand": "freehand"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("MeasuresPanel", text)


class MeasuresPanel(QWidget):
    """Shows and edits ``state.measures``, and which tool is up.

    Parameters
    ----------
    controller
        Knows the session.
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._state = controller.session.state
        self._is_due = True
        self._filling = Coalescer(self, self._fill, _WAIT_MS)
        self._build()
        state = self._state
        case, own = state.case.events, state.measures.events
        links = Links(self)
        links.follow(self._show_tool, state.view.events.tool)
        links.follow(
            self._request, own.items, case.image, case.selected, case.heatmaps,
            state.overlay.events.smooth,
        )  # fmt: skip
        links.follow(self._show_marked, own.selected)
        self._show_tool()

    # Building

    def _build(self) -> None:
        self.tools = {kind: self._tool_button(*spec) for kind, *spec in _tools()}
        self.copy = flat_button("copy", "copyMeasures", _tr("Copy the table (Ctrl+C in it)"))
        self.remove = flat_button("remove", "removeMeasure", _tr("Remove the marked one (Del)"))
        head = row(*self.tools.values(), None, self.copy, self.remove)
        head.setSpacing(0)
        head.setContentsMargins(0, 0, 0, 4)
        self.rows = ListingModel(_headings())
        self.table = Listing(self.rows, "measureTable", _tr("What was measured"))
        self.table.picked.connect(self._on_picked)
        self.table.remove_wanted.connect(self._on_remove_wanted)
        self.rows.renamed.connect(self._on_renamed)
        self.copy.clicked.connect(self.table.copy)
        self.remove.clicked.connect(lambda: self._on_remove_wanted(self.table.marked))
        self.details = text_label("", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING_PX, 8, PADDING_PX, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.details)

    def _tool_button(self, image: str, words: str) -> QToolButton:
        button = flat_button(image, f"tool-{image}", words)
        button.setCheckable(True)
        button.clicked.connect(self._on_tool_clicked)
        return button

    # Showing

    def _show_tool(self) -> None:
        for kind, button in self.tools.items():
            button.setChecked(kind == self._state.view.tool)

    def _request(self) -> None:
        self._is_due = True
        if self.isVisible():
            self._filling.request()

    def flush(self) -> None:
        """Show what has changed now."""
        if self._is_due:
            self._fill()

    def _fill(self) -> None:
        self._is_due = False
        image, items = self._state.case.image, self._state.measures.items
        items = () if image is None else items
        order = measures.numbers(items)
        self.rows.show_rows(
            [each.key for each in items],
            [self._cells(image, each, order[each.key]) for each in items if image is not None],
            [icon(_ICONS[each.kind]) for each in items],
        )
        for button in (self.copy, self.remove):
            button.setEnabled(bool(items))
        self._show_marked()

    def _cells(self, image: Image, measure: Measure, order: int) -> list[Cell]:
        found = measures.image_numbers(image, measure)
        size = found.length if found.area is None else found.area
        heat = self._heat(image, measure)
        inside = math.nan if heat is None else heat.slice_share
        where = measures.measure_frame(image, measure)
        place = f"{_PLANES.get(measure.plane, '')}\n{where.index + 1}"
        return [
            Cell(name_words(measure, order), name_words(measure, order).casefold()),
            number_cell(size_words(found).replace(" ", "\n"), size or 0.0),
            _mean_cell(found, image.unit),
            number_cell(share_words(inside), inside),
            Cell(place if measure.plane else "\u2013", f"{measure.plane}{where.index:06}"),
        ]

    def _heat(self, image: Image, measure: Measure) -> HeatNumbers | None:
        """Numbers of the shown map; none while it still refines."""
        heatmap = self._state.case.heatmap
        if heatmap is None or heatmap.progress is not None:
            return None
        smooth = self._state.overlay.smooth
        return measures.heat_numbers(image, measure, heatmap, smooth=smooth)

    def _show_marked(self) -> None:
        selected = self._state.measures.selected
        self.table.mark(selected)
        items, image = self._state.measures.items, self._state.case.image
        marked = next((each for each in items if each.key == selected), None)
        self.remove.setEnabled(marked is not None)
        if not items:
            self.details.setText(_tr("Choose a tool, then drag on the picture. Esc ends it."))
        elif marked is None or image is None:
            self.details.setText(_tr("A click on a line goes there; a double click names it."))
        else:
            self.details.setText(self._details(image, marked))

    def _details(self, image: Image, measure: Measure) -> str:
        found = measures.image_numbers(image, measure)
        frame, parts = measures.measure_frame(image, measure), []
        if measure.plane:
            place = _tr("{plane} {index}/{count} · {place}")
            parts.append(
                place.format(
                    plane=measure.plane, index=frame.index + 1, count=frame.count,
                    place=frame.position_text,
                )
            )  # fmt: skip
        parts += _value_lines(found, image.unit)
        heat, heatmap = self._heat(image, measure), self._state.case.heatmap
        if heat is not None and heatmap is not None:
            parts.append(_heat_line(heat, map_label(heatmap), is_flat=not measure.plane))
        return "\n".join(parts)

    # Editing

    def _on_tool_clicked(self) -> None:
        sender, view = self.sender(), self._state.view
        kind = next(kind for kind, button in self.tools.items() if button is sender)
        view.tool = "" if view.tool == kind else kind
        self._show_tool()

    def _on_picked(self, key: object) -> None:
        items = self._state.measures.items
        picked = next((each for each in items if each.key == key), None)
        if picked is not None:
            measures.go_to(self._state, picked)

    def _on_renamed(self, key: object, text: str) -> None:
        items = self._state.measures.items
        order = measures.numbers(items)
        named = next((each for each in items if each.key == key), None)
        if named is not None and text != name_words(named, order[named.key]):
            measures.change(self._state, named.key, label=text)

    def _on_remove_wanted(self, key: object) -> None:
        if isinstance(key, int):
            measures.remove(self._state, key)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was hidden."""
        super().showEvent(event)
        self.flush()


def _tools() -> tuple[tuple[str, str, str], ...]:
    return (
        ("", "crosshair", _tr("Crosshair (Esc)")),
        ("distance", "ruler", _tr("Ruler (D)")),
        ("ellipse", "ellipse", _tr("Ellipse (E)")),
        ("box", "box", _tr("Box (B)")),
        ("freehand", "freehand", _tr("Freehand outline (L)")),
    )


def _headings() -> tuple[Heading, ...]:
    return (
        Heading(_tr("Measure"), _tr("double click or F2 to name it")),
        Heading(_tr("Size"), _tr("length, or area of the pixels inside")),
        Heading(
            _tr("Mean\n± SD"),
            _tr("of the image's values at the pixels inside; SD of the population"),
        ),
        Heading(_tr("Heat"), _tr("share of this slice's positive heat that lies inside")),
        Heading(_tr("Slice"), _tr("plane and number of its slice")),
    )


def _mean_cell(found: ImageNumbers, unit: str) -> Cell:
    if found.values is None or not found.values.count:
        return number_cell("", math.nan)
    mean, deviation, _, _ = value_words(found.values, unit)
    return number_cell(f"{mean}\n± {deviation}", found.values.mean)


def _value_lines(found: ImageNumbers, unit: str) -> list[str]:
    values = found.values
    if values is None or found.area is None:
        return [size_words(found)]
    area = f"{number(found.area, 4)} {found.unit}²"
    if found.unit == "mm":
        area += f" ({number(found.area / 100, 3)} cm²)"
    lines = [_tr("{area}, {count} pixels").format(area=area, count=values.count)]
    if values.count:
        mean, deviation, low, high = value_words(values, unit)
        words = _tr("mean {mean} · SD {deviation} · {low} to {high} {unit}")
        lines.append(
            words.format(mean=mean, deviation=deviation, low=low, high=high, unit=unit).strip()
        )
    return lines


def _heat_line(heat: HeatNumbers, label: str, *, is_flat: bool) -> str:
    words = _tr("{label}: {here} of the slice's heat, {whole} of all; mean {mean}, top {top}")
    if is_flat:
        words = _tr("{label}: {whole} of the heat; mean {mean}, top {top}")
    return words.format(
        label=label,
        here=share_words(heat.slice_share),
        whole=share_words(heat.whole_share),
        mean=number(heat.mean),
        top=number(heat.maximum),
    )


PANELS.add(PanelSpec("measures", "Measures", "right-pages", MeasuresPanel))
