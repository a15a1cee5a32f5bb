"""One plane on the screen: a grey or colour picture, a heatmap over it, marks on top.

The scene is in screen pixels and the plane in millimetres from its top left edge; a camera
joins the two, so that one millimetre is as long across as down.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsView

from camviewer.gui.views.annotations import Annotations
from camviewer.gui.views.camera import Camera, Extent, fit, zoom

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QFocusEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

_NEAREST_FROM_PX = 6.0
_SOLID = QImage.Format.Format_RGB32
_SEEN_THROUGH = QImage.Format.Format_ARGB32_Premultiplied


class PlaneItem(pg.ImageItem):
    """An image that is drawn smooth or cell by cell, as it is told."""

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major")
        self.is_smooth = True
        self.qimage: QImage | None = None

    def stretch(self, extent: Extent) -> None:
        """Cover a plane, however many pixels there are."""
        rows, columns = self.image.shape[:2]
        self.setTransform(QTransform.fromScale(extent.width / columns, extent.height / rows))

    def render(self) -> None:
        """Make the picture in the format that the painter takes without conversion.

        Notes
        -----
        Drawn smooth, 512 x 512 grey takes half the time so, a table of colours a quarter.
        pyqtgraph's own way does the same in three times as many passes.
        """
        made = self._coloured() if self.lut is not None else _solid(self.image)
        self._renderRequired, self._unrenderable = False, False
        self.qimage = made

    def _coloured(self) -> QImage:
        """Colour real values by the table, the lowest level its first entry."""
        low, high = self.levels
        size = len(self.lut)
        index = (self.image - np.float32(low)) * np.float32(size / ((high - low) or 1.0))
        np.clip(index, 0, size - 1, out=index)
        entries = np.ascontiguousarray(index.astype(np.uint8))
        rows, columns = entries.shape
        made = QImage(entries.data, columns, rows, columns, QImage.Format.Format_Indexed8)
        made.setColorTable(_colour_table(self.lut.tobytes()))
        return made.convertToFormat(_SEEN_THROUGH)

    def paint(self, painter: QPainter, *args: Any) -> None:  # noqa: ANN401 - pyqtgraph's own
        """Draw it."""
        hint = QPainter.RenderHint.SmoothPixmapTransform
        painter.setRenderHint(hint, self.is_smooth)
        super().paint(painter, *args)


def _solid(pixels: NDArray[np.uint8]) -> QImage:
    """Turn grey (rows, columns) or colour (rows, columns, 3) into a picture of its own."""
    own = np.ascontiguousarray(pixels)
    rows, columns = own.shape[:2]
    kind = QImage.Format.Format_Grayscale8 if own.ndim == 2 else QImage.Format.Format_RGB888
    made = QImage(own.data, columns, rows, own.strides[0], kind)
    return made.convertToFormat(_SOLID)


@lru_cache(maxsize=8)
def _colour_table(table: bytes) -> list[int]:
    """Entries of RGBA as Qt wants them, 0xAARRGGBB."""
    entries = np.frombuffer(table, np.uint8).reshape(-1, 4).astype(np.uint32)
    red, green, blue, alpha = entries.T
    packed: list[int] = (alpha << 24 | red << 16 | green << 8 | blue).tolist()
    return packed


class Canvas(pg.GraphicsView):
    """Draws what it is given and knows where it lies on the screen."""

    camera_changed = Signal(object)
    resized = Signal()
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background="k")
        self.setMinimumSize(120, 100)
        self.box = pg.ViewBox(
            enableMouse=False, enableMenu=False, invertY=True, defaultPadding=0
        )
        self.box.disableAutoRange()
        self.setCentralItem(self.box)
        self.image_item, self.heat_item = PlaneItem(), PlaneItem()
        for depth, item in enumerate((self.image_item, self.heat_item)):
            item.setZValue(depth)
            item.setVisible(False)
            self.box.addItem(item, ignoreBounds=True)
        self.annotations = Annotations()
        self.scene().addItem(self.annotations)
        self._extent = Extent(1.0, 1.0, 1.0)
        self._camera: Camera | None = None
        self._is_heat_smooth = True
        self._interpolates = "auto"

    # What is drawn

    def set_extent(self, extent: Extent) -> None:
        """Give the size of the plane; another size is shown whole."""
        if extent != self._extent:
            self._extent = extent
            self._camera = None
        self._apply()

    def set_image(self, pixels: NDArray[np.uint8] | None, interpolates: str = "auto") -> None:
        """Draw the picture; None clears it.

        Parameters
        ----------
        pixels : uint8 array, (rows, columns) or (rows, columns, 3)
            Grey or colour.
        interpolates
            ``"smooth"``, ``"cells"``, or ``"auto"``: smooth until its pixels are large.
        """
        self.image_item.setVisible(pixels is not None)
        if pixels is not None and pixels is not self.image_item.image:
            levels = None if pixels.ndim == 2 else (0, 255)
            self.image_item.setImage(pixels, autoLevels=False, levels=levels)
            self.image_item.stretch(self._extent)
        if interpolates != self._interpolates:
            self._interpolates = interpolates
            self._apply()

    def set_heat(self, values: NDArray[np.float32] | None, *, is_smooth: bool = True) -> None:
        """Lay a heatmap over it, (rows, columns) without NaN; None takes it off."""
        self.heat_item.setVisible(values is not None)
        if values is not None and values is not self.heat_item.image:
            self.heat_item.setImage(values, autoLevels=False, levels=self.heat_item.levels)
            self.heat_item.stretch(self._extent)
        if is_smooth != self._is_heat_smooth:
            self._is_heat_smooth = is_smooth
            self._apply()

    def set_heat_colours(self, table: NDArray[np.uint8], levels: tuple[float, float]) -> None:
        """Colour the heatmap by a table of RGBA, (256, 4), between two values."""
        if table is not self.heat_item.lut:
            self.heat_item.setLookupTable(table)
        if self.heat_item.levels is None or tuple(self.heat_item.levels) != levels:
            self.heat_item.setLevels(levels)

    # Where it is

    @property
    def camera(self) -> Camera:
        """What is on the screen now."""
        return self._camera or fit(self._extent, self.width(), self.height())

    @property
    def is_fitted(self) -> bool:
        """Whether all of the plane is shown, and stays so when the view is resized."""
        return self._camera is None

    def set_camera(self, camera: Camera | None) -> None:
        """Show this part of the plane; None shows all of it."""
        if camera != self._camera:
            self._camera = camera
            self._apply()

    def zoom_about(self, point: QPointF, factor: float) -> None:
        """Magnify about a point of the screen."""
        self._move(zoom(self.camera, self._extent, factor, self.to_plane(point)))

    def pan_by(self, offset: QPointF) -> None:
        """Move the picture by screen pixels."""
        now = self.camera
        x, y = now.x - offset.x() * now.scale, now.y - offset.y() * now.scale
        self._move(Camera(x, y, now.scale))

    def show_whole(self) -> None:
        """Show all of the plane."""
        self._move(None)

    def bring_into_view(self, x: float, y: float) -> None:
        """Centre on a point of the plane when it is off the screen."""
        at = self.to_screen(x, y)
        if self._camera is not None and not QRectF(self.rect()).contains(at):
            self._move(Camera(x, y, self._camera.scale))

    def to_plane(self, point: QPointF) -> tuple[float, float]:
        """Plane coordinate in mm of a screen point."""
        now = self.camera
        x = now.x + (point.x() - self.width() / 2) * now.scale
        return x, now.y + (point.y() - self.height() / 2) * now.scale

    def to_screen(self, x: float, y: float) -> QPointF:
        """Screen point of a plane coordinate in mm."""
        now = self.camera
        across, down = (x - now.x) / now.scale, (y - now.y) / now.scale
        return QPointF(self.width() / 2 + across, self.height() / 2 + down)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle where it is, or all of it in view."""
        super().resizeEvent(event)
        if hasattr(self, "annotations"):
            self._apply()
            self.resized.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that keys go here."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that keys go elsewhere."""
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def close(self) -> bool:
        """Close as any widget does; pyqtgraph's own close crashes."""
        return bool(QGraphicsView.close(self))

    def _move(self, camera: Camera | None) -> None:
        self.set_camera(camera)
        self.camera_changed.emit(camera)

    def _apply(self) -> None:
        """Give the box exactly the range whose aspect is the screen's."""
        now = self.camera
        half_x, half_y = self.width() * now.scale / 2, self.height() * now.scale / 2
        rect = QRectF(now.x - half_x, now.y - half_y, 2 * half_x, 2 * half_y)
        self.box.setRange(rect=rect, padding=0)
        self.annotations.set_rect(QRectF(self.rect()))
        voxel_px = self._extent.pixel / now.scale
        nearest_from = 2.0 if self._extent.is_picture else _NEAREST_FROM_PX
        is_smooth = self._interpolates == "smooth"
        if self._interpolates == "auto":
            is_smooth = voxel_px < nearest_from
        if is_smooth != self.image_item.is_smooth:
            self.image_item.is_smooth = is_smooth
            self.image_item.update()
        self.heat_item.is_smooth = self._is_heat_smooth
