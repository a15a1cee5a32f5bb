"""Figures for files: a slice or several with letters, colour bar, legend and disclaimer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.errors import ResourceError
from camviewer.core.settings import DISCLAIMER
from camviewer.render.lettering import (
    AMBER,
    BACKGROUND,
    FAINT,
    TEXT,
    colour_bar,
    number_text,
    text_block,
    with_cross,
    with_letters,
)
from camviewer.render.overlay import ScaleRule
from camviewer.render.pixels import (
    DrawnMap,
    OverlayStyle,
    draw_slice,
    plain_figure,
)
from camviewer.render.slicing import RADIOLOGICAL, Plane, frame_at, resized_frame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray

    from camviewer.core.image import Heatmap, Image
    from camviewer.render.colour import Window
    from camviewer.render.slicing import Convention, SliceFrame

__all__ = [
    "Caption",
    "DrawnMap",
    "OverlayStyle",
    "cells_text",
    "montage_figure",
    "orthogonal_figure",
    "plain_figure",
    "save_png",
    "slice_figure",
]

_GAP = 12
_SLICE_PIXELS = (640, 1024)
_CELL_PIXELS = (320, 400)
_PLANE_PIXELS = 420
_SCALE_WORDS = {
    ScaleRule.MAP: "each map's own (99.5th percentile)",
    ScaleRule.SHARED: "shared by all methods",
    ScaleRule.FIXED: "fixed",
}
_LINE_WORDS = "lines around the top 5, 10 and 20 % of the map's mass"


@dataclass(frozen=True)
class Caption:
    """What a figure says about the network.

    Attributes
    ----------
    model, target
        Words for the network and for the class that is explained.
    probability
        Of the class, in [0, 1]; None where the network gives none.
    notes
        Further sentences.
    """

    model: str = ""
    target: str = ""
    probability: float | None = None
    notes: tuple[str, ...] = ()

    def line(self) -> str:
        """Return model, class and probability in one line."""
        percent = "" if self.probability is None else f"probability {self.probability:.3f}"
        return " · ".join(part for part in (self.model, self.target, percent) if part)


NO_CAPTION = Caption()


def cells_text(heatmap: Heatmap) -> str:
    """Write a map's own grid: ``"7 × 16 × 16 cells of 9 mm"``."""
    unit = "mm" if heatmap.grid.ndim == 3 else "px"
    steps = heatmap.grid.spacing
    is_even = max(steps) <= 1.05 * min(steps)
    sizes = " × ".join(number_text(step) for step in (steps[:1] if is_even else steps))
    return f"{' × '.join(str(count) for count in heatmap.array.shape)} cells of {sizes} {unit}"


def slice_figure(
    image: Image,
    frame: SliceFrame,
    window: Window,
    drawn: DrawnMap | None = None,
    *,
    caption: Caption = NO_CAPTION,
    mark: ArrayLike | None = None,
) -> NDArray[np.uint8]:
    """Draw one plane with its letters, colour bar and legend.

    Parameters
    ----------
    drawn : DrawnMap or None
        The map laid over it.
    caption : Caption
        What the legend says of the network.
    mark : array, (3,) or (2,), or None
        World coordinate of a crosshair.

    Returns
    -------
    uint8 array, (height, width, 3)
    """
    panel = _panel(image, frame, window, drawn=drawn, wanted=_Panel(_SLICE_PIXELS, mark))
    blocks = [panel] if drawn is None else [panel, colour_bar(drawn, panel.shape[0])]
    body = _beside(blocks)
    titles = [] if drawn is None else [drawn]
    return _framed(body, _legend(image, window, titles, caption))


