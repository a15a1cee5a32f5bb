"""The grey window by mouse: a drag with its numbers beside the pointer, or from a region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QWidget

from camviewer.gui.views.annotations import ACCENT
from camviewer.gui.views.gestures import drag_gain
from camviewer.gui.views.readout import window_text
from camviewer.gui.views.stamps import SHADOW
from camviewer.render.colour import Window
from camviewer.render.windowing import misses, region_window

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from camviewer.gui.views.layer import Drawn
    from camviewer.session.service import Session

_SMALLEST_WIDTH_HU = 1.0
_SMALLEST_SHARE = 1e-3
_BESIDE_PX = 16
# Always on the picture's black, so the same in both themes.
_STYLE = """
QLabel { background: #171B21; color: #E6E9EE; border-radius: 4px; padding: 3px 6px;
    font-size: 12px; }
QLabel[role="beyond"] { color: #F2B84B; }
"""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Levelling", text)


class Band(QWidget):
    """An outline through which the picture is seen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it dark and light, so that it stands on every grey."""
        del event
        painter = QPainter(self)
        for inset, colour in ((0, SHADOW), (1, ACCENT)):
            painter.setPen(colour)
            painter.drawRect(self.rect().adjusted(inset, inset, -1 - inset, -1 - inset))


class Levelling(QObject):
    """Writes width and level of ``state.view``.

    Parameters
    ----------
    parent
        Owner.
    view
        The plane.
    session
        Whose state is written.

    Attributes
    ----------
    label : QLabel
        The numbers beside the pointer; amber where the whole image is black or white.
    band : Band
        The region that is drawn.
    """

    def __init__(self, parent: QWidget, view: Drawn, session: Session) -> None:
        super().__init__(parent)
        self._view = view
        self._session = session
        self._before = (1.0, 0.0)
        self._pointer = QPoint()
        self.label = QLabel(view.canvas.viewport())
        self.label.setStyleSheet(_STYLE)
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.band = Band(view.canvas.viewport())
        self.label.hide()
        gestures = view.gestures
        gestures.hovered.connect(self._on_hovered)
        gestures.window_started.connect(self._on_started)
        gestures.window_dragged.connect(self._on_dragged)
        gestures.window_restored.connect(self._on_restored)
        gestures.window_ended.connect(self.label.hide)
        gestures.region_moved.connect(self._on_region_moved)
        gestures.region_ended.connect(self._on_region_ended)
        gestures.region_cancelled.connect(self.band.hide)

    def take_from(self, region: QRect) -> None:
        """Take the window from the values in a rectangle of the screen."""
        image, frame = self._view.source.image, self._view.source.frame()
        if image is None or frame is None:
            return
        (left, top), (right, bottom) = (
            self._view.canvas.to_plane(QPointF(corner))
            for corner in (region.topLeft(), region.bottomRight())
        )
        down, across = frame.spacing
        rows = (top / down - 0.5, bottom / down - 0.5)
        columns = (left / across - 0.5, right / across - 0.5)
        window = region_window(image, frame, rows, columns)
        if window is not None:
            view = self._session.state.view
            view.width, view.level = window.width, window.level

    # The drag

    def _on_hovered(self, point: QPointF) -> None:
        self._pointer = point.toPoint()

    def _on_started(self) -> None:
        view = self._session.state.view
        self._before = (view.width, view.level)

    def _on_dragged(self, right: float, up: float, modifiers: Qt.KeyboardModifier) -> None:
        image, view = self._view.source.image, self._session.state.view
        if image is None or image.is_colour:
            return
        width_before = self._before[0]
        gain = drag_gain(
            width_before,
            is_fine=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
            is_coarse=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
            unit=image.unit,
        )
        is_hu = image.unit == "HU"
        least = _SMALLEST_WIDTH_HU if is_hu else width_before * _SMALLEST_SHARE
        upward = -1.0 if self._session.settings.drag_up_brightens else 1.0
        view.width = max(least, view.width + right * gain)
        view.level = view.level + upward * up * gain
        self._tell()

    def _on_restored(self) -> None:
        view = self._session.state.view
        view.width, view.level = self._before
        self.label.hide()

    def _tell(self) -> None:
        """Write the window beside the pointer, and whether it leaves anything to be seen."""
        view = self._session.state.view
        window = Window(view.width, view.level)
        is_beyond = misses(window, self._view.source.reach())
        words = window_text(view.width, view.level)
        self.label.setText(_tr("{window} · beyond the image's values").format(window=words)
                           if is_beyond else words)  # fmt: skip
        self.label.setProperty("role", "beyond" if is_beyond else "")
        self.label.style().polish(self.label)
        self.label.adjustSize()
        at = self._pointer + QPoint(_BESIDE_PX, _BESIDE_PX)
        room = self._view.canvas.rect().bottomRight() - self.label.rect().bottomRight()
        self.label.move(max(0, min(at.x(), room.x())), max(0, min(at.y(), room.y())))
        self.label.show()

    # The region

    def _on_region_moved(self, start: QPointF, now: QPointF) -> None:
        self.band.setGeometry(_between(start, now))
        self.band.show()

    def _on_region_ended(self, start: QPointF, end: QPointF) -> None:
        self.band.hide()
        self.take_from(_between(start, end))


def _between(one: QPointF, other: QPointF) -> QRect:
    return QRect(one.toPoint(), other.toPoint()).normalized()
