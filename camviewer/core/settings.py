"""Where the program's own files lie, and what it remembers between two starts."""

from __future__ import annotations

import dataclasses
import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from camviewer.core.errors import ResourceError

DISCLAIMER = "Research use only: explains the model, not the disease"

_VERSION = 1
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
        f"The installation lacks resources/{'/'.join(parts)}.", hint="Install camviewer again."
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
    mouse
        ``"camviewer"``: left moves the crosshair, right drags the grey window; ``"pacs"``:
        left drags the grey window, right zooms.
    letters
        ``"SI"`` or ``"HF"``: superior and inferior, or head and feet, at the edges.
    cine_speed
        Slices in a second.
    """

    theme: str = "dark"
    recent: tuple[str, ...] = ()
    remembers_recent: bool = True
    is_radiological: bool = True
    is_anterior_left: bool = True
    drag_up_brightens: bool = False
    inverts_wheel: bool = False
    mouse: str = "camviewer"
    letters: str = "SI"
    cine_speed: int = 10

    def with_recent(self, path: Path, keep: int = 8) -> Settings:
        """Copy with a file put first in the list."""
        if not self.remembers_recent:
            return self
        text = str(path)
        others = [entry for entry in self.recent if entry != text]
        return dataclasses.replace(self, recent=(text, *others)[:keep])


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; a missing or damaged file gives the defaults and never fails."""
    path = path or settings_path()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError):
        _log.info("settings could not be read; defaults are used")
        return Settings()
    if not isinstance(stored, dict) or stored.get("version") != _VERSION:
        return Settings()
    kept: dict[str, Any] = {}
    for field in dataclasses.fields(Settings):
        value = stored.get(field.name, field.default)
        if isinstance(value, list):
            value = tuple(entry for entry in value if isinstance(entry, str))
        if type(value) is type(field.default):
            kept[field.name] = value
    return Settings(**kept)


def save_settings(settings: Settings, path: Path | None = None) -> bool:
    """Write the settings; returns False when the place cannot be written."""
    path = path or settings_path()
    content = {"version": _VERSION, **dataclasses.asdict(settings)}
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(content, indent=2), encoding="utf-8")
        part.replace(path)
    except OSError:
        _log.info("settings could not be written")
        return False
    return True
