"""A slice as pixels: grey window, heatmap on top, square millimetres.

Enlarging keeps pixel centres in place: pixel i of n lies at ``(i + 1/2) * old / n - 1/2``
of the old ones. The heatmap is sampled at the new pixels, not enlarged with the image.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from camviewer.render.colour import Ramp, Window, blend, colourise, overlay_lut, to_grey
from camviewer.render.contours import contours_on, with_contours
from camviewer.render.overlay import ScaleRule, sample_heatmap
from camviewer.render.slab import SlabRule, sample_slab, slab_at, slab_pixels
from camviewer.render.slicing import resized_frame, slice_pixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from camviewer.core.image import Heatmap, Image
    from camviewer.render.slab import Slab
    from camviewer.render.slicing import SliceFrame


@dataclass(frozen=True)
class Look(Window):
    """A grey window, and what else decides how the image itself is drawn.

    Attributes
    ----------
    is_inverted
        Whether low values are white; never so for colours.
    slab, slab_mm
        What is drawn of neighbouring slices together, one of
        :class:`camviewer.render.slab.SlabRule`, and how thick they are together.
    mask
        Where the finding is: cells above 0, which figures outline.
    """

    is_inverted: bool = False
    slab: str = SlabRule.NONE
    slab_mm: float = 10.0
    mask: Heatmap | None = None

    @classmethod
    def of(cls, window: Window) -> Look:
        """Take a look, or make one of a window alone."""
        return window if isinstance(window, Look) else cls(window.width, window.level)

    def slab_on(self, image: Image, frame: SliceFrame) -> Slab | None:
        """Tell which slices are drawn as one; None for a slice alone."""
        return None if image.is_colour else slab_at(frame, self.slab, self.slab_mm)


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

    def colours_on(self, frame: SliceFrame, slab: Slab | None = None) -> NDArray[np.uint8]:
        """Return the map's colours at the pixels of a plane or slab, frame.shape + (4,)."""
        style = self.style
        if slab is None:
            values = sample_heatmap(self.heatmap, frame, smooth=style.smooth)
        else:
            values = _spread(
                sample_slab(self.heatmap, frame, slab, smooth=style.smooth), frame.shape
            )
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
        In the image's unit; a :class:`Look` also tells of inversion and slabs.
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
    look = Look.of(window)
    slab = look.slab_on(image, frame)
    grey = _grey(image, frame, look, slab)
    if shape is not None and shape != frame.shape:
        grey = _resize(grey, shape, smooth=smooth)
        frame = resized_frame(frame, shape)
    if drawn is None:
        return np.repeat(grey[..., None], 3, axis=2) if grey.ndim == 2 else grey
    if drawn.style.drawing != "contour":
        grey = blend(grey, drawn.colours_on(frame, slab))
    if drawn.style.drawing == "fill":
        return grey
    style = drawn.style
    lines = contours_on(drawn.heatmap, frame, slab, smooth=style.smooth, signed=style.signed)
    return with_contours(grey, lines)


def _grey(image: Image, frame: SliceFrame, look: Look, slab: Slab | None) -> NDArray[np.uint8]:
    """Draw a slice or a slab in eight bits, in grey or colour."""
    stored = slice_pixels(image, frame) if slab is None else slab_pixels(image, frame, slab)
    grey = to_grey(stored, look, image.slope, image.intercept)
    return 255 - grey if look.is_inverted and not image.is_colour else grey


def _spread(values: NDArray[np.float32], shape: tuple[int, int]) -> NDArray[np.float32]:
    """Stretch values of fewer pixels over a plane, linearly between them."""
    if values.shape == shape:
        return values
    from PIL import Image as Pillow

    rows, columns = shape
    flat = Pillow.fromarray(np.ascontiguousarray(values, np.float32))
    wide = flat.resize((columns, rows), Pillow.Resampling.BILINEAR)
    return np.asarray(wide, dtype=np.float32)


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
