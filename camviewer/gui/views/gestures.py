"""Mouse, wheel and held keys on a canvas, turned into what the user means by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from camviewer.gui.views.pinch import Pinch
from camviewer.gui.views.schemes import Drag, meant_by

if TYPE_CHECKING:
    from collections.abc import Callable

NOTCH = 120
ZOOM_PER_NOTCH = 1.15
_ZOOM_PER_PX = 1.01
_UNDONE = (Drag.WINDOW, Drag.TOOL, Drag.REGION)
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
        Whether the left button draws with a tool instead of what the scheme says.
    has_volumes
        Whether Shift and the wheel go through the volumes of a file.
    scheme
        Name in :data:`camviewer.gui.views.schemes.SCHEMES`.
    pinch : Pinch
        Two fingers.
    takes
        Whether the left button at a point takes hold of what was drawn there, as a tool does.
    modifiers
        Keys that were held at the last event of the mouse.
    """

    pointed = Signal(QPointF)
    hovered = Signal(QPointF)
    left = Signal()
    turned = Signal(int)
    volume_turned = Signal(int)
    dragged_slices = Signal(float)
    zoomed = Signal(QPointF, float)
    panned = Signal(QPointF)
    window_started = Signal()
    window_dragged = Signal(float, float, object)
    window_restored = Signal()
    window_ended = Signal()
    region_moved = Signal(QPointF, QPointF)
    region_ended = Signal(QPointF, QPointF)
    region_cancelled = Signal()
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
        self.has_tool = self.has_volumes = False
        self.scheme = "camviewer"
        self.pinch = Pinch(viewport)
        self.pinch.began.connect(self._let_go)
        self.pinch.zoomed.connect(self.zoomed)
        self.pinch.panned.connect(self.panned)
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
            is_volume = self.has_volumes and event.modifiers() & _Modifier.ShiftModifier
            (self.volume_turned if is_volume else self.turned).emit(steps)
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
        if event.button() == _Button.LeftButton and self._is_space_down:
            return Drag.PAN
        drag = meant_by(self.scheme, event.button(), event.modifiers())
        if event.button() != _Button.LeftButton or drag is Drag.SLICES:
            return drag
        is_tool = self.has_tool or self.takes(event.position())
        return Drag.TOOL if is_tool else drag

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
        elif self._drag is Drag.TOOL:
            self.tool_moved.emit(point)
        elif self._drag is not Drag.NONE:
            self._move_far(offset, event)

    def _move_far(self, offset: QPointF, event: QMouseEvent) -> None:
        """Follow what begins when the mouse has left the place where it was pressed."""
        whole = event.position() - self._start
        if not self._has_moved:
            if whole.manhattanLength() < QApplication.startDragDistance():
                return
            self._has_moved, offset = True, whole
        if self._drag is Drag.WINDOW:
            self.window_dragged.emit(offset.x(), -offset.y(), event.modifiers())
        elif self._drag is Drag.ZOOM:
            self.zoomed.emit(self._start, _ZOOM_PER_PX ** -offset.y())
        else:
            self.region_moved.emit(self._start, event.position())

    def _release(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, Drag.NONE
        if drag is Drag.TOOL:
            self.tool_ended.emit(event.position())
        elif drag is Drag.WINDOW and self._has_moved:
            self.window_ended.emit()
        elif drag is Drag.REGION and self._has_moved:
            self.region_ended.emit(self._start, event.position())
        elif drag in (Drag.WINDOW, Drag.ZOOM) and not self._has_moved:
            self._click(event)

    def _click(self, event: QMouseEvent) -> None:
        """Take a press and release in one place, of a button that would drag."""
        if event.button() == _Button.LeftButton:
            self.pointed.emit(event.position())
        else:
            self.menu_wanted.emit(event.globalPosition().toPoint())

    def _let_go(self) -> None:
        """End a drag that a second finger has made into a pinch."""
        drag, self._drag = self._drag, Drag.NONE
        if drag in _UNDONE:
            self._undo(drag)

    def _undo(self, drag: Drag) -> None:
        undone = {Drag.TOOL: self.tool_cancelled, Drag.REGION: self.region_cancelled}
        undone.get(drag, self.window_restored).emit()

    # Keys

    def _take_key(self, event: QKeyEvent) -> bool:
        """Keep Space (held: pan, tapped: texts), and Esc during a drag that it undoes."""
        is_space = event.key() == Qt.Key.Key_Space and not event.modifiers()
        is_escape = event.key() == Qt.Key.Key_Escape and self._drag in _UNDONE
        if not is_space and not is_escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif is_escape and event.type() == QEvent.Type.KeyPress:
            drag, self._drag = self._drag, Drag.NONE
            self._undo(drag)
        elif is_space and not event.isAutoRepeat():
            self._take_space(is_down=event.type() == QEvent.Type.KeyPress)
        return True

    def _take_space(self, *, is_down: bool) -> None:
        if is_down:
            self._has_space_panned = False
        elif self._is_space_down and not self._has_space_panned:
            self.annotations_wanted.emit()
        self._is_space_down = is_down
