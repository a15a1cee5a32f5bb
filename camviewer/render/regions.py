"""Regions drawn on a plane: which of its pixels lie inside, and what they hold.

Points are (column, row) in pixels of the plane; the centre of pixel (c, r) lies at (c, r). A
pixel belongs to a region when its centre lies inside or on the edge, so that a plane drawn from
the other side has the same pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.image import Grid
from camviewer.render.slicing import slice_pixels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from camviewer.core.image import Image
    from camviewer.render.slicing import SliceFrame

_CORNERS = 72
_DIGITS = 6
_EDGE_PX = 1e-6
_HALF_SLICE = 0.5


@dataclass(frozen=True, eq=False)
class Region:
    """Pixels of a plane inside an outline, cut to the smallest box around them.

    Attributes
    ----------
    rows, columns : slice
        The box.
    inside : bool array, (rows, columns)
        Which of its pixels belong to the region.
    """

    rows: slice
    columns: slice
    inside: NDArray[np.bool_]

    @property
    def count(self) -> int:
        """Pixels inside."""
        return int(np.count_nonzero(self.inside))

    def pick(self, plane: NDArray[Any]) -> NDArray[Any]:
        """Values inside of an array that covers the plane: (count,) or (count, 3)."""
        picked: NDArray[Any] = plane[self.rows, self.columns][self.inside]
        return picked


@dataclass(frozen=True)
class Statistics:
    """What the values of a region are like; NaN where there is none.

    Attributes
    ----------
    count
        Values that are finite.
    mean, deviation
        Deviation is that of the population: the root of the mean squared distance from the
        mean.
    minimum, maximum
        Least and greatest.
    """

    count: int
    mean: float
    deviation: float
    minimum: float
    maximum: float


def statistics(values: NDArray[Any]) -> Statistics:
    """Describe some values, (n,); those that are not finite are left out."""
    finite = np.asarray(values, np.float64)
    finite = finite[np.isfinite(finite)]
    if not finite.size:
        nan = float("nan")
        return Statistics(0, nan, nan, nan, nan)
    return Statistics(
        finite.size,
        float(finite.mean()),
        float(finite.std()),
        float(finite.min()),
        float(finite.max()),
    )


def plane_points(frame: SliceFrame, points: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Drop world coordinates onto a plane: (column, row) of each, (n, 2)."""
    dropped = [frame.pixel(point) for point in points]
    return np.round(np.array(dropped, np.float64).reshape(-1, 2), _DIGITS)


def lies_on(frame: SliceFrame, plane: str, points: Sequence[Sequence[float]]) -> bool:
    """Whether what was drawn on a plane, empty for a picture, lies within half this slice."""
    if (frame.plane or "") != plane:
        return False
    return bool(abs(frame.depth(points[0]) - frame.index) <= _HALF_SLICE)


def pixel_area(frame: SliceFrame) -> float:
    """Area of one pixel of a plane, in mm² (1 for a picture), also where its axes are askew."""
    return float(np.linalg.norm(np.cross(frame.to_world[:3, 0], frame.to_world[:3, 1])))


