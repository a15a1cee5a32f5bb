"""Where the program's own files lie, and what it remembers between two starts."""

from __future__ import annotations

import dataclasses
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import FormatError, ResourceError
from camviewer.core.json_file import put_aside, read_json, write_json
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DISCLAIMER = "Research use only: explains the model, not the disease"

MOUSE_SCHEMES = ("camviewer", "pacs")
LETTERS = ("SI", "HF")
CINE_SPEEDS = (5, 30)
# What a field may hold, beside its type.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "theme": ("system", "dark", "light"),
    "language": ("system", "en", "de"),
    "mouse": MOUSE_SCHEMES,
    "letters": LETTERS,
}
_BOUNDS: Mapping[str, tuple[float, float]] = {
    "cine_speed": CINE_SPEEDS,
    "ui_scale": (1.0, 2.0),
    "channels_width": (400, 16_000),
    "channels_height": (300, 16_000),
}
_KEPT_FILES = 8
_log = logging.getLogger(__name__)


def resource(*parts: str) -> Path:
    """Path of a shipped file.

    A wheel carries ``resources`` inside the package; an editable install has it beside it.

    Raises
    ------
    ResourceError
        When the installation lacks it.
    """
    package = Path(__file__).resolve().parent.parent
    for root in (package / "resources", package.parent / "resources"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise ResourceError(
        say("core", "The installation lacks {path}.", path="/".join(("resources", *parts))),
        hint=say("core", "Install camviewer again."),
    )


def settings_path() -> Path:
    """Return the path of the user's settings file, which need not exist."""
    from platformdirs import user_config_path

    return user_config_path("camviewer", appauthor=False) / "settings.json"


@dataclass(frozen=True)
class Settings:
    """What is remembered between two starts; every field has a default that works.

    Attributes
    ----------
    theme
        ``"system"``, ``"dark"`` or ``"light"``.
    recent
        Paths of the last opened files, newest first; empty when switched off.
    remembers_recent
        Whether files are remembered at all.
    is_radiological
        Patient's right at the left of the screen.
    is_anterior_left
        Anterior at the left of the screen in sagittal views.
    drag_up_brightens
        Whether dragging up lowers the level.
    inverts_wheel
        Whether the wheel runs the other way.
    ui_scale
        Size of everything in the window, 1 to 2; taken at the start.
    contrast
        Whether colours differ as much as they can.
    language
        ``"system"``, ``"en"`` or ``"de"``; taken at the start.
    hides_patient
        Whether names of people and files are hidden at the start.
    mouse
        ``"camviewer"``: left moves the crosshair, right drags the grey window; ``"pacs"``:
        left drags the grey window, right zooms.
    letters
        ``"SI"`` or ``"HF"``: superior and inferior, or head and feet, at the edges.
    cine_speed
        Slices in a second.
    autosaves
        Whether the session is kept for the case that the program ends unexpectedly.
    channels_width, channels_height
        Size of the channel inspector, in device-independent pixels.
    """

    theme: str = "dark"
    recent: tuple[str, ...] = ()
    remembers_recent: bool = True
    is_radiological: bool = True
    is_anterior_left: bool = True
    drag_up_brightens: bool = False
    inverts_wheel: bool = False
    ui_scale: float = 1.0
    contrast: bool = False
    language: str = "system"
    hides_patient: bool = True
    mouse: str = "camviewer"
    letters: str = "SI"
    cine_speed: int = 10
    autosaves: bool = True
    channels_width: int = 1240
    channels_height: int = 760

    def with_recent(self, path: Path, keep: int = _KEPT_FILES) -> Settings:
        """Copy with a file put first in the list."""
        if not self.remembers_recent:
            return self
        text = str(path)
        others = [entry for entry in self.recent if entry != text]
        return dataclasses.replace(self, recent=(text, *others)[:keep])


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; a missing or damaged file gives the defaults and never fails."""
    return read_settings(path)[0]


def read_settings(path: Path | None = None) -> tuple[Settings, str]:
    """Read the settings, and say in a sentence what was wrong with their file.

    A file that cannot be used is renamed to ``settings.json.bad-1``, so that it is not lost.
    Of one that can, each field that makes no sense takes its default.

    Returns
    -------
    tuple of Settings and str
        The sentence is empty when all was well, or there was no file.
    """
    path = path or settings_path()
    try:
        return _understood(_migrated(read_json(path))), ""
    except FileNotFoundError:
        return Settings(), ""
    except FormatError:
        _log.info("settings could not be read; defaults are used")
    return Settings(), _lost(put_aside(path))


def _lost(aside: str) -> str:
    if not aside:
        return say("core", "Your settings could not be read; the usual ones are used.")
    return say(
        "core",
        "Your settings could not be read; the usual ones are used. The old file is kept as "
        "{name}.",
        name=aside,
    )


def _migrated(stored: object) -> dict[str, Any]:
    """Bring what an older version wrote up to the present one, step by step."""
    version = stored.get("version") if isinstance(stored, dict) else None
    if not isinstance(stored, dict) or type(version) is not int:
        raise FormatError(say("core", "These are no settings."))
    if not 1 <= version <= VERSION:
        raise FormatError(say("core", "These settings are of another version of camviewer."))
    for migrate in _MIGRATIONS[version - 1 :]:
        stored = migrate(stored)
    return stored


def _to_version_2(stored: dict[str, Any]) -> dict[str, Any]:
    """Files that were remembered before that was switched off are forgotten."""
    return (
        stored if stored.get("remembers_recent", True) is not False else stored | {"recent": []}
    )


# The first makes version 2 of version 1; a new one is added behind.
_MIGRATIONS: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = (_to_version_2,)
VERSION = len(_MIGRATIONS) + 1


def _understood(stored: dict[str, Any]) -> Settings:
    """Take every field that makes sense."""
    kept: dict[str, Any] = {}
    for field in dataclasses.fields(Settings):
        value = stored.get(field.name, field.default)
        if isinstance(field.default, tuple):
            value = _paths(value)
        elif isinstance(field.default, float) and type(value) is int:
            value = float(value)
        if type(value) is type(field.default) and _is_allowed(field.name, value):
            kept[field.name] = value
    return Settings(**kept)


def _paths(value: object) -> tuple[str, ...]:
    """Take the entries of a list that can be paths, each once."""
    entries = value if isinstance(value, list) else []
    texts = [each for each in entries if isinstance(each, str) and each and "\0" not in each]
    return tuple(dict.fromkeys(texts))[:_KEPT_FILES]


def _is_allowed(name: str, value: object) -> bool:
    """Tell whether a value of the right type is one that the program knows."""
    if isinstance(value, (int, float)) and name in _BOUNDS:
        return _BOUNDS[name][0] <= value <= _BOUNDS[name][1]
    return name not in _WORDS or value in _WORDS[name]


def save_settings(settings: Settings, path: Path | None = None) -> bool:
    """Write the settings; returns False when the place cannot be written."""
    try:
        write_json(
            path or settings_path(), {"version": VERSION, **dataclasses.asdict(settings)}
        )
    except OSError:
        _log.info("settings could not be written")
        return False
    return True
