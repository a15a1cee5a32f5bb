"""Outlines of a mask on a drawn plane, as lines and as pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from camviewer.render.overlay import sample_heatmap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from camviewer.core.image import Heatmap
    from camviewer.render.slicing import SliceFrame

LINE = (64, 224, 208)
"""Turquoise: bright on grey, and no heatmap's orange or red."""
_CASING = (0, 0, 0)


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


def with_outline(
    pixels: NDArray[np.uint8], mask: Heatmap, frame: SliceFrame
) -> NDArray[np.uint8]:
    """Draw the outline of a mask over a plane, with a dark casing.

    Parameters
    ----------
    pixels : uint8 array, frame.shape + (3,)
        The plane as it is drawn so far.
    mask
        Cells above 0 are inside; they are drawn as they are, not smoothed.
    frame
        Of the pixels.

    Returns
    -------
    uint8 array, frame.shape + (3,)
        The same pixels where the plane does not cut the mask.
    """
    from PIL import Image, ImageDraw

    lines = mask_outlines(sample_heatmap(mask, frame, smooth=False) > 0)
    if not lines:
        return pixels
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    scribe = ImageDraw.Draw(picture)
    thin = max(1, round(max(pixels.shape[:2]) / 400))
    for colour, width in ((_CASING, 3 * thin), (LINE, thin)):
        for line in lines:
            scribe.line([tuple(point) for point in line.tolist()], fill=colour, width=width)
    return np.asarray(picture)
