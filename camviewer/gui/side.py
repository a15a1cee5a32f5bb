"""One side of the window: panels one below the other, and pages that share the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from camviewer.gui.column import row
from camviewer.gui.forms import Segments
from camviewer.gui.panels import PANELS
from camviewer.gui.theme import PADDING_PX

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller

PANEL_PX = 280
_PAGES_PX = 300


def _tr(text: str) -> str:
    return QCoreApplication.translate("Side", text)


class Side(QWidget):
    """The panels of one area, and under them those of ``<area>-pages``, one at a time.

    Parameters
    ----------
    controller
        Handed to the panels.
    area
        ``"left"`` or ``"right"``.
    """

    def __init__(self, controller: Controller, area: str) -> None:
        super().__init__()
        self.setObjectName(f"panel{area.capitalize()}")
        self.setFixedWidth(PANEL_PX)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        for spec in PANELS:
            if spec.area == area:
                panel = spec.build(controller)
                panel.setAccessibleName(QCoreApplication.translate("panels", spec.title))
                self._splitter.addWidget(panel)
        self._add_pages(controller, f"{area}-pages")

    def _add_pages(self, controller: Controller, area: str) -> None:
        specs = [spec for spec in PANELS if spec.area == area]
        if not specs:
            return
        self._page_names = [spec.name for spec in specs]
        self.pages = QStackedWidget()
        for spec in specs:
            page = spec.build(controller)
            page.setAccessibleName(QCoreApplication.translate("panels", spec.title))
            self.pages.addWidget(page)
        entries: list[tuple[str, object]] = [
            (QCoreApplication.translate("panels", spec.title), place)
            for place, spec in enumerate(specs)
        ]
        self.chooser = Segments(entries, f"{area}Chooser", _tr("What is listed below"))
        self.chooser.picked.connect(self._on_page_picked)
        self.chooser.show_value(0)
        home = QWidget()
        down = QVBoxLayout(home)
        down.setContentsMargins(0, 4, 0, 0)
        down.setSpacing(0)
        across = row(self.chooser)
        across.setContentsMargins(PADDING_PX, 0, PADDING_PX, 0)
        down.addLayout(across)
        down.addWidget(self.pages, 1)
        self._splitter.addWidget(home)
        self._splitter.setStretchFactor(self._splitter.count() - 2, 1)
        self._splitter.setSizes([10 * _PAGES_PX] * (self._splitter.count() - 1) + [_PAGES_PX])

    def show_page(self, name: str) -> None:
        """Bring the page of a panel to the front, by the panel's registered name."""
        place = self._page_names.index(name)
        self.chooser.show_value(place)
        self._on_page_picked(place)

    def _on_page_picked(self, place: object) -> None:
        self.pages.setCurrentIndex(int(str(place)))
