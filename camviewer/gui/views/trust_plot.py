"""A small picture of one answer: the map's own line or bar, and what it was held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from camviewer.gui.theme import caption_font
from camviewer.session.words import axis_words

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from camviewer.core.judgement import Curve

WIDTH_PX = 148
_CURVE_PX = 76
_BAR_PX = 34
_MARGIN_PX = 4
_SCALE_PX = 40


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrustPlot", text)


class TrustPlot(QWidget):
    """Shows the curves of one answer: the first is the map's own, strong; the others faint.

    A curve of a single point is a bar, and those it is held against are marks on it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.curves: tuple[Curve, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_curves(())

    def show_curves(self, curves: tuple[Curve, ...]) -> None:
        """Show other curves; none hides the picture."""
        self.curves = tuple(each for each in curves if each.x)
        words = plot_words(self.curves)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setVisible(bool(self.curves))
        self.setFixedSize(self.sizeHint())
        self.update()

    @property
    def is_bar(self) -> bool:
        """Whether single numbers are shown."""
        return all(len(each.x) == 1 for each in self.curves)

    @property
    def span(self) -> tuple[float, float]:
        """Lowest and highest value of the picture, zero and one among them for curves."""
        values = [y for each in self.curves for y in each.y]
        if self.is_bar:
            most = max(values, default=1.0)
            return 0.0, 1.0 if most <= 1 else most * 1.05
        return min([0.0, *values]), max([1.0, *values])

    def sizeHint(self) -> QSize:
        """As wide as all of them."""
        return QSize(WIDTH_PX, _BAR_PX if self.is_bar else _CURVE_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw in the palette's colours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(caption_font(self.font(), is_tabular=True))
        if self.curves:
            (self._paint_bar if self.is_bar else self._paint_curves)(painter)
        painter.end()

    def _colour(self, role: QPalette.ColorRole) -> QPen:
        return QPen(self.palette().color(role), 1.0)

    def _paint_curves(self, painter: QPainter) -> None:
        area = QRectF(
            _SCALE_PX,
            _MARGIN_PX + 2,
            self.width() - _SCALE_PX - _MARGIN_PX,
            self.height() - 2 * _MARGIN_PX - 2,
        )
        low, high = self.span
        painter.setPen(self._colour(QPalette.ColorRole.PlaceholderText))
        for value in {low, 0.0, high}:
            y = area.bottom() - (value - low) / (high - low) * area.height()
            box = QRectF(0, y - 8, _SCALE_PX - 4, 16)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, int(flags), f"{value:.2g}".replace("-", "\u2212"))
        for value in {low, 0.0, high}:
            y = area.bottom() - (value - low) / (high - low) * area.height()
            painter.setPen(self._colour(QPalette.ColorRole.Midlight))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        faint = self._colour(QPalette.ColorRole.PlaceholderText)
        faint.setStyle(Qt.PenStyle.DashLine)
        for curve in self.curves[1:]:
            painter.setPen(faint)
            painter.drawPolyline(_line(curve, area, (low, high)))
        strong = self._colour(QPalette.ColorRole.Accent)
        strong.setWidthF(2.0)
        painter.setPen(strong)
        painter.drawPolyline(_line(self.curves[0], area, (low, high)))

    def _paint_bar(self, painter: QPainter) -> None:
        _, high = self.span
        track = QRectF(_MARGIN_PX, 10, self.width() - 2 * _MARGIN_PX, 14)
        painter.fillRect(track, self.palette().color(QPalette.ColorRole.Base))
        own = QRectF(track)
        own.setWidth(track.width() * self.curves[0].y[0] / high)
        painter.fillRect(own, self.palette().color(QPalette.ColorRole.Accent))
        mark = self._colour(QPalette.ColorRole.WindowText)
        mark.setWidthF(2.0)
        painter.setPen(mark)
        for curve in self.curves[1:]:
            x = track.left() + track.width() * max(0.0, curve.y[0]) / high
            painter.drawLine(QPointF(x, track.top() - 5), QPointF(x, track.bottom() + 5))
        painter.setPen(self._colour(QPalette.ColorRole.Midlight))
        painter.drawRect(track)


def _line(curve: Curve, area: QRectF, span: tuple[float, float]) -> QPolygonF:
    """Lay a curve into a box; shares run over its whole width."""
    low, high = span
    first, last = 0.0, max(1.0, *curve.x)
    return QPolygonF(
        [
            QPointF(
                area.left() + (x - first) / (last - first) * area.width(),
                area.bottom() - (y - low) / (high - low) * area.height(),
            )
            for x, y in zip(curve.x, curve.y, strict=True)
        ]
    )


def plot_words(curves: tuple[Curve, ...]) -> str:
    """Say what a picture shows, for its tooltip and for a screen reader."""
    if not curves:
        return ""
    if all(len(each.x) == 1 for each in curves):
        values = "; ".join(f"{each.x_label} {each.y[0]:.3g}" for each in curves)
        return _tr("Bar and marks, {unit}: {values}").format(
            unit=curves[0].y_label, values=values
        )
    words = _tr("{across} against {up}. Strong line: this map; dashed: what it is held against")
    return words.format(
        across=axis_words(curves[0].y_label), up=axis_words(curves[0].x_label).lower()
    )
