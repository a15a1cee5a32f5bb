"""The number of the marked hot region, beside its strongest cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from camviewer.gui.theme import caption_font
from camviewer.gui.views.annotations import ACCENT
from camviewer.gui.views.screen_item import ScreenItem

if TYPE_CHECKING:
    from camviewer.gui.views.layer import Drawn
    from camviewer.render.slicing import SliceFrame
    from camviewer.session.regions import Region
    from camviewer.session.service import Session

_INK = QColor("#0B1118")
_SHIFT = QPointF(15, -15)
_RADIUS = 9.0


class RegionTags:
    """Follows ``state.case.region`` on one plane, in slices that cut the region.

    Parameters
    ----------
    drawn
        The plane.
    session
        Read.
    """

    def __init__(self, drawn: Drawn, session: Session) -> None:
        self._drawn = drawn
        self._session = session
        self.item = ScreenItem(drawn.canvas, self._draw, 40)

    @property
    def region(self) -> Region | None:
        """What is marked on the plane now."""
        source, region = self._drawn.source, self._session.region()
        frame, regions = source.frame(), self._session.state.case.regions
        if region is None or frame is None or regions is None:
            return None
        is_here = source.heatmap is regions.heatmap and self._session.state.overlay.visible
        return region if is_here and cuts(frame, region) else None

    def refresh(self) -> None:
        """Follow the plane."""
        self.item.show_again(is_shown=self.region is not None)

    def _draw(self, painter: QPainter) -> None:
        region = self.region
        if region is None:
            return
        peak = self._drawn.screen_at(region.position)
        at = peak + _SHIFT
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((_INK, 3.0), (ACCENT, 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(peak + _SHIFT * 0.25, at)
        painter.setPen(QPen(_INK, 1.5))
        painter.setBrush(ACCENT)
        painter.drawEllipse(at, _RADIUS, _RADIUS)
        font = caption_font(QFont())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(_INK)
        box = QRectF(-_RADIUS, -_RADIUS, 2 * _RADIUS, 2 * _RADIUS).translated(at)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(region.number))


def cuts(frame: SliceFrame, region: Region) -> bool:
    """Tell whether a drawn slice passes through the box around a region."""
    if frame.plane is None:
        return True
    low, high = np.array(region.low), np.array(region.high)
    reach = float(np.abs(frame.normal) @ (high - low)) / 2
    offset = float(frame.normal @ ((low + high) / 2 - frame.world(0, 0)))
    return abs(offset) <= reach
