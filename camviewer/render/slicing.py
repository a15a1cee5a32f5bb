"""Planes through a volume: which voxels are drawn where, and which way the patient lies.

A plane shows native voxels of the array order nearest to RAS: nothing is interpolated and
nothing copied. Row 0 is the top of the screen and column 0 its left. The letters at the
edges are read from the matrix that was drawn, never from the name of the plane.
"""

from __future__ import annotations

import enum
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from camviewer.core.orientation import to_ras

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from camviewer.core.image import Grid, Image
    from camviewer.core.orientation import Reorientation

_NEGATIVE, _POSITIVE = "LPI", "RAS"
_FURTHER_LETTER = 0.25


class Plane(enum.StrEnum):
    """The three planes, named by what they cut the patient into."""

    AXIAL = "axial"
    CORONAL = "coronal"
    SAGITTAL = "sagittal"


@dataclass(frozen=True)
class _Course:
    """Which RAS axes a plane's columns, rows and slices run along."""

    columns: int
    rows: int
    depth: int
    forward: int


# Forward is the wheel pushed away: superior, anterior, left.
_COURSES = {
    Plane.AXIAL: _Course(0, 1, 2, 1),
    Plane.CORONAL: _Course(0, 2, 1, 1),
    Plane.SAGITTAL: _Course(1, 2, 0, -1),
}


@dataclass(frozen=True)
class Convention:
    """From where the patient is looked at.

    Attributes
    ----------
    is_radiological
        Patient's right at the left of axial and coronal planes.
    is_anterior_left
        Anterior at the left of sagittal planes, which know no radiological side.
    """

    is_radiological: bool = True
    is_anterior_left: bool = True

    def mirrors(self, plane: Plane) -> bool:
        """Whether a plane's columns run against R, or against A when sagittal."""
        return self.is_anterior_left if plane is Plane.SAGITTAL else self.is_radiological


RADIOLOGICAL = Convention()


class Letters(NamedTuple):
    """Patient directions at the four edges; empty strings for pictures."""

    left: str = ""
    right: str = ""
    top: str = ""
    bottom: str = ""


@dataclass(frozen=True, eq=False)
class SliceFrame:
    """One drawn plane, row 0 at the top and column 0 at the left.

    Attributes
    ----------
    plane : Plane or None
        None for a picture.
    shape : tuple of 2 ints
        Rows and columns.
    to_world : float64 array, (4, 4)
        (column, row, slice index, 1) to the world coordinate of a pixel's centre: mm RAS;
        (row, column, 0) for a picture. All slices of a plane share it.
    spacing : tuple of 2 floats
        Distance of neighbouring rows and of neighbouring columns, in mm; 1 for pictures.
    index, count
        Slice number, growing to the right, anterior and superior, and slices in all.
    is_mirrored
        Whether columns run against the RAS order of the voxels.
    letters : Letters
        Directions at the edges.
    """

    plane: Plane | None
    shape: tuple[int, int]
    to_world: NDArray[np.float64]
    spacing: tuple[float, float]
    index: int = 0
    count: int = 1
    is_mirrored: bool = False
    letters: Letters = field(default=Letters())

    def world(self, column: float, row: float) -> NDArray[np.float64]:
        """World coordinate of a (fractional) pixel: (3,), or (row, column) for a picture."""
        point = self.to_world @ (column, row, self.index, 1.0)
        return np.asarray(point[:3] if self.plane else point[:2])

    def pixel(self, position: ArrayLike) -> tuple[float, float]:
        """Fractional column and row nearest to a world coordinate, (3,) or (2,)."""
        full = np.array([0.0, 0.0, 0.0, 1.0])
        given = np.asarray(position, dtype=np.float64)
        full[: len(given)] = given
        column, row = (self._to_pixel @ full)[:2]
        return float(column), float(row)

    def nearest_to(self, position_mm: ArrayLike) -> SliceFrame:
        """Lay the slice of this plane nearest to a position, (3,), inside the volume."""
        # A copy keeps what was worked out of the plane: its normal and the way back.
        moved = copy(self)
        object.__setattr__(moved, "index", _nearest(self.depth(position_mm), self.count))
        return moved

    def depth(self, position: ArrayLike) -> float:
        """Fractional number of the slice through a world coordinate; 0 for a picture."""
        if self.plane is None:
            return 0.0
        given = np.append(np.asarray(position, dtype=np.float64), 1.0)
        return float(self._to_pixel[2] @ given)

    @cached_property
    def _to_pixel(self) -> NDArray[np.float64]:
        """World coordinate to (column, row, slice index, 1)."""
        return np.asarray(np.linalg.inv(self.to_world), dtype=np.float64)

    @cached_property
    def normal(self) -> NDArray[np.float64]:
        """Unit vector across the plane, on the side of R, A or S, (3,)."""
        across = np.cross(self.to_world[:3, 0], self.to_world[:3, 1])
        across = across / np.linalg.norm(across)
        return np.asarray(across * np.sign(across[np.argmax(np.abs(across))]))

    @property
    def position_text(self) -> str:
        """Where the plane lies along its normal: ``"S 34.5 mm"``; empty for a picture."""
        if self.plane is None:
            return ""
        normal = self.normal
        offset = float(normal @ self.world(0, 0))
        axis = int(np.argmax(np.abs(normal)))
        return f"{side_text(axis, offset, 1)} mm"


