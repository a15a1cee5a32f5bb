"""Moving through a volume."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.gui.deeds.spec import ActionSpec

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller
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
    ActionSpec(
        "volume-next",
        "Next volume of the file",
        "Slices",
        "step_volume",
        ("Shift+PgUp",),
        "",
        1,
    ),
    ActionSpec(
        "volume-previous",
        "Previous volume of the file",
        "Slices",
        "step_volume",
        ("Shift+PgDown",),
        "",
        -1,
    ),
    ActionSpec(
        "cine",
        "Run through the slices",
        "Slices",
        "toggle_cine",
        ("C",),
        "cine",
        ticks="cine.is_running",
    ),
    ActionSpec(
        "cine-bounce", "Turn round at the ends", "Slices", "toggle_bounce", ticks="cine.bounces"
    ),
    ActionSpec(
        "cine-faster",
        "Run faster",
        "Slices",
        "change_speed",
        ("Shift+Right",),
        "",
        1,
        is_for_picture=True,
    ),
    ActionSpec(
        "cine-slower",
        "Run slower",
        "Slices",
        "change_speed",
        ("Shift+Left",),
        "",
        -1,
        is_for_picture=True,
    ),
)


class SliceCommands:
    """Moving through a volume by key."""

    def __init__(self, controller: Controller, window: Window) -> None:
        self._controller = controller
        self._cine = controller.session.state.cine
        self._window = window

    def step_slice(self, count: int) -> None:
        """Move by some slices; the ends hold."""
        self._window.view().step_slice(count)

    def nudge(self, step: tuple[int, int]) -> None:
        """Move the crosshair by one cell, (right, down)."""
        self._window.view().nudge(*step)

    def step_volume(self, count: int) -> None:
        """Open another volume of the same file; the ends hold."""
        self._controller.looker.step_volume(count)

    def toggle_cine(self) -> None:
        """Let the slices run, or stop them."""
        image = self._controller.session.state.case.image
        can_run = image is not None and image.is_volume
        self._cine.is_running = can_run and not self._cine.is_running

    def toggle_bounce(self) -> None:
        """Let running slices turn round at the ends, or begin again."""
        self._cine.bounces = not self._cine.bounces

    def change_speed(self, count: int) -> None:
        """Change how many slices run by in a second."""
        self._controller.session.set_cine_speed(self._cine.speed + count)
