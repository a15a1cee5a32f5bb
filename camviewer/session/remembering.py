"""What outlives a case: the settings, and going back and forth between changes."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from camviewer.core.settings import Settings, save_settings

if TYPE_CHECKING:
    from pathlib import Path

    from camviewer.session.history import History
    from camviewer.session.state import State


class Remembering:
    """Changes the settings and keeps them; undoes and does again."""

    state: State
    settings: Settings
    history: History
    settings_file: Path | None

    def remember(self, **changes: object) -> None:
        """Change the settings and keep them."""
        self.settings = dataclasses.replace(self.settings, **changes)  # type: ignore[arg-type]
        save_settings(self.settings, self.settings_file)

    def remember_recent(self, is_on: bool) -> None:  # noqa: FBT001 - a setting is set
        """Remember files from now on, or none; those known are forgotten then."""
        recent = self.settings.recent if is_on else ()
        self.remember(remembers_recent=is_on, recent=recent)

    def reset_settings(self) -> None:
        """Go back to the settings of a new installation; the user's presets stay."""
        self.remember(**dataclasses.asdict(Settings()))
        view = self.state.view
        view.is_radiological = self.settings.is_radiological
        view.is_anterior_left = self.settings.is_anterior_left

    def undo(self) -> None:
        """Take back the last change of the display or the measurements."""
        self.history.undo()
        self._remember_sides()

    def redo(self) -> None:
        """Make again what was taken back last."""
        self.history.redo()
        self._remember_sides()

    def _remember_sides(self) -> None:
        """Keep the conventions that came back for the next start, as an edit would."""
        view = self.state.view
        sides = (view.is_radiological, view.is_anterior_left)
        if sides != (self.settings.is_radiological, self.settings.is_anterior_left):
            self.remember(is_radiological=sides[0], is_anterior_left=sides[1])
