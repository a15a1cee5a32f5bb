"""Fingers on a screen or a trackpad: two apart or together zoom, along they pan.

One finger is the left button. It presses only when it moves or is lifted, so that the first of
two fingers moves no crosshair.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLineF, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QEventPoint, QMouseEvent, QNativeGestureEvent, QTouchEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_LEAST_FACTOR = 0.2
_STILL_PX = 4.0
_Kind = QEvent.Type


class Pinch(QObject):
    """Watches a viewport for fingers.

    Parameters
    ----------
    viewport
        Points are in its pixels; gets the mouse events of one finger.
    """

    began = Signal()
    zoomed = Signal(QPointF, float)
    panned = Signal(QPointF)

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._start: QPointF | None = None
        self._is_pressed = False
        self._line: QLineF | None = None
        self._tapped_at = 0.0
        viewport.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take fingers and leave the rest to Qt."""
        del watched
        if isinstance(event, QNativeGestureEvent):
            return self._take_native(event)
        if isinstance(event, QTouchEvent):
            event.accept()
            self._take_touch(event)
            return True
        return False

    def _take_native(self, event: QNativeGestureEvent) -> bool:
        """Follow a trackpad, which tells by how much more each step enlarges."""
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.zoomed.emit(event.position(), max(_LEAST_FACTOR, 1 + event.value()))
        return True

    def _take_touch(self, event: QTouchEvent) -> None:
        released = QEventPoint.State.Released
        down = [each.position() for each in event.points() if each.state() != released]
        if event.type() == _Kind.TouchCancel:
            self._line, self._start = QLineF(), None
            self._end(QPointF())
        elif len(down) >= 2:
            self._take_two(QLineF(down[0], down[1]))
        elif down:
            self._take_one(down[0])
        else:
            self._end(event.points()[0].position() if event.points() else QPointF())

    # Two fingers

    def _take_two(self, now: QLineF) -> None:
        before, self._line = self._line, now
        if before is None:
            self.began.emit()
            return
        self.panned.emit(now.center() - before.center())
        if before.length() > 0 and now.length() > 0:
            self.zoomed.emit(now.center(), now.length() / before.length())

    # One finger

    def _take_one(self, point: QPointF) -> None:
        if self._line is not None:
            return  # the other of two was lifted first
        if self._start is None:
            self._start = point
        elif self._is_pressed:
            self._send(_Kind.MouseMove, point)
        elif QLineF(self._start, point).length() >= _STILL_PX:
            self._press(self._start)
            self._send(_Kind.MouseMove, point)

    def _press(self, point: QPointF) -> None:
        self._is_pressed = True
        self._send(_Kind.MouseButtonPress, point)

    def _end(self, point: QPointF) -> None:
        """Lift the last finger; one that never moved has tapped, twice when it was quick."""
        if self._line is None:
            if not self._is_pressed:
                self._press(point)
                self._tap(point)
            self._send(_Kind.MouseButtonRelease, point)
        self._start, self._line, self._is_pressed = None, None, False

    def _tap(self, point: QPointF) -> None:
        now, before = time.monotonic(), self._tapped_at
        is_second = (now - before) * 1000 < QApplication.doubleClickInterval()
        self._tapped_at = 0.0 if is_second else now
        if is_second:
            self._send(_Kind.MouseButtonDblClick, point)

    def _send(self, kind: QEvent.Type, point: QPointF) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        button = none if kind == _Kind.MouseMove else left
        held = none if kind == _Kind.MouseButtonRelease else left
        event = QMouseEvent(
            kind,
            point,
            self._viewport.mapToGlobal(point),
            button,
            held,
            QApplication.keyboardModifiers(),
        )
        QCoreApplication.sendEvent(self._viewport, event)
