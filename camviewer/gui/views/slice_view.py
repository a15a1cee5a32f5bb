"""One plane that follows the session: image, heatmap, crosshair, words, gestures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from camviewer.gui.views.badges import Badges
from camviewer.gui.views.camera import Camera
from camviewer.gui.views.canvas import Canvas
from camviewer.gui.views.caption import Screen, make_marks
from camviewer.gui.views.coalescer import Coalescer
from camviewer.gui.views.fade_source import make_source
from camviewer.gui.views.gestures import Gestures
from camviewer.gui.views.hover import Hover
from camviewer.gui.views.layers import LAYERS
from camviewer.gui.views.levelling import Levelling
from camviewer.gui.views.links import Links
from camviewer.gui.views.planes import plane_label
from camviewer.gui.views.slice_source import SliceSource, plane_point, world_point
from camviewer.gui.views.slice_strip import SliceStrip
from camviewer.gui.views.steering import Steering

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from camviewer.core.image import Image
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
        Whose map is shown, without naming it in the corner; None follows the selection and
        empty shows none.
    source
        What is shown instead, where it is no map of the case.
    """

    probe_changed = Signal(str)
    warning_clicked = Signal()
    touched = Signal()
    camera_changed = Signal(object)
    peak_changed = Signal(str, object)
    volume_wanted = Signal(int)

    def __init__(
        self,
        session: Session,
        plane: str,
        method: str | None = None,
        source: SliceSource | None = None,
    ) -> None:
        super().__init__()
        self._session = session
        self.source = source or make_source(session, plane, method)
        self.canvas = Canvas()
        self.badges = Badges(self.canvas)
        is_named = self.source.method is not None
        self.strip = None if is_named else SliceStrip(session, self.source)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.canvas, 1)
        if self.strip is not None:
            layout.addWidget(self.strip)
            self.strip.focused.connect(self.touched)
        self.setFocusProxy(self.canvas)
        self._name_it()
        self._shown: tuple[Image | None, tuple[float, ...]] | None = None
        self._is_due = True
        self._drawing = Coalescer(self, self.flush)
        self.gestures = Gestures(self.canvas, self.canvas.viewport())
        self.steering = Steering(self, self, session)
        self.levelling = Levelling(self, self, session)
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
        self.badges.sides_clicked.connect(self.steering.turn_sides)
        self.gestures.volume_turned.connect(self.volume_wanted)

    def _follow(self) -> None:
        state = self._session.state
        case, view, ask = state.case.events, state.view.events, state.ask.events
        shown = (case.image, case.straight, case.heatmaps, case.selected, case.explanation)
        where = (view.position, view.width, view.level, view.annotations)
        how = (view.is_radiological, view.is_anterior_left, view.shows_crosshair, view.tool)
        aids = (view.slab, view.slab_mm, case.region, case.regions)
        habits = (view.is_inverted, view.interpolates, view.letters, view.mouse)
        asked = (ask.model, ask.target, ask.layer)
        links = Links(self)
        links.follow(self.request, *shown, *where, *how, *habits, *asked, *aids)
        links.follow(self.request, view.hides_patient)
        links.follow(self.request, state.overlay.events.all)
        if self.source.method:
            links.follow(self.request, state.comparison.events.all)
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

    def set_scale(self, scale: float) -> None:
        """Show this many millimetres per pixel about the same middle; tells nobody."""
        now = self.canvas.camera
        self.set_camera(Camera(now.x, now.y, scale))

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
        _prepare(self.gestures, self.source)
        heat, canvas = self.source.heat(), self.canvas
        canvas.set_extent(self.source.extent())
        self._keep_in_view()
        canvas.set_image(self.source.grey(), self._session.state.view.interpolates)
        overlay = self._session.state.overlay
        is_filled = overlay.drawing != "contour"
        canvas.set_heat(heat if is_filled else None, is_smooth=overlay.smooth)
        scale = self.source.scale()
        if heat is not None and scale is not None:
            canvas.set_heat_colours(scale.table, scale.levels)
        self._draw_over()
        self.peak_changed.emit(self.source.plane, self.source.peak())
        self.hover.refresh()

    def _keep_in_view(self) -> None:
        """Show all of a new image, and follow the crosshair when it leaves the screen."""
        image, position = self.source.image, self._session.state.view.position
        before, self._shown = self._shown, (image, position)
        if before and not _is_same_place(before[0], image):
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
        if self.strip is not None:
            self.strip.refresh()
        self.badges.set_geometry(source.geometry())
        self.badges.set_stale(source.heatmap if source.is_stale else None)
        self.badges.set_refining(source.heatmap)
        self.badges.place(canvas.width())

    # Events

    def _name_it(self) -> None:
        name = _tr("Plane {plane}").format(plane=plane_label(self.source.plane))
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
        self.peak_changed.emit(self.source.plane, self.source.peak())

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that no map is seen here any more."""
        super().hideEvent(event)
        self.peak_changed.emit(self.source.plane, None)


def _is_same_place(before: Image | None, now: Image | None) -> bool:
    """Whether two images are the same, or volumes of one file on one grid."""
    if before is now or before is None or now is None:
        return before is now
    is_same_file = before.path is not None and before.path == now.path
    return is_same_file and before.grid.shape == now.grid.shape


def _prepare(gestures: Gestures, source: SliceSource) -> None:
    """Let mouse and wheel mean what makes sense for what is open."""
    image, view = source.image, source.session.state.view
    gestures.wheel_zooms = image is not None and not image.is_volume
    gestures.has_tool = bool(view.tool)
    gestures.has_volumes = source.session.volumes[1] > 1
    gestures.scheme = view.mouse
