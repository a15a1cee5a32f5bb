"""What layers draw with: a sheet over a canvas that a layer fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from camviewer.gui.views.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from camviewer.gui.views.canvas import Canvas


class ScreenItem(Sheet):
    """Covers a canvas and lets a layer draw on it.

    Parameters
    ----------
    canvas
        Whose scene it joins.
    draw
        Draws with a painter in screen pixels.
    height
        As of any sheet.
    """

    def __init__(self, canvas: Canvas, draw: Callable[[QPainter], None], height: float) -> None:
        super().__init__(height)
        self._canvas = canvas
        self._draw = draw
        canvas.scene().addItem(self)

    def show_again(self, *, is_shown: bool) -> None:
        """Draw anew, over the canvas as large as it is now, or be gone."""
        self.cover(QRectF(self._canvas.rect()))
        self.setVisible(is_shown)
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Let the layer draw."""
        self._draw(painter)
