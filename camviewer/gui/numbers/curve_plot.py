"""The plot of curves: axes in words, a line at the point that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QGraphicsView

from camviewer.gui.forms import named
from camviewer.gui.numbers.curve_lines import Line, line_pen
from camviewer.gui.theme import CAPTION_PX, caption_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_ROOM = 0.06


def _tr(text: str) -> str:
    return QCoreApplication.translate("CurvePlot", text)


class CurvePlot(pg.PlotWidget):
    """Draws curves and tells at which x the user looks; None when nowhere.

    The mouse shows values, it does not move or scale: curves are compared over their whole
    range. Left, Right, Home and End go from point to point.

    Attributes
    ----------
    lines : tuple of Line
        What is drawn.
    at : float or None
        Where the user looks.
    """

    pointed = Signal(object)

    def __init__(self) -> None:
        self.lines: tuple[Line, ...] = ()
        self._marked = ""
        self.at: float | None = None
        super().__init__()
        named(self, "curvePlot", _tr("Curves"), _tr("Left and Right read the curves off."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.getPlotItem().layout.setContentsMargins(0, 8, 8, 0)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.setVisible(False)
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self._dress()

    # Showing

    def show_lines(self, lines: Sequence[Line], x_words: str, y_words: str) -> None:
        """Draw these curves and no others."""
        self.lines = tuple(lines)
        item = self.getPlotItem()
        item.clear()
        for line in self.lines:
            item.plot(line.curve.x, line.curve.y)
        item.addItem(self._cursor, ignoreBounds=True)
        item.setLabel("bottom", x_words)
        item.setLabel("left", y_words)
        self._fit()
        self.point_at(None)
        self._dress()

    def mark(self, name: str) -> None:
        """Draw the curve of a map thick, and above the others."""
        self._marked = name
        self._dress()

    def _fit(self) -> None:
        """Show all points, with the base line where it is near."""
        xs = [x for line in self.lines for x in line.curve.x]
        ys = [y for line in self.lines for y in line.curve.y]
        if not xs:
            return
        low, high = min(0.0, *ys), max(ys)
        room = _ROOM * ((high - low) or 1.0)
        self.setXRange(min(xs), max(xs), padding=0.01)
        self.setYRange(low - room, high + room, padding=0)

    def _dress(self) -> None:
        """Take the theme's colours."""
        palette = QGuiApplication.palette()
        faint = palette.color(QPalette.ColorRole.PlaceholderText)
        grid = palette.color(QPalette.ColorRole.Mid)
        self.setBackground(palette.color(QPalette.ColorRole.AlternateBase))
        item = self.getPlotItem()
        for side in ("bottom", "left"):
            axis = item.getAxis(side)
            axis.setPen(pg.mkPen(grid))
            axis.setTextPen(faint)
            axis.setTickFont(caption_font(self.font(), is_tabular=True))
            style = {"color": faint.name(), "font-size": f"{CAPTION_PX}px"}
            # No range in which numbers below one are told in thousandths.
            axis.setLabel(axis.labelText, siPrefixEnableRanges=(), **style)
            axis.enableAutoSIPrefix(enable=False)
        for line, curve in zip(self.lines, item.listDataItems(), strict=False):
            is_marked = line.name == self._marked
            curve.setPen(line_pen(line, is_marked=is_marked))
            curve.setZValue(1 if is_marked else 0)
        self._cursor.setPen(pg.mkPen(palette.color(QPalette.ColorRole.WindowText)))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_cursor"):
            self._dress()

    def close(self) -> bool:
        """Close as any widget does; pyqtgraph's own close takes the scene away."""
        return bool(QGraphicsView.close(self))

    # Reading off

    @property
    def steps(self) -> tuple[float, ...]:
        """Where the curves have points, in order."""
        return tuple(sorted({x for line in self.lines for x in line.curve.x}))

    def point_at(self, x: float | None) -> None:
        """Look at the point nearest to an x, or nowhere."""
        x = None if x is None else self._nearest(x)
        self._cursor.setVisible(x is not None)
        if x is not None:
            self._cursor.setValue(x)
        if x != self.at:
            self.at = x
            self.pointed.emit(x)

    def _nearest(self, x: float) -> float | None:
        return min(self.steps, key=lambda step: abs(step - x), default=None)

    def _on_mouse_moved(self, place: QPointF) -> None:
        box = self.getPlotItem().getViewBox()
        is_inside = box.sceneBoundingRect().contains(place)
        self.point_at(box.mapSceneToView(place).x() if is_inside else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Look nowhere when the mouse has gone."""
        super().leaveEvent(event)
        self.point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from point to point."""
        steps, key = self.steps, event.key()
        at = steps.index(self.at) if self.at in steps else -1
        places = {
            Qt.Key.Key_Left: max(0, at - 1),
            Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(steps) - 1,
        }
        if key in places and steps:
            self.point_at(steps[min(places[Qt.Key(key)], len(steps) - 1)])
        else:
            event.ignore()
