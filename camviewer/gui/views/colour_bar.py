"""What the colours of a heatmap mean: the bar, its numbers, their unit and the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from camviewer.gui.theme import caption_font
from camviewer.gui.views.annotations import FAINT, TEXT
from camviewer.gui.views.coalescer import Coalescer
from camviewer.gui.views.links import Links
from camviewer.gui.views.readout import cells_text, number, numbers, scale_text
from camviewer.gui.views.scale import Scale, scale_of
from camviewer.gui.views.slice_source import Kept
from camviewer.render.colour import blend
from camviewer.session.grid import find_map
from camviewer.session.words import map_label

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintDevice, QPaintEvent

    from camviewer.core.image import Heatmap
    from camviewer.session.service import Session

WIDTH_PX = 96
_BAR_PX = 16
_MARGIN = 10
_GREY = 72
_ALIGN = Qt.AlignmentFlag


def _tr(text: str) -> str:
    return QCoreApplication.translate("ColourBar", text)


def bar_pixels(scale: Scale) -> NDArray[np.uint8]:
    """Colours from the bottom to the top of a scale as they look on grey, (256, 3)."""
    grey = np.full((256, 1, 3), _GREY, np.uint8)
    return blend(grey, scale.table[:, None, :])[:, 0]


def ticks(
    scale: Scale, reach: tuple[float, float] | None = None
) -> tuple[tuple[float, str], ...]:
    """Values that are written beside the bar, lowest first, and their words.

    Parameters
    ----------
    reach
        Lowest and highest value of the map: an end that it goes beyond says so. None tells
        nothing of it.

    Returns
    -------
    tuple of (share, text)
        Share of the bar's length from its low end, in [0, 1]. A threshold too near an end
        to be read is left out.
    """
    low, top = scale.levels
    values = {low, 0.0, top}
    share = scale.threshold / top
    if 0.06 <= share <= 0.94:
        values |= {scale.threshold} | ({-scale.threshold} if scale.is_signed else set())
    ordered = sorted(values)
    shares = ((value - low) / (top - low) for value in ordered)
    words = list(numbers(ordered))
    words[0], words[-1] = _ends(scale, reach, words[0], words[-1])
    return tuple(zip(shares, words, strict=True))


def _ends(
    scale: Scale, reach: tuple[float, float] | None, low: str, top: str
) -> tuple[str, str]:
    """Say of the two ends of a scale whether the map goes beyond them."""
    if reach is None:
        return low, top
    is_below = scale.is_signed and reach[0] < scale.levels[0]
    is_above = reach[1] > scale.levels[1]
    return f"≤ {low}" if is_below else low, f"≥ {top}" if is_above else top


class _Bar(QWidget):
    """Follows the session and knows the scale of one map."""

    def __init__(self, session: Session, method: str | None) -> None:
        super().__init__()
        self._state = session.state
        self._method = method
        self._turn = 0
        self._kept_scale, self._ground, self._reached = Kept(), Kept(), Kept()
        self._painting = Coalescer(self, self._take_over)
        case, overlay = self._state.case.events, self._state.overlay.events
        links = Links(self)
        links.follow(self._painting.request, case.heatmaps, case.selected, case.image)
        links.follow(self._painting.request, overlay.all)
        if method is not None:
            held = self._state.comparison.events
            links.follow(self._painting.request, held.heatmaps, held.axis, held.mixes)

    @property
    def heatmap(self) -> Heatmap | None:
        """The map whose colours it explains."""
        if self._method is None:
            return self._state.case.heatmap
        return find_map(self._state, self._method)

    @property
    def scale(self) -> Scale | None:
        """Its scale."""
        heatmap = self.heatmap
        return None if heatmap is None else scale_of(self._state, heatmap)

    def _reach(self) -> tuple[float, float] | None:
        """Lowest and highest value of the map."""
        heatmap = self.heatmap
        if heatmap is None:
            return None
        reach: tuple[float, float] = self._reached.get(
            (heatmap,), lambda: (float(heatmap.array.min()), float(heatmap.array.max()))
        )
        return reach

    @property
    def _is_blank(self) -> bool:
        """Whether there is nothing to be coloured."""
        heatmap = self.heatmap
        if heatmap is None or not heatmap.is_blank:
            return False
        return not (self._state.overlay.signed and heatmap.is_signed)

    def flush(self) -> None:
        """Take over what has changed now."""
        self._painting.flush()

    def _take_over(self) -> None:
        self._turn += 1
        scale, heatmap = self.scale_kept(), self.heatmap
        if scale is not None and heatmap is not None:
            words = _tr(
                "{name}: colours from {low} to {top}, nothing below {threshold}. {rule}"
            )
            self.setAccessibleDescription(
                words.format(
                    name=map_label(heatmap),
                    low=number(scale.levels[0]),
                    top=number(scale.levels[1]),
                    threshold=number(scale.threshold),
                    rule=scale_text(scale.rule, scale.count),
                )
            )
        self.update()

    def scale_kept(self) -> Scale | None:
        """Return its scale as it was when something last changed."""
        scale: Scale | None = self._kept_scale.get((self._turn,), lambda: self.scale)
        return scale

    def _painter(self, device: QPaintDevice) -> QPainter:
        """Begin to paint small text on black."""
        painter = QPainter(device)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        painter.setFont(caption_font(self.font(), is_tabular=True))
        painter.setPen(TEXT)
        return painter


class ColourBar(_Bar):
    """Upright bar beside the picture; hidden while no map is shown.

    Parameters
    ----------
    session
        Followed.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session, None)
        self._peaks: dict[str, float] = {}
        self.setFixedWidth(WIDTH_PX)
        self.setAccessibleName(_tr("Colour bar"))
        self._take_over()

    @property
    def peaks(self) -> tuple[float, ...]:
        """Highest value of the map on each plane that is seen, lowest first."""
        return tuple(sorted(self._peaks.values()))

    def show_peak(self, plane: str, value: float | None) -> None:
        """Mark the highest value on a plane; None takes the mark off."""
        peaks = {name: peak for name, peak in self._peaks.items() if name != plane}
        if value is not None:
            peaks[plane] = value
        if peaks != self._peaks:
            self._peaks = peaks
            self.update()

    def _take_over(self) -> None:
        super()._take_over()
        self.setVisible(self.heatmap is not None and self._state.overlay.visible)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar above and the words below; while one scrolls, only the marks are new."""
        del event
        scale, heatmap = self.scale_kept(), self.heatmap
        if scale is None or heatmap is None:
            return
        words = self._words(scale, heatmap)
        key = (scale, words, self.size(), self.devicePixelRatioF())
        ground, bar = self._ground.get(key, lambda: self._paint_ground(scale, words))
        painter = QPainter(self)
        painter.drawPixmap(0, 0, ground)
        if not self._is_blank:
            self._paint_peaks(painter, bar, scale)
        painter.end()

    def _paint_ground(self, scale: Scale, words: str) -> tuple[QPixmap, QRectF]:
        """Draw all but the marks; with where the bar stands."""
        sharpness = self.devicePixelRatioF()
        ground = QPixmap(self.size() * sharpness)
        ground.setDevicePixelRatio(sharpness)
        painter = self._painter(ground)
        box = QRectF(_MARGIN, 0, self.width() - 2 * _MARGIN, self.height() - _MARGIN)
        flags = int(_ALIGN.AlignLeft | _ALIGN.AlignBottom) | int(Qt.TextFlag.TextWordWrap)
        metrics = QFontMetricsF(painter.font())
        used = metrics.boundingRect(box, flags, words).height()
        bar = QRectF(_MARGIN, _MARGIN + 6, _BAR_PX, self.height() - used - 4 * _MARGIN)
        if not self._is_blank:
            self._paint_bar(painter, bar, scale)
        painter.setPen(FAINT)
        painter.drawText(box, flags, words)
        painter.end()
        return ground, bar

    def _words(self, scale: Scale, heatmap: Heatmap) -> str:
        unit = _tr("Nothing above 0") if self._is_blank else _tr("Raw units of the score")
        rule = scale_text(scale.rule, scale.count)
        lines = (unit, self._peak_words(), rule, cells_text(heatmap))
        return "\n\n".join(line for line in lines if line)

    def _peak_words(self) -> str:
        """Say what the marks are; nothing where there are none."""
        if self._is_blank or not self._peaks:
            return ""
        is_several = len(self._peaks) > 1
        return _tr("▸ highest on each plane") if is_several else _tr("▸ highest in view")

    def _paint_bar(self, painter: QPainter, bar: QRectF, scale: Scale) -> None:
        _draw_colours(painter, bar, bar_pixels(scale)[::-1, None])
        painter.setPen(FAINT)
        painter.drawRect(bar)
        for share, text in ticks(scale, self._reach()):
            y = bar.bottom() - share * bar.height()
            painter.setPen(FAINT)
            painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 5, y))
            painter.setPen(TEXT)
            beside = QRectF(bar.right() + 9, y - 9, self.width(), 18)
            painter.drawText(beside, int(_ALIGN.AlignLeft | _ALIGN.AlignVCenter), text)

    def _paint_peaks(self, painter: QPainter, bar: QRectF, scale: Scale) -> None:
        """Point at the highest value of each plane; those above the top point at it."""
        low, top = scale.levels
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(TEXT)
        for peak in self.peaks:
            share = (min(max(peak, low), top) - low) / (top - low)
            y = bar.bottom() - share * bar.height()
            left = bar.left() - 1
            tip = (QPointF(left, y), QPointF(left - 7, y - 4.5), QPointF(left - 7, y + 4.5))
            painter.drawPolygon(QPolygonF(tip))
        painter.restore()


class ColourLine(_Bar):
    """One line under a cell of the comparison: 0, the colours, the top.

    Parameters
    ----------
    session
        Followed.
    method
        Whose map.
    """

    def __init__(self, session: Session, method: str) -> None:
        super().__init__(session, method)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_tr("Colour bar"))
        self._take_over()

    def sizeHint(self) -> QSize:
        """One line of small text."""
        return QSize(160, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        scale = self.scale
        if scale is None:
            return
        painter = self._painter(self)
        if self._is_blank:
            painter.setPen(FAINT)
            painter.drawText(self.rect(), int(_ALIGN.AlignCenter), _tr("Nothing above 0"))
            painter.end()
            return
        metrics = QFontMetricsF(painter.font())
        low, top = (number(value) for value in scale.levels)
        low, top = _ends(scale, self._reach(), low, top)
        left = metrics.horizontalAdvance(low) + 8
        right = metrics.horizontalAdvance(top) + 8
        whole = QRectF(self.rect()).adjusted(4, 0, -4, 0)
        bar = QRectF(whole.left() + left, 7, whole.width() - left - right, 8)
        _draw_colours(painter, bar, bar_pixels(scale)[None])
        painter.drawText(whole, int(_ALIGN.AlignLeft | _ALIGN.AlignVCenter), low)
        painter.drawText(whole, int(_ALIGN.AlignRight | _ALIGN.AlignVCenter), top)
        painter.end()


def _draw_colours(painter: QPainter, bar: QRectF, pixels: NDArray[np.uint8]) -> None:
    rows, columns = pixels.shape[:2]
    held = np.ascontiguousarray(pixels)
    image = QImage(held.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888)
    painter.drawImage(bar, image)
