"""The button that chooses how the planes stand, or which one is alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QToolButton

from camviewer.gui.actions import show_ticks
from camviewer.gui.forms import named
from camviewer.gui.icons import icon
from camviewer.gui.theme import CONTROL_PX
from camviewer.gui.views.arrangement import LAYOUTS
from camviewer.gui.views.links import Links
from camviewer.gui.views.read_view import PLANES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from camviewer.session.service import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("LayoutButton", text)


class LayoutButton(QToolButton):
    """Shows and edits ``state.view.layout`` and ``maximised``; stands where planes are.

    Parameters
    ----------
    session
        Followed.
    actions
        By name; those of the layouts are in the menu.
    """

    def __init__(self, session: Session, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        words = _tr("How the planes stand (Alt+1 to Alt+4)")
        named(self, "layoutButton", words, words)
        self.setFixedSize(44, CONTROL_PX)
        self.setProperty("role", "icon")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._session = session
        self._actions = actions
        self._planes: dict[str, QAction] = {}
        self.setMenu(self._make_menu())
        state = session.state
        links = Links(self)
        shown = (state.view.events.layout, state.view.events.maximised, state.view.events.place)
        links.follow(self._show_layout, *shown, state.case.events.image)
        self._show_layout()

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for name in LAYOUTS:
            menu.addAction(self._actions[f"layout-{name}"])
        menu.addSeparator()
        words = (_tr("Axial alone"), _tr("Coronal alone"), _tr("Sagittal alone"))
        for plane, text in zip(PLANES, words, strict=True):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(plane)
            self._planes[plane] = action
        menu.addSeparator()
        menu.addAction(self._actions["link-zoom"])
        menu.triggered.connect(self._on_chosen)
        menu.aboutToShow.connect(self._show_ticks)
        return menu

    def _show_layout(self) -> None:
        state = self._session.state
        image, view = state.case.image, state.view
        self.setVisible(image is not None and image.is_volume and view.place == "read")
        self.setIcon(icon("layout-one" if view.maximised else f"layout-{view.layout}"))

    def _show_ticks(self) -> None:
        maximised = self._session.state.view.maximised
        show_ticks(self._actions, self._session)
        for plane, action in self._planes.items():
            action.setChecked(plane == maximised)

    def _on_chosen(self, action: QAction) -> None:
        if action.data() in self._planes:
            self._session.state.view.maximised = str(action.data())
