"""The measures of the drawn slice, where they stand on the screen, and which is hit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QTransform

from camviewer.gui.views.sketch import INSIDE, WHOLE, encloses, gap, handles
from camviewer.gui.views.slice_source import Kept
from camviewer.render.regions import lies_on, plane_points

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtCore import QPointF

    from camviewer.gui.views.layer import Drawn
    from camviewer.render.slicing import SliceFrame
    from camviewer.session.service import Session
    from camviewer.session.state import Measure

REACH_PX = 8.0


@dataclass(frozen=True, eq=False)
class Shown:
    """One measure on the drawn slice; ``points`` are (column, row) of its pixels, (n, 2)."""

    measure: Measure
    points: NDArray[np.float64]


@dataclass(frozen=True)
class Hit:
    """What lies under the mouse: a handle's number, WHOLE for the line, or INSIDE."""

    shown: Shown
    handle: int


class MeasuresHere:
    """Looks at the state and one plane; changes neither."""

    def __init__(self, drawn: Drawn, session: Session) -> None:
        self._drawn = drawn
        self._measures = session.state.measures
        self._shown = Kept()

    def all(self) -> tuple[Shown, ...]:
        """Measures on the drawn slice; the same object while nothing changes."""
        frame, items = self._drawn.source.frame(), self._measures.items
        found: tuple[Shown, ...] = self._shown.get((frame, items), lambda: _on(frame, items))
        return found

    def transform(self) -> QTransform:
        """From pixels of the plane to those of the view."""
        return plane_transform(self._drawn)

    def to_screen(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Screen points of pixels, (n, 2) to (n, 2)."""
        turn = self.transform()
        return np.asarray(points * (turn.m11(), turn.m22()) + (turn.dx(), turn.dy()))

    def pixel_at(self, point: QPointF) -> NDArray[np.float64]:
        """Pixel under a screen point, or the nearest one of the plane, (2,)."""
        frame = self._drawn.source.frame()
        if frame is None:
            return np.zeros(2)
        x, y = self._drawn.canvas.to_plane(point)
        down, across = frame.spacing
        most = (frame.shape[1] - 1, frame.shape[0] - 1)
        return np.clip([x / across - 0.5, y / down - 0.5], 0, most)

    def hit(self, point: QPointF) -> Hit | None:
        """Find what can be taken at a screen point; the marked one comes first."""
        at = np.array([point.x(), point.y()])
        marked = self._measures.selected
        newest_first = reversed(self.all())
        ordered = sorted(newest_first, key=lambda each: each.measure.key != marked)
        turn = self.transform()
        scale, shift = np.array([turn.m11(), turn.m22()]), np.array([turn.dx(), turn.dy()])
        on_screen = [(each, each.points * scale + shift) for each in ordered]
        for each, points in on_screen:
            handle = _nearest_handle(each, points, at, is_marked=each.measure.key == marked)
            if handle is not None:
                return Hit(each, handle)
        for each, points in on_screen:
            if gap(each.measure.kind, points, at) <= REACH_PX:
                return Hit(each, WHOLE)
        for each, points in on_screen:
            if each.measure.key == marked and encloses(each.measure.kind, points, at):
                return Hit(each, INSIDE)
        return None


def plane_transform(drawn: Drawn) -> QTransform:
    """From pixels of a plane to those of its view."""
    frame, canvas = drawn.source.frame(), drawn.canvas
    if frame is None:
        return QTransform()
    (down, across), scale = frame.spacing, canvas.camera.scale
    at = canvas.to_screen(across / 2, down / 2)
    return QTransform(across / scale, 0, 0, down / scale, at.x(), at.y())


def _on(frame: SliceFrame | None, items: tuple[Measure, ...]) -> tuple[Shown, ...]:
    if frame is None:
        return ()
    here = [each for each in items if lies_on(frame, each.plane, each.points)]
    return tuple(Shown(each, plane_points(frame, each.points)) for each in here)


def _nearest_handle(
    shown: Shown, points: NDArray[np.float64], at: NDArray[np.float64], *, is_marked: bool
) -> int | None:
    """Find the handle within reach; corners are there only while they are drawn."""
    if not is_marked and shown.measure.kind != "distance":
        return None
    ends = handles(shown.measure.kind, points)
    if not len(ends):
        return None
    away = np.hypot(*(ends - at).T)
    nearest = int(np.argmin(away))
    return nearest if away[nearest] <= REACH_PX else None
