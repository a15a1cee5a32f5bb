"""Words, edge letters, colour bars and crosshairs drawn into pixels with Pillow."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.render.colour import blend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from camviewer.render.pixels import DrawnMap
    from camviewer.render.slicing import Letters

BACKGROUND = (17, 20, 24)
TEXT = (230, 233, 238)
FAINT = (152, 162, 179)
ACCENT = (77, 163, 255)
AMBER = (240, 180, 70)

_BAR_WIDTH = 16
_BAR_GREY = 96
_CROSS_GAP = 10
# Pillow's built-in font lacks these; it has ASCII, the middle dot, degree and plus-minus.
_SPELLED = str.maketrans(
    {"×": "x", "−": "-", "–": "-", "≥": ">=", "≤": "<=", "²": "2", "³": "3", "’": "'"}
)
_HELD = "·°±…"


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


@lru_cache(maxsize=8)
def _font(size: int) -> Any:  # noqa: ANN401 - Pillow has two classes of fonts
    from PIL import ImageFont

    return ImageFont.load_default(size=size)


def number_text(value: float) -> str:
    """Write a value with three digits that mean something."""
    return "0" if value == 0 else f"{value:.3g}"


def text_block(
    lines: Sequence[str],
    width: int,
    *,
    size: int = 14,
    colours: Sequence[tuple[int, int, int]] = (),
) -> NDArray[np.uint8]:
    """Set lines below each other, broken at spaces where they are too wide.

    Parameters
    ----------
    lines
        Empty ones are left out.
    width
        Pixels to fill.
    size
        Height of the letters, in pixels.
    colours
        Of each line; the last one holds for the rest, and it is :data:`TEXT` when empty.

    Returns
    -------
    uint8 array, (height, width, 3)
        Of no height when there is no line.
    """
    from PIL import Image, ImageDraw

    font, step = _font(size), round(size * 1.45)
    broken = [
        (part, colours[min(number, len(colours) - 1)] if colours else TEXT)
        for number, line in enumerate(lines)
        if line
        for part in _broken(spell(line), width, font)
    ]
    canvas = Image.new("RGB", (width, step * len(broken)), BACKGROUND)
    pen = ImageDraw.Draw(canvas)
    for row, (part, colour) in enumerate(broken):
        pen.text(
            (0, row * step + (step - size) // 2), part, font=font, fill=colour, anchor="la"
        )
    return np.array(canvas).reshape(step * len(broken), width, 3)


def _broken(text: str, width: int, font: Any) -> list[str]:  # noqa: ANN401 - as above
    """Parts of a line that are no wider than the width, where words allow it."""
    parts = [""]
    for word in text.split(" "):
        longer = f"{parts[-1]} {word}" if parts[-1] else word
        if parts[-1] and font.getlength(longer) > width:
            parts.append(word)
        else:
            parts[-1] = longer
    return parts


def with_letters(
    pixels: NDArray[np.uint8], letters: Letters, corner: str = ""
) -> NDArray[np.uint8]:
    """Write the directions at the edges and a text in the lower left corner.

    Returns
    -------
    uint8 array, (rows, columns, 3)
        A copy.
    """
    from PIL import Image, ImageDraw

    canvas = Image.fromarray(pixels)
    pen = ImageDraw.Draw(canvas)
    width, height = canvas.size
    marks = (
        (letters.left, (5, height / 2), "lm", 16),
        (letters.right, (width - 5, height / 2), "rm", 16),
        (letters.top, (width / 2, 4), "ma", 16),
        (letters.bottom, (width / 2, height - 4), "md", 16),
        (corner, (6, height - 5), "ld", 12),
    )
    for text, where, anchor, size in marks:
        pen.text(
            where,
            spell(text),
            font=_font(size),
            fill=TEXT,
            anchor=anchor,
            stroke_width=2,
            stroke_fill=(0, 0, 0),
        )
    return np.array(canvas)


def with_cross(pixels: NDArray[np.uint8], column: float, row: float) -> NDArray[np.uint8]:
    """Draw a crosshair that leaves its centre free, on a copy."""
    crossed = pixels.copy()
    height, width = pixels.shape[:2]
    x, y = round(column), round(row)
    if 0 <= y < height:
        crossed[y, : max(x - _CROSS_GAP, 0)] = ACCENT
        crossed[y, max(x + _CROSS_GAP + 1, 0) :] = ACCENT
    if 0 <= x < width:
        crossed[: max(y - _CROSS_GAP, 0), x] = ACCENT
        crossed[max(y + _CROSS_GAP + 1, 0) :, x] = ACCENT
    return crossed


def colour_bar(drawn: DrawnMap, height: int) -> NDArray[np.uint8]:
    """Draw a map's scale with its numbers, unit and threshold.

    Returns
    -------
    uint8 array, (height, about 90, 3)
        Colours as they look on middle grey, the top of the scale at the top.
    """
    from PIL import Image, ImageDraw

    lut, low = drawn.style.lut(), -drawn.top if drawn.style.signed else 0.0
    margin, room = 12, max(height - 24, 2)
    entries = np.rint(np.linspace(255, 0, room)).astype(np.intp)
    strip = np.repeat(lut[entries][:, None], _BAR_WIDTH, axis=1)
    strip = blend(np.full((room, _BAR_WIDTH), _BAR_GREY, np.uint8), strip)
    values = sorted(
        {drawn.top, low, 0.0, drawn.style.threshold * drawn.top, (drawn.top + low) / 2}
    )
    font = _font(12)
    texts = _spread_out(
        [(v, margin + (drawn.top - v) / (drawn.top - low) * room) for v in values]
    )
    unit = "relative contribution"
    widest = max(font.getlength(number_text(value)) for value, _ in texts)
    width = int(_BAR_WIDTH + 10 + widest + 22)
    canvas = Image.new("RGB", (width, height), BACKGROUND)
    canvas.paste(Image.fromarray(strip), (0, margin))
    pen = ImageDraw.Draw(canvas)
    for value, y in texts:
        pen.line((_BAR_WIDTH, y, _BAR_WIDTH + 4, y), fill=FAINT)
        pen.text((_BAR_WIDTH + 8, y), number_text(value), font=font, fill=TEXT, anchor="lm")
    if height > font.getlength(unit):
        side = Image.new("RGB", (height, 16), BACKGROUND)
        ImageDraw.Draw(side).text((height / 2, 8), unit, font=font, fill=FAINT, anchor="mm")
        canvas.paste(side.rotate(90, expand=True), (width - 16, 0))
    return np.array(canvas)


def _spread_out(marks: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out marks of a bar that would be written over others; ends come first."""
    ends_first = [marks[0], marks[-1], *marks[1:-1]]
    kept: list[tuple[float, float]] = []
    for value, y in ends_first:
        if all(abs(y - other) >= 14 for _, other in kept):
            kept.append((value, y))
    return kept