def montage_figure(
    image: Image,
    frame: SliceFrame,
    window: Window,
    drawn: Sequence[DrawnMap],
    *,
    caption: Caption = NO_CAPTION,
) -> NDArray[np.uint8]:
    """Draw the same plane bare and under each of several maps.

    Every map has its own colour bar, so that a difference in scale is seen.

    Returns
    -------
    uint8 array, (height, width, 3)
    """
    cells = []
    for entry in (None, *drawn):
        panel = _panel(image, frame, window, drawn=entry, wanted=_Panel(_CELL_PIXELS))
        bar = [] if entry is None else [colour_bar(entry, panel.shape[0])]
        cell = _beside([panel, *bar])
        title = "Image" if entry is None else _title(entry)
        cells.append(_below([text_block([title], cell.shape[1]), cell], gap=2))
    across = math.ceil(math.sqrt(len(cells)))
    rows = [
        _beside(_evened(cells)[start : start + across])
        for start in range(0, len(cells), across)
    ]
    return _framed(_below(rows), _legend(image, window, drawn, caption))


def orthogonal_figure(
    image: Image,
    position_mm: ArrayLike,
    window: Window,
    drawn: DrawnMap | None = None,
    *,
    convention: Convention = RADIOLOGICAL,
    caption: Caption = NO_CAPTION,
) -> NDArray[np.uint8]:
    """Draw the three planes through a point, with its crosshair, at one common scale.

    Returns
    -------
    uint8 array, (height, width, 3)
    """
    frames = [frame_at(image.grid, plane, position_mm, convention) for plane in Plane]
    longest = max(max(_extent(frame)) for frame in frames)
    panels = []
    for frame in frames:
        share = max(_extent(frame)) / longest
        wanted = _Panel((_PLANE_PIXELS * share,) * 2, position_mm)
        panels.append(_panel(image, frame, window, drawn=drawn, wanted=wanted))
    if drawn is not None:
        panels.append(colour_bar(drawn, max(panel.shape[0] for panel in panels)))
    titles = [] if drawn is None else [drawn]
    return _framed(_beside(panels), _legend(image, window, titles, caption))


def save_png(array: NDArray[np.uint8], path: Path) -> None:
    """Write a figure as a whole or not at all, with the disclaimer in its description.

    Parameters
    ----------
    array : uint8 array, (height, width, 3) or (height, width)
        Red, green and blue, or grey.

    Raises
    ------
    ResourceError
        When the place cannot be written.
    """
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    facts = PngInfo()
    facts.add_text("Description", DISCLAIMER)
    part = path.with_name(path.name + ".part")
    try:
        Image.fromarray(np.ascontiguousarray(array)).save(part, format="PNG", pnginfo=facts)
        part.replace(path)
    except OSError as error:
        raise ResourceError(
            "The picture cannot be written.", hint=f"Choose another place than {path}."
        ) from error
    finally:
        _remove(part)


def _remove(path: Path) -> None:
    """Take away an unfinished file; there is none after success."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


@dataclass(frozen=True, eq=False)
class _Panel:
    """Least and greatest pixels of the longer side, and the crosshair's world position."""

    sides: tuple[float, float]
    mark: ArrayLike | None = None


def _extent(frame: SliceFrame) -> tuple[float, float]:
    """Height and width, in mm or picture pixels."""
    return frame.shape[0] * frame.spacing[0], frame.shape[1] * frame.spacing[1]


def _panel(
    image: Image,
    frame: SliceFrame,
    window: Window,
    *,
    drawn: DrawnMap | None,
    wanted: _Panel,
) -> NDArray[np.uint8]:
    """Draw one plane with its letters, enlarged or reduced to the wanted size."""
    square = np.divide(_extent(frame), min(frame.spacing))
    least, most = wanted.sides
    factor = np.clip(1.0, least / square.max(), most / square.max())
    rows, columns = (max(1, round(float(side * factor))) for side in square)
    shape = rows, columns
    pixels = draw_slice(image, frame, window, drawn, shape=shape, smooth=True)
    if wanted.mark is not None:
        column, row = resized_frame(frame, shape).pixel(wanted.mark)
        pixels = with_cross(pixels, column, row)
    return with_letters(pixels, frame.letters, _corner(frame))


def _corner(frame: SliceFrame) -> str:
    """Write which slice it is."""
    if frame.plane is None:
        return ""
    return f"{frame.plane} {frame.index + 1}/{frame.count}  {frame.position_text}"


def _title(drawn: DrawnMap) -> str:
    return drawn.title or drawn.heatmap.method


