"""The finished maps in a row below the picture, and one sentence about the one shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from camviewer.gui.column import BAR_PX, ElidedLabel, row
from camviewer.gui.forms import link_button
from camviewer.gui.theme import CONTROL_PX, PADDING_PX
from camviewer.gui.views.links import Links
from camviewer.session.words import (
    deviation_sentence,
    diagnostics_sentence,
    map_label,
    map_title,
    scan_sentence,
)

if TYPE_CHECKING:
    from camviewer.core.image import Heatmap
    from camviewer.gui.controller import Controller


def _tr(text: str) -> str:
    return QCoreApplication.translate("Filmstrip", text)


def map_sentence(heatmap: Heatmap) -> str:
    """Say what a map is: method, class, layer, its cells and how large they are."""
    grid = heatmap.grid
    cells = "×".join(str(count) for count in grid.shape)
    unit = "mm" if grid.ndim == 3 else "px"
    steps = sorted({f"{step:.0f}" for step in grid.spacing}, key=float)
    size = f"{steps[0]} {unit}" if len(steps) == 1 else f"{'×'.join(_steps(heatmap))} {unit}"
    what = _tr("{cells} cells of {size}").format(cells=cells, size=size)
    parts = [map_title(heatmap), what, heatmap.note]
    return " · ".join(part for part in parts if part)


def _steps(heatmap: Heatmap) -> list[str]:
    return [f"{step:.0f}" for step in heatmap.grid.spacing]


class Filmstrip(QWidget):
    """Shows ``state.case.heatmaps`` and edits ``state.case.selected``.

    Parameters
    ----------
    controller
        Knows the session.
    """

    channels_wanted = Signal()

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self.setObjectName("filmstrip")
        self._case = controller.session.state.case
        self._infos = {info.name: info for info in controller.session.methods()}
        self._is_read = True
        self._buttons: dict[str, QToolButton] = {}
        self.sentence = ElidedLabel()
        self.sentence.setProperty("role", "caption")
        self.badge = ElidedLabel()
        self.badge.setProperty("role", "warning")
        self.channels = link_button(
            _tr("Channels…"),
            "showChannels",
            _tr("What the method made of each channel (Shift+C)"),
        )
        self.channels.clicked.connect(self.channels_wanted)
        self._build_strip()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING_PX, 4, PADDING_PX, 4)
        layout.setSpacing(2)
        layout.addLayout(row(self._area, self.channels))
        layout.addWidget(self.sentence)
        layout.addWidget(self.badge)
        links = Links(self)
        links.follow(self.show_maps, self._case.events.heatmaps)
        links.follow(self.show_selected, self._case.events.selected)
        links.follow(self.show_selected, self._case.events.explanation)
        self.show_maps()

    def _build_strip(self) -> None:
        """Make a row that scrolls sideways, so that many maps do not widen the window."""
        strip = QWidget()
        strip.setObjectName("panelBody")
        self._row = QHBoxLayout(strip)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(strip)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = self._area.horizontalScrollBar()
        bar.rangeChanged.connect(self._make_room)
        self._make_room(0, 0)

    def _make_room(self, _low: int, high: int) -> None:
        """Stand higher while there is a scroll bar below the buttons."""
        self._area.setFixedHeight(CONTROL_PX - 2 + (BAR_PX if high > 0 else 0))

    def show_maps(self) -> None:
        """Make one button for each map there is."""
        names = list(self._case.heatmaps)
        if names != list(self._buttons):
            for button in self._buttons.values():
                self._row.removeWidget(button)
                button.hide()
                button.deleteLater()
            self._buttons = {
                name: self._button(heatmap) for name, heatmap in self._case.heatmaps.items()
            }
        self._show_strip()
        self.show_selected()

    def show_place(self, place: str) -> None:
        """Stand below one map; several side by side have their own headings."""
        self._is_read = place in {"read", "trust"}
        self._show_strip()

    def _show_strip(self) -> None:
        self.setVisible(self._is_read and bool(self._case.heatmaps))

    def _button(self, heatmap: Heatmap) -> QToolButton:
        name, label = heatmap.name, map_label(heatmap)
        info = self._infos.get(heatmap.method)
        button = QToolButton()
        button.setObjectName(name)
        button.setText(label)
        button.setAccessibleName(_tr("Show {name}").format(name=label))
        button.setCheckable(True)
        button.setProperty("role", "segment")
        button.setFixedHeight(CONTROL_PX - 2)
        button.setToolTip("" if info is None else info.summary)
        button.clicked.connect(lambda: self._on_clicked(name))
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def show_selected(self) -> None:
        """Put the button of the map that is shown down, and describe the map."""
        selected, heatmap = self._case.selected, self._case.heatmap
        for name, button in self._buttons.items():
            button.setChecked(name == selected)
            if name == selected:
                self._area.ensureWidgetVisible(button, 24, 0)
        facts = self._facts()
        self.sentence.show_text(facts)
        self.sentence.setVisible(bool(facts))
        self.sentence.setAccessibleDescription("" if heatmap is None else map_sentence(heatmap))
        info = None if heatmap is None else self._infos.get(heatmap.method)
        has_channels = info is not None and info.family == "cf-cam"
        self.channels.setVisible(has_channels and self._case.explanation is not None)
        badge = "" if info is None else info.badge
        self.badge.show_text(badge)
        self.badge.setVisible(bool(badge))

    def _facts(self) -> str:
        """Tell what the scan found, what the method found, and what must be known."""
        heatmap, explanation = self._case.heatmap, self._case.explanation
        if heatmap is None:
            return ""
        scan = "" if explanation is None else scan_sentence(explanation)
        note = heatmap.note if heatmap.progress is None else ""
        deviation = "" if explanation is None else deviation_sentence(explanation)
        notes = () if explanation is None else explanation.notes
        parts = (scan, diagnostics_sentence(heatmap), deviation, note, *notes)
        return "   |   ".join(part for part in parts if part)

    def _on_clicked(self, name: str) -> None:
        self._case.selected = name
        self.show_selected()
