"""The menu of the window: a submenu for each category of the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QMenu

from camviewer.gui.actions import ACTIONS, CATEGORIES, show_ticks
from camviewer.gui.deeds.edit import action_words
from camviewer.gui.views.links import Links

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from camviewer.session.service import Session


class Menus(QObject):
    """Builds the menu once, and brings a submenu up to date when it opens.

    A commands object may have ``prepare_menu(menu)``, which is called then.

    Parameters
    ----------
    window
        Owns the menu.
    session
        Its settings show as ticks, its history as the words of undo and redo.
    actions, commands
        By name, and by category.
    """

    def __init__(
        self,
        window: QWidget,
        session: Session,
        actions: Mapping[str, QAction],
        commands: Mapping[str, object],
    ) -> None:
        super().__init__(window)
        self._session = session
        self._actions = actions
        self._commands = commands
        self.menu = QMenu(window)
        self.submenus: dict[str, QMenu] = {}
        for category in CATEGORIES:
            self._add(str(category))
        Links(self).follow(self.show_history, session.history.changed)
        self.show_history()

    def _add(self, category: str) -> None:
        specs = [spec for spec in ACTIONS if spec.category == category and spec.is_in_menu]
        if not specs:
            return
        submenu = self.menu.addMenu(QCoreApplication.translate("actions", category))
        for spec in specs:
            submenu.addAction(self._actions[spec.name])
        submenu.aboutToShow.connect(lambda: self.prepare(category))
        self.submenus[category] = submenu

    def prepare(self, category: str) -> None:
        """Bring a submenu up to date."""
        show_ticks(self._actions, self._session)
        prepare = getattr(self._commands[category], "prepare_menu", None)
        if prepare is not None:
            prepare(self.submenus[category])

    def show_history(self) -> None:
        """Say what would be undone and done again."""
        history = self._session.history
        for name, step in (("undo", history.undo_step), ("redo", history.redo_step)):
            self._actions[name].setText(action_words(name, step))
            self._actions[name].setEnabled(bool(step))
