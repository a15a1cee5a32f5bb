"""The one window: places the bar, the panels, the picture and the two lines. No logic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from camviewer.gui.actions import ACTIONS, CATEGORIES, make_actions, show_ticks
from camviewer.gui.cine import CineBar
from camviewer.gui.commands import make_commands
from camviewer.gui.filmstrip import Filmstrip
from camviewer.gui.side import Side
from camviewer.gui.status import StatusArea
from camviewer.gui.theme import apply_theme, theme_name
from camviewer.gui.top_bar import TopBar
from camviewer.gui.views import CompareView, EmptyView, ReadView
from camviewer.gui.views.links import Links

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from camviewer.gui.bridge import Bridge
    from camviewer.gui.controller import Controller

SMALLEST = (1000, 640)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MainWindow", text)


class MainWindow(QMainWindow):
    """Everything on the screen.

    Parameters
    ----------
    controller
        Joins the session and the jobs.
    bridge
        Is closed with the window.
    """

    def __init__(self, controller: Controller, bridge: Bridge) -> None:
        super().__init__()
        self.setWindowTitle("camviewer")
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self.controller = controller
        self._wants_panels = True
        self._bridge = bridge
        self._state = controller.session.state
        self._build_picture()
        self.actions_by_name = make_actions(self, self.picture, make_commands(controller, self))
        self.top = TopBar(controller, self.actions_by_name, self._make_menu())
        self.status = StatusArea(controller)
        self.sides = {area: Side(controller, area) for area in ("left", "right")}
        self._place()
        self._connect()
        self._show_place()
        self.picture.setFocus()

    # Building

    def _build_picture(self) -> None:
        session = self.controller.session
        self.empty = EmptyView()
        self.empty.set_recent(session.settings.recent)
        self.read = ReadView(session)
        self.compare = CompareView(session)
        self.picture = QStackedWidget()
        self.picture.setObjectName("pictureArea")
        self.picture.setAccessibleName(_tr("Picture"))
        self.picture.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for view in (self.empty, self.read, self.compare):
            self.picture.addWidget(view)
        self.cine = CineBar(session, self.view)
        self.filmstrip = Filmstrip(self.controller)

    def _make_menu(self) -> QMenu:
        """Build one menu with a submenu per category from the table."""
        menu = QMenu(self)
        for category in CATEGORIES:
            specs = [spec for spec in ACTIONS if spec.category == category and spec.is_in_menu]
            if not specs:
                continue
            submenu = menu.addMenu(QCoreApplication.translate("actions", str(category)))
            for spec in specs:
                submenu.addAction(self.actions_by_name[spec.name])
        session = self.controller.session
        menu.aboutToShow.connect(lambda: show_ticks(self.actions_by_name, session))
        return menu

    def _place(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.picture, 1)
        middle.addWidget(self.cine)
        middle.addWidget(self.filmstrip)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.sides["left"])
        across.addLayout(middle, 1)
        across.addWidget(self.sides["right"])
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.top)
        down.addLayout(across, 1)
        down.addWidget(self.status)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        state = self._state
        links = Links(self)
        links.follow(self._show_place, state.case.events.image, state.view.events.place)
        self.empty.open_clicked.connect(self.actions_by_name["open"].trigger)
        self.empty.sample_clicked.connect(self.controller.open_sample)
        self.empty.recent_clicked.connect(lambda path: self.controller.open_path(Path(path)))
        for view in (self.read, self.compare):
            view.probe_changed.connect(self.status.show_probe)
            view.warning_clicked.connect(self._on_warning_clicked)
            view.volume_wanted.connect(self.controller.looker.step_volume)

    # Showing

    def _show_place(self) -> None:
        self._show_sides()
        self.filmstrip.show_place(self._state.view.place)
        if self._state.case.image is None:
            self.picture.setCurrentWidget(self.empty)
            return
        self.picture.setCurrentWidget(self.view())

    def view(self) -> Any:  # noqa: ANN401 - any of the views
        """Return the view of the present place."""
        return self.read if self._state.view.place == "read" else self.compare

    def toggle_panels(self) -> None:
        """Hide both side panels, or show both."""
        self._wants_panels = not self._wants_panels
        self._show_sides()
        self.picture.setFocus()

    def _show_sides(self) -> None:
        """Show the panels when they are wanted and there is something to ask about."""
        has_image = self._state.case.image is not None
        for side in self.sides.values():
            side.setVisible(self._wants_panels and has_image)

    def toggle_full_screen(self) -> None:
        """Fill the screen or leave it."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def swap_focus(self) -> None:
        """Move the focus from the picture to the panels, and back."""
        if self.picture.hasFocus() or self.picture.isAncestorOf(self.focusWidget()):
            self._wants_panels = True
            self._show_sides()
            first = self.sides["left"].findChild(QComboBox)
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.picture.setFocus()

    def swap_theme(self) -> None:
        """Change between dark and light, now and for the next start."""
        session = self.controller.session
        other = "light" if theme_name(session.settings.theme) == "dark" else "dark"
        session.remember(theme=other)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, other)

    def _on_warning_clicked(self) -> None:
        image = self._state.case.image
        if image is not None and image.warnings:
            self.controller.asker.show_error(image.warnings[0], "\n".join(image.warnings[1:]))

    # Events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        urls = event.mimeData().urls()
        self.controller.open_paths([Path(u.toLocalFile()) for u in urls if u.isLocalFile()])
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the work first."""
        self._bridge.close()
        event.accept()
