"""A figure as a list of what stands where on it, before it becomes pixels or SVG.

Lengths are in units of 1/96 inch, from the left and top edge. Words stay words, so that they
can be drawn at any density and stay text in SVG.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

BACKGROUND = (17, 20, 24)
UNITS_PER_INCH = 96
GAP = 12
# Pillow's built-in font lacks these; it has ASCII, the middle dot, degree and plus-minus.
_SPELLED = str.maketrans(
    {"×": "x", "−": "-", "–": "-", "≥": ">=", "≤": "<=", "²": "2", "³": "3", "’": "'"}
    | {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
    | {"„": '"', "“": '"', "”": '"'}
)
_HELD = "·°±…"
Colour = tuple[int, int, int]


@dataclass(frozen=True, eq=False)
class Raster:
    """Pixels in a box.

    Attributes
    ----------
    x, y, width, height
        The box.
    paint : callable
        ``paint(rows, columns)``: uint8 array, (rows, columns, 3), of what fills the box.
    """

    x: float
    y: float
    width: float
    height: float
    paint: Callable[[int, int], NDArray[np.uint8]]

    def pixels(self, density: float) -> NDArray[np.uint8]:
        """Draw it with so many pixels per unit."""
        rows, columns = (max(1, round(side * density)) for side in (self.height, self.width))
        return self.paint(rows, columns)


@dataclass(frozen=True)
class Text:
    """Words.

    Attributes
    ----------
    x, y
        Of the anchor.
    words
        One line.
    size
        Height of the letters.
    colour
        Red, green and blue.
    anchor
        Two letters as Pillow has them: left, middle or right, and ascender, middle, descender
        or bottom: ``"la"``, ``"mm"``, ``"rd"``.
    is_cased
        Whether the letters have a dark edge, as over a picture.
    is_upright
        Whether the line runs from below to above; it then stands in the middle of its anchor.
    """

    x: float
    y: float
    words: str
    size: float
    colour: Colour
    anchor: str = "la"
    is_cased: bool = False
    is_upright: bool = False


@dataclass(frozen=True)
class Line:
    """A straight line, one unit wide, along a row or a column; both ends are within."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: Colour


Item = Raster | Text | Line


@dataclass(frozen=True, eq=False)
class Sheet:
    """What stands on a figure.

    Attributes
    ----------
    width, height
        Of the whole.
    items
        In the order they are drawn.
    """

    width: float
    height: float
    items: tuple[Item, ...] = ()

    def pixels(self, density: float = 1.0) -> NDArray[np.uint8]:
        """Draw it.

        Parameters
        ----------
        density
            Pixels per unit.

        Returns
        -------
        uint8 array, (height, width, 3)
        """
        from PIL import Image, ImageDraw

        size = max(1, round(self.width * density)), round(self.height * density)
        if not size[1]:
            return np.zeros((0, size[0], 3), np.uint8)
        canvas = Image.new("RGB", size, BACKGROUND)
        pen = ImageDraw.Draw(canvas)
        for item in self.items:
            if isinstance(item, Raster):
                _paste(canvas, item, density)
            elif isinstance(item, Line):
                _rule(pen, item, density)
            elif item.is_upright:
                _write_upright(canvas, item, density)
            else:
                _write(pen, item, density)
        return np.array(canvas)

    def words(self) -> tuple[str, ...]:
        """Return all lines that are written on it."""
        return tuple(item.words for item in self.items if isinstance(item, Text))


def moved(items: Iterable[Item], right: float, down: float) -> tuple[Item, ...]:
    """Move what stands on a sheet."""
    return tuple(_moved(item, right, down) for item in items)


def _moved(item: Item, right: float, down: float) -> Item:
    if isinstance(item, Line):
        return replace(
            item, x1=item.x1 + right, y1=item.y1 + down, x2=item.x2 + right, y2=item.y2 + down
        )
    return replace(item, x=item.x + right, y=item.y + down)