def side_text(axis: int, millimetres: float, decimals: int) -> str:
    """Write how far along an axis of the world a place lies: ``L 42.2`` for -42.2 along R.

    A letter and no sign, as everywhere on the screen: ``R −42.2`` is read as right.
    """
    rounded = round(float(millimetres), decimals)
    letter = (_POSITIVE if rounded >= 0 else _NEGATIVE)[axis]
    return f"{letter} {abs(rounded):.{decimals}f}"


def place_text(world: Sequence[float], decimals: int = 1) -> str:
    """Write a place in the world, (3,) mm RAS: ``L 42.2 A 173.3 I 667.5``."""
    return " ".join(side_text(axis, x, decimals) for axis, x in enumerate(world))


def frame_at(
    grid: Grid, plane: Plane, position_mm: ArrayLike, convention: Convention = RADIOLOGICAL
) -> SliceFrame:
    """Lay a plane through the voxels nearest to a position.

    Parameters
    ----------
    grid : Grid
        Of the volume, in its own axis order.
    position_mm : array, (3,)
        World coordinate, mm RAS; outside the volume the nearest slice is taken.

    Raises
    ------
    GeometryError
        When the grid's axes are degenerate.
    """
    return _first_slice(grid, plane, convention.mirrors(plane)).nearest_to(position_mm)


@lru_cache(maxsize=64)
def _first_slice(grid: Grid, plane: Plane, mirrored: bool) -> SliceFrame:  # noqa: FBT001 - cached
    """Lay the first slice of a plane; all others share its matrix."""
    _, ras = _canonical_grid(grid)
    course = _COURSES[plane]
    shape = ras.shape[course.rows], ras.shape[course.columns]
    drawn = np.zeros((4, 4))
    drawn[3, 3] = 1.0
    drawn[course.columns, 0] = -1.0 if mirrored else 1.0
    drawn[course.columns, 3] = shape[1] - 1 if mirrored else 0.0
    drawn[course.rows, 1], drawn[course.rows, 3] = -1.0, shape[0] - 1
    drawn[course.depth, 2] = 1.0
    to_world = ras.affine @ drawn
    laid = SliceFrame(
        plane=plane,
        shape=shape,
        to_world=to_world,
        spacing=(ras.spacing[course.rows], ras.spacing[course.columns]),
        count=ras.shape[course.depth],
        is_mirrored=mirrored,
        letters=letters_of(to_world),
    )
    _ = laid.normal  # kept by all copies, as the way back is
    return laid


def picture_frame(image: Image) -> SliceFrame:
    """Frame the whole of a picture as it is stored; its world is (row, column)."""
    swap = np.eye(4)[[1, 0, 2, 3]]
    rows, columns = image.grid.shape
    return SliceFrame(None, (rows, columns), swap, (1.0, 1.0))


