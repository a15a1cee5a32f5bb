"""Words with a shadow, kept as pictures: laying them out each time takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PySide6.QtCore import QSize

Stamp = tuple[QPointF, QPixmap]
"""Where it stands, and what."""
SHADOW = QColor(0, 0, 0, 220)
_KEPT = 200
_EDGE = 2
_SHADOWS = (QPointF(1, 1), QPointF(-1, 0), QPointF(0, -1))


class Stamps:
    """Writes words, each from a picture that is made at its first use."""

    def __init__(self) -> None:
        self._made: dict[Hashable, Stamp] = {}

    def write(self, painter: QPainter, rect: QRectF, flags: int, text: str) -> None:
        """Write in the painter's font and colour, placed in a box as ``drawText`` does."""
        painter.drawPixmap(*self.find(painter, rect, flags, text))

    def find(self, painter: QPainter, rect: QRectF, flags: int, text: str) -> Stamp:
        """Return where the words stand and their picture."""
        size, font = rect.size(), painter.font()
        sharpness = sharpness_of(painter)
        look = (font.key(), painter.pen().color().rgba(), sharpness)
        key = (text, flags, size.width(), size.height(), *look)
        if key not in self._made:
            if len(self._made) >= _KEPT:
                self._made.clear()
            self._made[key] = _stamp(painter, QRectF(QPointF(), size), flags, text)
        offset, picture = self._made[key]
        return rect.topLeft() + offset, picture


def sharpness_of(painter: QPainter) -> float:
    """Pixels of what is painted on per pixel of the screen, also where a view is enlarged."""
    return max(painter.device().devicePixelRatioF(), painter.deviceTransform().m11())


def blank(size: QSize, sharpness: float) -> QPixmap:
    """Make a picture that is seen through, of a size in pixels of the screen's own unit."""
    picture = QPixmap(size * sharpness)
    picture.setDevicePixelRatio(sharpness)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def _stamp(painter: QPainter, rect: QRectF, flags: int, text: str) -> Stamp:
    """Draw words with their shadow; with where the picture's corner lies in the box."""
    bounds = painter.boundingRect(rect, flags, text).toAlignedRect()
    around = bounds.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
    sharpness = sharpness_of(painter)
    picture = blank(around.size(), sharpness)
    scribe = QPainter(picture)
    scribe.setFont(painter.font())
    scribe.translate(-around.topLeft())
    scribe.setPen(SHADOW)
    for shift in _SHADOWS:
        scribe.drawText(rect.translated(shift), flags, text)
    scribe.setPen(painter.pen())
    scribe.drawText(rect, flags, text)
    scribe.end()
    return QPointF(around.topLeft()), picture
