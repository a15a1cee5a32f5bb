"""One plane that follows the session: image, heatmap, crosshair, words, gestures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from camviewer.gui.views.annotations import NO_LETTERS, Marks
from camviewer.gui.views.badges import Badges
from camviewer.gui.views.canvas import Canvas
from camviewer.gui.views.coalescer import Coalescer
from camviewer.gui.views.gestures import Gestures
from camviewer.gui.views.links import Links
from camviewer.gui.views.readout import (
    cells_text,
    note_text,
    probe_text,
    slice_text,
    window_text,
)
from camviewer.gui.views.slice_source import SliceSource
from camviewer.gui.views.steering import Steering

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from camviewer.gui.views.camera import Camera
    from camviewer.render.slicing import SliceFrame
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
        self._labels = {info.name: info.label for info in session.methods()}
        self._hover: QPointF | None = None
        self._shown: tuple[object, ...] = ()
        self._is_due = True
        self._drawing = Coalescer(self, self._draw)
        self._probing = Coalescer(self, self._probe)
        self.gestures = Gestures(self.canvas, self.canvas.viewport())
        self.steering = Steering(self, self, session)
        self._connect()
        self._follow()
        self.request()

    def _connect(self) -> None:
        gestures = self.gestures
        gestures.hovered.connect(self._on_hovered)
        gestures.left.connect(self._on_left)
        self.canvas.camera_changed.connect(self._on_camera_changed)
        self.canvas.resized.connect(self._on_resized)
        self.canvas.focus_changed.connect(self._on_focus_changed)
        self.badges.warning_clicked.connect(self.warning_clicked)

    def _follow(self) -> None:
        state = self._session.state
        case, view, ask = state.case.events, state.view.events, state.ask.events
        shown = (case.image, case.heatmaps, case.selected, case.explanation)
        where = (view.position, view.width, view.level, view.annotations)
        how = (view.is_radiological, view.is_anterior_left, view.shows_crosshair)
        asked = (ask.model, ask.target, ask.layer)
        links = Links(self)
        links.follow(self.request, *shown, *where, *how, *asked)
        links.follow(self.request, state.overlay.events.all)

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
        self._draw_marks()

    def nudge(self, dx: int, dy: int) -> None:
        """Move the crosshair by pixels of the plane, to the right and down."""
        self.steering.nudge(dx, dy)

    def step_slice(self, count: int) -> None:
        """Move by slices; positive goes superior, anterior or left."""
        self.steering.step_slice(count)

    @property
    def is_hovered(self) -> bool:
        """Whether the mouse is on it."""
        return self._hover is not None

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
        x, y = self.canvas.to_plane(point)
        down, across = frame.spacing
        column, row = x / across - 0.5, y / down - 0.5
        rows, columns = frame.shape
        held = (min(max(column, 0.0), columns - 1.0), min(max(row, 0.0), rows - 1.0))
        if is_held_inside:
            column, row = held
        elif max(abs(column - held[0]), abs(row - held[1])) > 0.5:
            return None
        return tuple(float(value) for value in frame.world(column, row))

    def screen_at(self, world: tuple[float, ...]) -> QPointF:
        """Screen point of a world coordinate, dropped onto the plane."""
        return self.canvas.to_screen(*self._plane_point(self.source.frame(), world))

    @staticmethod
    def _plane_point(frame: SliceFrame | None, world: tuple[float, ...]) -> tuple[float, float]:
        if frame is None:
            return 0.0, 0.0
        column, row = frame.pixel(world)
        down, across = frame.spacing
        return (column + 0.5) * across, (row + 0.5) * down

    # Drawing

    def _draw(self) -> None:
        self._is_due = False
        image = self.source.image
        self.gestures.wheel_zooms = image is not None and not image.is_volume
        frame, heat = self.source.frame(), self.source.heat()
        canvas, position = self.canvas, self._session.state.view.position
        canvas.set_extent(self.source.extent())
        self._keep_in_view(frame, position)
        canvas.set_image(self.source.grey())
        canvas.set_heat(heat, is_smooth=self._session.state.overlay.smooth)
        scale = self.source.scale()
        if heat is not None and scale is not None:
            canvas.set_heat_colours(scale.table, scale.levels)
        self._draw_marks()
        self._draw_badges()
        if self._hover is not None:
            self._probing.request()

    def _keep_in_view(self, frame: SliceFrame | None, position: tuple[float, ...]) -> None:
        """Show all of a new image, and follow the crosshair when it leaves the screen."""
        image = self.source.image
        before, self._shown = self._shown, (image, position)
        if before and before[0] is not image:
            self.canvas.set_camera(None)
        elif before and before[1] != position:
            self.canvas.bring_into_view(*self._plane_point(frame, position))

    def _draw_marks(self) -> None:
        frame, view = self.source.frame(), self._session.state.view
        if frame is None:
            self.canvas.annotations.set_marks(Marks())
            return
        at = self.screen_at(view.position) if view.shows_crosshair else None
        has_letters, has_all = view.annotations != "none", view.annotations == "all"
        is_volume = frame.plane is not None
        marks = Marks(
            crosshair=None if at is None else (at.x(), at.y()),
            letters=frame.letters if has_letters else NO_LETTERS,
            place=slice_text(frame) if has_all and is_volume else "",
            window=self._window_words() if has_all else "",
            heatmap=self._heatmap_words() if has_all else "",
            note=self._note_words() if has_letters else "",
            scale=self._bar_scale() if has_all else 0.0,
            is_focused=self.canvas.hasFocus(),
        )
        self.canvas.annotations.set_marks(marks)

    def _bar_scale(self) -> float:
        """Millimetres per screen pixel; 0 for pictures and in the small cells of a grid."""
        image = self.source.image
        is_wanted = image is not None and image.is_volume and self.source.method is None
        return self.canvas.camera.scale if is_wanted else 0.0

    def _window_words(self) -> str:
        image, view = self.source.image, self._session.state.view
        if image is None or image.is_colour:
            return ""
        return window_text(view.width, view.level)

    def _heatmap_words(self) -> str:
        heatmap = self.source.heatmap
        is_shown = self._session.state.overlay.visible and self.source.method is None
        if heatmap is None or not is_shown:
            return ""
        label = self._labels.get(heatmap.method, heatmap.method)
        parts = (label, heatmap.target, heatmap.layer)
        return " · ".join(part for part in parts if part) + "\n" + cells_text(heatmap)

    def _note_words(self) -> str:
        heatmap = self.source.heatmap
        return "" if heatmap is None else note_text(heatmap)

    def _draw_badges(self) -> None:
        image, heatmap = self.source.image, self.source.heatmap
        self.badges.set_warnings(image.warnings if image is not None else ())
        self.badges.set_stale(heatmap if self.source.is_stale else None)
        self.badges.place(self.canvas.width())

    def _probe(self) -> None:
        image, world = self.source.image, None
        if self._hover is not None:
            world = self.world_at(self._hover)
        if image is None or world is None:
            self.probe_changed.emit("")
        else:
            self.probe_changed.emit(probe_text(image, self.source.heatmap, world))

    # Events

    def _name_it(self) -> None:
        name = _tr("Plane {plane}").format(plane=self.source.plane)
        self.canvas.setAccessibleName(name if self.source.plane else _tr("Picture"))
        self.setAccessibleName(self.canvas.accessibleName())

    def _on_hovered(self, point: QPointF) -> None:
        self._hover = QPointF(point)
        self._probing.request()

    def _on_left(self) -> None:
        self._hover = None
        self._probing.request()

    def _on_camera_changed(self, camera: object) -> None:
        self._draw_marks()
        self.camera_changed.emit(camera)

    def _on_resized(self) -> None:
        self._draw_marks()
        self.badges.place(self.canvas.width())

    def _on_focus_changed(self) -> None:
        self._draw_marks()
        if self.canvas.hasFocus():
            self.touched.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was hidden."""
        super().showEvent(event)
        self.flush()