def beside(blocks: Sequence[Sheet], gap: float = GAP) -> Sheet:
    """Set sheets in a row, tops aligned."""
    items: list[Item] = []
    left = 0.0
    for block in blocks:
        items += moved(block.items, left, 0)
        left += block.width + gap
    return Sheet(left - gap, max(block.height for block in blocks), tuple(items))


def below(blocks: Sequence[Sheet], gap: float = GAP) -> Sheet:
    """Set sheets below each other, left sides aligned."""
    items: list[Item] = []
    top = 0.0
    filled = [block for block in blocks if block.height]
    for block in filled:
        items += moved(block.items, 0, top)
        top += block.height + gap
    return Sheet(max(block.width for block in blocks), max(top - gap, 0), tuple(items))


def evened(blocks: Sequence[Sheet]) -> list[Sheet]:
    """Give all sheets the size of the largest."""
    width = max(block.width for block in blocks)
    height = max(block.height for block in blocks)
    return [replace(block, width=width, height=height) for block in blocks]


def framed(sheet: Sheet, border: float = GAP) -> Sheet:
    """Put a border around a sheet."""
    items = moved(sheet.items, border, border)
    return Sheet(sheet.width + 2 * border, sheet.height + 2 * border, items)


def spell(text: str) -> str:
    """Write a text with the letters that the built-in font has."""
    plain = []
    for letter in text.translate(_SPELLED):
        if letter.isascii() or letter in _HELD:
            plain.append(letter)
            continue
        base = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
        plain.append(base or "?")
    return "".join(plain)


def text_width(words: str, size: float) -> float:
    """Measure a line."""
    return float(font_of(size).getlength(spell(words)))


@lru_cache(maxsize=32)
def font_of(size: float) -> Any:  # noqa: ANN401 - Pillow has two classes of fonts
    """Return the built-in font at a height of its letters, in pixels."""
    from PIL import ImageFont

    return ImageFont.load_default(size=size)


def _paste(canvas: Any, item: Raster, density: float) -> None:  # noqa: ANN401 - Pillow's image
    from PIL import Image

    picture = Image.fromarray(np.ascontiguousarray(item.pixels(density)))
    canvas.paste(picture, (round(item.x * density), round(item.y * density)))


def _rule(pen: Any, item: Line, density: float) -> None:  # noqa: ANN401 - Pillow's
    """Fill the pixels of a line: a row or a column of them, as wide as the density says."""
    width = max(1, round(density))
    x1, y1 = round(item.x1 * density), round(item.y1 * density)
    is_level = item.y1 == item.y2
    x2 = round((item.x2 + 1) * density) - 1 if is_level else x1 + width - 1
    y2 = y1 + width - 1 if is_level else round((item.y2 + 1) * density) - 1
    if x2 >= x1 and y2 >= y1:
        pen.rectangle((x1, y1, x2, y2), fill=item.colour)


def _write(pen: Any, item: Text, density: float) -> None:  # noqa: ANN401 - Pillow's
    pen.text(
        (item.x * density, item.y * density),
        spell(item.words),
        font=font_of(item.size * density),
        fill=item.colour,
        anchor=item.anchor,
        stroke_width=max(1, round(2 * density)) if item.is_cased else 0,
        stroke_fill=(0, 0, 0),
    )


def _write_upright(canvas: Any, item: Text, density: float) -> None:  # noqa: ANN401 - Pillow's
    from PIL import Image, ImageDraw

    font, words = font_of(item.size * density), spell(item.words)
    width, height = round(font.getlength(words)) + 2, round(item.size * density * 1.4)
    mask = Image.new("L", (width, height), 0)
    ImageDraw.Draw(mask).text((width / 2, height / 2), words, font=font, fill=255, anchor="mm")
    turned = mask.rotate(90, expand=True)
    left = round(item.x * density - turned.width / 2)
    top = round(item.y * density - turned.height / 2)
    canvas.paste(item.colour, (left, top), turned)
