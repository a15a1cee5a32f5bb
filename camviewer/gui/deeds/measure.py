"""Measuring: tools for the left button, and what is done with what was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.gui.deeds.spec import ActionSpec
from camviewer.session import measures

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller
    from camviewer.gui.deeds.spec import Window
    from camviewer.gui.views.measure_hand import MeasureHand


def _tool(kind: str, text: str, key: str, icon: str) -> ActionSpec:
    """Make an action that takes up a tool."""
    return ActionSpec(f"measure-{kind}", text, "Measure", "take_up", (key,), icon, kind)


def _move(slot: str, text: str, key: str, step: tuple[int, int]) -> ActionSpec:
    """Make an action that moves the marked measure; keys only, no menu."""
    name = f"measure-{slot}-{key.rpartition('+')[2].lower()}"
    return ActionSpec(
        name, text, "Measure", slot, (key,), "", step, is_for_picture=True, is_in_menu=False
    )


ACTIONS: tuple[ActionSpec, ...] = (
    _tool("distance", "Ruler", "D", "ruler"),
    _tool("ellipse", "Ellipse", "E", "ellipse"),
    _tool("box", "Box", "B", "box"),
    _tool("freehand", "Freehand outline", "L", "freehand"),
    ActionSpec("measure-none", "Crosshair instead of a tool", "Measure", "put_down"),
    ActionSpec(
        "measure-mark",
        "With a tool: begin or end at the crosshair",
        "Measure",
        "mark",
        ("Return", "Enter"),
        is_for_picture=True,
        is_in_menu=False,
    ),
    ActionSpec(
        "measure-remove",
        "Remove the marked measure",
        "Measure",
        "remove",
        ("Del",),
        "remove",
        is_for_picture=True,
    ),
    ActionSpec("measure-remove-all", "Remove all measures", "Measure", "remove_all"),
    _move("shift", "Marked measure left", "Alt+Left", (-1, 0)),
    _move("shift", "Marked measure right", "Alt+Right", (1, 0)),
    _move("shift", "Marked measure up", "Alt+Up", (0, -1)),
    _move("shift", "Marked measure down", "Alt+Down", (0, 1)),
    _move("stretch", "Its second end or corner left", "Alt+Shift+Left", (-1, 0)),
    _move("stretch", "Its second end or corner right", "Alt+Shift+Right", (1, 0)),
    _move("stretch", "Its second end or corner up", "Alt+Shift+Up", (0, -1)),
    _move("stretch", "Its second end or corner down", "Alt+Shift+Down", (0, 1)),
)


class MeasureCommands:
    """Tools, and what is done with the marked measure."""

    def __init__(self, controller: Controller, window: Window) -> None:
        self._state = controller.session.state
        self._window = window

    def take_up(self, kind: str) -> None:
        """Let the left button draw; the same tool again puts it down."""
        if self._state.case.image is not None:
            view = self._state.view
            view.tool = "" if view.tool == kind else kind

    def put_down(self) -> None:
        """Let the left button move the crosshair."""
        self._state.view.tool = ""

    def mark(self) -> None:
        """Begin or end what the tool draws at the crosshair."""
        for hand in self._hands():
            hand.mark()

    def shift(self, step: tuple[int, int]) -> None:
        """Move the marked measure by pixels, (right, down)."""
        for hand in self._hands():
            hand.shift(*step)

    def stretch(self, step: tuple[int, int]) -> None:
        """Move the second end or corner of the marked measure, (right, down)."""
        for hand in self._hands():
            hand.stretch(*step)

    def remove(self) -> None:
        """Take the marked measure away."""
        if self._state.measures.selected is not None:
            measures.remove(self._state, self._state.measures.selected)

    def remove_all(self) -> None:
        """Take all measures away."""
        measures.remove_all(self._state)

    def _hands(self) -> list[MeasureHand]:
        """Find the hand of the plane that keys move; none where there is no plane."""
        focused = self._window.view().focused
        layers = [] if focused is None else focused.layers
        return [layer.hand for layer in layers if hasattr(layer, "hand")]
