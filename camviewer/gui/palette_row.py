"""How a line of the command palette is drawn: drawing, words, category, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from camviewer.gui.theme import caption_font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

CATEGORY = Qt.ItemDataRole.UserRole + 1
KEYS = Qt.ItemDataRole.UserRole + 2
IS_POSSIBLE = Qt.ItemDataRole.UserRole + 3
"""What cannot be done is grey, and can be walked to all the same: its reason is to be heard."""
_ICON_PX = 16
_GAP_PX = 8
_KEYS_PX = 110


class RowPainter(QStyledItemDelegate):
    """Paints a line.

    Parameters
    ----------
    parent
        The list.
    height
        Of a line, in pixels.
    """

    def __init__(self, parent: QWidget, height: int) -> None:
        super().__init__(parent)
        self._height = height

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Every line is as high."""
        del index
        return QSize(option.rect.width(), self._height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line."""
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_enabled = bool(index.data(IS_POSSIBLE))
        painter.save()
        if is_chosen:
            self._paint_ground(painter, option)
        rect = option.rect.adjusted(_GAP_PX, 0, -_GAP_PX, 0)
        drawing = index.data(Qt.ItemDataRole.DecorationRole)
        self._paint_icon(painter, rect, drawing, is_enabled=is_enabled)
        rect.setLeft(rect.left() + _ICON_PX + _GAP_PX)
        keys = QRect(rect.right() - _KEYS_PX, rect.top(), _KEYS_PX, rect.height())
        strong = _colour(option, QPalette.ColorRole.Text, is_enabled=is_enabled)
        faint = _colour(option, QPalette.ColorRole.PlaceholderText, is_enabled=is_enabled)
        painter.setFont(option.font)
        painter.setPen(faint)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(keys, int(side), str(index.data(KEYS)))
        painter.setFont(caption_font(option.font))
        category = str(index.data(CATEGORY))
        rect.setRight(keys.left() - _GAP_PX)
        painter.drawText(rect, int(side), category)
        taken = painter.fontMetrics().horizontalAdvance(category) + _GAP_PX
        rect.setRight(rect.right() - taken)
        painter.setFont(option.font)
        painter.setPen(strong)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        end = Qt.TextElideMode.ElideRight
        short = painter.fontMetrics().elidedText(text, end, rect.width())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, int(side), short)
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Mark the chosen line by ground and bar, not by a colour of its words."""
        painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Button))
        bar = QRect(option.rect.left(), option.rect.top() + 4, 3, option.rect.height() - 8)
        painter.fillRect(bar, option.palette.color(QPalette.ColorRole.Accent))

    @staticmethod
    def _paint_icon(
        painter: QPainter, rect: QRect, drawing: QIcon, *, is_enabled: bool
    ) -> None:
        top = rect.top() + (rect.height() - _ICON_PX) // 2
        mode = QIcon.Mode.Normal if is_enabled else QIcon.Mode.Disabled
        drawing.paint(
            painter,
            QRect(rect.left(), top, _ICON_PX, _ICON_PX),
            Qt.AlignmentFlag.AlignCenter,
            mode,
        )


def _colour(
    option: QStyleOptionViewItem, role: QPalette.ColorRole, *, is_enabled: bool
) -> object:
    group = QPalette.ColorGroup.Active if is_enabled else QPalette.ColorGroup.Disabled
    return option.palette.color(group, role)
