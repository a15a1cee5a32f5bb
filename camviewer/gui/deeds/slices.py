"""Moving through a volume."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.gui.deeds.spec import ActionSpec

if TYPE_CHECKING:
    from camviewer.gui.deeds.spec import Window


def _slice(name: str, text: str, keys: tuple[str, ...], count: int) -> ActionSpec:
    """Make an action that moves by some slices; keys only, no menu."""
    return ActionSpec(
        name,
        text,
        "Slices",
        "step_slice",
        keys,
        "",
        count,
        is_for_picture=True,
        is_in_menu=False,
    )


def _nudge(name: str, text: str, key: str, step: tuple[int, int]) -> ActionSpec:
    """Make an action that moves the crosshair by one cell; keys only, no menu."""
    return ActionSpec(
        name, text, "Slices", "nudge", (key,), "", step, is_for_picture=True, is_in_menu=False
    )


ACTIONS: tuple[ActionSpec, ...] = (
    _slice("slice-up", "Next slice: superior, anterior, left", ("Up",), 1),
    _slice("slice-down", "Previous slice", ("Down",), -1),
    _slice("slice-up-10", "Ten slices on", ("PgUp", "Shift+Up"), 10),
    _slice("slice-down-10", "Ten slices back", ("PgDown", "Shift+Down"), -10),
    _slice("slice-first", "First slice", ("Home",), -100_000),
    _slice("slice-last", "Last slice", ("End",), 100_000),
    _nudge("nudge-left", "Crosshair one cell left", "Ctrl+Left", (-1, 0)),
    _nudge("nudge-right", "Crosshair one cell right", "Ctrl+Right", (1, 0)),
    _nudge("nudge-up", "Crosshair one cell up", "Ctrl+Up", (0, -1)),
    _nudge("nudge-down", "Crosshair one cell down", "Ctrl+Down", (0, 1)),
)


class SliceCommands:
    """Moving through a volume by key."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def step_slice(self, count: int) -> None:
        """Move by some slices; the ends hold."""
        self._window.view().step_slice(count)

    def nudge(self, step: tuple[int, int]) -> None:
        """Move the crosshair by one cell, (right, down)."""
        self._window.view().nudge(*step)
