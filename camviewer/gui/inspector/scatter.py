"""Every channel as a point: across how strong it is, up how the score hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QPen
from PySide6.QtWidgets import QGraphicsView

from camviewer.core.channels import DOMINANT
from camviewer.gui.forms import named
from camviewer.gui.inspector.axis import PlainAxis
from camviewer.gui.inspector.marks import SIZE_PX, mark_of, roles_of
from camviewer.gui.inspector.words import short_sentence
from camviewer.gui.theme import AMBER, caption_font

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent

    from camviewer.core.channels import Channels

_REACH_PX = 12.0
_ZOOM = 0.8
_PAN = 0.15
_Key = Qt.Key
# Key: along which axis the next channel lies, and which way.
_STEPS = {
    _Key.Key_Left: (0, -1),
    _Key.Key_Right: (0, 1),
    _Key.Key_Down: (1, -1),
    _Key.Key_Up: (1, 1),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChannelScatter", text)


@dataclass(frozen=True, eq=False)
class Points:
    """Where the channels lie in the plot.

    Attributes
    ----------
    x, y : float64 arrays, (C,)
        Norm or its decimal logarithm, and mean gradient. On a logarithmic scale channels whose
        norm is zero stand a little left of all others.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]

    @classmethod
    def of(cls, channels: Channels, *, is_log: bool) -> Points:
        """Place the channels."""
        norms = channels.norms
        if not is_log:
            return cls(norms, channels.slopes)
        live = norms[norms > 0]
        floor = float(live.min()) / 2 if live.size else 1.0
        return cls(np.log10(np.maximum(norms, floor)), channels.slopes)

    def following(self, index: int, axis: int, step: int) -> int:
        """Return the next channel along an axis, 0 for x and 1 for y; ends stay."""
        values = (self.x, self.y)[axis]
        order = np.lexsort((np.arange(len(values)), values))
        at = int(np.flatnonzero(order == index)[0]) + step
        return int(order[min(max(at, 0), len(order) - 1)])

    def end(self, step: int) -> int:
        """Return the weakest or the strongest channel."""
        return int(self.x.argmax() if step > 0 else self.x.argmin())


