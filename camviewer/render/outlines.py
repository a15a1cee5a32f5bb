"""Outlines of a mask on a drawn plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def mask_outlines(plane: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """Find the closed lines around what is inside, by marching squares.

    Parameters
    ----------
    plane : bool array, (rows, columns)
        A mask as it is drawn.

    Returns
    -------
    list of arrays, (n, 2)
        (column, row) in pixels of the plane, whose centres are whole numbers: half a pixel
        outside the outermost centres, also at the plane's edge. The last point is the first.
    """
    from skimage.measure import find_contours

    rows, columns = np.flatnonzero(plane.any(axis=1)), np.flatnonzero(plane.any(axis=0))
    if not rows.size:
        return []
    top, left = rows[0], columns[0]
    inside = np.pad(plane[top : rows[-1] + 1, left : columns[-1] + 1], 1)
    found = find_contours(inside.astype(np.float64), 0.5)  # type: ignore[no-untyped-call]
    return [line[:, ::-1] + (left - 1, top - 1) for line in found]
