"""The marks of the scatter with their names and counts, in as many lines as they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from camviewer.gui.inspector.marks import count_words, mark_of, paint_mark, roles_of
from camviewer.gui.theme import caption_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from camviewer.core.channels import Channels

_LINE_PX = 18
_MARK_PX = 9.0
_GAP_PX = 14.0
_MOST = 10
"""Roles that are named; the rest is counted together."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChannelLegend", text)


class Legend(QWidget):
    """Shows which roles there are and how many channels have each."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(caption_font(self.font(), is_tabular=True))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._roles: list[tuple[int, int]] = []
        self._rest = ""
        self.show_channels(None)

    def show_channels(self, channels: Channels | None) -> None:
        """Name the roles of these channels; None names none."""
        found = [] if channels is None else roles_of(channels)
        self._roles, more = found[:_MOST], found[_MOST:]
        words = _tr("and {count} channels in {more} more")
        total = sum(count for _role, count in more)
        self._rest = words.format(count=total, more=len(more)) if more else ""
        self.setAccessibleName(_tr("Roles of the channels"))
        self.setAccessibleDescription(", ".join(self.texts))
        self._fit()
        self.update()

    @property
    def texts(self) -> list[str]:
        """What is written."""
        named = [count_words(*each) for each in self._roles]
        return [*named, self._rest] if self._rest else named

    def _places(self) -> list[tuple[float, int]]:
        """Left edge and line of each text."""
        metrics, places, x, line = QFontMetricsF(self.font()), [], 0.0, 0
        for text in self.texts:
            wide = _MARK_PX + 6 + metrics.horizontalAdvance(text)
            if x > 0 and x + wide > self.width():
                x, line = 0.0, line + 1
            places.append((x, line))
            x += wide + _GAP_PX
        return places

    def _fit(self) -> None:
        places = self._places()
        lines = places[-1][1] + 1 if places else 1
        self.setFixedHeight(_LINE_PX * lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw marks and words."""
        del event
        painter = QPainter(self)
        painter.setFont(self.font())
        ink = self.palette().color(QPalette.ColorRole.PlaceholderText)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, (text, (x, line)) in enumerate(zip(self.texts, self._places(), strict=True)):
            y = line * _LINE_PX
            if place < len(self._roles):
                mark = mark_of(self._roles[place][0], self.palette())
                at = QPointF(x + _MARK_PX / 2, y + _LINE_PX / 2)
                paint_mark(painter, mark, at, _MARK_PX)
            painter.setPen(ink)
            box = QRectF(x + _MARK_PX + 6, y, self.width(), _LINE_PX)
            painter.drawText(box, flags, text)
        painter.end()
