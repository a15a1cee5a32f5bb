"""Mouse, wheel and held keys on a canvas, turned into what the user means by them."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

NOTCH = 120
ZOOM_PER_NOTCH = 1.15
_TINY_DELTA = 2
_Button = Qt.MouseButton
_Modifier = Qt.KeyboardModifier


class WheelSteps:
    """Adds up wheel turns until they make whole notches; the remainder is kept."""

    def __init__(self) -> None:
        self._rest = 0

    def add(self, delta: int) -> int:
        """Take a turn in eighths of a degree and return whole notches, with their sign."""
        if abs(delta) < _TINY_DELTA:
            return 0
        self._rest += delta
        steps = int(self._rest / NOTCH)
        self._rest -= steps * NOTCH
        return steps


def drag_gain(width: float, *, is_fine: bool, is_coarse: bool, unit: str) -> float:
    """Change of width or level per screen pixel of a drag.

    Notes
    -----
    Relative to the width at the start, so that a narrow window stays controllable; a whole
    Hounsfield unit at least.
    """
    gain = max(1.0, width / 256) if unit == "HU" else width / 256
    return gain * (0.2 if is_fine else 1.0) * (4.0 if is_coarse else 1.0)


class Drag(enum.Enum):
    """What a pressed button does while the mouse moves."""

    NONE = enum.auto()
    CROSSHAIR = enum.auto()
    PAN = enum.auto()
    WINDOW = enum.auto()
    SLICES = enum.auto()
    TOOL = enum.auto()


class Gestures(QObject):
    """Watches a canvas and says what is meant.

    Parameters
    ----------
    canvas
        Gets the keys.
    viewport
        Gets the mouse; points are in its pixels.

    Attributes
    ----------
    wheel_zooms
        Whether the wheel alone zooms, as there are no slices.
    has_tool
        Whether the left button draws with a tool instead of moving the crosshair.
    takes
        Whether the left button at a point takes hold of what was drawn there, as a tool does.
    modifiers
        Keys that were held at the last event of the mouse.
    """

    pointed = Signal(QPointF)
    hovered = Signal(QPointF)
    left = Signal()
    turned = Signal(int)
    dragged_slices = Signal(float)
    zoomed = Signal(QPointF, float)
    panned = Signal(QPointF)
    window_started = Signal()
    window_dragged = Signal(float, float, object)
    window_restored = Signal()
    tool_started = Signal(QPointF)
    tool_moved = Signal(QPointF)
    tool_ended = Signal(QPointF)
    tool_cancelled = Signal()
    menu_wanted = Signal(QPoint)
    maximise_wanted = Signal()
    annotations_wanted = Signal()

    def __init__(self, canvas: QWidget, viewport: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.wheel_zooms = False
        self.has_tool = False
        self.takes: Callable[[QPointF], bool] = lambda _point: False
        self.modifiers = _Modifier.NoModifier
        self._wheel = WheelSteps()
        self._drag = Drag.NONE
        self._start = self._last = QPointF()
        self._has_moved = False
        self._is_space_down = self._has_space_panned = False
        for watched in (canvas, viewport):
            watched.installEventFilter(self)

    @property
    def drag(self) -> Drag:
        """What is being dragged now."""
        return self._drag

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is ours and leave the rest to Qt."""
        if watched is self._canvas:
            return isinstance(event, QKeyEvent) and self._take_key(event)
        if isinstance(event, QWheelEvent):
            self._take_wheel(event)
            return True
        if isinstance(event, QMouseEvent):
            return self._take_mouse(event)
        if event.type() == QEvent.Type.Leave:
            self.left.emit()
        return event.type() == QEvent.Type.ContextMenu

    # Wheel

    def _take_wheel(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().y() or event.angleDelta().x()
        if self.wheel_zooms or event.modifiers() & _Modifier.ControlModifier:
            if abs(delta) >= _TINY_DELTA:
                self.zoomed.emit(event.position(), ZOOM_PER_NOTCH ** (delta / NOTCH))
        elif steps := self._wheel.add(delta):
            self.turned.emit(steps)
        event.accept()

    # Mouse

    def _take_mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        self.modifiers = event.modifiers()
        if kind == QEvent.Type.MouseButtonPress:
            self._press(event)
        elif kind == QEvent.Type.MouseMove:
            self._move(event)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._release(event)
        elif kind == QEvent.Type.MouseButtonDblClick and self._maximises(event):
            self.maximise_wanted.emit()
        return True

    def _maximises(self, event: QMouseEvent) -> bool:
        """Whether a double click fills the picture; with a tool it is two clicks."""
        return event.button() == _Button.LeftButton and not self.has_tool

    def _meant_by(self, event: QMouseEvent) -> Drag:
        if event.button() == _Button.LeftButton:
            return self._meant_by_left(event)
        others = {_Button.MiddleButton: Drag.PAN, _Button.RightButton: Drag.WINDOW}
        return others.get(event.button(), Drag.NONE)

    def _meant_by_left(self, event: QMouseEvent) -> Drag:
        if self._is_space_down:
            return Drag.PAN
        if event.modifiers() & _Modifier.AltModifier:
            return Drag.SLICES
        is_tool = self.has_tool or self.takes(event.position())
        return Drag.TOOL if is_tool else Drag.CROSSHAIR

    def _press(self, event: QMouseEvent) -> None:
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._drag is not Drag.NONE:
            return
        self._drag = self._meant_by(event)
        self._start = self._last = event.position()
        self._has_moved = False
        if self._drag is Drag.CROSSHAIR:
            self.pointed.emit(event.position())
        elif self._drag is Drag.WINDOW:
            self.window_started.emit()
        elif self._drag is Drag.TOOL:
            self.tool_started.emit(event.position())

    def _move(self, event: QMouseEvent) -> None:
        point = event.position()
        offset, self._last = point - self._last, point
        self.hovered.emit(point)
        if self._drag is Drag.CROSSHAIR:
            self.pointed.emit(point)
        elif self._drag is Drag.PAN:
            self._has_space_panned = True
            self.panned.emit(offset)
        elif self._drag is Drag.SLICES:
            self.dragged_slices.emit(offset.y())
        elif self._drag is Drag.WINDOW:
            self._move_window(offset, event)
        elif self._drag is Drag.TOOL:
            self.tool_moved.emit(point)

    def _move_window(self, offset: QPointF, event: QMouseEvent) -> None:
        whole = event.position() - self._start
        if not self._has_moved:
            if whole.manhattanLength() < QApplication.startDragDistance():
                return
            self._has_moved, offset = True, whole
        self.window_dragged.emit(offset.x(), -offset.y(), event.modifiers())

    def _release(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, Drag.NONE
        if drag is Drag.WINDOW and not self._has_moved:
            self.menu_wanted.emit(event.globalPosition().toPoint())
        elif drag is Drag.TOOL:
            self.tool_ended.emit(event.position())

    # Keys

    def _take_key(self, event: QKeyEvent) -> bool:
        """Keep Space (held: pan, tapped: texts), and Esc during a drag that it undoes."""
        is_space = event.key() == Qt.Key.Key_Space and not event.modifiers()
        is_undone = self._drag in (Drag.WINDOW, Drag.TOOL)
        is_escape = event.key() == Qt.Key.Key_Escape and is_undone
        if not is_space and not is_escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif is_escape and event.type() == QEvent.Type.KeyPress:
            undone = self.tool_cancelled if self._drag is Drag.TOOL else self.window_restored
            self._drag = Drag.NONE
            undone.emit()
        elif is_space and not event.isAutoRepeat():
            self._take_space(is_down=event.type() == QEvent.Type.KeyPress)
        return True

    def _take_space(self, *, is_down: bool) -> None:
        if is_down:
            self._has_space_panned = False
        elif self._is_space_down and not self._has_space_panned:
            self.annotations_wanted.emit()
        self._is_space_down = is_down
