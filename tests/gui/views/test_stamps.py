"""Words kept as pictures look as words drawn afresh."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from camviewer.gui.views.stamps import SHADOW, Stamps

ALIGN = Qt.AlignmentFlag
BOX = QRectF(20, 10, 160, 60)


def _drawn(write, colour="white"):
    image = QImage(220, 100, QImage.Format.Format_RGB32)
    image.fill(QColor(90, 120, 60))
    painter = QPainter(image)
    font = QFont()
    font.setPixelSize(14)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    write(painter)
    painter.end()
    return image


def _afresh(flags, text):
    def write(painter):
        pen = painter.pen()
        painter.setPen(SHADOW)
        for shift in (QPointF(1, 1), QPointF(-1, 0), QPointF(0, -1)):
            painter.drawText(BOX.translated(shift), flags, text)
        painter.setPen(pen)
        painter.drawText(BOX, flags, text)

    return write


@pytest.mark.parametrize(
    "flags",
    [ALIGN.AlignLeft | ALIGN.AlignTop, ALIGN.AlignRight | ALIGN.AlignBottom, ALIGN.AlignCenter],
)
def test_a_stamp_lies_where_the_words_would(qapp, flags):
    words = "slice 61/120\nS 34.5 mm"
    wanted = _drawn(_afresh(int(flags), words))
    stamps = Stamps()
    for _ in range(2):  # made, then taken again
        found = _drawn(lambda painter: stamps.write(painter, BOX, int(flags), words))
        apart = [
            max(
                abs(one.red() - other.red()),
                abs(one.green() - other.green()),
                abs(one.blue() - other.blue()),
            )
            for x in range(220)
            for y in range(100)
            for one, other in [(found.pixelColor(x, y), wanted.pixelColor(x, y))]
        ]
        assert max(apart) < 80  # letters' edges are smoothed by parts of a pixel elsewhere
        assert sum(value > 24 for value in apart) < 0.01 * len(apart)


def test_another_colour_or_text_is_another_stamp(qapp):
    stamps = Stamps()
    flags = int(ALIGN.AlignCenter)
    white = _drawn(lambda painter: stamps.write(painter, BOX, flags, "R"))
    amber = _drawn(lambda painter: stamps.write(painter, BOX, flags, "R"), "orange")
    left = _drawn(lambda painter: stamps.write(painter, BOX, flags, "L"))
    assert white != amber
    assert white != left
    assert white == _drawn(lambda painter: stamps.write(painter, BOX, flags, "R"))


def test_the_store_of_stamps_stays_small(qapp):
    stamps = Stamps()
    _drawn(lambda painter: [stamps.write(painter, BOX, 0, str(i)) for i in range(450)])
    assert len(stamps._made) <= 200