def outline(kind: str, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corners of the line that is drawn, in order, (m, 2).

    Parameters
    ----------
    kind
        ``"distance"``: both ends; ``"box"`` and ``"ellipse"``: two opposite corners of the
        box around it; ``"freehand"``: the outline itself.
    points : array, (n, 2)
    """
    if kind in {"distance", "freehand"}:
        return points
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    if kind == "box":
        return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    turn = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
    across, down = (right - left) / 2, (bottom - top) / 2
    circle = np.stack([across * np.cos(turn), down * np.sin(turn)], axis=1)
    return np.asarray(circle + np.array([left + right, top + bottom]) / 2)


def region_of(kind: str, points: NDArray[np.float64], shape: tuple[int, int]) -> Region:
    """Find the pixels inside a box, an ellipse or a freehand outline.

    Parameters
    ----------
    kind, points
        As :func:`outline` takes them, but for distances.
    shape
        Rows and columns of the plane; what lies beside it belongs to no region.

    Notes
    -----
    Freehand outlines that cross themselves hold what is enclosed an odd number of times.
    """
    low = np.maximum(np.ceil(points.min(axis=0)), 0).astype(int)
    high = np.minimum(np.floor(points.max(axis=0)), (shape[1] - 1, shape[0] - 1)).astype(int)
    box = slice(low[1], max(low[1], high[1] + 1)), slice(low[0], max(low[0], high[0] + 1))
    size = box[0].stop - box[0].start, box[1].stop - box[1].start
    if kind == "box" or 0 in size:
        inside = np.ones(size, bool)
    elif kind == "ellipse":
        inside = _ellipse(points - low, size)
    else:
        inside = _polygon(points - low, size)
    return Region(*box, inside)


def _ellipse(points: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.bool_]:
    """Pixels within the ellipse that touches a box."""
    middle = points.mean(axis=0)
    radius = np.maximum(np.abs(points[1] - points[0]) / 2, _EDGE_PX)
    x = ((np.arange(size[1]) - middle[0]) / radius[0]) ** 2
    y = ((np.arange(size[0]) - middle[1]) / radius[1]) ** 2
    return np.asarray(y[:, None] + x[None, :] <= 1 + _EDGE_PX)


def _polygon(points: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.bool_]:
    """Pixels inside a polygon by the parity of the edges left of them, or on an edge."""
    rows, columns = size
    start, end = points, np.roll(points, -1, axis=0)
    start, end = (
        np.where((start[:, 1] <= end[:, 1])[:, None], first, second)
        for first, second in ((start, end), (end, start))
    )
    edges, row, x = _crossings(start, end, rows)
    is_crossed = row < end[edges, 1]  # an edge's lower end belongs to the next one
    parity = np.zeros((rows, columns + 1), np.int64)
    column = np.clip(np.ceil(x), 0, columns).astype(int)
    np.add.at(parity, (row[is_crossed], column[is_crossed]), 1)
    inside: NDArray[np.bool_] = np.cumsum(parity, axis=1)[:, :columns] % 2 == 1
    near = np.round(x).astype(int)
    is_on = (np.abs(x - near) <= _EDGE_PX) & (near >= 0) & (near < columns)
    inside[row[is_on], near[is_on]] = True
    _add_flat_edges(inside, start, end)
    return inside


def _crossings(
    start: NDArray[np.float64], end: NDArray[np.float64], rows: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """Where edges that go down meet rows: number of the edge, row, column of each."""
    first = np.clip(np.ceil(start[:, 1]), 0, rows).astype(int)
    last = np.clip(np.floor(end[:, 1]), -1, rows - 1).astype(int)
    is_slanted = end[:, 1] > start[:, 1]
    counts = np.where(is_slanted, np.maximum(last - first + 1, 0), 0)
    edges = np.repeat(np.arange(len(start)), counts)
    within = np.arange(len(edges)) - np.repeat(np.cumsum(counts) - counts, counts)
    row = first[edges] + within
    share = (row - start[edges, 1]) / (end[edges, 1] - start[edges, 1])
    return edges, row, start[edges, 0] + share * (end[edges, 0] - start[edges, 0])


def _add_flat_edges(
    inside: NDArray[np.bool_], start: NDArray[np.float64], end: NDArray[np.float64]
) -> None:
    """Put in the pixels on edges that run along a row."""
    for (x, y), (other, level) in zip(start, end, strict=True):
        if y == level and y == round(y) and 0 <= y < inside.shape[0]:
            low, high = max(0, int(np.ceil(min(x, other)))), int(np.floor(max(x, other)))
            inside[int(y), low : high + 1] = True


def cut(frame: SliceFrame, region: Region) -> SliceFrame:
    """Lay the part of a plane that is the box around a region."""
    move = np.eye(4)
    move[:2, 3] = region.columns.start, region.rows.start
    return replace(frame, shape=region.inside.shape, to_world=frame.to_world @ move)


def slice_grid(frame: SliceFrame) -> Grid:
    """Make the grid of one plane's pixels: (columns, rows, 1), or of a picture."""
    rows, columns = frame.shape
    if frame.plane is None:
        return Grid((rows, columns), np.eye(3))
    here = np.eye(4)
    here[2, 3] = frame.index
    return Grid((columns, rows, 1), frame.to_world @ here)


def region_values(image: Image, frame: SliceFrame, region: Region) -> NDArray[np.float32]:
    """Values of the image inside a region, in its unit; the mean of the three of a colour."""
    values = image.values(region.pick(slice_pixels(image, frame)))
    return values.mean(axis=-1) if image.is_colour else values


def hold_inside(points: NDArray[np.float64], shape: tuple[int, int]) -> NDArray[np.float64]:
    """Shift points, (n, 2), as little as needed to lie on a plane of rows and columns."""
    least = -points.min(axis=0)
    most = np.array([shape[1] - 1, shape[0] - 1]) - points.max(axis=0)
    return np.asarray(points + np.maximum(np.minimum(0.0, most), least))
