"""Which part of a plane is on the screen, and how large. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

LARGEST_PIXEL = 64.0
_TINY_PX = 4.0


@dataclass(frozen=True)
class Camera:
    """What is in the middle of the screen, and how large.

    Attributes
    ----------
    x, y
        Plane coordinate in the middle, in mm from the left and top edge of the plane.
    scale
        Millimetres per screen pixel.
    """

    x: float
    y: float
    scale: float


@dataclass(frozen=True)
class Extent:
    """Size of what is drawn.

    Attributes
    ----------
    width, height
        In mm.
    pixel
        Smallest side of one voxel, in mm.
    is_picture
        Whether the pixels are the thing itself, not samples of a body.
    """

    width: float
    height: float
    pixel: float
    is_picture: bool = False


def fit(extent: Extent, width_px: float, height_px: float) -> Camera:
    """Show all of it, in the middle; tiny pictures at a whole number of screen pixels."""
    scale = max(extent.width / max(1.0, width_px), extent.height / max(1.0, height_px))
    if extent.is_picture and extent.pixel / scale >= _TINY_PX:
        scale = extent.pixel / math.floor(extent.pixel / scale)
    return Camera(extent.width / 2, extent.height / 2, scale)


def zoom(camera: Camera, extent: Extent, factor: float, about: tuple[float, float]) -> Camera:
    """Magnify about a point of the plane, which stays where it is on the screen."""
    smallest = extent.pixel / LARGEST_PIXEL
    largest = max(extent.width, extent.height) / 32.0
    scale = min(max(camera.scale / factor, smallest), largest)
    share = scale / camera.scale
    x, y = about
    return Camera(x + (camera.x - x) * share, y + (camera.y - y) * share, scale)
