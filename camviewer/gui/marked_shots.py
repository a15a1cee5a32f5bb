"""Made-up measures and masks for the pictures of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.image import Mask
from camviewer.render.slicing import Plane, frame_at, picture_frame
from camviewer.session import measures
from camviewer.session.masks import add_masks, mask_numbers

if TYPE_CHECKING:
    from camviewer.core.image import Image
    from camviewer.gui.main_window import MainWindow
    from camviewer.render.slicing import SliceFrame
    from camviewer.session.service import Session

_DRAWN = (
    ("distance", ((0.25, 0.30), (0.45, 0.42))),
    ("box", ((0.20, 0.55), (0.35, 0.75))),
    ("freehand", ((0.42, 0.75), (0.50, 0.72), (0.58, 0.75), (0.56, 0.83), (0.45, 0.84))),
    ("ellipse", ((0.55, 0.35), (0.80, 0.60))),
)
"""Kinds, and points as shares of the plane's width and height."""
_BALLS = (("lesion", 0.40, 0.04), ("upper lobe", 0.65, 0.07), ("heart", 0.50, 0.10))
"""Names, where on the first axis, and radius as a share of the smaller side."""


def draw_measures(session: Session, window: MainWindow) -> None:
    """Draw one measure of each kind and show their page."""
    state = session.state
    if state.case.image is None:
        return
    state.view.place = "read"
    frame = _frame(session, state.case.image)
    rows, columns = frame.shape
    for kind, shares in _DRAWN:
        points = [frame.world(x * columns, y * rows) for x, y in shares]
        world = tuple(tuple(float(value) for value in point) for point in points)
        measures.add(state, kind, str(frame.plane or ""), world)
    window.sides["right"].show_page("measures")


def _frame(session: Session, image: Image) -> SliceFrame:
    if not image.is_volume:
        return picture_frame(image)
    return frame_at(image.grid, Plane.AXIAL, session.state.view.position)


def lay_masks(session: Session, window: MainWindow) -> None:
    """Lay three masks over the case and show their page."""
    state, image = session.state, session.state.case.image
    if image is None:
        return
    measures.remove_all(state)
    masks = [Mask(name, _ball(image, where, radius)) for name, where, radius in _BALLS]
    add_masks(state.masks, masks)
    state.masks.numbers = {each.name: mask_numbers(image, each) for each in masks}
    window.sides["right"].show_page("masks")


def _ball(image: Image, where: float, radius: float) -> np.ndarray:
    """Cells within a radius of a place, in the world's unit."""
    grid, spacing = image.grid, image.grid.spacing
    reach = radius * min(n * step for n, step in zip(grid.shape[:2], spacing, strict=False))
    middle = [where, *(0.5 for _ in grid.shape[1:])]
    squares = np.zeros(grid.shape, np.float32)
    for axis, (count, step) in enumerate(zip(grid.shape, spacing, strict=True)):
        shape = [1] * grid.ndim
        shape[axis] = count
        away = (np.arange(count) - middle[axis] * count) * step
        squares += (away**2).astype(np.float32).reshape(shape)
    inside: np.ndarray = squares < reach**2
    return inside