def resized_frame(frame: SliceFrame, shape: tuple[int, int]) -> SliceFrame:
    """Return the same plane cut into other pixels; its outer borders stay in place."""
    finer = np.eye(4)
    for axis, (new, old) in enumerate(zip(shape, frame.shape, strict=True)):
        column = 1 - axis  # rows are the second axis of to_world
        finer[column, column] = old / new
        finer[column, 3] = 0.5 * old / new - 0.5
    spacing = tuple(
        step * old / new
        for step, old, new in zip(frame.spacing, frame.shape, shape, strict=True)
    )
    return replace(
        frame, shape=shape, to_world=frame.to_world @ finer, spacing=(spacing[0], spacing[1])
    )


def slice_pixels(image: Image, frame: SliceFrame) -> NDArray[Any]:
    """Cut out the stored values exactly as they are drawn, without a copy.

    Returns
    -------
    ndarray, frame.shape or frame.shape + (3,)
        A view in the stored type.
    """
    if frame.plane is None:
        return image.array
    turn, _ = _canonical_grid(image.grid)
    course = _COURSES[frame.plane]
    picked: list[int | slice] = [slice(None)] * 3
    picked[course.depth] = frame.index
    columns_first = turn.apply(image.array)[tuple(picked)]
    rows_first = columns_first.swapaxes(0, 1)[::-1]
    return rows_first[:, ::-1] if frame.is_mirrored else rows_first


def step(grid: Grid, plane: Plane, position_mm: ArrayLike, slices: int) -> NDArray[np.float64]:
    """Move a position by slices, as the wheel does.

    Parameters
    ----------
    position_mm : array, (3,)
        World coordinate, mm RAS.
    slices
        Positive goes superior, anterior or to the left; it stops at the last slice.

    Returns
    -------
    array, (3,)
        On the centre of a slice; unchanged along the other two axes.
    """
    _, ras = _canonical_grid(grid)
    course = _COURSES[plane]
    index = ras.index(position_mm)
    last = ras.shape[course.depth] - 1
    here = _nearest(index[course.depth], last + 1)
    index[course.depth] = min(max(here + slices * course.forward, 0), last)
    return ras.world(index)


def depth_axis(plane: Plane) -> int:
    """World axis that a plane's slices follow: 0 for R, 1 for A, 2 for S."""
    return _COURSES[plane].depth


def forward(plane: Plane) -> int:
    """Return 1 where the wheel pushed away raises the slice number, -1 where it lowers it."""
    return _COURSES[plane].forward


def letters_of(to_world: NDArray[np.float64]) -> Letters:
    """Read the patient directions at the edges from a matrix that draws.

    Parameters
    ----------
    to_world : array, (4, 4)
        (column, row, depth, 1) to mm RAS.

    Notes
    -----
    An edge has the letter of the axis with the largest component. Further letters follow in
    falling order while their component exceeds a quarter of the length, so the first of
    them appears at about 15 degrees.
    """
    rightward, downward = to_world[:3, 0], to_world[:3, 1]
    return Letters(
        left=_direction(-rightward),
        right=_direction(rightward),
        top=_direction(-downward),
        bottom=_direction(downward),
    )


def _direction(vector: NDArray[np.float64]) -> str:
    """Letters of a direction, the largest component first."""
    unit = vector / np.linalg.norm(vector)
    falling = np.argsort(-np.abs(unit), kind="stable")
    return "".join(
        (_POSITIVE if unit[axis] > 0 else _NEGATIVE)[axis]
        for rank, axis in enumerate(falling)
        if rank == 0 or abs(unit[axis]) > _FURTHER_LETTER
    )


def _nearest(index: float, count: int) -> int:
    """Whole index nearest to a fractional one, inside the axis."""
    return int(min(max(np.floor(index + 0.5), 0), count - 1))


@lru_cache(maxsize=64)
def _canonical_grid(grid: Grid) -> tuple[Reorientation, Grid]:
    """Turn to RAS order and the grid in that order; a grid is known by its identity."""
    turn = to_ras(grid)
    return turn, turn.grid(grid)
