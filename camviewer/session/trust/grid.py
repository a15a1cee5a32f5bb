"""Whether the network's grid is fine enough for the size of the finding."""

from __future__ import annotations

from math import pi
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.image import Mask
from camviewer.core.judgement import Curve
from camviewer.core.trust import Evidence, Standing
from camviewer.core.words import say
from camviewer.session.trust.questions import unknown

if TYPE_CHECKING:
    from camviewer.core.image import Image
    from camviewer.session.trust.weighed import Weighed

ACROSS = 2.0
"""Cells that a thing has to span to be seen apart from its surroundings (Nyquist)."""


def grid(case: Weighed) -> Evidence:
    """Hold the longest edge of a cell against the size of the finding."""
    if case.heatmap.is_blank:
        return unknown("grid", say("trust", "The map is blank: it shows no finding."))
    size, what = _size(case)
    if not size > 0:
        return unknown("grid", say("trust", "No hot region, and no mask that is shown."))
    cell = float(max(case.heatmap.grid.spacing))
    count, is_volume = size / cell, case.image.is_volume
    words = say("trust", "{what} is {size} across: {count} cells of {cell}.")
    return Evidence(
        "grid",
        _standing(count),
        words.format(
            what=what, size=_length(size, case), count=f"{count:.1f}", cell=_length(cell, case)
        ),
        say(
            "trust", "Two cells across are needed to see a thing apart from what is around it."
        ),
        count,
        say("trust", "cells"),
        curves=_bars(size, cell, is_volume=is_volume),
    )


def _standing(count: float) -> Standing:
    if count < 1:
        return Standing.NOT_SUPPORTED
    return Standing.SUPPORTED if count >= ACROSS else Standing.MIXED


def _size(case: Weighed) -> tuple[float, str]:
    """Diameter of the finding as a ball or disc, and what it is."""
    whole = 0.0 if case.mask is None else mask_size(case.image, case.mask)
    if whole > 0:
        return diameter(whole, case.image.grid.ndim), say("trust", "The region of the mask")
    from camviewer.session.regions import find_regions

    found = find_regions(case.image, case.heatmap)
    if not found.items:
        return 0.0, ""
    size = found.items[0].size * (1e3 if case.image.is_volume else 1.0)
    return diameter(size, case.image.grid.ndim), say("trust", "The first hot region")


def mask_size(image: Image, mask: Mask | Image) -> float:
    """Volume of a mask in mm³, or area in pixels of the picture.

    A mask that is an image lies in the same world; over a picture it is laid evenly.
    """
    if isinstance(mask, Mask):
        count, grid = np.count_nonzero(mask.array), image.grid
    else:
        inside = mask.array.any(axis=-1) if mask.is_colour else mask.array
        count = np.count_nonzero(inside)
        grid = mask.grid if image.is_volume else image.grid.divided(mask.grid.shape)
    cell = abs(float(np.linalg.det(grid.affine[:-1, :-1])))
    return float(count) * cell


def diameter(size: float, ndim: int) -> float:
    """Diameter of the ball, or disc, of a volume or an area."""
    return float((6 * size / pi) ** (1 / 3) if ndim == 3 else 2 * (size / pi) ** 0.5)


def _length(size: float, case: Weighed) -> str:
    """Write a length in mm, or in pixels and per cent of a picture's width."""
    text = f"{size:.1f}" if size < 10 else f"{size:.0f}"
    if case.image.is_volume:
        return say("trust", "{size} mm").format(size=text)
    width = 100 * size / case.image.grid.shape[1]
    part = f"{width:.1f}" if width < 10 else f"{width:.0f}"
    words = say("trust", "{size} pixels ({part} % of the width)")
    return words.format(size=text, part=part)


def _bars(size: float, cell: float, *, is_volume: bool) -> tuple[Curve, ...]:
    unit = say("trust", "mm") if is_volume else say("trust", "pixels")
    return (
        Curve((0.0,), (size,), say("trust", "finding"), unit),
        Curve((0.0,), (ACROSS * cell,), say("trust", "two cells"), unit),
    )
