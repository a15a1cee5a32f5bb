"""The one window: places the bar, the panels, the picture and the two lines. No logic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from camviewer.gui.actions import make_actions
from camviewer.gui.appearance import show_appearance
from camviewer.gui.cine import CineBar
from camviewer.gui.commands import make_commands
from camviewer.gui.filmstrip import Filmstrip
from camviewer.gui.inspector import ChannelWindow
from camviewer.gui.menus import Menus
from camviewer.gui.notice_bar import NoticeBar
from camviewer.gui.places import Places
from camviewer.gui.preset_dialog import PresetDialog
from camviewer.gui.side import Side
from camviewer.gui.status import StatusArea
from camviewer.gui.top_bar import TopBar
from camviewer.gui.views import EmptyView, LoadingView, ReadView
from camviewer.gui.views.links import Links
from camviewer.session.privacy import case_name

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from camviewer.gui.bridge import Bridge
    from camviewer.gui.controller import Controller

SMALLEST = (1000, 640)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MainWindow", text)


class MainWindow(Places, QMainWindow):
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
        # A large size of everything leaves fewer pixels of our own than the screen has.
        self.setMinimumSize(QSize(*SMALLEST).boundedTo(self.screen().availableSize()))
        self.controller = controller
        self._wants_panels = True
        self.channels: ChannelWindow | None = None
        self._bridge = bridge
        self._state = controller.session.state
        self._build_picture()
        commands = make_commands(controller, self)
        self.actions_by_name = make_actions(self, self.picture, commands)
        self.menus = Menus(self, controller.session, self.actions_by_name, commands)
        self.top = TopBar(controller, self.actions_by_name, self.menus.menu)
        self.notice = NoticeBar(controller)
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
        self.loading = LoadingView(session)
        self.picture = QStackedWidget()
        self.picture.setObjectName("pictureArea")
        self.picture.setAccessibleName(_tr("Picture"))
        self.picture.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for view in (self.empty, self.loading):
            self.picture.addWidget(view)
        self.cine = CineBar(session, self.view)
        self.filmstrip = Filmstrip(self.controller)

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
        down.addWidget(self.notice)
        down.addWidget(self.status)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        state = self._state
        links = Links(self)
        case = state.case.events
        links.follow(self._show_place, case.image, case.early, state.view.events.place)
        links.follow(self._show_title, case.image, state.view.events.hides_patient)
        self.empty.open_clicked.connect(self.actions_by_name["open"].trigger)
        self.empty.folder_clicked.connect(self.actions_by_name["open-folder"].trigger)
        self.empty.sample_clicked.connect(self.controller.open_sample)
        self.empty.recent_clicked.connect(lambda path: self.controller.open_path(Path(path)))
        self.filmstrip.channels_wanted.connect(self.show_channels)
        self.join(self.read)

    # Showing

    def _show_place(self) -> None:
        self._show_sides()
        self.filmstrip.show_place(self._state.view.place)
        case = self._state.case
        if case.early is not None:
            self.picture.setCurrentWidget(self.loading)
        else:
            self.picture.setCurrentWidget(self.empty if case.image is None else self.view())

    def _show_title(self) -> None:
        """Name the case in the title, unless names are hidden; Qt adds the program's."""
        image, view = self._state.case.image, self._state.view
        title = "" if image is None else case_name(image, is_hidden=view.hides_patient)
        self.setWindowTitle(title or "camviewer")

    def toggle_panels(self) -> None:
        """Hide both side panels, or show both."""
        self._wants_panels = not self._wants_panels
        self._show_sides()
        self.picture.setFocus()

    def _show_sides(self) -> None:
        """Show the panels when they are wanted and there is something to ask about.

        What speaks for a map takes the right side for itself.
        """
        case, place = self._state.case, self._state.view.place
        has_image = case.image is not None or case.early is not None
        for area, side in self.sides.items():
            is_taken = area == "right" and place == "trust"
            side.setVisible(self._wants_panels and has_image and not is_taken)
            side.setEnabled(case.early is None)

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
                # Else Qt draws no focus: it has seen no Tab.
                self.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
                first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.picture.setFocus()

    def show_appearance(self) -> None:
        """Take over theme and contrast from the settings, or from the desktop."""
        show_appearance(self.controller.session.settings)

    def show_settings(self) -> None:
        """Look as the settings say."""
        self.empty.set_recent(self.controller.session.settings.recent)
        self.show_appearance()

    def edit_presets(self) -> None:
        """Open the list of grey windows by name."""
        PresetDialog(self.controller.session, self).open()

    def show_channels(self) -> None:
        """Open the inspector of the channels behind the map, or bring it to the front."""
        if not self.controller.channel_jobs.open():
            return
        if self.channels is None:
            self.channels = ChannelWindow(self.controller, self)
        self.channels.show()
        self.channels.raise_()
        self.channels.activateWindow()

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
        """Stop the work first; what was kept for the case of a crash is not needed then."""
        self._bridge.close()
        self.controller.autosaver.close()
        event.accept()
