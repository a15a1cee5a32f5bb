"""The line above the picture: where one is, which case is open, and three ways out of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from camviewer.gui.column import row
from camviewer.gui.forms import Segments, flat_button, named, text_label
from camviewer.gui.icons import icon
from camviewer.gui.layout_button import LayoutButton
from camviewer.gui.sides_button import SidesButton
from camviewer.gui.theme import CONTROL_PX, PADDING_PX
from camviewer.gui.views.links import Links
from camviewer.session.privacy import case_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from camviewer.gui.controller import Controller

HEIGHT_PX = 44
_NAME_CHARACTERS = 40


def _tr(text: str) -> str:
    return QCoreApplication.translate("TopBar", text)


class TopBar(QWidget):
    """Shows and edits ``state.view.place``; shows the case and opens recent files.

    Parameters
    ----------
    controller
        Opens files.
    actions
        By name, for the buttons.
    menu
        All actions by category.
    """

    def __init__(
        self, controller: Controller, actions: Mapping[str, QAction], menu: QMenu
    ) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(HEIGHT_PX)
        self._controller = controller
        self._actions = actions
        self._state = controller.session.state
        self.places = Segments(
            [(_tr("Read"), "read"), (_tr("Compare"), "compare"), (_tr("Trust"), "trust")],
            "places",
            _tr("Place"),
        )
        self.places.setFixedWidth(264)
        self.places.picked.connect(lambda place: setattr(self._state.view, "place", place))
        self._build_case()
        self.sides_button = SidesButton(controller.session, actions)
        self.layout_button = LayoutButton(controller.session, actions)
        self._build_finder()
        self.theme = flat_button("theme", "themeButton", _tr("Dark or light (Ctrl+T)"))
        self.theme.clicked.connect(actions["theme"].trigger)
        self.help = flat_button("help", "helpButton", _tr("Keys (F1)"))
        self.help.clicked.connect(actions["keys"].trigger)
        self.menu = flat_button("menu", "menuButton", _tr("Menu"))
        self.menu.setMenu(menu)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        layout = row(
            text_label("camviewer", "name"),
            self.places,
            None,
            self.case,
            None,
            self.sides_button,
            self.layout_button,
            self.finder,
            self.theme,
            self.help,
            self.menu,
        )
        layout.setContentsMargins(PADDING_PX, 0, PADDING_PX - 4, 0)
        layout.insertSpacing(1, 8)
        self.setLayout(layout)
        links = Links(self)
        links.follow(self.places.show_value, self._state.view.events.place)
        links.follow(
            self.show_case, self._state.case.events.image, self._state.view.events.hides_patient
        )
        self.places.show_value(self._state.view.place)
        self.show_case()

    def _build_case(self) -> None:
        self.case = named(QToolButton(), "case", _tr("Case and recent files"))
        self.case.setProperty("role", "flat")
        self.case.setFixedHeight(CONTROL_PX)
        self.case.setIconSize(QSize(16, 16))
        self.case.setIcon(icon("down"))
        self.case.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.case.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.case.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.recent = QMenu(self.case)
        self.recent.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.recent.aboutToShow.connect(self.fill_recent)
        self.case.setMenu(self.recent)
        self.fill_recent()

    def _build_finder(self) -> None:
        """Make the way to everything that can be done, which also teaches its key."""
        key = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        self.finder = named(QToolButton(), "finder", _tr("Find a command"))
        self.finder.setToolTip(_tr("Find a command, a method or a file"))
        self.finder.setText(key)
        self.finder.setIcon(icon("find", QPalette.ColorRole.PlaceholderText))
        self.finder.setIconSize(QSize(16, 16))
        self.finder.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.finder.setProperty("role", "field")
        self.finder.setFixedHeight(CONTROL_PX)
        self.finder.clicked.connect(self._actions["palette"].trigger)

    def show_case(self) -> None:
        """Show what the case is called; its file only when names are shown."""
        image, is_hidden = self._state.case.image, self._state.view.hides_patient
        name = _tr("No case open") if image is None else case_name(image, is_hidden=is_hidden)
        if len(name) > _NAME_CHARACTERS:
            half = _NAME_CHARACTERS // 2
            name = f"{name[:half]}…{name[-half:]}"
        self.case.setText(name)
        self.case.setAccessibleDescription(name)

    def fill_recent(self) -> None:
        """List the recent files, newest first."""
        self.recent.clear()
        for name in ("open", "sample-ct", "sample-photo"):
            self.recent.addAction(self._actions[name])
        files = self._controller.session.settings.recent
        self.recent.addSection(_tr("Recent files"))
        for text in files:
            path = Path(text)
            action = self.recent.addAction(path.name)
            action.setToolTip(text)
            action.triggered.connect(
                lambda _checked=False, path=path: self._controller.open_path(path)
            )
        if files:
            self.recent.addSeparator()
            self.recent.addAction(self._actions["forget"])
        else:
            is_kept = self._controller.session.settings.remembers_recent
            words = _tr("None yet") if is_kept else _tr("Not remembered (see Preferences)")
            self.recent.addAction(words).setEnabled(False)
