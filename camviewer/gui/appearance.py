"""The settings that change how the whole program looks: size, theme, contrast."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from camviewer.gui.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from camviewer.core.settings import Settings

_SCALE = "QT_SCALE_FACTOR"


def set_scale(scale: float, environment: MutableMapping[str, str] | None = None) -> None:
    """Enlarge everything by a factor; only before Qt's application is made.

    Qt multiplies it with the screen's own. Who has set Qt's variable keeps it.
    """
    environment = os.environ if environment is None else environment
    if scale != 1.0 and _SCALE not in environment:
        environment[_SCALE] = f"{scale:g}"


def show_appearance(settings: Settings) -> None:
    """Give the running program the theme and the contrast of the settings."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply_theme(app, settings.theme, has_contrast=settings.contrast)


def follow_desktop(app: QApplication, changed: Callable[[], None]) -> None:
    """Call when the desktop turns dark or light, or asks for another contrast."""
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(changed)
    accessibility = getattr(hints, "accessibility", None)  # Qt 6.10
    if accessibility is not None:
        accessibility().contrastPreferenceChanged.connect(changed)
