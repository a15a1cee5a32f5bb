"""Numbers to colours: the grey window of the image, the colours of a heatmap, and their mix.

The grey of an image depends on its own values and the window only, never on a heatmap.
A heatmap's colour table has 256 entries of red, green, blue and alpha. Unsigned tables run
from 0 to the top of the scale, signed ones from -top to +top; a value of 0 is always
transparent, because it says nothing.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import UnknownNameError
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from camviewer.core.image import Image

_PADDING = (-3024.0, -2000.0, -1024.0)
_SAMPLE_SIZE = 400_000
_DIVERGING_DEFAULT = "vik"


@dataclass(frozen=True)
class Window:
    """The range of values that is spread from black to white.

    Attributes
    ----------
    width, level
        Extent and middle of the range, in the image's unit.
    """

    width: float
    level: float

    @property
    def low(self) -> float:
        """Value drawn black."""
        return self.level - self.width / 2

    @property
    def high(self) -> float:
        """Value drawn white."""
        return self.level + self.width / 2


@dataclass(frozen=True)
class ColourMap:
    """A table of colours a heatmap may wear.

    Attributes
    ----------
    label
        What the user reads.
    source
        Name in the cmap library.
    is_diverging
        Whether its middle is neutral and stands for 0.
    is_even
        Whether equal steps of value look like equal steps.
    note
        What must be known before using it; may be empty.
    """

    label: str
    source: str
    is_diverging: bool = False
    is_even: bool = True
    note: str = ""


class Ramp(enum.StrEnum):
    """How opacity grows from the threshold to the top of the scale."""

    LINEAR = "linear"
    QUADRATIC = "quadratic"
    STEP = "step"


_UNEVEN = "not perceptually uniform: shows edges that are not in the map"

COLOUR_MAPS: Mapping[str, ColourMap] = {
    "inferno": ColourMap("Inferno", "bids:inferno"),
    "magma": ColourMap("Magma", "bids:magma"),
    "viridis": ColourMap("Viridis", "bids:viridis"),
    "cividis": ColourMap("Cividis", "cividis:cividis", note="safe for colour-blind readers"),
    "hot": ColourMap("Hot", "matlab:hot"),
    "vik": ColourMap("Vik (two-sided)", "crameri:vik", is_diverging=True),
    "turbo": ColourMap("Turbo", "google:turbo", is_even=False, note=_UNEVEN),
    "jet": ColourMap("Jet", "matlab:jet", is_even=False, note=_UNEVEN),
}


def auto_window(image: Image) -> Window:
    """Choose a window that shows nearly all of an image's values.

    Notes
    -----
    Eight-bit pictures are shown as they are. Else it is the range between the percentiles
    0.1 and 99.9 of a regular sample of the stored values, without the values that scanners
    write outside their field (-1024, -2000, -3024, and the ``padding`` a file names) and
    without NaN.
    """
    if image.array.dtype == np.uint8 and not image.is_volume:
        return Window(255.0, 127.5)
    inside = without_padding(image, image.values(_sample(image.array)))
    if inside.size == 0:
        inside = np.zeros(1, np.float32)
    low, high = (float(x) for x in np.percentile(inside, (0.1, 99.9)))
    return Window(high - low if high > low else 1.0, (low + high) / 2)


def value_reach(image: Image) -> tuple[float, float]:
    """Lowest and highest value of a regular sample of an image; (0, 0) without a number."""
    values = image.values(_sample(image.array))
    values = values[np.isfinite(values)]
    return (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)


def without_padding(image: Image, values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Numbers that are none of a scanner's fillings, in one row; fillings where all are."""
    named = image.header.get("padding")
    padding = (*_PADDING, named) if isinstance(named, float) else _PADDING
    numbers = values[np.isfinite(values)]
    inside = numbers[~np.isin(numbers, padding)]
    return inside if inside.size else numbers


def _sample(array: NDArray[Any]) -> NDArray[Any]:
    """Every n-th value along each axis, so that about 400 000 are left."""
    stride = max(1, int(np.ceil((array.size / _SAMPLE_SIZE) ** (1 / array.ndim))))
    return np.asarray(array[(slice(None, None, stride),) * array.ndim])


def to_grey(
    pixels: NDArray[Any], window: Window, slope: float = 1.0, intercept: float = 0.0
) -> NDArray[np.uint8]:
    """Spread the window's range over black to white.

    Parameters
    ----------
    pixels : array, any shape
        Stored values; NaN is drawn black.
    slope, intercept
        ``value = stored * slope + intercept``.

    Returns
    -------
    uint8 array, the same shape
        ``255 * (value - low) / width``, rounded and clipped; in C order.

    Notes
    -----
    DICOM's linear function (PS3.3 C.11.2.1.2) has half a value of offset more; the two
    differ by at most one grey level for windows of 256 and wider.
    """
    scale = 255.0 / max(window.width, 1e-9)
    gain, offset = slope * scale, (intercept - window.low) * scale + 0.5
    # Copied as it lies in memory: one pass over the far-apart voxels of a volume's slice.
    stored = np.array(pixels, order="K")
    kind = np.float32 if np.can_cast(stored.dtype, np.float32) else np.float64
    grey = np.multiply(stored, kind(gain), dtype=kind)
    grey += kind(offset)
    if stored.dtype.kind == "f":
        np.fmax(grey, 0, out=grey)  # NaN too becomes 0; whole numbers need it not
    np.clip(grey, 0, 255, out=grey)
    return np.ascontiguousarray(grey.astype(np.uint8, order="K"))


