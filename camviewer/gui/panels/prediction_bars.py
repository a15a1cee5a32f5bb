"""The classes a network holds most likely, each with a bar."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from camviewer.gui.theme import tabular

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from camviewer.core.job import Prediction

_ROW_PX = 28
_BAR_PX = 4
_SHOWN = 4


def percent(probability: float) -> str:
    """Write a probability in the digits that mean something: never 0 % or 100 % by rounding."""
    if isnan(probability):
        return "\u2013"
    value = probability * 100
    if 0 < value < 0.1:
        return "<0.1 %"
    if 99.9 < value < 100:
        return ">99.9 %"
    return f"{value:.1f} %" if value < 10 or value > 99 else f"{value:.0f} %"


class PredictionBars(QWidget):
    """Draws the first few predictions; the explained one is in the accent colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("predictions")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._predictions: tuple[Prediction, ...] = ()
        self._target: str | None = None
        self._empty = ""
        self.show_predictions(())

    def show_predictions(self, predictions: Sequence[Prediction]) -> None:
        """Show the most likely ones."""
        self._predictions = tuple(predictions[:_SHOWN])
        self._describe()
        self.updateGeometry()
        self.update()

    def show_empty(self, reason: str) -> None:
        """Say why there is nothing to show, while there is nothing."""
        self._empty = reason
        self._describe()
        self.update()

    def mark(self, label: str | None) -> None:
        """Draw the class that is explained in the accent colour; None marks the first."""
        self._target = label
        self.update()

    def _describe(self) -> None:
        """Tell a screen reader the same."""
        rows = [f"{each.label}: {percent(each.probability)}" for each in self._predictions]
        self.setAccessibleName(QCoreApplication.translate("PredictionBars", "Predictions"))
        self.setAccessibleDescription(", ".join(rows) or self._empty)
        self.setToolTip("\n".join(rows))

    def sizeHint(self) -> QSize:
        """Room for the rows there are, or for the sentence."""
        return QSize(200, _ROW_PX * max(1, len(self._predictions)))

    def minimumSizeHint(self) -> QSize:
        """Rows are never cut; labels are."""
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw label, number and bar of each row."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        if not self._predictions:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self._empty)
        marked = self._target or (self._predictions[0].label if self._predictions else None)
        for number, each in enumerate(self._predictions):
            self._draw_row(painter, number * _ROW_PX, each, is_marked=each.label == marked)
        painter.end()

    def _draw_row(
        self, painter: QPainter, top: int, each: Prediction, *, is_marked: bool
    ) -> None:
        palette = self.palette()
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.setFont(tabular(self.font()))
        metrics = painter.fontMetrics()
        number = percent(each.probability)
        room = metrics.horizontalAdvance(number)
        line = QRectF(0, top, self.width(), _ROW_PX - _BAR_PX - 4)
        painter.drawText(
            line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number
        )
        label = metrics.elidedText(
            each.label, Qt.TextElideMode.ElideRight, self.width() - room - 8
        )
        painter.drawText(
            line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label
        )
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, top + _ROW_PX - _BAR_PX - 4, self.width(), _BAR_PX)
        painter.setBrush(palette.color(QPalette.ColorRole.Mid))
        painter.drawRoundedRect(bar, 2, 2)
        role = QPalette.ColorRole.Highlight if is_marked else QPalette.ColorRole.PlaceholderText
        painter.setBrush(palette.color(role))
        bar.setWidth(max(2.0, bar.width() * _share(each)))
        painter.drawRoundedRect(bar, 2, 2)


def _share(each: Prediction) -> float:
    """Length of a bar in [0, 1]; none for a score without a probability."""
    return 0.0 if isnan(each.probability) else min(1.0, max(0.0, each.probability))
