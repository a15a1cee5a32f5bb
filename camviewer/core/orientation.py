"""Which way a volume's axes point, and the nearest right-anterior-superior (RAS) order.

Only permutes and flips: nothing is interpolated and no voxel is copied.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import GeometryError
from camviewer.core.image import Grid
from camviewer.core.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from camviewer.core.image import Image


@dataclass(frozen=True)
class Reorientation:
    """A permutation and flips that bring array axes nearest to R, A and S.

    Attributes
    ----------
    order : tuple of 3 ints
        ``order[w]`` is the array axis that runs along world axis w.
    flips : tuple of 3 bools
        Whether the axis along world axis w runs against it.
    """

    order: tuple[int, int, int]
    flips: tuple[bool, bool, bool]

    def apply(self, array: NDArray[Any]) -> NDArray[Any]:
        """View of the array in RAS order, (I, J, K, ...) to (R, A, S, ...)."""
        view = np.transpose(array, self.order + tuple(range(3, array.ndim)))
        return view[tuple(slice(None, None, -1 if flip else 1) for flip in self.flips)]

    def invert(self, array: NDArray[Any]) -> NDArray[Any]:
        """View of a RAS array in the source's order, (R, A, S, ...) to (I, J, K, ...)."""
        view = array[tuple(slice(None, None, -1 if flip else 1) for flip in self.flips)]
        back = tuple(int(axis) for axis in np.argsort(self.order))
        return np.transpose(view, back + tuple(range(3, array.ndim)))

    def grid(self, grid: Grid) -> Grid:
        """Describe the same cells in RAS order."""
        shape = tuple(grid.shape[axis] for axis in self.order)
        step = np.zeros((4, 4))
        step[3, 3] = 1.0
        for world, (axis, flip) in enumerate(zip(self.order, self.flips, strict=True)):
            step[axis, world] = -1.0 if flip else 1.0
            step[axis, 3] = shape[world] - 1 if flip else 0.0
        return Grid(shape, grid.affine @ step)


def to_ras(grid: Grid) -> Reorientation:
    """Find the permutation and flips that bring a volume nearest to RAS.

    Parameters
    ----------
    grid : Grid
        Three-dimensional.

    Raises
    ------
    GeometryError
        When an axis has no length or two axes are parallel.

    Notes
    -----
    Of the six permutations the one with the largest sum of absolute cosines between array
    axes and world axes is taken, so each world axis is used exactly once however oblique
    the volume is.
    """
    steps = grid.affine[:3, :3]
    lengths = np.linalg.norm(steps, axis=0)
    if not np.all(np.isfinite(steps)) or np.any(lengths == 0):
        raise _singular(say("core", "An axis of the volume has no length."))
    cosines = steps / lengths
    if abs(np.linalg.det(cosines)) < 1e-6:
        raise _singular(say("core", "Two axes of the volume are parallel."))
    best = max(
        permutations(range(3)),
        key=lambda order: sum(abs(cosines[w, order[w]]) for w in range(3)),
    )
    flips = tuple(bool(cosines[world, axis] < 0) for world, axis in enumerate(best))
    return Reorientation((best[0], best[1], best[2]), (flips[0], flips[1], flips[2]))


def _singular(sentence: str) -> GeometryError:
    return GeometryError(sentence, hint=say("core", "The file's header is damaged."))


def canonical(image: Image) -> Image:
    """Return a volume as a view in RAS order, a picture as it is."""
    if not image.is_volume:
        return image
    turn = to_ras(image.grid)
    return replace(image, array=turn.apply(image.array), grid=turn.grid(image.grid))


OBLIQUE_DEGREES = 3.0
"""Turned further than this, a volume is called oblique."""


def obliquity_degrees(grid: Grid) -> float:
    """Largest angle between an array axis and its nearest world axis, in degrees [0, 55)."""
    steps = grid.affine[:3, :3]
    cosines = np.abs(steps / np.linalg.norm(steps, axis=0))
    turn = to_ras(grid)
    best = [cosines[world, axis] for world, axis in enumerate(turn.order)]
    return float(np.degrees(np.arccos(min(1.0, *best))))


def oblique_sentence(grid: Grid) -> str:
    """Write by how much a volume is oblique; empty where it is not."""
    angle = obliquity_degrees(grid)
    if angle <= OBLIQUE_DEGREES:
        return ""
    return say(
        "core",
        "The slices are oblique by {angle}°: letters name the nearest directions.",
        angle=f"{angle:.0f}",
    )
