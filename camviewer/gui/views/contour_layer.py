"""Lines around the top 5, 10 and 20 % of a heatmap's mass, with their shares.

Of a signed map those around what speaks against the target are dotted, in blue, and have a
minus before their share.
"""

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
from camviewer.render.contours import (
    AGAINST_COLOUR,
    LINE_COLOUR,
    SHARES,
    contours_on,
    levels_at_once,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter, QPainterPath

    from camviewer.gui.views.layer import Drawn
    from camviewer.render.contours import Contour
    from camviewer.session.service import Session

_LINE, _AGAINST = QColor(*LINE_COLOUR), QColor(*AGAINST_COLOUR)
# Shorter than the pieces that a line is made of, as the dots begin anew at each.
_DOTS = [1.2, 1.8]
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
        smooth, signed = overlay.smooth, overlay.signed
        against = levels_at_once(heatmap, against=True) if signed else ()
        lines: tuple[Contour, ...] = self._lines.get(
            (heatmap, frame, slab, smooth, levels_at_once(heatmap), against),
            lambda: contours_on(heatmap, frame, slab, smooth=smooth, signed=signed),
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
        for is_casing in (True, False):
            for path, line in zip(paths, lines, strict=True):
                painter.setPen(_pen(line, is_casing=is_casing))
                painter.drawPath(path)
        painter.restore()
        if self._drawn.canvas.width() >= _NARROW_PX:
            self._label(painter, lines, to_screen)

    def _label(
        self, painter: QPainter, lines: tuple[Contour, ...], to_screen: QTransform
    ) -> None:
        painter.setFont(caption_font(QFont()))
        flags = int(_ALIGN.AlignCenter)
        for line in lines:
            painter.setPen(_colour(line))
            axis, find = _ENDS[SHARES.index(line.share)]
            middles = line.segments.mean(axis=1)
            if len(middles):
                x, y = (float(value) for value in middles[find(middles[:, axis])])
                box = _LABEL.translated(to_screen.map(QPointF(x, y)).toPoint())
                painter.fillRect(box, _CHIP)
                self._stamps.write(painter, box, flags, line.words)


def _colour(line: Contour) -> QColor:
    return _AGAINST if line.is_against else _LINE


def _pen(line: Contour, *, is_casing: bool) -> QPen:
    """Make the pen of a line, or of the dark casing below it."""
    width = _WIDTHS[SHARES.index(line.share)]
    pen = QPen(_CASING, width + 2.0) if is_casing else QPen(_colour(line), width)
    pen.setCosmetic(True)
    if line.is_against and not is_casing:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(_DOTS)
    return pen


def _path(segments: NDArray[np.float32]) -> QPainterPath:
    """Join the ends of each piece, (n, 2, 2)."""
    x, y = segments.reshape(-1, 2).T.astype(np.float64)
    path: QPainterPath = pg.arrayToQPath(x, y, connect="pairs", finiteCheck=False)
    return path
