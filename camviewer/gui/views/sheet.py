"""What lies over a whole view and draws in screen pixels: words, outlines, measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QGraphicsItem

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget


class Sheet(QGraphicsItem):
    """Covers a view; takes no mouse.

    Parameters
    ----------
    height
        What is higher is drawn later; the words on the picture have 100.
    """

    def __init__(self, height: float) -> None:
        super().__init__()
        self.covered = QRectF()
        self.setZValue(height)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def cover(self, rect: QRectF) -> None:
        """Cover this part of the scene."""
        if rect != self.covered:
            self.prepareGeometryChange()
            self.covered = rect

    def draw(self, painter: QPainter) -> None:
        """Draw with a painter in screen pixels."""
        raise NotImplementedError

    def boundingRect(self) -> QRectF:
        """Cover what was asked for."""
        return self.covered

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw it."""
        del option, widget
        self.draw(painter)
