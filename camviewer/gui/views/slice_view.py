"""One plane that follows the session: image, heatmap, crosshair, words, gestures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from camviewer.gui.views.badges import Badges
from camviewer.gui.views.canvas import Canvas
from camviewer.gui.views.caption import Screen, make_marks
from camviewer.gui.views.coalescer import Coalescer
from camviewer.gui.views.gestures import Gestures
from camviewer.gui.views.hover import Hover
from camviewer.gui.views.layers import LAYERS
from camviewer.gui.views.links import Links
from camviewer.gui.views.slice_source import SliceSource, plane_point, world_point
from camviewer.gui.views.steering import Steering

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from camviewer.gui.views.camera import Camera
    from camviewer.session.service import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("SliceView", text)


class SliceView(QWidget):
    """Shows one plane of a volume, or a picture.

    Parameters
    ----------
    session
        Followed; gestures write to its view.
    plane
        ``"axial"``, ``"coronal"`` or ``"sagittal"``, also shows pictures; empty shows nothing
        else.
    method
        Whose map is shown, without naming it in the corner; None follows the selection.
    """

    probe_changed = Signal(str)
    warning_clicked = Signal()
    touched = Signal()
    camera_changed = Signal(object)

    def __init__(self, session: Session, plane: str, method: str | None = None) -> None:
        super().__init__()
        self._session = session
        self.source = SliceSource(session, plane, method)
        self.canvas = Canvas()
        self.badges = Badges(self.canvas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.setFocusProxy(self.canvas)
        self._name_it()
        self._shown: tuple[object, ...] = ()
        self._is_due = True
        self._drawing = Coalescer(self, self._draw)
        self.gestures = Gestures(self.canvas, self.canvas.viewport())
        self.steering = Steering(self, self, session)
        self.hover = Hover(self, self)
        self.layers = [make(self, session) for make in LAYERS]
        self._connect()
        self._follow()
        self.request()

    def _connect(self) -> None:
        self.hover.probe_changed.connect(self.probe_changed)
        self.canvas.camera_changed.connect(self._draw_over)
        self.canvas.camera_changed.connect(self.camera_changed)
        self.canvas.resized.connect(self._draw_over)
        self.canvas.focus_changed.connect(self._on_focus_changed)
        self.badges.warning_clicked.connect(self.warning_clicked)

    def _follow(self) -> None:
        state = self._session.state
        case, view, ask = state.case.events, state.view.events, state.ask.events
        shown = (case.image, case.heatmaps, case.selected, case.explanation)
        where = (view.position, view.width, view.level, view.annotations)
        how = (view.is_radiological, view.is_anterior_left, view.shows_crosshair, view.tool)
        asked = (ask.model, ask.target, ask.layer)
        links = Links(self)
        links.follow(self.request, *shown, *where, *how, *asked)
        links.follow(self.request, state.overlay.events.all)
        measures, masks = state.measures.events, state.masks.events
        links.follow(self.request, measures.items, measures.selected)
        links.follow(self.request, masks.items, masks.visible, masks.numbers)

    # What may be asked of it

    def set_plane(self, plane: str) -> None:
        """Show another plane."""
        if plane != self.source.plane:
            self.source.plane = plane
            self._name_it()
            self.request()

    def request(self) -> None:
        """Draw soon; many requests make one drawing."""
        self._is_due = True
        if self.isVisible():
            self._drawing.request()

    def flush(self) -> None:
        """Draw now when something has changed."""
        if self._is_due:
            self._draw()

    def fit(self) -> None:
        """Show all of the plane."""
        self.canvas.show_whole()

    def set_camera(self, camera: Camera | None) -> None:
        """Show a part of the plane without telling others; None shows all of it."""
        self.canvas.set_camera(camera)
        self._draw_over()

    def nudge(self, dx: int, dy: int) -> None:
        """Move the crosshair by pixels of the plane, to the right and down."""
        self.steering.nudge(dx, dy)

    def step_slice(self, count: int) -> None:
        """Move by slices; positive goes superior, anterior or left."""
        self.steering.step_slice(count)

    # Between the screen and the world

    def world_at(
        self, point: QPointF, *, is_held_inside: bool = False
    ) -> tuple[float, ...] | None:
        """World coordinate under a screen point.

        Parameters
        ----------
        point
            In pixels of the canvas.
        is_held_inside
            Whether a point beside the picture means the nearest one in it, or None.
        """
        frame = self.source.frame()
        if frame is None:
            return None
        at = self.canvas.to_plane(point)
        return world_point(frame, at, is_held_inside=is_held_inside)

    def screen_at(self, world: tuple[float, ...]) -> QPointF:
        """Screen point of a world coordinate, dropped onto the plane."""
        frame = self.source.frame()
        return QPointF() if frame is None else self.canvas.to_screen(*plane_point(frame, world))

    # Drawing

    def _draw(self) -> None:
        self._is_due = False
        image = self.source.image
        self.gestures.wheel_zooms = image is not None and not image.is_volume
        self.gestures.has_tool = bool(self._session.state.view.tool)
        heat, canvas = self.source.heat(), self.canvas
        canvas.set_extent(self.source.extent())
        self._keep_in_view()
        canvas.set_image(self.source.grey())
        canvas.set_heat(heat, is_smooth=self._session.state.overlay.smooth)
        scale = self.source.scale()
        if heat is not None and scale is not None:
            canvas.set_heat_colours(scale.table, scale.levels)
        self._draw_over()
        self.hover.refresh()

    def _keep_in_view(self) -> None:
        """Show all of a new image, and follow the crosshair when it leaves the screen."""
        image, position = self.source.image, self._session.state.view.position
        before, self._shown = self._shown, (image, position)
        if before and before[0] is not image:
            self.canvas.set_camera(None)
        elif before and before[1] != position and (frame := self.source.frame()) is not None:
            self.canvas.bring_into_view(*plane_point(frame, position))

    def _draw_over(self) -> None:
        """Put words and badges where they belong."""
        source, canvas = self.source, self.canvas
        at = QPointF() if source.image is None else self.screen_at(source.position)
        screen = Screen((at.x(), at.y()), canvas.camera.scale, canvas.hasFocus())
        canvas.annotations.set_marks(make_marks(source, screen))
        for layer in self.layers:
            layer.refresh()
        self.badges.set_warnings(source.image.warnings if source.image is not None else ())
        self.badges.set_stale(source.heatmap if source.is_stale else None)
        self.badges.set_refining(source.heatmap)
        self.badges.place(canvas.width())

    # Events

    def _name_it(self) -> None:
        name = _tr("Plane {plane}").format(plane=self.source.plane)
        self.canvas.setAccessibleName(name if self.source.plane else _tr("Picture"))
        self.setAccessibleName(self.canvas.accessibleName())

    def _on_focus_changed(self) -> None:
        self._draw_over()
        if self.canvas.hasFocus():
            self.touched.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was hidden."""
        super().showEvent(event)
        self.flush()