class Scatter(pg.GraphicsView):
    """Draws the channels; a click or a key picks one, the mouse over one tells of it.

    Left drag moves the plot, the wheel zooms; Shift with arrows, plus, minus and 0 do so too.
    """

    picked = Signal(int)
    hovered = Signal(str)

    def __init__(self) -> None:
        super().__init__(background=None)
        named(self, "channelScatter", _tr("Channels: norm against mean gradient"))
        self.setMinimumSize(240, 160)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        axes = {side: PlainAxis(side) for side in ("bottom", "left")}
        self.plot = pg.PlotItem(enableMenu=False, axisItems=axes)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=True, y=True)
        self.setCentralItem(self.plot)
        self.channels: Channels | None = None
        self.points: Points | None = None
        self.selected: int | None = None
        self._is_log = False
        self._groups: list[pg.ScatterPlotItem] = []
        self._ring = pg.ScatterPlotItem(pxMode=True, size=SIZE_PX + 9)
        self._ring.setZValue(50)
        self._limit = pg.InfiniteLine(angle=90)
        self._zero = pg.InfiniteLine(angle=0, pos=0)
        for item in (self._zero, self._limit, self._ring):
            self.plot.addItem(item, ignoreBounds=True)
        self.scene().sigMouseClicked.connect(self._on_clicked)
        self.scene().sigMouseMoved.connect(self._on_moved)
        self._restyle()

    # Showing

    def show_channels(self, channels: Channels | None, *, is_log: bool) -> None:
        """Draw these channels; the part that is shown stays while the points do."""
        before, self.channels = self.points, channels
        self.points = None if channels is None else Points.of(channels, is_log=is_log)
        is_moved = self._has_moved(before)
        self._is_log = is_log
        self.plot.getAxis("bottom").setLogMode(x=is_log, y=False)
        self._draw()
        if is_moved:
            self.plot.autoRange(padding=0.06)

    def _has_moved(self, before: Points | None) -> bool:
        now = self.points
        if before is None or now is None or len(before.x) != len(now.x):
            return now is not None
        return not (np.array_equal(before.x, now.x) and np.array_equal(before.y, now.y))

    def mark(self, selected: int | None) -> None:
        """Put a ring round a channel, without telling anybody; None takes it off."""
        self.selected = selected
        points, channels = self.points, self.channels
        is_there = points is not None and selected is not None and selected < len(points.x)
        self._ring.setVisible(is_there)
        words = ""
        if points is not None and channels is not None and selected is not None and is_there:
            self._ring.setData([points.x[selected]], [points.y[selected]])
            words = short_sentence(channels, selected)
        self.setAccessibleDescription(words)

    def _draw(self) -> None:
        for item in self._groups:
            self.plot.removeItem(item)
        self._groups = []
        channels, points = self.channels, self.points
        self._limit.setVisible(channels is not None and channels.count(DOMINANT) > 0)
        if channels is None or points is None:
            self.mark(None)
            return
        for depth, (role, _count) in enumerate(reversed(roles_of(channels))):
            mark, here = mark_of(role, self.palette()), channels.roles == role
            item = pg.ScatterPlotItem(
                points.x[here], points.y[here], symbol=mark.shape, size=SIZE_PX,
                pen=mark.pen(), brush=mark.brush(), pxMode=True,
            )  # fmt: skip
            item.setZValue(10 + depth)
            self.plot.addItem(item)
            self._groups.append(item)
        limit = max(channels.threshold, 1e-300)
        self._limit.setPos(float(np.log10(limit)) if self._is_log else channels.threshold)
        self.mark(self.selected)

    def _restyle(self) -> None:
        """Take the colours of the theme."""
        palette, role = self.palette(), QPalette.ColorRole
        faint, text = palette.color(role.PlaceholderText), palette.color(role.WindowText)
        self.setBackground(palette.color(role.Base))
        for name, words in (
            ("bottom", _tr("L2 norm of the activation")),
            ("left", _tr("Mean gradient")),
        ):
            axis = self.plot.getAxis(name)
            axis.setPen(QPen(faint, 1))
            axis.setTextPen(QPen(faint))
            axis.setTickFont(caption_font(self.font(), is_tabular=True))
            axis.setLabel(words, color=faint.name(), **{"font-size": "11px"})
            axis.enableAutoSIPrefix(enable=False)
        dashed = QPen(palette.color(AMBER), 1, Qt.PenStyle.DashLine)
        for line, pen in ((self._limit, dashed), (self._zero, QPen(_seen_through(faint), 1))):
            pen.setCosmetic(True)
            line.setPen(pen)
        ring = QPen(text, 2)
        ring.setCosmetic(True)
        self._ring.setPen(ring)
        self._ring.setBrush(QColor(0, 0, 0, 0))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_ring"):
            self._restyle()

    # Picking

    def nearest(self, at: QPointF) -> int | None:
        """Return the channel near a point of the scene, in pixels; None where there is none."""
        if self.points is None or not len(self.points.x):
            return None
        box = self.plot.vb
        origin, unit = box.mapViewToScene(QPointF(0, 0)), box.mapViewToScene(QPointF(1, 1))
        across = origin.x() + self.points.x * (unit.x() - origin.x()) - at.x()
        down = origin.y() + self.points.y * (unit.y() - origin.y()) - at.y()
        gaps = np.hypot(across, down)
        best = int(gaps.argmin())
        return best if gaps[best] <= _REACH_PX else None

    def _on_clicked(self, event: Any) -> None:  # noqa: ANN401 - pyqtgraph's own
        found = self.nearest(event.scenePos())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            event.accept()
            self.picked.emit(found)

    def _on_moved(self, at: QPointF) -> None:
        found, channels = self.nearest(at), self.channels
        words = ""
        if found is not None and channels is not None:
            words = short_sentence(channels, found)
        self.setToolTip(words)
        self.hovered.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to a neighbour or an end; move and zoom the plot."""
        key, is_shifted = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in _STEPS and is_shifted:
            self._pan(*_STEPS[_Key(key)])
        elif self.points is None or not len(self.points.x):
            super().keyPressEvent(event)
        elif key in _STEPS:
            axis, step = _STEPS[_Key(key)]
            now = self.selected
            ends = self.points.end(step)
            self.picked.emit(ends if now is None else self.points.following(now, axis, step))
        elif key in (_Key.Key_Home, _Key.Key_End):
            self.picked.emit(self.points.end(1 if key == _Key.Key_End else -1))
        elif not self._zoom(key):
            super().keyPressEvent(event)

    def _pan(self, axis: int, step: int) -> None:
        box = self.plot.vb
        low, high = box.viewRange()[axis]
        way = step * _PAN * (high - low)
        box.translateBy(x=way) if axis == 0 else box.translateBy(y=way)

    def _zoom(self, key: int) -> bool:
        if key == _Key.Key_0:
            self.plot.autoRange(padding=0.06)
        elif key in (_Key.Key_Plus, _Key.Key_Equal):
            self.plot.vb.scaleBy((_ZOOM, _ZOOM))
        elif key == _Key.Key_Minus:
            self.plot.vb.scaleBy((1 / _ZOOM, 1 / _ZOOM))
        else:
            return False
        return True

    def close(self) -> bool:
        """Close as any widget does; pyqtgraph's own close crashes."""
        return bool(QGraphicsView.close(self))


def _seen_through(colour: QColor) -> QColor:
    """Make a colour fainter."""
    made = QColor(colour)
    made.setAlpha(110)
    return made