def _legend(
    image: Image, window: Window, drawn: Sequence[DrawnMap], caption: Caption
) -> list[str]:
    """Lines below a figure, without the disclaimer."""
    lines = [caption.line()]
    if len(drawn) == 1:
        lines.append(f"{_title(drawn[0])} · {_layer_text(drawn[0].heatmap)}")
        lines.append(_scale_line(drawn[0]))
    elif drawn:
        lines.append(_layer_text(drawn[0].heatmap))
        lines.append(_rule_text(drawn[0]))
    for entry in drawn:
        if entry.heatmap.is_blank and not entry.style.signed:
            lines.append(f"{_title(entry)}: no positive evidence in this map")
        if entry.heatmap.note:
            lines.append(f"{_title(entry)}: {entry.heatmap.note}")
    if not image.is_colour and image.is_volume:
        unit = f" {image.unit}" if image.unit else ""
        lines.append(f"grey window W {window.width:g} L {window.level:g}{unit}")
    return [*lines, *caption.notes]


def _layer_text(heatmap: Heatmap) -> str:
    """Write the layer and the network's own grid."""
    layer = f"layer {heatmap.layer} · " if heatmap.layer else ""
    return layer + cells_text(heatmap)


def _scale_line(drawn: DrawnMap) -> str:
    """Write the top of the scale and how it was chosen."""
    return f"top of scale {number_text(drawn.top)} · {_rule_text(drawn)}"


def _rule_text(drawn: DrawnMap) -> str:
    style = drawn.style
    sign = "for and against the class" if style.signed else "for the class only"
    shown = (
        f"drawn from {style.threshold:.0%} of the top" if style.threshold > 0 else "all drawn"
    )
    if style.drawing == "contour":
        return f"{_LINE_WORDS} · for the class only"
    lines = f" · {_LINE_WORDS}" if style.drawing == "both" else ""
    return f"scale: {_SCALE_WORDS[ScaleRule(style.scale)]} · {shown} · {sign}{lines}"


def _framed(body: NDArray[np.uint8], lines: Sequence[str]) -> NDArray[np.uint8]:
    """Put the legend and the disclaimer below a figure and a border around it."""
    width = max(body.shape[1], 480)
    colours = (TEXT, *([FAINT] * len(lines)))
    legend = text_block(lines, width, colours=colours[: max(len(lines), 1)])
    warning = text_block([DISCLAIMER], width, colours=(AMBER,))
    inside = _below([body, _below([legend, warning], gap=0)])
    framed = _blank(inside.shape[0] + 2 * _GAP, inside.shape[1] + 2 * _GAP)
    framed[_GAP:-_GAP, _GAP:-_GAP] = inside
    return framed


def _blank(height: int, width: int) -> NDArray[np.uint8]:
    return np.full((height, width, 3), BACKGROUND, np.uint8)


def _beside(blocks: Sequence[NDArray[np.uint8]], gap: int = _GAP) -> NDArray[np.uint8]:
    """Set blocks in a row, tops aligned."""
    width = sum(block.shape[1] for block in blocks) + gap * (len(blocks) - 1)
    row = _blank(max(block.shape[0] for block in blocks), width)
    left = 0
    for block in blocks:
        row[: block.shape[0], left : left + block.shape[1]] = block
        left += block.shape[1] + gap
    return row


def _below(blocks: Sequence[NDArray[np.uint8]], gap: int = _GAP) -> NDArray[np.uint8]:
    """Set blocks below each other, left sides aligned."""
    filled = [block for block in blocks if block.shape[0]]
    height = sum(block.shape[0] for block in filled) + gap * (len(filled) - 1)
    column = _blank(height, max(block.shape[1] for block in blocks))
    top = 0
    for block in filled:
        column[top : top + block.shape[0], : block.shape[1]] = block
        top += block.shape[0] + gap
    return column


def _evened(blocks: Sequence[NDArray[np.uint8]]) -> list[NDArray[np.uint8]]:
    """Give all blocks the size of the largest."""
    height = max(block.shape[0] for block in blocks)
    width = max(block.shape[1] for block in blocks)
    evened = []
    for block in blocks:
        whole = _blank(height, width)
        whole[: block.shape[0], : block.shape[1]] = block
        evened.append(whole)
    return evened
