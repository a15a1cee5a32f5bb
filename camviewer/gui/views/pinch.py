"""Two fingers on a screen or a trackpad: apart and together they zoom, along they pan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_LEAST_FACTOR = 0.2
_Flag = QPinchGesture.ChangeFlag


class Pinch(QObject):
    """Watches a viewport for two fingers.

    Parameters
    ----------
    viewport
        Points are in its pixels.
    """

    began = Signal()
    zoomed = Signal(QPointF, float)
    panned = Signal(QPointF)

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        viewport.grabGesture(Qt.GestureType.PinchGesture)
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take pinches and leave the rest to Qt."""
        del watched
        if isinstance(event, QNativeGestureEvent):
            return self._take_native(event)
        if event.type() == QEvent.Type.Gesture and isinstance(event, QGestureEvent):
            found = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(found, QPinchGesture):
                event.accept(found)
                self.take(found)
                return True
        return False

    def take(self, pinch: QPinchGesture) -> None:
        """Follow one step of a pinch on a touch screen."""
        if pinch.state() == Qt.GestureState.GestureStarted:
            self.began.emit()
        flags = pinch.changeFlags()
        at = QPointF(self._viewport.mapFromGlobal(pinch.centerPoint().toPoint()))
        if flags & _Flag.CenterPointChanged and not pinch.lastCenterPoint().isNull():
            self.panned.emit(pinch.centerPoint() - pinch.lastCenterPoint())
        if flags & _Flag.ScaleFactorChanged and pinch.scaleFactor() > 0:
            self.zoomed.emit(at, pinch.scaleFactor())

    def _take_native(self, event: QNativeGestureEvent) -> bool:
        """Follow a trackpad, which tells by how much more each step enlarges."""
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.zoomed.emit(event.position(), max(_LEAST_FACTOR, 1 + event.value()))
        return True
