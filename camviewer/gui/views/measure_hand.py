"""Drawing measures on a plane and changing them, by mouse and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt, Signal

from camviewer.gui.views.sketch import INSIDE, Sketch, pulled
from camviewer.render.regions import hold_inside, plane_points
from camviewer.session import measures

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from camviewer.gui.views.layer import Drawn
    from camviewer.gui.views.measures_here import MeasuresHere, Shown
    from camviewer.render.slicing import SliceFrame
    from camviewer.session.service import Session

_CLICK_PX = 4.0
_STEP_PX = 2.0
_Shape = Qt.CursorShape


class MeasureHand(QObject):
    """Turns what the left button and the keys do with a tool into measures.

    A press and a drag draw; two clicks do the same, but for freehand. Without a tool a press
    on a line or a handle moves it.

    Parameters
    ----------
    drawn
        The plane; owns this.
    session
        Gets what was drawn.
    here
        Measures of the plane.

    Attributes
    ----------
    sketch : Sketch or None
        What is being drawn or changed.
    """

    changed = Signal()

    def __init__(self, drawn: Drawn, session: Session, here: MeasuresHere) -> None:
        super().__init__(drawn.canvas)
        self._drawn, self._state, self._here = drawn, session.state, here
        self.sketch: Sketch | None = None
        self._pressed = QPointF()
        self._follows: NDArray[np.float64] | None = None
        self._is_open = False
        gestures = drawn.gestures
        gestures.tool_started.connect(self._on_started)
        gestures.tool_moved.connect(self._on_moved)
        gestures.tool_ended.connect(self._on_ended)
        gestures.tool_cancelled.connect(self.drop)
        gestures.hovered.connect(self._on_hovered)
        gestures.pointed.connect(self._on_pointed)

    def takes(self, point: QPointF) -> bool:
        """Whether the left button would take hold of a measure here."""
        return self._here.hit(point) is not None

    # By mouse

    def _on_started(self, point: QPointF) -> None:
        frame, at = self._drawn.source.frame(), self._here.pixel_at(point)
        self._pressed = QPointF(point)
        if frame is None:
            return
        if self._state.view.tool:
            if self.sketch is None:
                self._show(Sketch.begun(self._state.view.tool, frame, at))
            return
        hit = self._here.hit(point)
        if hit is not None:
            self._state.measures.selected = hit.shown.measure.key
            self._show(_sketch_of(hit.shown, frame).taken(hit.handle, at))

    def _on_moved(self, point: QPointF) -> None:
        if self.sketch is not None and (self.sketch.key is None or self._is_far(point)):
            self._follow(self._here.pixel_at(point))

    def _is_far(self, point: QPointF) -> bool:
        return (point - self._pressed).manhattanLength() > _CLICK_PX

    def _follow(self, to: NDArray[np.float64]) -> None:
        frame = self._drawn.source.frame()
        if self.sketch is not None and frame is not None:
            least = _STEP_PX * self._drawn.canvas.camera.scale / min(frame.spacing)
            self._show(self.sketch.moved(to, 0.0 if self._follows is not None else least))

    def _on_ended(self, point: QPointF) -> None:
        sketch = self.sketch
        if sketch is None:
            return
        if sketch.key is not None:
            self._end_change(sketch, point)
        elif self._is_open or sketch.kind == "freehand" or self._is_far(point):
            self._follow(self._here.pixel_at(point))
            self._commit(keeps_tool=_is_shift(self._drawn.gestures.modifiers))
        else:
            self._is_open = True

    def _end_change(self, sketch: Sketch, point: QPointF) -> None:
        """Take over what was moved; a mere click inside points as it does elsewhere."""
        self.drop()
        if sketch.points is not sketch.before:
            measures.change(self._state, sketch.key or 0, points=sketch.world())
        elif sketch.handle == INSIDE:
            world = self._drawn.world_at(point, is_held_inside=True)
            self._state.view.position = world or self._state.view.position

    def _on_hovered(self, point: QPointF) -> None:
        if self._is_open and self._follows is None:
            self._follow(self._here.pixel_at(point))
        self._drawn.canvas.viewport().setCursor(self._cursor(point))

    def _cursor(self, point: QPointF) -> Qt.CursorShape:
        """Say by the cursor what the left button would do."""
        if self._state.view.tool:
            return _Shape.CrossCursor
        hit = self._here.hit(point) if self._state.measures.items else None
        if hit is None or hit.handle == INSIDE:
            return _Shape.ArrowCursor
        return _Shape.PointingHandCursor if hit.handle >= 0 else _Shape.SizeAllCursor

    def _on_pointed(self, _point: QPointF) -> None:
        self._state.measures.selected = None

    # By keys

    def mark(self) -> None:
        """Begin at the crosshair, or end there."""
        frame, kind = self._drawn.source.frame(), self._state.view.tool
        if frame is None or not kind:
            return
        at = self._crosshair(frame)
        if self.sketch is not None:
            self._follow(at)
            self._commit(keeps_tool=False)
        else:
            self._follows, self._is_open = at, True
            self._show(Sketch.begun(kind, frame, at))

    def shift(self, dx: int, dy: int) -> None:
        """Move the marked measure by pixels of the plane."""
        self._change_marked(
            lambda sketch: hold_inside(sketch.points + np.array([dx, dy]), sketch.frame.shape)
        )

    def stretch(self, dx: int, dy: int) -> None:
        """Move the second end or corner of the marked measure; freehand ones stay."""

        def points(sketch: Sketch) -> NDArray[np.float64]:
            if sketch.kind == "freehand":
                return sketch.points
            to = hold_inside(sketch.points[1:] + np.array([dx, dy]), sketch.frame.shape)[0]
            return pulled(sketch.kind, sketch.points, 1, to)

        self._change_marked(points)

    def _change_marked(self, points: Callable[[Sketch], NDArray[np.float64]]) -> None:
        frame, key = self._drawn.source.frame(), self._state.measures.selected
        marked = next((each for each in self._here.all() if each.measure.key == key), None)
        if frame is not None and marked is not None and self.sketch is None:
            made = Sketch(marked.measure.kind, frame, points(_sketch_of(marked, frame)))
            measures.change(self._state, marked.measure.key, points=made.world())

    def _crosshair(self, frame: SliceFrame) -> NDArray[np.float64]:
        return np.asarray(plane_points(frame, [self._state.view.position])[0])

    # Both

    def keep_up(self) -> None:
        """Follow the crosshair while keys draw; drop what no longer fits the plane or tool."""
        frame, sketch = self._drawn.source.frame(), self.sketch
        if self._state.view.tool:  # before the mouse moves
            self._drawn.canvas.viewport().setCursor(_Shape.CrossCursor)
        if sketch is None:
            return
        is_new = sketch.key is None
        if frame is not sketch.frame or (is_new and self._state.view.tool != sketch.kind):
            self.drop()
        elif self._follows is not None:
            at = self._crosshair(frame)
            if not np.array_equal(at, self._follows):
                self._follows = at
                self._follow(at)

    def drop(self) -> None:
        """Forget what is being drawn; what is being changed stays as it was."""
        self._is_open, self._follows = False, None
        self._show(None)

    def _commit(self, *, keeps_tool: bool) -> None:
        sketch = self.sketch
        self.drop()
        if sketch is not None and sketch.is_something:
            plane = str(sketch.frame.plane or "")
            measures.add(self._state, sketch.kind, plane, sketch.world())
            if not keeps_tool:
                self._state.view.tool = ""

    def _show(self, sketch: Sketch | None) -> None:
        if sketch is not self.sketch:
            self.sketch = sketch
            self.changed.emit()


def _sketch_of(shown: Shown, frame: SliceFrame) -> Sketch:
    return Sketch(shown.measure.kind, frame, shown.points, shown.measure.key)


def _is_shift(modifiers: Qt.KeyboardModifier) -> bool:
    return bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
