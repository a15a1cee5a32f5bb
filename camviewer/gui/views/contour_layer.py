"""Lines around the top 5, 10 and 20 % of a heatmap's mass, with their shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPen, QTransform

from camviewer.gui.theme import caption_font
from camviewer.gui.views.screen_item import ScreenItem
from camviewer.gui.views.slice_source import Kept
from camviewer.gui.views.stamps import Stamps
from camviewer.render.contours import contours_on, levels_at_once

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter, QPainterPath

    from camviewer.gui.views.layer import Drawn
    from camviewer.render.contours import Contour
    from camviewer.session.service import Session

_LINE = QColor("#FFFFFF")
_CASING = QColor(0, 0, 0, 170)
_WIDTHS = (2.0, 1.5, 1.0)
"""Of the lines of 5, 10 and 20 %: the hotter, the stronger."""
_LABEL = QRectF(-15, -7, 30, 14)
_ALIGN = Qt.AlignmentFlag
_CHIP = QColor(0, 0, 0, 200)
# Where each line has its label: on its highest, rightmost and lowest piece.
_ENDS = ((1, np.argmin), (0, np.argmax), (1, np.argmax))
_NARROW_PX = 200


class ContourLayer:
    """Follows the map of one plane while ``state.overlay.drawing`` asks for lines.

    Parameters
    ----------
    drawn
        The plane.
    session
        Read.
    """

    def __init__(self, drawn: Drawn, session: Session) -> None:
        self._drawn = drawn
        self._overlay = session.state.overlay
        self._lines, self._paths = Kept(), Kept()
        self._stamps = Stamps()
        self.item = ScreenItem(drawn.canvas, self._draw, 20)

    @property
    def lines(self) -> tuple[Contour, ...]:
        """What is drawn now, in pixels of the plane; empty while none is to be drawn."""
        source, overlay = self._drawn.source, self._overlay
        if overlay.drawing == "fill" or not overlay.visible:
            return ()
        heatmap, frame, slab = source.heatmap, source.frame(), source.slab()
        if heatmap is None or frame is None:
            return ()
        smooth = overlay.smooth
        lines: tuple[Contour, ...] = self._lines.get(
            (heatmap, frame, slab, smooth, levels_at_once(heatmap)),
            lambda: contours_on(heatmap, frame, slab, smooth=smooth),
        )
        return lines

    def refresh(self) -> None:
        """Follow the plane."""
        self.item.show_again(is_shown=bool(self.lines))

    def _to_screen(self) -> QTransform:
        """From pixels of the plane to those of the screen."""
        frame, canvas = self._drawn.source.frame(), self._drawn.canvas
        if frame is None:
            return QTransform()
        down, across = frame.spacing
        start, end = (canvas.to_screen(across * x, down * x) for x in (0.5, 1.5))
        step = end - start
        return QTransform(step.x(), 0, 0, step.y(), start.x(), start.y())

    def _draw(self, painter: QPainter) -> None:
        lines, to_screen = self.lines, self._to_screen()
        paths = self._paths.get(lines, lambda: [_path(line.segments) for line in lines])
        painter.save()
        painter.setTransform(to_screen, combine=True)
        for colour, extra in ((_CASING, 2.0), (_LINE, 0.0)):
            for path, width in zip(paths, _WIDTHS, strict=False):
                pen = QPen(colour, width + extra)
                pen.setCosmetic(True)
                painter.setPen(pen)
                painter.drawPath(path)
        painter.restore()
        if self._drawn.canvas.width() >= _NARROW_PX:
            self._label(painter, lines, to_screen)

    def _label(
        self, painter: QPainter, lines: tuple[Contour, ...], to_screen: QTransform
    ) -> None:
        painter.setFont(caption_font(QFont()))
        painter.setPen(_LINE)
        flags = int(_ALIGN.AlignCenter)
        for line, (axis, find) in zip(lines, _ENDS, strict=False):
            middles = line.segments.mean(axis=1)
            if len(middles):
                x, y = (float(value) for value in middles[find(middles[:, axis])])
                box = _LABEL.translated(to_screen.map(QPointF(x, y)).toPoint())
                painter.fillRect(box, _CHIP)
                self._stamps.write(painter, box, flags, f"{100 * line.share:.0f} %")


def _path(segments: NDArray[np.float32]) -> QPainterPath:
    """Join the ends of each piece, (n, 2, 2)."""
    x, y = segments.reshape(-1, 2).T.astype(np.float64)
    path: QPainterPath = pg.arrayToQPath(x, y, connect="pairs", finiteCheck=False)
    return path
