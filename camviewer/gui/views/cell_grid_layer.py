"""Thin lines between the network's own cells while they are shown as they are."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor

from camviewer.gui.views.screen_item import ScreenItem
from camviewer.gui.views.slice_source import Kept

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from camviewer.core.image import Grid
    from camviewer.gui.views.layer import Drawn
    from camviewer.session.service import Session

_SMALLEST_PX = 6.0
_LINE = QColor(230, 233, 238, 70)
_DRIFT_CELLS = 0.05


class CellGridLayer:
    """Follows one plane while its map is not smooth and its cells are large enough.

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
        self._lines = Kept()
        self.item = ScreenItem(drawn.canvas, self._draw, 10)

    @property
    def is_wanted(self) -> bool:
        """Whether the cells are shown as they are."""
        overlay = self._overlay
        return overlay.visible and not overlay.smooth and self._drawn.source.heatmap is not None

    def lines(self) -> list[QRect]:
        """Borders of cells, a screen pixel wide; none where cells are small or lie askew."""
        source, canvas = self._drawn.source, self._drawn.canvas
        heatmap, frame = source.heatmap, source.frame()
        if not self.is_wanted or heatmap is None or frame is None:
            return []
        (row_mm, column_mm), screen = frame.spacing, canvas.to_screen
        start, end = (
            screen(0.5 * column_mm, 0.5 * row_mm),
            screen(1.5 * column_mm, 1.5 * row_mm),
        )
        place = (start.x(), start.y(), end.x() - start.x(), end.y() - start.y())
        drawn = (heatmap.grid, frame.to_world.tobytes(), frame.shape)
        lines: list[QRect] = self._lines.get((*drawn, place), lambda: _lines(drawn, place))
        return lines

    def refresh(self) -> None:
        """Follow the plane."""
        self.item.show_again(is_shown=self.is_wanted)

    def _draw(self, painter: QPainter) -> None:
        # Lines that are seen through take Qt seven times as long as boxes of the same pixels.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_LINE)
        painter.drawRects(self.lines())


def _lines(
    drawn: tuple[Grid, bytes, tuple[int, int]], place: tuple[float, float, float, float]
) -> list[QRect]:
    """Lay the borders on the screen, where the first pixel's middle and a step are given."""
    borders = cell_borders(*drawn)
    if borders is None:
        return []
    x, y, across, down = place
    xs, ys = (
        np.round(start + step * along).astype(int).tolist()
        for start, step, along in zip((x, y), (across, down), borders, strict=True)
    )
    if min(_gap(xs), _gap(ys)) < _SMALLEST_PX:
        return []
    upright = [QRect(x, ys[0], 1, ys[-1] - ys[0]) for x in xs]
    return upright + [QRect(xs[0], y, xs[-1] - xs[0], 1) for y in ys]


def _gap(places: list[int]) -> float:
    """Largest distance of neighbours: those at the edges may be cut."""
    return max((abs(b - a) for a, b in pairwise(places)), default=0)


@lru_cache(maxsize=16)
def cell_borders(
    grid: Grid, to_world: bytes, shape: tuple[int, int]
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Where cells of a map border on each other in a plane.

    Parameters
    ----------
    grid : Grid
        Of the map.
    to_world, shape
        Bytes of a frame's matrix, and its rows and columns.

    Returns
    -------
    two float64 arrays, or None
        Pixel columns and rows of the borders, rising; None where cells lie askew.
    """
    dims = grid.ndim
    drawn = np.frombuffer(to_world).reshape(4, 4)
    to_cells = np.linalg.inv(grid.affine[:dims, :dims])
    steps = to_cells @ drawn[:dims, :2]
    start = to_cells @ (drawn[:dims, 3] - grid.affine[:dims, dims])
    borders = []
    for pixel_axis, count in enumerate(shape[::-1]):
        step = steps[:, pixel_axis]
        axis = int(np.argmax(np.abs(step)))
        if np.any(np.abs(np.delete(step, axis)) * count > _DRIFT_CELLS):
            return None
        edges = np.arange(grid.shape[axis] + 1) - 0.5
        places = np.sort((edges - start[axis]) / step[axis])
        # One border beyond the plane stays at its edge.
        borders.append(np.unique(places.clip(-0.5, count - 0.5)))
    return borders[0], borders[1]
