"""Grey windows found in the values themselves: of a region, and what an image reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from camviewer.render.colour import Window, without_padding
from camviewer.render.slicing import slice_pixels

if TYPE_CHECKING:
    from camviewer.core.image import Image
    from camviewer.render.slicing import SliceFrame

_LEAST_PIXELS = 4
_NARROWEST_HU = 1.0


def region_window(
    image: Image, frame: SliceFrame, rows: tuple[float, float], columns: tuple[float, float]
) -> Window | None:
    """Choose the window that spreads the values of a rectangle of a drawn plane.

    Parameters
    ----------
    frame : SliceFrame
        The plane.
    rows, columns
        First and last (fractional) row and column, in any order; parts beside the plane are
        left out.

    Returns
    -------
    Window or None
        From the 1st to the 99th percentile; None for colours, and where there are not four
        pixels with a number.
    """
    if image.is_colour:
        return None
    down, across = _held(rows, frame.shape[0]), _held(columns, frame.shape[1])
    stored = slice_pixels(image, frame)[down, across]
    values = without_padding(image, image.values(stored))
    if values.size < _LEAST_PIXELS:
        return None
    low, high = (float(x) for x in np.percentile(values, (1, 99)))
    least = _NARROWEST_HU if image.unit == "HU" else (high - low) or 1.0
    return Window(max(high - low, least), (low + high) / 2)


def _held(ends: tuple[float, float], count: int) -> slice:
    """Whole pixels whose centres lie between two fractional ones, inside the axis."""
    low, high = sorted(ends)
    return slice(max(0, int(np.ceil(low))), max(0, min(count, int(np.floor(high)) + 1)))


def misses(window: Window, reach: tuple[float, float]) -> bool:
    """Whether a window shows a whole range of values, (lowest, highest), in one grey."""
    return window.low >= reach[1] or window.high <= reach[0]
