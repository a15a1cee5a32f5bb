"""Outlines of masks over a plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from camviewer.gui.views.measures_here import plane_transform
from camviewer.gui.views.sheet import Sheet
from camviewer.gui.views.slice_source import Kept
from camviewer.gui.views.stamps import SHADOW
from camviewer.render.outlines import mask_outlines
from camviewer.session.masks import mask_part

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from camviewer.gui.views.layer import Drawn
    from camviewer.session.service import Session
    from camviewer.session.state import Masks

COLOURS = ("#56C8FF", "#3DE8A8", "#FFA8E0", "#FFFFFF", "#9AA4FF", "#B8E04A")
"""Bright on black, apart for colour-blind eyes, and none a heatmap's orange or red."""
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
_DEPTH = 40


def mask_pen(place: int) -> QPen:
    """Pen of the mask at a place of the list; after the last colour the line is dashed."""
    dash = _DASHES[place // len(COLOURS) % len(_DASHES)]
    return QPen(QColor(COLOURS[place % len(COLOURS)]), 1.5, dash)


class MaskItem(Sheet):
    """Draws paths that are in pixels of the plane, with lines of one width on the screen."""

    def __init__(self) -> None:
        super().__init__(_DEPTH)
        self._paths: list[tuple[QPainterPath, QPen]] = []

    def show_all(self, rect: QRectF, paths: list[tuple[QPainterPath, QPen]]) -> None:
        """Draw these paths, which are in pixels of the view."""
        self.cover(rect)
        self._paths = paths
        self.update()

    @property
    def paths(self) -> list[QPainterPath]:
        """What is drawn."""
        return [path for path, _ in self._paths]

    def draw(self, painter: QPainter) -> None:
        """Draw every outline over its shadow."""
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for path, pen in self._paths:
            for each in (QPen(SHADOW, 3.0), pen):
                painter.setPen(each)
                painter.drawPath(path)


class MaskLayer:
    """Follows ``state.masks`` on one plane.

    Parameters
    ----------
    drawn
        The plane.
    session
        Followed.

    Attributes
    ----------
    item : MaskItem
        What is on the screen.
    """

    def __init__(self, drawn: Drawn, session: Session) -> None:
        self._drawn, self._session = drawn, session
        self.item = MaskItem()
        self._paths, self._key = Kept(), tuple[object, ...]()
        drawn.canvas.scene().addItem(self.item)

    def refresh(self) -> None:
        """Follow the plane; outlines are found anew only on another slice."""
        frame, canvas, masks = self._drawn.source.frame(), self._drawn.canvas, self._masks
        rect = canvas.rect()
        key = (frame, masks.items, masks.visible, masks.numbers, canvas.camera, rect.size())
        if key == self._key:
            return
        self._key = key
        drawn: list[tuple[QPainterPath, QPen]] = self._paths.get(key[:4], self._outline)
        turn = plane_transform(self._drawn)
        self.item.show_all(QRectF(rect), [(turn.map(path), pen) for path, pen in drawn])

    @property
    def _masks(self) -> Masks:
        return self._session.state.masks

    def _outline(self) -> list[tuple[QPainterPath, QPen]]:
        """Outlines in pixels of the plane, with their pens."""
        frame, image = self._drawn.source.frame(), self._drawn.source.image
        if frame is None or image is None:
            return []
        found = []
        for place, mask in enumerate(self._masks.items):
            known = self._masks.numbers.get(mask.name)
            if known is not None and mask.name in self._masks.visible:
                part = mask_part(image, mask, frame, known.box)
                if part is not None:
                    found.append((outline_path(*part), mask_pen(place)))
        return found


def outline_path(part: NDArray[np.bool_], first: tuple[int, int]) -> QPainterPath:
    """Outline of a part of a plane, whose first pixel is named, in pixels of the plane."""
    lines = mask_outlines(part)
    if not lines:
        return QPainterPath()
    points: NDArray[np.float64] = np.concatenate(lines) + first
    joined = np.ones(len(points), np.int32)
    joined[np.cumsum([len(line) for line in lines]) - 1] = 0
    path: QPainterPath = pg.arrayToQPath(
        points[:, 0], points[:, 1], connect=joined, finiteCheck=False
    )
    return path
