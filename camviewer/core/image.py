"""Images, heatmaps and masks: an array, the grid it lies on, and what is known of it.

World coordinates are millimetres in RAS+ (x grows to the patient's right, y to anterior, z to
superior) for volumes. For pictures they are pixels, (row, column), row growing downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import GeometryError
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, eq=False)
class Grid:
    """A regular grid and where it lies in the world.

    Attributes
    ----------
    shape : tuple of n ints
        Cells per axis: (I, J, K) for volumes, (H, W) for pictures.
    affine : float64 array, (n + 1, n + 1)
        Index of a cell centre to its world coordinate.
    """

    shape: tuple[int, ...]
    affine: NDArray[np.float64]

    def __post_init__(self) -> None:
        size = len(self.shape) + 1
        if self.affine.shape != (size, size):
            raise GeometryError(
                say(
                    "core",
                    "An affine of shape {shape} does not fit a grid of {grid}.",
                    shape=self.affine.shape,
                    grid=self.shape,
                )
            )

    @property
    def ndim(self) -> int:
        """Number of spatial axes, 2 or 3."""
        return len(self.shape)

    @property
    def spacing(self) -> tuple[float, ...]:
        """Distance of neighbouring cells along each axis, in world units."""
        return tuple(float(x) for x in np.linalg.norm(self.affine[:-1, :-1], axis=0))

    def world(self, index: ArrayLike) -> NDArray[np.float64]:
        """World coordinates of (fractional) cell indices, (..., n) to (..., n)."""
        index = np.asarray(index, dtype=np.float64)
        return np.asarray(index @ self.affine[:-1, :-1].T + self.affine[:-1, -1])

    def index(self, world: ArrayLike) -> NDArray[np.float64]:
        """Fractional cell indices of world coordinates, (..., n) to (..., n)."""
        offset = np.asarray(world, dtype=np.float64) - self.affine[:-1, -1]
        return np.asarray(offset @ np.linalg.inv(self.affine[:-1, :-1]).T)

    def divided(self, shape: tuple[int, ...]) -> Grid:
        """Cut the same box evenly into another number of cells."""
        step = np.eye(self.ndim + 1)
        for axis, (old, new) in enumerate(zip(self.shape, shape, strict=True)):
            step[axis, axis] = old / new
            step[axis, -1] = 0.5 * old / new - 0.5
        return Grid(shape, self.affine @ step)

    def snapped(self, world: ArrayLike) -> tuple[float, ...]:
        """World coordinate of the cell centre nearest to a position, inside the grid."""
        index = np.floor(self.index(world) + 0.5).clip(0, np.array(self.shape) - 1)
        return tuple(float(x) for x in self.world(index))

    def centre(self) -> NDArray[np.float64]:
        """World coordinate of the middle of the grid, (n,)."""
        return self.world([(count - 1) / 2 for count in self.shape])


def pixel_grid(height: int, width: int) -> Grid:
    """Grid of a picture, whose world is its own pixels."""
    return Grid((height, width), np.eye(3))


@dataclass(frozen=True, eq=False)
class Image:
    """A picture or a volume as it was stored.

    Attributes
    ----------
    array : ndarray, grid.shape or grid.shape + (3,)
        Stored values in their stored type, on the source's own axes; a last axis of 3 is RGB.
    grid : Grid
        Where the values lie.
    slope, intercept : float
        ``value = stored * slope + intercept``; never applied to the whole array.
    unit : str
        ``"HU"`` where the values are Hounsfield units, else empty.
    warnings : tuple of str
        Sentences the user must see: unknown left and right, NaN voxels, oblique axes.
    path : Path or None
        Where it was read from; never written to a log.
    sha256 : str
        Of the file's bytes; empty when it came from memory.
    name : str
        What the window calls it.
    header : mapping
        Reader's own facts that an export needs (qform and sform codes, for instance),
        ``window``: the (width, level) that the file asks to be shown in, ``volume`` or
        ``series``: which one of several in a file or a DICOM folder it is, and
        ``dicom_files``: the files of its slices.
    patient : mapping
        What the file tells of the person, by the words shown: for the screen's corners only;
        never in a log, an export or a message.
    """

    array: NDArray[Any]
    grid: Grid
    slope: float = 1.0
    intercept: float = 0.0
    unit: str = ""
    warnings: tuple[str, ...] = ()
    path: Path | None = None
    sha256: str = ""
    name: str = ""
    header: Mapping[str, object] = field(default_factory=dict)
    patient: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if self.array.shape[: self.grid.ndim] != self.grid.shape:
            raise GeometryError(
                say(
                    "core",
                    "Values of shape {shape} do not fit a grid of {grid}.",
                    shape=self.array.shape,
                    grid=self.grid.shape,
                )
            )

    @property
    def is_volume(self) -> bool:
        """Whether it has three spatial axes."""
        return self.grid.ndim == 3

    @property
    def is_colour(self) -> bool:
        """Whether each cell holds red, green and blue."""
        return self.array.ndim == self.grid.ndim + 1

    def values(self, stored: NDArray[Any]) -> NDArray[np.float32]:
        """Physical values of some stored ones, as float32."""
        scaled = stored.astype(np.float32)
        if self.slope != 1.0:
            scaled *= np.float32(self.slope)
        if self.intercept != 0.0:
            scaled += np.float32(self.intercept)
        return scaled


@dataclass(frozen=True, eq=False)
class Mask:
    """A region of an image, drawn or read.

    Attributes
    ----------
    name : str
        What the window calls it; from a file it may tell of a patient, so never logged.
    array : bool array, the image's grid.shape
        True inside.
    origin : str
        Label of the format it was read from; empty when it was drawn.
    warnings : tuple of str
        Sentences the user must see: another grid, no overlap.
    path : Path or None
        Of the file it was read from; never written to a log.
    sha256 : str
        Of that file; empty for a folder.
    number : int
        Which of the file's regions it is, from 0.
    """

    name: str
    array: NDArray[np.bool_]
    origin: str = ""
    warnings: tuple[str, ...] = ()
    path: Path | None = None
    sha256: str = ""
    number: int = 0

    @cached_property
    def count(self) -> int:
        """Cells inside."""
        return int(np.count_nonzero(self.array))


@dataclass(frozen=True, eq=False)
class Heatmap:
    """What moved the score: a raw, signed map on the network's own grid.

    Attributes
    ----------
    array : float32 array, grid.shape
        Unscaled and signed where the method has a sign; never NaN.
    grid : Grid
        The layer's cells in the same world as the image.
    method, layer, target : str
        Registered name of the method, dotted name of the layer, label of the target.
    parameters, diagnostics : mapping
        What the method was run with, and what it reported.
    milliseconds : float
        Time of the method itself, without the shared forward and backward pass.
    note : str
        Why the map is blank, or what must be known to read it; may be empty.
    name : str
        Tells it from the other maps of its run: the method, with ``@layer`` or ``→target``
        behind it where there are several; the method's name when left empty.
    progress : tuple of two ints or None
        Steps done and in all while the map still refines; None when it is whole.
    """

    array: NDArray[np.float32]
    grid: Grid
    method: str
    layer: str = ""
    target: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    diagnostics: Mapping[str, object] = field(default_factory=dict)
    milliseconds: float = 0.0
    note: str = ""
    name: str = ""
    progress: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if not self.name:
            object.__setattr__(self, "name", self.method)
        if self.array.shape != self.grid.shape:
            raise GeometryError(
                say(
                    "core",
                    "A map of shape {shape} does not fit a grid of {grid}.",
                    shape=self.array.shape,
                    grid=self.grid.shape,
                )
            )

    @property
    def is_signed(self) -> bool:
        """Whether any cell speaks against the target."""
        return bool(self.array.min() < 0)

    @property
    def is_blank(self) -> bool:
        """Whether no cell speaks for the target."""
        return bool(self.array.max() <= 0)

    def with_note(self, note: str) -> Heatmap:
        """Copy with another note."""
        return replace(self, note=note)
