"""What layers draw with: an item over the whole view whose unit is the screen pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QGraphicsItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from camviewer.gui.views.canvas import Canvas


class ScreenItem(QGraphicsItem):
    """Covers a canvas and lets a layer draw on it; takes no mouse.

    Parameters
    ----------
    canvas
        Whose scene it joins.
    draw
        Draws with a painter in screen pixels.
    height
        What is higher is drawn later; the words on the picture have 100.
    """

    def __init__(self, canvas: Canvas, draw: Callable[[QPainter], None], height: float) -> None:
        super().__init__()
        self._canvas = canvas
        self._draw = draw
        self._covered = QRectF()
        self.setZValue(height)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        canvas.scene().addItem(self)

    def show_again(self, *, is_shown: bool) -> None:
        """Draw anew, over the canvas as large as it is now, or be gone."""
        covered = QRectF(self._canvas.rect())
        if covered != self._covered:
            self.prepareGeometryChange()
            self._covered = covered
        self.setVisible(is_shown)
        self.update()

    def boundingRect(self) -> QRectF:
        """Cover the canvas."""
        return self._covered

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Let the layer draw."""
        del option, widget
        self._draw(painter)
