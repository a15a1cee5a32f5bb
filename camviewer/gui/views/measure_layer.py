"""Measures over a plane: their lines, handles and words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath, QPen, QPolygonF

from camviewer.gui.theme import tabular
from camviewer.gui.views.annotations import TEXT
from camviewer.gui.views.coalescer import Coalescer
from camviewer.gui.views.label_places import Box, place
from camviewer.gui.views.measure_hand import MeasureHand
from camviewer.gui.views.measure_words import heat_words, picture_words
from camviewer.gui.views.measures_here import MeasuresHere
from camviewer.gui.views.sheet import Sheet
from camviewer.gui.views.sketch import handles
from camviewer.gui.views.slice_source import Kept
from camviewer.gui.views.stamps import SHADOW, Stamps
from camviewer.session.measures import heat_numbers, image_numbers
from camviewer.session.state import Measure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter, QTransform

    from camviewer.core.image import Heatmap, Image
    from camviewer.gui.views.layer import Drawn
    from camviewer.gui.views.sketch import Sketch
    from camviewer.session.service import Session

LINE = QColor("#8FE3C0")
MARKED = QColor("#FFFFFF")
_PLATE = QColor(0, 0, 0, 130)
_LIVE_MS = 60
_HANDLE_PX = 3.5
_TICK_PX = 5.0
_MARGIN_PX = 4.0
_DEPTH = 50
_FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class MeasureItem(Sheet):
    """Draws what it is given, in pixels of the view."""

    def __init__(self) -> None:
        super().__init__(_DEPTH)
        self._lines: list[tuple[QPainterPath, bool]] = []
        self._squares: list[QRectF] = []
        self._words: list[tuple[Box, str]] = []
        self._stamps = Stamps()
        self.font = tabular(QFont())
        self.font.setPixelSize(12)

    def show_all(
        self,
        rect: QRectF,
        lines: list[tuple[QPainterPath, bool]],
        squares: list[QRectF],
        words: list[tuple[Box, str]],
    ) -> None:
        """Draw these: lines and whether each is marked, handles, and words in their boxes."""
        self.cover(rect)
        self._lines, self._squares, self._words = lines, squares, words
        self.update()

    @property
    def words(self) -> list[str]:
        """The words that are drawn."""
        return [text for _, text in self._words]

    def draw(self, painter: QPainter) -> None:
        """Draw the lines, then the handles, then the words."""
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for path, is_marked in self._lines:
            for colour, wide in ((SHADOW, 3.5), (MARKED if is_marked else LINE, 1.5)):
                painter.setPen(QPen(colour, wide))
                painter.drawPath(path)
        painter.setPen(QPen(SHADOW, 1))
        painter.setBrush(MARKED)
        for square in self._squares:
            painter.drawRect(square)
        painter.setFont(self.font)
        painter.setPen(TEXT)
        for box, text in self._words:
            rect = QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top)
            painter.fillRect(rect, _PLATE)
            self._stamps.write(painter, rect.adjusted(_MARGIN_PX, 0, 0, 0), _FLAGS, text)


class MeasureLayer:
    """Follows ``state.measures`` on one plane, and draws what the hand is drawing.

    Parameters
    ----------
    drawn
        The plane.
    session
        Followed.

    Attributes
    ----------
    hand : MeasureHand
        Draws and changes measures.
    item : MeasureItem
        What is on the screen.
    """

    def __init__(self, drawn: Drawn, session: Session) -> None:
        self._drawn, self._session = drawn, session
        self.here = MeasuresHere(drawn, session)
        self.hand = MeasureHand(drawn, session, self.here)
        self.item = MeasureItem()
        self._metrics = QFontMetricsF(self.item.font)
        self._kept_parts = Kept()
        self._words, self._sizes = Kept(), dict[str, tuple[float, float]]()
        self._live_words = ""
        self._counting = Coalescer(self.hand, self._count, _LIVE_MS)
        self._key: tuple[object, ...] = ()
        drawn.canvas.scene().addItem(self.item)
        drawn.gestures.takes = self.hand.takes
        self.hand.changed.connect(self._on_sketched)

    def refresh(self) -> None:
        """Follow the plane; cheap while nothing of it has changed."""
        self.hand.keep_up()
        canvas, state = self._drawn.canvas, self._session.state
        rect = canvas.rect()
        key = (
            self.here.all(), state.measures.selected, canvas.camera, rect.size(),
            self.hand.sketch, self._live_words, state.view.annotations,
            self._drawn.source.heatmap, state.overlay.smooth,
        )  # fmt: skip
        if key != self._key:
            self._key = key
            self._arrange(QRectF(rect))

    # What is drawn

    def _arrange(self, rect: QRectF) -> None:
        """Put lines, handles and words in their places on the screen."""
        lines, squares, words = [], list[QRectF](), list[tuple[Box, str]]()
        bounds = Box(0.0, 0.0, rect.width(), rect.height())
        turn, taken = self.here.transform(), list[Box]()
        for part, text, is_marked in self._parts():
            lines.append((part.on_screen(turn), is_marked))
            if is_marked:
                screen = self.here.to_screen(handles(part.kind, part.points))
                squares += [_square(x, y) for x, y in screen]
            shape = part.box(turn)
            if text and shape.meets(bounds):
                taken.append(place(shape, self._size(text), bounds, taken))
                words.append((taken[-1], text))
        self.item.show_all(rect, lines, squares, words)

    def _parts(self) -> list[tuple[Part, str, bool]]:
        """All that is to be drawn, with its words and whether it is marked."""
        sketch, marked = self.hand.sketch, self._session.state.measures.selected
        here = self.here.all()
        kept: list[Part] = self._kept_parts.get(
            (here,), lambda: [Part(each.measure.kind, each.points) for each in here]
        )
        parts = [
            (part, text, each.measure.key == marked)
            for part, each, text in zip(kept, here, self._all_words(), strict=True)
            if sketch is None or each.measure.key != sketch.key
        ]
        if sketch is not None:
            parts.append((Part(sketch.kind, sketch.points), self._live_words, True))
        return parts

    def _all_words(self) -> list[str]:
        """Words of each measure; beside other maps a region says how much heat it holds."""
        image, here = self._session.state.case.image, self.here.all()
        if image is None or self._session.state.view.annotations == "none":
            return [""] * len(here)
        source, smooth = self._drawn.source, self._session.state.overlay.smooth
        heatmap = None if source.method is None else source.heatmap
        if heatmap is not None and heatmap.progress is not None:
            heatmap = None
        words: list[str] = self._words.get(
            (image, here, heatmap, smooth),
            lambda: [_words_of(image, each.measure, heatmap, smooth=smooth) for each in here],
        )
        return words

    def _size(self, text: str) -> tuple[float, float]:
        if text not in self._sizes:
            if len(self._sizes) > 500:
                self._sizes.clear()
            around = self._metrics.boundingRect(QRectF(), 0, text)
            self._sizes[text] = around.width() + 2 * _MARGIN_PX, around.height()
        return self._sizes[text]

    # While drawing

    def _on_sketched(self) -> None:
        sketch = self.hand.sketch
        if sketch is None:
            self._live_words = ""
        elif sketch.kind == "distance":
            self._count()
        else:
            self._counting.request()
        self.refresh()

    def _count(self) -> None:
        """Work out the numbers of what is being drawn."""
        sketch, image = self.hand.sketch, self._session.state.case.image
        if sketch is None or image is None:
            return
        measure = _measure_of(sketch)
        self._live_words = picture_words(measure, image_numbers(image, measure), image.unit)
        self.refresh()


def _words_of(image: Image, measure: Measure, heatmap: Heatmap | None, *, smooth: bool) -> str:
    if heatmap is not None:
        heat = heat_numbers(image, measure, heatmap, smooth=smooth)
        if heat is not None:
            return heat_words(measure, heat.slice_share)
    return picture_words(measure, image_numbers(image, measure), image.unit)


def _measure_of(sketch: Sketch) -> Measure:
    return Measure(0, sketch.kind, str(sketch.frame.plane or ""), sketch.world())


class Part:
    """The line of one measure, laid out once and stretched to the screen as often as needed.

    Parameters
    ----------
    kind, points
        As :func:`camviewer.render.regions.outline` takes them.
    """

    def __init__(self, kind: str, points: NDArray[np.float64]) -> None:
        self.kind, self.points = kind, points
        low, high = points.min(axis=0), points.max(axis=0)
        self._rect = QRectF(QPointF(*low), QPointF(*high))
        self._path = QPainterPath()
        if kind == "ellipse":
            self._path.addEllipse(self._rect)
        elif kind == "box":
            self._path.addRect(self._rect)
        elif kind == "freehand":
            self._path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
            self._path.closeSubpath()

    def on_screen(self, turn: QTransform) -> QPainterPath:
        """Return the line on the screen."""
        return self._ruler(turn) if self.kind == "distance" else turn.map(self._path)

    def _ends(self, turn: QTransform) -> tuple[QPointF, QPointF]:
        start, end = (turn.map(QPointF(x, y)) for x, y in self.points)
        return start, end

    def _ruler(self, turn: QTransform) -> QPainterPath:
        """Line with a stroke across each end."""
        start, end = self._ends(turn)
        along = end - start
        length = max(math.hypot(along.x(), along.y()), 1e-9)
        across = QPointF(-along.y(), along.x()) * (_TICK_PX / length)
        path = QPainterPath()
        for first, second in (
            (start, end),
            (start - across, start + across),
            (end - across, end + across),
        ):
            path.moveTo(first)
            path.lineTo(second)
        return path

    def box(self, turn: QTransform) -> Box:
        """Return what the words stand beside: the right end of a ruler, all of a region."""
        if self.kind == "distance":
            end = max(self._ends(turn), key=QPointF.x)
            return Box(
                end.x() - _TICK_PX, end.y() - _TICK_PX, end.x() + _TICK_PX, end.y() + _TICK_PX
            )
        around = turn.mapRect(self._rect)
        return Box(around.left(), around.top(), around.right(), around.bottom())


def _square(x: float, y: float) -> QRectF:
    return QRectF(x - _HANDLE_PX, y - _HANDLE_PX, 2 * _HANDLE_PX, 2 * _HANDLE_PX)
