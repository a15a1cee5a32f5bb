"""What layers draw with."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from camviewer.gui.views.canvas import Canvas
from camviewer.gui.views.screen_item import ScreenItem


def test_it_covers_the_canvas_and_draws_in_its_pixels(shown, pixels):
    canvas = shown(Canvas(), 200, 150)

    def draw(painter):
        painter.fillRect(QRectF(20, 30, 10, 10), "white")

    item = ScreenItem(canvas, draw, 50)
    item.show_again(is_shown=True)
    assert item.boundingRect() == QRectF(0, 0, 200, 150)
    picture = pixels(canvas)
    assert picture[35, 25].min() == 255
    assert picture[45, 25].max() == 0
    item.show_again(is_shown=False)
    assert pixels(canvas)[35, 25].max() == 0
    canvas.resize(300, 150)
    item.show_again(is_shown=True)
    assert item.boundingRect().width() == 300
