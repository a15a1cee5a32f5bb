"""The button that names the sides of the picture, and turns them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QToolButton

from camviewer.gui.actions import show_ticks
from camviewer.gui.forms import named
from camviewer.gui.icons import icon
from camviewer.gui.theme import CONTROL_PX
from camviewer.gui.views.links import Links

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from camviewer.session.service import Session

_ACTIONS = ("convention", "sagittal", "letters")


def _tr(text: str) -> str:
    return QCoreApplication.translate("SidesButton", text)


class SidesButton(QToolButton):
    """Names the convention in force wherever a volume is seen; its menu edits it.

    Parameters
    ----------
    session
        Followed.
    actions
        By name; those of the sides are in the menu.
    """

    def __init__(self, session: Session, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        named(self, "sidesButton", _tr("Sides of the patient (V, Shift+V)"))
        self.setProperty("role", "flat")
        self.setFixedHeight(CONTROL_PX)
        self.setIcon(icon("down"))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._session = session
        menu = QMenu(self)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        menu.addActions([actions[name] for name in _ACTIONS])
        menu.aboutToShow.connect(lambda: show_ticks(actions, session))
        self.setMenu(menu)
        state = session.state
        links = Links(self)
        sides = (state.view.events.is_radiological, state.view.events.is_anterior_left)
        links.follow(self._show_sides, *sides, state.case.events.image)
        self._show_sides()

    def _show_sides(self) -> None:
        image, view = self._session.state.case.image, self._session.state.view
        self.setVisible(image is not None and image.is_volume)
        self.setText(_tr("Radiological") if view.is_radiological else _tr("Neurological"))
        right = (
            _tr("The patient's right is at the left of the screen.")
            if view.is_radiological
            else _tr("The patient's right is at the right of the screen.")
        )
        face = (
            _tr("Sagittal: anterior is at the left.")
            if view.is_anterior_left
            else _tr("Sagittal: anterior is at the right.")
        )
        self.setToolTip(f"{right}\n{face}")
        self.setAccessibleDescription(f"{self.text()}. {right} {face}")
