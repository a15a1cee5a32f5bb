"""A slice as pixels: grey window, heatmap on top, square millimetres.

Enlarging keeps pixel centres in place: pixel i of n lies at ``(i + 1/2) * old / n - 1/2``
of the old ones. The heatmap is sampled at the new pixels, not enlarged with the image.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from camviewer.render.colour import Ramp, blend, colourise, overlay_lut, to_grey
from camviewer.render.contours import contours_on, with_contours
from camviewer.render.overlay import ScaleRule, sample_heatmap
from camviewer.render.slicing import resized_frame, slice_pixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from camviewer.core.image import Heatmap, Image
    from camviewer.render.colour import Window
    from camviewer.render.slicing import SliceFrame


@dataclass(frozen=True)
class OverlayStyle:
    """How a heatmap is laid over an image.

    Attributes
    ----------
    colours
        Name in :data:`camviewer.render.colour.COLOUR_MAPS`.
    opacity
        Of the top of the scale, in [0, 1].
    threshold
        Share of the top below which nothing is drawn, in [0, 1].
    ramp
        One of :class:`camviewer.render.colour.Ramp`.
    scale
        The :class:`camviewer.render.overlay.ScaleRule` that gave the top; for the legend.
    smooth
        Interpolated between cells, or the cells as they are.
    signed
        Whether cells against the target are drawn too.
    drawing
        ``"fill"``, ``"contour"`` (lines around the top of the mass) or ``"both"``.
    """

    colours: str = "inferno"
    opacity: float = 0.6
    threshold: float = 0.2
    ramp: str = Ramp.LINEAR
    scale: str = ScaleRule.MAP
    smooth: bool = True
    signed: bool = False
    drawing: str = "fill"

    def lut(self) -> NDArray[np.uint8]:
        """Return the colour of every entry, (256, 4)."""
        return overlay_lut(
            self.colours,
            opacity=self.opacity,
            threshold=self.threshold,
            ramp=self.ramp,
            signed=self.signed,
        )


@dataclass(frozen=True, eq=False)
class DrawnMap:
    """A heatmap with everything needed to draw it.

    Attributes
    ----------
    heatmap : Heatmap
        Raw and signed.
    top
        Value of the top of the colour scale, positive; see
        :func:`camviewer.render.overlay.scale_top`.
    title
        Words for the method; its registered name when empty.
    style : OverlayStyle
        Colours, opacity, threshold.
    """

    heatmap: Heatmap
    top: float
    title: str = ""
    style: OverlayStyle = OverlayStyle()

    def colours_on(self, frame: SliceFrame) -> NDArray[np.uint8]:
        """Return the map's colours at the pixels of a plane, frame.shape + (4,)."""
        style = self.style
        values = sample_heatmap(self.heatmap, frame, smooth=style.smooth)
        return colourise(values, style.lut(), top=self.top, signed=style.signed)


def square_shape(frame: SliceFrame) -> tuple[int, int]:
    """Rows and columns at which a millimetre is square and no voxel is less than a pixel."""
    finest = min(frame.spacing)
    rows, columns = (
        max(count, round(count * step / finest))
        for count, step in zip(frame.shape, frame.spacing, strict=True)
    )
    return rows, columns


def draw_slice(
    image: Image,
    frame: SliceFrame,
    window: Window,
    drawn: DrawnMap | None = None,
    *,
    shape: tuple[int, int] | None = None,
    smooth: bool = False,
) -> NDArray[np.uint8]:
    """Draw one plane without any writing on it.

    Parameters
    ----------
    image : Image
        Its grey depends on the window alone.
    frame : SliceFrame
        Of this image.
    window : Window
        In the image's unit.
    drawn : DrawnMap or None
        Laid over it.
    shape
        Rows and columns wanted; None is one pixel a voxel.
    smooth
        Whether the image is interpolated linearly when resized; else the nearest voxel.

    Returns
    -------
    uint8 array, (rows, columns, 3)
        Red, green and blue.
    """
    grey = to_grey(slice_pixels(image, frame), window, image.slope, image.intercept)
    if shape is not None and shape != frame.shape:
        grey = _resize(grey, shape, smooth=smooth)
        frame = resized_frame(frame, shape)
    if drawn is None:
        return np.repeat(grey[..., None], 3, axis=2) if grey.ndim == 2 else grey
    if drawn.style.drawing != "contour":
        grey = blend(grey, drawn.colours_on(frame))
    if drawn.style.drawing == "fill":
        return grey
    return with_contours(grey, contours_on(drawn.heatmap, frame, smooth=drawn.style.smooth))


def _resize(
    pixels: NDArray[np.uint8], shape: tuple[int, int], *, smooth: bool
) -> NDArray[np.uint8]:
    """Bring pixels to another number of rows and columns, (R, C) or (R, C, 3)."""
    if smooth:
        from PIL import Image as Pillow

        flat = Pillow.fromarray(pixels)
        rows, columns = shape
        return np.asarray(flat.resize((columns, rows), Pillow.Resampling.BILINEAR))
    rows_taken, columns_taken = (
        ((np.arange(new) + 0.5) * old / new).astype(np.intp)
        for new, old in zip(shape, pixels.shape[:2], strict=True)
    )
    return np.asarray(pixels[rows_taken][:, columns_taken])


def plain_figure(
    image: Image,
    frame: SliceFrame,
    window: Window,
    drawn: DrawnMap | None = None,
    *,
    smooth: bool = False,
) -> NDArray[np.uint8]:
    """Draw one plane alone, at least one pixel a voxel, with square millimetres. RGB."""
    return draw_slice(image, frame, window, drawn, shape=square_shape(frame), smooth=smooth)
