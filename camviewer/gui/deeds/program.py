"""The program itself: what it can do, and how it is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from camviewer.gui.deeds.spec import ActionSpec
from camviewer.gui.palette import Palette
from camviewer.gui.preferences import Preferences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QAction

    from camviewer.gui.controller import Controller
    from camviewer.gui.deeds.spec import Window
    from camviewer.gui.palette import Entry

    ListEntries = Callable[[Controller, Mapping[str, QAction]], Sequence[Entry]]

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("palette", "Find a command…", "Program", "show_palette", ("Ctrl+K",), "find"),
    ActionSpec(
        "preferences", "Preferences…", "Program", "show_preferences", ("Ctrl+,",), "settings"
    ),
)


class ProgramCommands:
    """The program's own windows."""

    def __init__(
        self, controller: Controller, window: Window, list_entries: ListEntries
    ) -> None:
        self._controller = controller
        self._window = window
        self._list_entries = list_entries

    def show_palette(self) -> None:
        """List everything that can be done."""
        if not isinstance(self._window, QWidget):
            return
        entries = self._list_entries(self._controller, self._window.actions_by_name)
        Palette(self._window, entries).show_over(self._window)

    def show_preferences(self) -> None:
        """Open the settings, or bring them to the front."""
        if not isinstance(self._window, QWidget):
            return
        dialog = self._window.findChild(Preferences)
        if dialog is None:
            dialog = Preferences(self._window, self._controller, self._window.show_appearance)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
