"""Widgets in rows that break where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Puts widgets side by side, and the next below when there is no more room.

    Parameters
    ----------
    margins
        Left, top, right and bottom.
    gap
        Between neighbours and between rows.
    """

    def __init__(self, margins: tuple[int, int, int, int], gap: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(*margins)

    def addItem(self, item: QLayoutItem) -> None:
        """Put something last."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one of them out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Whether the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is when it is so wide."""
        return self._lay(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._lay(rect, moves=True)

    def expandingDirections(self) -> Qt.Orientation:
        """Tell that more room is of no use."""
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        """As for the least."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Room for the widest."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        edges = self.contentsMargins()
        return size + QSize(edges.left() + edges.right(), edges.top() + edges.bottom())

    def _shown(self) -> list[QLayoutItem]:
        """Those that are not hidden."""
        return [item for item in self._items if _is_shown(item.widget())]

    def _lay(self, rect: QRect, *, moves: bool) -> int:
        """Go through the rows; returns the height of all."""
        edges = self.contentsMargins()
        inner = rect.marginsRemoved(edges)
        x, y, height = inner.left(), inner.top(), 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(inner.width(), item.sizeHint().height()))
            if x > inner.left() and x + size.width() > inner.left() + inner.width():
                x, y, height = inner.left(), y + height + self._gap, 0
            if moves:
                item.setGeometry(QRect(x, y, size.width(), size.height()))
            x += size.width() + self._gap
            height = max(height, size.height())
        return y + height + edges.bottom() - rect.top()


def _is_shown(widget: QWidget | None) -> bool:
    return widget is None or not widget.isHidden()
