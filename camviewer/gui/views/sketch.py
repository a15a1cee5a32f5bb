"""What is being drawn or changed on a plane, and where one can take hold of it. No Qt.

Points are (column, row) in pixels of the plane, as :mod:`camviewer.render.regions` has them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from camviewer.render.regions import hold_inside, outline

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from camviewer.render.slicing import SliceFrame

    Points = NDArray[np.float64]

WHOLE = -1
INSIDE = -2
_PARTS = {0: (0, 0), 1: (1, 1), 2: (0, 1), 3: (1, 0)}
"""Which of the two corners gives a handle its column, and which its row."""


def handles(kind: str, points: Points) -> Points:
    """Points that can be pulled: both ends or four corners, (n, 2); freehand has none."""
    if kind == "freehand":
        return np.empty((0, 2))
    if kind == "distance":
        return points
    return np.array([(points[x, 0], points[y, 1]) for x, y in _PARTS.values()])


def pulled(kind: str, points: Points, handle: int, to: Points) -> Points:
    """Move one handle; the opposite one stays."""
    moved = points.copy()
    if kind == "distance":
        moved[handle] = to
    else:
        column, row = _PARTS[handle]
        moved[column, 0], moved[row, 1] = to
    return moved


def gap(kind: str, points: Points, at: Points) -> float:
    """Distance of a point from the line that is drawn, in the points' unit."""
    line = outline(kind, points)
    ends = line[1:] if kind == "distance" else np.roll(line, -1, axis=0)
    starts = line[: len(ends)]
    along, offset = ends - starts, at - starts
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip((along * offset).sum(axis=1) / length, 0, 1)
    return float(np.sqrt(((offset - share[:, None] * along) ** 2).sum(axis=1).min()))


def encloses(kind: str, points: Points, at: Points) -> bool:
    """Whether a region holds a point; a distance holds none."""
    if kind == "distance":
        return False
    start = outline(kind, points)
    end = np.roll(start, -1, axis=0)
    is_crossed = (start[:, 1] > at[1]) != (end[:, 1] > at[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (at[1] - start[:, 1]) / (end[:, 1] - start[:, 1])
    x = start[:, 0] + share * (end[:, 0] - start[:, 0])
    return int(np.count_nonzero(is_crossed & (at[0] < x))) % 2 == 1


@dataclass(frozen=True, eq=False)
class Sketch:
    """A measure on its way.

    Attributes
    ----------
    kind
        As :class:`camviewer.session.state.Measure` has it.
    frame : SliceFrame
        The plane it lies on.
    points : array, (n, 2)
        As they are now.
    key
        The measure that is changed; None for a new one.
    handle
        The handle that is pulled, or WHOLE or INSIDE when all of it moves.
    grip : array, (2,)
        Where it was taken.
    before : array, (n, 2)
        As the points were then.
    """

    kind: str
    frame: SliceFrame
    points: Points
    key: int | None = None
    handle: int = WHOLE
    grip: Points | None = None
    before: Points | None = None

    @classmethod
    def begun(cls, kind: str, frame: SliceFrame, at: Points) -> Sketch:
        """Begin a new one at a point."""
        count = 1 if kind == "freehand" else 2
        return cls(kind, frame, np.repeat(at[None], count, axis=0))

    def taken(self, handle: int, at: Points) -> Sketch:
        """Take hold of it at a point."""
        return replace(self, handle=handle, grip=at, before=self.points)

    def moved(self, to: Points, least: float = 0.0) -> Sketch:
        """Follow to a point; freehand takes it in when it is at least so far from the last."""
        return replace(self, points=self._moved(to, least))

    def _moved(self, to: Points, least: float) -> Points:
        if self.grip is not None and self.before is not None:
            if self.handle >= 0:
                return pulled(self.kind, self.before, self.handle, to)
            return hold_inside(self.before + to - self.grip, self.frame.shape)
        if self.kind != "freehand":
            return np.stack([self.points[0], to])
        is_far = float(np.hypot(*(to - self.points[-1]))) > least
        return np.vstack([self.points, to]) if is_far else self.points

    @property
    def is_something(self) -> bool:
        """Whether it has a length or encloses something."""
        if self.kind == "freehand":
            return len(np.unique(self.points, axis=0)) > 2
        if self.kind == "distance":
            return bool(np.any(self.points[0] != self.points[1]))
        return bool(np.all(self.points[0] != self.points[1]))

    def world(self) -> tuple[tuple[float, ...], ...]:
        """Points in world coordinates."""
        found = [self.frame.world(column, row) for column, row in self.points]
        return tuple(tuple(float(x) for x in point) for point in found)
