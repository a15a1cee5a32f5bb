"""All slices of a plane in an upright strip: the heatmap's mass in each, and a handle."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLineF,
    QPointF,
    QRectF,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QAbstractSlider, QToolTip

from camviewer.gui.views.annotations import ACCENT, FAINT, TEXT
from camviewer.gui.views.gestures import WheelSteps
from camviewer.gui.views.slice_source import Kept
from camviewer.render.profile import profile_at_once
from camviewer.render.slicing import Plane, forward, step

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QFocusEvent, QMouseEvent, QPaintEvent, QWheelEvent

    from camviewer.gui.views.slice_source import SliceSource
    from camviewer.render.profile import Profile
    from camviewer.render.slicing import SliceFrame
    from camviewer.session.service import Session

WIDTH_PX = 18
_PAGE = 10
_EDGE = QColor("#323A46")
_WORTH_SAYING = 0.005


def _tr(text: str) -> str:
    return QCoreApplication.translate("SliceStrip", text)


class SliceStrip(QAbstractSlider):
    """Goes to every slice of one plane; the top is where the wheel pushed away leads.

    Its value counts slices from the bottom: from inferior, posterior or right.

    Parameters
    ----------
    session
        Its crosshair is moved.
    source
        The plane.
    """

    focused = Signal()

    def __init__(self, session: Session, source: SliceSource) -> None:
        super().__init__()
        self._session = session
        self._source = source
        self._wheel = WheelSteps()
        self._track = Kept()
        self._shown: tuple[object, ...] = ()
        self.setOrientation(Qt.Orientation.Vertical)
        self.setFixedWidth(WIDTH_PX)
        self.setPageStep(_PAGE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("sliceStrip")
        self.valueChanged.connect(self._on_value_edited)
        self.refresh()

    # What it shows

    @property
    def profile(self) -> Profile | None:
        """Mass of the map in each slice; None without a map, and while it is not known."""
        image, heatmap = self._source.image, self._source.heatmap
        if image is None or heatmap is None or not image.is_volume:
            return None
        return profile_at_once(heatmap, image.grid, Plane(self._source.plane))

    def refresh(self) -> None:
        """Show the drawn slice and the mass of the map that is laid over it."""
        frame = self._source.frame()
        is_volume = frame is not None and frame.plane is not None
        if is_volume == self.isHidden():
            self.setVisible(is_volume)
        if frame is None or not is_volume:
            return
        profile = self.profile
        shown = (frame.plane, frame.index, frame.count, profile)
        if shown == self._shown:
            return
        self._shown = shown
        with QSignalBlocker(self):
            self.setRange(0, frame.count - 1)
            self.setValue(self._rank(frame, frame.index))
        self.setAccessibleName(_tr("Slices of the {plane} plane").format(plane=frame.plane))
        self.setAccessibleDescription(self._words(frame, profile))
        self.update()

    @staticmethod
    def _rank(frame: SliceFrame, index: int) -> int:
        """Value of a slice, and slice of a value."""
        is_rising = frame.plane is None or forward(frame.plane) > 0
        return index if is_rising else frame.count - 1 - index

    @staticmethod
    def _words(frame: SliceFrame, profile: Profile | None) -> str:
        number, count = frame.index + 1, frame.count
        if profile is None:
            return _tr("slice {number} of {count}").format(number=number, count=count)
        share = 100 * profile.shares[frame.index]
        words = _tr("slice {number} of {count}, {share:.1f} % of the map")
        return words.format(number=number, count=count, share=share)

    def _tip(self, frame: SliceFrame, profile: Profile | None) -> str:
        """Slice, millimetres and share; and what is not counted."""
        lines = [f"{self._words(frame, profile)} · {frame.position_text}"]
        if profile is not None and frame.index == profile.hottest:
            lines.append(_tr("The hottest cell of the map lies here."))
        if profile is not None and profile.against > _WORTH_SAYING:
            words = _tr("What speaks against is not counted: {share:.0f} % of all values.")
            lines.append(words.format(share=100 * profile.against))
        return "\n".join(lines)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mass of every slice, the hottest one's mark and the handle."""
        del event
        painter = QPainter(self)
        sharpness, frame, profile = self.devicePixelRatioF(), self._source.frame(), self.profile
        if frame is None:
            painter.end()
            return
        key = (profile, frame.plane, self.height(), sharpness)
        painter.drawPixmap(0, 0, self._track.get(key, lambda: self._draw_track(frame, profile)))
        y = round(self._middle(self.value())) + 0.5
        for colour, width in ((QColor(0, 0, 0), 5.0), (TEXT, 3.0)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QLineF(1, y, self.width(), y))
        if self.hasFocus():
            painter.setPen(QPen(ACCENT, 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _draw_track(self, frame: SliceFrame, profile: Profile | None) -> QPixmap:
        sharpness = self.devicePixelRatioF()
        picture = QPixmap(self.size() * sharpness)
        picture.setDevicePixelRatio(sharpness)
        picture.fill(Qt.GlobalColor.black)
        painter = QPainter(picture)
        painter.setPen(QPen(_EDGE, 1))
        painter.drawLine(QLineF(0.5, 0, 0.5, self.height()))
        if profile is not None and frame.plane is not None:
            painter.setPen(QPen(ACCENT, 1))
            course = forward(frame.plane)
            lengths = bar_lengths(profile.shares, self.height(), course)
            room = self.width() - 4
            bars = [
                QLineF(2, y + 0.5, 2 + length * room, y + 0.5)
                for y, length in enumerate(lengths.tolist())
                if length > 0
            ]
            painter.drawLines(bars)
        if profile is not None and profile.hottest is not None:
            self._draw_hottest(painter, self._middle(self._rank(frame, profile.hottest)))
        painter.end()
        return picture

    def _draw_hottest(self, painter: QPainter, y: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(0, 0, 0), 1))
        painter.setBrush(FAINT)
        right = float(self.width())
        tip = (QPointF(right - 7, y), QPointF(right, y - 5), QPointF(right, y + 5))
        painter.drawPolygon(QPolygonF(tip))

    def _middle(self, value: int) -> float:
        """Pixel of the middle of a slice."""
        return self.height() * (1 - (value + 0.5) / (self.maximum() + 1))

    def value_at(self, y: float) -> int:
        """Value of the slice under a pixel; the ends hold."""
        count = self.maximum() + 1
        return min(max(int((1 - y / max(1, self.height())) * count), 0), count - 1)

    # Editing

    def _on_value_edited(self, value: int) -> None:
        frame, image = self._source.frame(), self._source.image
        if frame is None or image is None or frame.plane is None:
            return
        now, view = self._rank(frame, frame.index), self._session.state.view
        there = step(image.grid, frame.plane, view.position, value - now)
        view.position = tuple(float(x) for x in there)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the slice under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setValue(self.value_at(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.setValue(self.value_at(event.position().y()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step as the wheel does on the picture."""
        steps = self._wheel.add(event.angleDelta().y())
        self.setValue(
            self.value() + (-steps if self._session.settings.inverts_wheel else steps)
        )
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Tell of the slice under the mouse."""
        frame = self._source.frame()
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and frame:
            index = self._rank(frame, self.value_at(event.pos().y()))
            text = self._tip(replace(frame, index=index), self.profile)
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that keys go to this plane."""
        super().focusInEvent(event)
        self.focused.emit()


def bar_lengths(shares: NDArray[np.float64], height: int, course: int) -> NDArray[np.float64]:
    """Length of the bar in each row of pixels, the longest 1; the highest of several slices.

    Parameters
    ----------
    shares : float64 array, (slices,)
        In the order of slice numbers.
    height
        Rows of pixels.
    course
        1 where slice numbers rise to the top, -1 where they fall.
    """
    ordered = shares[::-1] if course > 0 else shares
    starts = np.arange(height) * len(ordered) // max(1, height)
    top = float(ordered.max())
    if not height or top <= 0:
        return np.zeros(height)
    return np.maximum.reduceat(ordered, starts) / top