@lru_cache(maxsize=16)
def colour_table(name: str) -> NDArray[np.uint8]:
    """Return the 256 colours of a map, (256, 3), lowest first.

    Raises
    ------
    UnknownNameError
        When it is not in :data:`COLOUR_MAPS`.
    """
    if name not in COLOUR_MAPS:
        raise UnknownNameError(say("kinds", "colour map"), name, COLOUR_MAPS)
    from cmap import Colormap

    table = np.rint(np.asarray(Colormap(COLOUR_MAPS[name].source).lut(256))[:, :3] * 255)
    colours: NDArray[np.uint8] = table.astype(np.uint8)
    colours.flags.writeable = False
    return colours


def overlay_lut(
    name: str,
    *,
    opacity: float = 0.6,
    threshold: float = 0.2,
    ramp: str = Ramp.LINEAR,
    signed: bool = False,
) -> NDArray[np.uint8]:
    """Make the colours and opacities of a heatmap's values.

    Parameters
    ----------
    name
        In :data:`COLOUR_MAPS`. A signed table needs a diverging one and takes ``vik`` for
        any other; an unsigned table takes the upper half of a diverging one.
    opacity
        Of the top of the scale, in [0, 1].
    threshold
        Share of the top, in [0, 1], below which nothing is drawn.
    ramp
        One of :class:`Ramp`.
    signed
        Whether the entries run from -top to +top instead of from 0 to top.

    Returns
    -------
    uint8 array, (256, 4)
        Red, green, blue and alpha, not premultiplied.

    Raises
    ------
    UnknownNameError
        When the colour map is not known.
    """
    share = np.abs(np.linspace(-1, 1, 256)) if signed else np.linspace(0, 1, 256)
    table = np.empty((256, 4), np.uint8)
    table[:, :3] = _colours(name, signed=signed)
    table[:, 3] = np.rint(255 * opacity * _ramp(share, threshold, Ramp(ramp)))
    # Zero lies between the two middle entries of a signed table.
    table[slice(127, 129) if signed else slice(0, 1), 3] = 0
    return table


def _colours(name: str, *, signed: bool) -> NDArray[np.uint8]:
    """Colours of the 256 entries, (256, 3)."""
    colours = colour_table(name)
    is_diverging = COLOUR_MAPS[name].is_diverging
    if signed and not is_diverging:
        return colour_table(_DIVERGING_DEFAULT)
    if is_diverging and not signed:
        return colours[128 + np.arange(256) // 2]
    return colours


def _ramp(share: NDArray[np.float64], threshold: float, ramp: Ramp) -> NDArray[np.float64]:
    """Opacity in [0, 1] of shares of the top in [0, 1]."""
    above = share >= threshold
    if ramp is Ramp.STEP:
        return above.astype(np.float64)
    height = np.clip((share - threshold) / max(1 - threshold, 1e-9), 0, 1)
    # At a threshold of 1 the top alone is left, and it is fully opaque.
    height[above & (share >= 1)] = 1.0
    return height**2 if ramp is Ramp.QUADRATIC else height


def colourise(
    values: NDArray[np.float32], lut: NDArray[np.uint8], *, top: float, signed: bool = False
) -> NDArray[np.uint8]:
    """Look up the colours of a map's values.

    Parameters
    ----------
    values : float32 array, (rows, columns)
        In the map's unit.
    lut : uint8 array, (256, 4)
        From :func:`overlay_lut` with the same ``signed``.
    top
        Value of the last entry; positive.

    Returns
    -------
    uint8 array, (rows, columns, 4)
        Values beyond the ends take the colour of the end.
    """
    low = -top if signed else 0.0
    scale = 255.0 / (top - low)
    entry = np.multiply(values, np.float32(scale), dtype=np.float32)
    entry += np.float32(0.5 - low * scale)
    np.clip(entry, 0, 255, out=entry)
    # One word for the four channels: four times fewer look-ups.
    words = np.ascontiguousarray(lut).view(np.uint32)[:, 0]
    return np.take(words, entry.astype(np.uint8))[..., None].view(np.uint8)


def blend(base: NDArray[np.uint8], colour: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Lay colours over an image: ``(1 - alpha) * base + alpha * colour``.

    Parameters
    ----------
    base : uint8 array, (rows, columns) or (rows, columns, 3)
        Grey, or red, green and blue.
    colour : uint8 array, (rows, columns, 4)
        Not premultiplied.

    Returns
    -------
    uint8 array, (rows, columns, 3)
        Exactly the base where alpha is 0 and exactly the colour where it is 255.
    """
    below = base[..., None] if base.ndim == 2 else base
    alpha = colour[..., 3:].astype(np.uint16)
    # At most 255 * 255 + 127, so 16 bits hold it; the 127 rounds the division.
    mixed = below * (255 - alpha) + colour[..., :3] * alpha + np.uint16(127)
    return np.asarray((mixed // np.uint16(255)).astype(np.uint8))
