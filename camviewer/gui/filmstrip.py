"""The finished maps in a row below the picture, and one sentence about the one shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from camviewer.gui.column import ElidedLabel
from camviewer.gui.theme import CONTROL_PX, PADDING_PX
from camviewer.gui.views.links import Links
from camviewer.session.words import diagnostics_sentence, scan_sentence

if TYPE_CHECKING:
    from camviewer.core.image import Heatmap
    from camviewer.gui.controller import Controller


def _tr(text: str) -> str:
    return QCoreApplication.translate("Filmstrip", text)


def map_sentence(heatmap: Heatmap, label: str) -> str:
    """Say what a map is: method, class, layer, its cells and how large they are."""
    grid = heatmap.grid
    cells = "×".join(str(count) for count in grid.shape)
    unit = "mm" if grid.ndim == 3 else "px"
    steps = sorted({f"{step:.0f}" for step in grid.spacing}, key=float)
    size = f"{steps[0]} {unit}" if len(steps) == 1 else f"{'×'.join(_steps(heatmap))} {unit}"
    what = _tr("{cells} cells of {size}").format(cells=cells, size=size)
    parts = [label, heatmap.target, heatmap.layer, what, heatmap.note]
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
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self._row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING_PX, 4, PADDING_PX, 4)
        layout.setSpacing(2)
        layout.addLayout(self._row)
        layout.addWidget(self.sentence)
        layout.addWidget(self.badge)
        links = Links(self)
        links.follow(self.show_maps, self._case.events.heatmaps)
        links.follow(self.show_selected, self._case.events.selected)
        links.follow(self.show_selected, self._case.events.explanation)
        self.show_maps()

    def _label(self, name: str) -> str:
        return self._infos[name].label if name in self._infos else name

    def show_maps(self) -> None:
        """Make one button for each map there is."""
        names = list(self._case.heatmaps)
        if names != list(self._buttons):
            for button in self._buttons.values():
                self._row.removeWidget(button)
                button.hide()
                button.deleteLater()
            self._buttons = {name: self._button(name) for name in names}
        self._show_strip()
        self.show_selected()

    def show_place(self, place: str) -> None:
        """Stand below one map; several side by side have their own headings."""
        self._is_read = place == "read"
        self._show_strip()

    def _show_strip(self) -> None:
        self.setVisible(self._is_read and bool(self._case.heatmaps))

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(self._label(name))
        button.setAccessibleName(_tr("Show {name}").format(name=self._label(name)))
        button.setCheckable(True)
        button.setProperty("role", "segment")
        button.setFixedHeight(CONTROL_PX - 2)
        button.setToolTip(self._infos[name].summary if name in self._infos else "")
        button.clicked.connect(lambda: self._on_clicked(name))
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def show_selected(self) -> None:
        """Put the button of the map that is shown down, and describe the map."""
        selected, heatmap = self._case.selected, self._case.heatmap
        for name, button in self._buttons.items():
            button.setChecked(name == selected)
        facts = self._facts()
        self.sentence.show_text(facts)
        self.sentence.setVisible(bool(facts))
        self.sentence.setAccessibleDescription(
            "" if heatmap is None else map_sentence(heatmap, self._label(selected))
        )
        badge = self._infos[selected].badge if selected in self._infos else ""
        self.badge.show_text(badge)
        self.badge.setVisible(bool(badge))

    def _facts(self) -> str:
        """Tell what the scan found, what the method found, and what must be known."""
        heatmap, explanation = self._case.heatmap, self._case.explanation
        if heatmap is None:
            return ""
        scan = "" if explanation is None else scan_sentence(explanation)
        parts = (scan, diagnostics_sentence(heatmap), heatmap.note)
        return "   |   ".join(part for part in parts if part)

    def _on_clicked(self, name: str) -> None:
        self._case.selected = name
        self.show_selected()
