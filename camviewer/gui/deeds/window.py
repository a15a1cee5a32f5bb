"""Grey windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.gui.deeds.spec import ActionSpec

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller

_PRESETS = (
    "Full range",
    "Lung",
    "Mediastinum",
    "Abdomen",
    "Liver",
    "Bone",
    "Brain",
    "Stroke",
    "Angio",
)
ACTIONS: tuple[ActionSpec, ...] = (
    *(
        ActionSpec(f"preset-{key}", text, "Window", "set_preset", (str(key),), "", str(key))
        for key, text in enumerate(_PRESETS)
    ),
)


class WindowCommands:
    """Grey windows by key."""

    def __init__(self, controller: Controller) -> None:
        self._session = controller.session

    def set_preset(self, key: str) -> None:
        """Set a preset; does nothing where the values are no Hounsfield units."""
        self._session.set_preset(key)
