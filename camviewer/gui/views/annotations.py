"""What stands on the picture in screen pixels: crosshair, letters, corners, scale bar."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from camviewer.gui.theme import tabular
from camviewer.gui.views.sheet import Sheet
from camviewer.gui.views.stamps import SHADOW, Stamp, Stamps, blank, sharpness_of
from camviewer.render.slicing import Letters

Lay = Callable[[QPainter], Iterator[Stamp]]
"""Lays out the words of one corner."""
TEXT = QColor("#E6E9EE")
FAINT = QColor("#98A2B3")
AMBER = QColor("#F2B84B")
ACCENT = QColor("#4DA3FF")
NO_LETTERS = Letters()
_MARGIN = 8.0
_GAP = 10.0
_LETTER_PX = 12.0
_BELOW_LETTER_PX = 18.0
_SCALE_WORDS_PX = 44.0
_WIDE_PX = 260.0
_STEPS_MM = (1, 2, 5, 10, 20, 50, 100, 200, 500)
# "slice ", "volume " and "zoom ", in any language.
_BEFORE_COUNT = re.compile(r"(?m)^[^\W\d]+ (?=\d+/\d)")
_LONG_BEFORE_COUNT = re.compile(r"(?m)^([^\W\d]{3})[^\W\d]+ (?=\d+/\d)")
_BEFORE_TIMES = re.compile(r"(?m)^[^\W\d]+ (?=[\d.]+×)")
_BEFORE_NUMBER = re.compile(r" (?=\d)")
_ALIGN = Qt.AlignmentFlag
_WRAP = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True)
class Marks:
    """All of it for one plane; empty strings and None are not drawn.

    Attributes
    ----------
    crosshair
        Screen point, or None.
    letters
        At the left, right, top and bottom edge.
    patient, place, window, heatmap, peak, note
        Top left and below it, bottom left, bottom right, and above the last one over the
        other, the note in amber.
    zoom
        Above the window.
    scale
        Millimetres per screen pixel for the scale bar; 0 for none.
    is_focused
        Whether keys go to this plane.
    """

    crosshair: tuple[float, float] | None = None
    letters: Letters = NO_LETTERS
    patient: str = ""
    place: str = ""
    window: str = ""
    zoom: str = ""
    heatmap: str = ""
    peak: str = ""
    note: str = ""
    scale: float = 0.0
    is_focused: bool = False


def scale_bar(scale: float, room: float = math.inf) -> tuple[float, str]:
    """Length in screen pixels and label of a bar of 45 to 120 pixels or so, room permitting."""
    seen = [step for step in _STEPS_MM if step / scale <= room] or _STEPS_MM[:1]
    length = next((step for step in seen if step / scale >= 45), seen[-1])
    label = f"{length // 10} cm" if length >= 10 else f"{length} mm"
    return length / scale, label


def fitted(text: str, width: float, metrics: QFontMetricsF) -> str:
    """Break ``slice 6/12 · S 2 mm`` or ``W 1500 L −600`` so that it fits beside a letter.

    Numbers are kept whole: the words before and behind them go first, then whole lines.
    A number that is cut is another number.
    """
    lines = text.replace(" · ", "\n").replace(" L ", "\nL ")
    short = _LONG_BEFORE_COUNT.sub(r"\1. ", _BEFORE_COUNT.sub("", lines, count=1))
    short = _BEFORE_TIMES.sub("", short)
    for attempt in (text, lines, short):
        if all(metrics.horizontalAdvance(line) <= width for line in attempt.splitlines()):
            return attempt
    bare = short.replace(" mm", "").splitlines()
    return "\n".join(line for line in bare if metrics.horizontalAdvance(line) <= width)


def fitted_peak(text: str, width: float, metrics: QFontMetricsF) -> str:
    """Break ``max here 0.31 of 0.84`` where there is little room; leave it out for less."""
    for attempt in (text, _BEFORE_NUMBER.sub("\n", text, count=1)):
        if all(metrics.horizontalAdvance(line) <= width for line in attempt.splitlines()):
            return attempt
    return ""


def _parts(text: str) -> int:
    """Count what stands, or may stand, in a line of its own."""
    return len(text.replace(" · ", "\n").replace(" L ", "\nL ").splitlines())


def _cut(text: str, width: float, metrics: QFontMetricsF) -> str:
    """Cut lines that would run into a letter."""
    end = Qt.TextElideMode.ElideRight
    return "\n".join(metrics.elidedText(line, end, width) for line in text.splitlines())


class Annotations(Sheet):
    """Draws marks over the whole view, whose scene is in screen pixels."""

    def __init__(self) -> None:
        super().__init__(100)
        self._marks = Marks()
        self._stamps = Stamps()
        self._laid: dict[str, tuple[tuple[object, ...], tuple[Stamp, ...]]] = {}
        self._text_font = tabular(QFont())
        self._letter_font = QFont()
        self._letter_font.setPixelSize(15)
        self._letter_font.setWeight(QFont.Weight.DemiBold)

    @property
    def marks(self) -> Marks:
        """What is drawn."""
        return self._marks

    def set_marks(self, marks: Marks) -> None:
        """Draw these."""
        if marks != self._marks:
            self._marks = marks
            self.update()

    def set_rect(self, rect: QRectF) -> None:
        """Cover this part of the scene."""
        self.cover(rect)
        self._text_font.setPixelSize(12 if rect.width() >= _WIDE_PX else 11)

    def draw(self, painter: QPainter) -> None:
        """Draw everything, the crosshair first."""
        self._paint_crosshair(painter)
        marks = self._marks
        for lay, words in (
            (self._lay_letters, marks.letters),
            (self._lay_top_left, (marks.patient, marks.place)),
            (self._lay_bottom_left, (marks.zoom, marks.window, marks.scale)),
            (self._lay_bottom_right, (marks.heatmap, marks.peak, marks.note)),
        ):
            self._paint_corner(painter, lay, words)
        if marks.is_focused:
            painter.setPen(QPen(ACCENT, 1))
            painter.drawRect(self.covered.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_corner(self, painter: QPainter, lay: Lay, words: tuple[object, ...]) -> None:
        """Lay out words when they or the room for them have changed, and draw them."""
        rect = self.covered
        room = (rect.x(), rect.y(), rect.width(), rect.height())
        key = (*words, *room, sharpness_of(painter))
        known, stamps = self._laid.get(lay.__name__, ((), ()))
        if key != known:
            painter.setFont(self._text_font)
            painter.setPen(TEXT)
            stamps = tuple(lay(painter))
            self._laid[lay.__name__] = (key, stamps)
        for where, picture in stamps:
            painter.drawPixmap(where, picture)

    def _paint_crosshair(self, painter: QPainter) -> None:
        if self._marks.crosshair is None:
            return
        x, y = (round(value) + 0.5 for value in self._marks.crosshair)
        rect = self.covered
        lines = [
            QLineF(rect.left(), y, x - _GAP, y),
            QLineF(x + _GAP, y, rect.right(), y),
            QLineF(x, rect.top(), x, y - _GAP),
            QLineF(x, y + _GAP, x, rect.bottom()),
        ]
        painter.setPen(QPen(ACCENT, 1))
        painter.drawLines([line for line in lines if line.dx() > 0 or line.dy() > 0])

    def _lay_letters(self, painter: QPainter) -> Iterator[Stamp]:
        painter.setFont(self._letter_font)
        inner = self._inner()
        vertical, horizontal = _ALIGN.AlignVCenter, _ALIGN.AlignHCenter
        letters = self._marks.letters
        for text, flags in (
            (letters.left, _ALIGN.AlignLeft | vertical),
            (letters.right, _ALIGN.AlignRight | vertical),
            (letters.top, _ALIGN.AlignTop | horizontal),
            (letters.bottom, _ALIGN.AlignBottom | horizontal),
        ):
            yield from self._lay(painter, inner, int(flags), text)

    def _lay_top_left(self, painter: QPainter) -> Iterator[Stamp]:
        half, metrics = self._half(), QFontMetricsF(self._text_font)
        patient = _cut(self._marks.patient, half.width(), metrics)
        place = fitted(self._marks.place, half.width(), metrics)
        if _parts(place) < _parts(self._marks.place):  # below the letter is more room
            half = self._inner().adjusted(0, _BELOW_LETTER_PX, 0, 0)
            place = fitted(self._marks.place, half.width(), metrics)
        words = "\n".join(filter(None, (patient, place)))
        yield from self._lay(painter, half, int(_ALIGN.AlignLeft | _ALIGN.AlignTop), words)

    def _lay_bottom_left(self, painter: QPainter) -> Iterator[Stamp]:
        half, metrics = self._half(), QFontMetricsF(self._text_font)
        marks = self._marks
        window = fitted(marks.window, half.width(), metrics)
        if _parts(window) < _parts(marks.window):
            window = ""  # a level without its width says nothing
        zoom = fitted(marks.zoom, half.width(), metrics)
        window = "\n".join(filter(None, (zoom, window)))
        yield from self._lay(painter, half, int(_ALIGN.AlignLeft | _ALIGN.AlignBottom), window)
        if marks.scale > 0:
            lines = 1 + window.count("\n")
            yield from self._lay_scale_bar(
                painter, half.bottom() - lines * metrics.height() - 5
            )

    def _lay_bottom_right(self, painter: QPainter) -> Iterator[Stamp]:
        marks, half, metrics = self._marks, self._half(), QFontMetricsF(self._text_font)
        half.moveRight(self._inner().right())
        bottom_right = int(_ALIGN.AlignRight | _ALIGN.AlignBottom) | _WRAP
        words = metrics.boundingRect(QRectF(), 0, marks.heatmap)
        # Wrapped over a small plane it would hide the anatomy; the large one says it too.
        if marks.heatmap and words.width() <= half.width():
            yield from self._lay(painter, half, bottom_right, marks.heatmap)
            half.setBottom(half.bottom() - words.height() - 4)
        peak = fitted_peak(marks.peak, half.width(), metrics)
        if peak:
            yield from self._lay(painter, half, bottom_right, peak)
            lines = 1 + peak.count("\n")
            half.setBottom(half.bottom() - lines * metrics.height() - 4)
        painter.setPen(AMBER)
        yield from self._lay(painter, half, bottom_right, marks.note)

    def _lay_scale_bar(self, painter: QPainter, bottom: float) -> Iterator[Stamp]:
        room = self._inner().width() - _SCALE_WORDS_PX
        length, label = scale_bar(self._marks.scale, room)
        left = self._inner().left() + 0.5
        y = round(bottom) - 4.5
        around = QRectF(left - 2, y - 6, length + 4, 12).toAlignedRect()
        picture = blank(around.size(), sharpness_of(painter))
        scribe = QPainter(picture)
        scribe.translate(-around.topLeft())
        for colour, wide in ((SHADOW, 3.0), (TEXT, 1.0)):
            scribe.setPen(QPen(colour, wide))
            scribe.drawLine(QLineF(left, y, left + length, y))
            for x in (left, left + length):
                scribe.drawLine(QLineF(x, y - 4, x, y + 4))
        scribe.end()
        yield QPointF(around.topLeft()), picture
        box = QRectF(left + length + 6, y - 10, 80, 20)
        yield from self._lay(painter, box, int(_ALIGN.AlignLeft | _ALIGN.AlignVCenter), label)

    def _inner(self) -> QRectF:
        return self.covered.adjusted(_MARGIN, _MARGIN - 2, -_MARGIN, -_MARGIN + 2)

    def _half(self) -> QRectF:
        """Return the left half of it, without the letters in the middle."""
        half = self._inner()
        half.setWidth(half.width() / 2 - _LETTER_PX)
        return half

    def _lay(self, painter: QPainter, rect: QRectF, flags: int, text: str) -> Iterator[Stamp]:
        """Write in the pen's colour with a shadow, so that it stands on white bone too."""
        if text:
            yield self._stamps.find(painter, rect, flags, text)
