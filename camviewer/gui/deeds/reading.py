"""Texts to read."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.core.settings import resource
from camviewer.gui.deeds.spec import ActionSpec
from camviewer.gui.dialogs import about_text, keys_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from camviewer.gui.controller import Controller
    from camviewer.gui.deeds.spec import Window

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("keys", "Keys", "Help", "show_keys", ("F1", "?"), "keys"),
    ActionSpec("manual", "Manual", "Help", "show_manual", ("Shift+F1",), "manual"),
    ActionSpec("news", "What is new", "Help", "show_news"),
    ActionSpec("reset-settings", "Reset settings…", "Help", "reset_settings"),
    ActionSpec("about", "About camviewer", "Help", "show_about", (), "help"),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("deeds.help", text)


class HelpCommands:
    """Texts to read."""

    def __init__(
        self,
        controller: Controller,
        window: Window,
        key_rows: Callable[[], Sequence[tuple[str, str, str]]],
    ) -> None:
        self._asker = controller.asker
        self._session = controller.session
        self._window = window
        self._key_rows = key_rows

    def show_keys(self) -> None:
        """Show all keys."""
        self._asker.show_text(_tr("Keys"), keys_text(self._key_rows()))

    def reset_settings(self) -> None:
        """Go back to the settings of a new installation, when the user is sure."""
        is_sure = self._asker.confirm(
            _tr("Reset all settings?"),
            _tr(
                "Theme, sides, mouse and the list of recent files go back to what they were "
                "at first. Your presets, images and sessions stay."
            ),
            _tr("Reset"),
        )
        if is_sure:
            self._session.reset_settings()
            self._window.show_settings()

    def show_manual(self) -> None:
        """Open the manual to read."""
        self._asker.show_document(_tr("Manual"), resource("docs", "manual.md"))

    def show_news(self) -> None:
        """Show what has changed from version to version."""
        self._asker.show_document(_tr("What is new"), resource("docs", "changelog.md"))

    def show_about(self) -> None:
        """Show what the program is."""
        self._asker.show_text(_tr("About camviewer"), about_text(version("camviewer")))
