"""Grey windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.gui.deeds.spec import ActionSpec

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller
    from camviewer.gui.deeds.spec import Window

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
    ActionSpec(
        "window-visible", "Window from the visible part", "Window", "take_visible", ("W",)
    ),
    ActionSpec("invert", "Invert grey", "Window", "invert", ("I",), ticks="view.is_inverted"),
)


class WindowCommands:
    """Grey windows by key."""

    def __init__(self, controller: Controller, window: Window) -> None:
        self._session = controller.session
        self._window = window

    def set_preset(self, key: str) -> None:
        """Set a preset; does nothing where the values are no Hounsfield units."""
        self._session.set_preset(key)

    def take_visible(self) -> None:
        """Spread the values on the screen from black to white."""
        view = self._window.view().focused
        if view is not None:
            view.levelling.take_from(view.canvas.rect())

    def invert(self) -> None:
        """Draw low values white, or black again."""
        view = self._session.state.view
        view.is_inverted = not view.is_inverted
