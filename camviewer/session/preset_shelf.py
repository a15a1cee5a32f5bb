"""The grey windows by name that the user can choose, shipped and own."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from camviewer.core.errors import CamViewerError, ResourceError
from camviewer.core.settings import settings_path
from camviewer.core.words import say
from camviewer.render.colour import Window, auto_window
from camviewer.render.presets import (
    KEYS,
    Preset,
    PresetError,
    check_preset,
    check_presets,
    merged,
    name_of,
    own_among,
    read_presets,
    shipped_presets,
    write_presets,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from camviewer.session.state import State

_log = logging.getLogger(__name__)


def presets_path(settings_file: Path | None = None) -> Path:
    """Return the path of the user's presets, which need not exist."""
    return (settings_file or settings_path()).with_name("presets.json")


def load_presets(path: Path) -> tuple[tuple[Preset, ...], str]:
    """Read the user's presets into the shipped ones; never fails.

    Returns
    -------
    tuple of presets and str
        A sentence where the user's file is of no use, and then the shipped ones alone.
    """
    try:
        return merged(shipped_presets(), read_presets(path)), ""
    except FileNotFoundError:
        return shipped_presets(), ""
    except CamViewerError as error:
        _log.info("the user's presets cannot be used")
        return shipped_presets(), say(
            "session", "Your own presets are not used. {fault}", fault=error
        )


class PresetShelf:
    """Sets a grey window by name, and keeps the user's own."""

    state: State
    settings_file: Path | None

    def read_shelf(self) -> str:
        """Read the presets anew; returns what is wrong with the user's file, or nothing."""
        self.state.presets.items, sentence = load_presets(presets_path(self.settings_file))
        return sentence

    def set_preset(self, what: str) -> None:
        """Set the grey window by a preset's key or name; ``"0"`` is the full range.

        Nothing happens where the values are no Hounsfield units, or there is no such preset.
        """
        image = self.state.case.image
        if image is None:
            return
        if what == "0":
            self._set_window(auto_window(image))
        elif image.unit == "HU" and what:
            named = (each for each in self.state.presets.items if what in {each.key, each.name})
            found = next(named, None)
            if found is not None:
                self._set_window(found.window)

    def _set_window(self, window: Window) -> None:
        self.state.view.width, self.state.view.level = window.width, window.level

    def preset_in_force(self) -> Preset | None:
        """Return the preset whose window is shown."""
        shown = Window(self.state.view.width, self.state.view.level)
        return next((each for each in self.state.presets.items if each.window == shown), None)

    def save_window(self, label: str) -> Preset:
        """Keep the present grey window under a name and the first free key.

        Raises
        ------
        PresetError
            When the name is taken or odd, or the window is none of a CT.
        ResourceError
            When the user's file cannot be written.
        """
        items, view = self.state.presets.items, self.state.view
        used = {each.key for each in items}
        key = next((key for key in KEYS if key not in used), "")
        window = Window(float(view.width), float(view.level))
        label = label.strip()
        made = Preset(key, name_of(label), label, window)
        check_preset(made)
        if any(made.name == each.name for each in items):
            raise PresetError(
                say("session", "There is already a preset called {label}.", label=label),
                hint=say("session", "Choose another name."),
            )
        self.keep_presets((*items, made))
        return made

    def keep_presets(self, presets: Sequence[Preset]) -> None:
        """Use these presets from now on; those that are not as shipped go to the user's file.

        A shipped one that is left out comes back as it was shipped.

        Raises
        ------
        PresetError
            When one is faulty or two are alike; nothing has changed then.
        ResourceError
            When the user's file cannot be written; nothing has changed then.
        """
        for each in presets:
            check_preset(each)
        check_presets(presets)
        own = own_among(shipped_presets(), presets)
        found = merged(shipped_presets(), own)
        try:
            write_presets(presets_path(self.settings_file), own)
        except OSError as error:
            raise ResourceError(
                say("session", "Your presets cannot be written."),
                hint=say("session", "Free some space, or ask for access."),
            ) from error
        self.state.presets.items = found

    def restore_presets(self) -> None:
        """Go back to the shipped presets alone.

        Raises
        ------
        ResourceError
            When the user's file cannot be written.
        """
        self.keep_presets(shipped_presets())
