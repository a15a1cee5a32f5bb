"""Which button does what while the mouse moves: two habits, camviewer's and a PACS's."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from PySide6.QtCore import Qt

_Button = Qt.MouseButton
_Modifier = Qt.KeyboardModifier


class Drag(enum.Enum):
    """What a pressed button does while the mouse moves."""

    NONE = enum.auto()
    CROSSHAIR = enum.auto()
    PAN = enum.auto()
    WINDOW = enum.auto()
    SLICES = enum.auto()
    TOOL = enum.auto()
    ZOOM = enum.auto()
    REGION = enum.auto()


@dataclass(frozen=True)
class Scheme:
    """What the buttons mean without a key held.

    Attributes
    ----------
    left, right
        While the mouse moves; the middle button always pans.
    """

    left: Drag
    right: Drag


SCHEMES = {
    "camviewer": Scheme(left=Drag.CROSSHAIR, right=Drag.WINDOW),
    "pacs": Scheme(left=Drag.WINDOW, right=Drag.ZOOM),
}


def meant_by(scheme: str, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> Drag:
    """Tell what a press begins.

    Parameters
    ----------
    scheme
        A name in :data:`SCHEMES`.
    modifiers
        Held keys: with the left button Alt runs through slices, Ctrl takes the window from a
        region and Shift moves the crosshair, in every scheme.
    """
    if button == _Button.MiddleButton:
        return Drag.PAN
    if button == _Button.RightButton:
        return SCHEMES[scheme].right
    if button != _Button.LeftButton:
        return Drag.NONE
    for held, drag in (
        (_Modifier.AltModifier, Drag.SLICES),
        (_Modifier.ControlModifier, Drag.REGION),
        (_Modifier.ShiftModifier, Drag.CROSSHAIR),
    ):
        if modifiers & held:
            return drag
    return SCHEMES[scheme].left
