"""Words, edge letters, colour bars and crosshairs of a figure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.words import say
from camviewer.render.colour import blend
from camviewer.render.sheet import Line, Raster, Sheet, Text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from camviewer.render.pixels import DrawnMap
    from camviewer.render.sheet import Colour, Item
    from camviewer.render.slicing import Letters

TEXT = (230, 233, 238)
FAINT = (152, 162, 179)
ACCENT = (77, 163, 255)
AMBER = (240, 180, 70)

_BAR_WIDTH = 16
_BAR_GREY = 96
_CROSS_GAP = 10
# Other fonts, which an SVG may be shown with, are up to so much wider than the built-in one.
_ROOM = 0.82


def number_text(value: float) -> str:
    """Write a value with three digits that mean something."""
    return "0" if value == 0 else f"{value:.3g}"


def text_block(
    lines: Sequence[str], width: float, *, size: float = 14, colours: Sequence[Colour] = ()
) -> Sheet:
    """Set lines below each other, broken at spaces where they are too wide.

    Parameters
    ----------
    lines
        Empty ones are left out.
    width
        Units to fill.
    size
        Height of the letters.
    colours
        Of each line; the last one holds for the rest, and it is :data:`TEXT` when empty.

    Returns
    -------
    Sheet
        Of no height when there is no line.
    """
    step = round(size * 1.45)
    broken = [
        (part, colours[min(number, len(colours) - 1)] if colours else TEXT)
        for number, line in enumerate(lines)
        if line
        for part in _broken(line, width * _ROOM, size)
    ]
    items = tuple(
        Text(0, row * step + (step - size) // 2, part, size, colour)
        for row, (part, colour) in enumerate(broken)
    )
    return Sheet(width, step * len(broken), items)


def _broken(text: str, width: float, size: float) -> list[str]:
    """Parts of a line that are no wider than the width, where words allow it."""
    parts = [""]
    for word in text.split(" "):
        longer = f"{parts[-1]} {word}" if parts[-1] else word
        if parts[-1] and text_width(longer, size) > width:
            parts.append(word)
        else:
            parts[-1] = longer
    return parts


def edge_letters(
    width: float, height: float, letters: Letters, corner: str = ""
) -> tuple[Text, ...]:
    """Write the directions at the edges of a plane and lines in its lower left corner."""
    marks = (
        Text(5, height / 2, letters.left, 16, TEXT, "lm", is_cased=True),
        Text(width - 5, height / 2, letters.right, 16, TEXT, "rm", is_cased=True),
        Text(width / 2, 4, letters.top, 16, TEXT, "ma", is_cased=True),
        Text(width / 2, height - 4, letters.bottom, 16, TEXT, "md", is_cased=True),
        *(
            Text(6, height - 5 - 16 * above, line, 12, TEXT, "ld", is_cased=True)
            for above, line in enumerate(reversed(corner.split("\n")))
        ),
    )
    return tuple(each for each in marks if each.words)


def cross_lines(width: float, height: float, column: float, row: float) -> tuple[Line, ...]:
    """Draw a crosshair that leaves its centre free, inside a plane of some size."""
    x, y = round(column), round(row)
    lines: list[tuple[float, float, float, float]] = []
    if 0 <= y < height:
        lines += [(0, y, x - _CROSS_GAP - 1, y), (x + _CROSS_GAP + 1, y, width - 1, y)]
    if 0 <= x < width:
        lines += [(x, 0, x, y - _CROSS_GAP - 1), (x, y + _CROSS_GAP + 1, x, height - 1)]
    return tuple(
        Line(max(x1, 0), max(y1, 0), min(x2, width - 1), min(y2, height - 1), ACCENT)
        for x1, y1, x2, y2 in lines
        if max(x1, 0) <= min(x2, width - 1) and max(y1, 0) <= min(y2, height - 1)
    )


def colour_bar(drawn: DrawnMap, height: float) -> Sheet:
    """Draw a map's scale with its numbers, unit and threshold.

    Returns
    -------
    Sheet
        About 90 wide; colours as they look on middle grey, the top of the scale at the top.
    """
    low = -drawn.top if drawn.style.signed else 0.0
    margin, room = 12, max(round(height) - 24, 2)
    values = sorted(
        {drawn.top, low, 0.0, drawn.style.threshold * drawn.top, (drawn.top + low) / 2}
    )
    texts = _spread_out(
        [(v, margin + (drawn.top - v) / (drawn.top - low) * room) for v in values]
    )
    widest = max(text_width(number_text(value), 12) for value, _ in texts)
    width = int(_BAR_WIDTH + 10 + widest / _ROOM + 22)
    items: list[Item] = [
        Raster(0, margin, _BAR_WIDTH, room, partial(_strip, drawn.style.lut()))
    ]
    for value, y in texts:
        items.append(Line(_BAR_WIDTH, round(y), _BAR_WIDTH + 4, round(y), FAINT))
        items.append(Text(_BAR_WIDTH + 8, y, number_text(value), 12, TEXT, "lm"))
    unit = say("render", "relative contribution")
    if height > text_width(unit, 12):
        items.append(Text(width - 8, height / 2, unit, 12, FAINT, "mm", is_upright=True))
    return Sheet(width, height, tuple(items))


def _strip(lut: NDArray[np.uint8], rows: int, columns: int) -> NDArray[np.uint8]:
    """Draw all colours of a table on grey, the last at the top."""
    entries = np.rint(np.linspace(255, 0, rows)).astype(np.intp)
    colours = np.repeat(lut[entries][:, None], columns, axis=1)
    return blend(np.full((rows, columns), _BAR_GREY, np.uint8), colours)


def _spread_out(marks: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out marks of a bar that would be written over others; ends come first."""
    ends_first = [marks[0], marks[-1], *marks[1:-1]]
    kept: list[tuple[float, float]] = []
    for value, y in ends_first:
        if all(abs(y - other) >= 14 for _, other in kept):
            kept.append((value, y))
    return kept
