"""Figures for files: a slice or several with letters, colour bar, legend and disclaimer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import ResourceError
from camviewer.core.settings import DISCLAIMER
from camviewer.render.lettering import (
    AMBER,
    FAINT,
    TEXT,
    colour_bar,
    cross_lines,
    edge_letters,
    number_text,
    text_block,
)
from camviewer.render.outlines import with_outline
from camviewer.render.overlay import ScaleRule
from camviewer.render.pixels import (
    DrawnMap,
    Look,
    OverlayStyle,
    draw_slice,
    plain_figure,
)
from camviewer.render.sheet import Raster, Sheet, below, beside, evened, framed
from camviewer.render.slicing import RADIOLOGICAL, Plane, frame_at, resized_frame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray

    from camviewer.core.image import Heatmap, Image
    from camviewer.render.colour import Window
    from camviewer.render.sheet import Item
    from camviewer.render.slicing import Convention, SliceFrame

__all__ = [
    "Caption",
    "DrawnMap",
    "Look",
    "OverlayStyle",
    "cells_text",
    "montage_figure",
    "montage_sheet",
    "orthogonal_figure",
    "orthogonal_sheet",
    "plain_figure",
    "save_png",
    "slice_figure",
    "slice_sheet",
]

_SLICE_PIXELS = (640, 1024)
_CELL_PIXELS = (320, 400)
_PLANE_PIXELS = 420
_SCALE_WORDS = {
    ScaleRule.MAP: "each map's own (99.5th percentile)",
    ScaleRule.SHARED: "shared by all methods",
    ScaleRule.FIXED: "fixed",
}
_LINE_WORDS = "lines around the top 5, 10 and 20 % of the map's mass"
_SIGNED_LINE_WORDS = (
    f"{_LINE_WORDS}: white for the class, blue with a minus against it, each of its own mass"
)


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


def slice_sheet(
    image: Image,
    frame: SliceFrame,
    window: Window,
    drawn: DrawnMap | None = None,
    *,
    caption: Caption = NO_CAPTION,
    mark: ArrayLike | None = None,
) -> Sheet:
    """Lay out one plane with its letters, colour bar and legend.

    Parameters
    ----------
    window : Window
        Or a :class:`Look`, which also tells of inversion and slabs.
    drawn : DrawnMap or None
        The map laid over it.
    caption : Caption
        What the legend says of the network.
    mark : array, (3,) or (2,), or None
        World coordinate of a crosshair.
    """
    panel = _panel(image, frame, window, drawn=drawn, wanted=_Panel(_SLICE_PIXELS, mark))
    blocks = [panel] if drawn is None else [panel, colour_bar(drawn, panel.height)]
    body = beside(blocks)
    titles = [] if drawn is None else [drawn]
    return _framed(body, _legend(image, window, titles, caption))


def montage_sheet(
    image: Image,
    frame: SliceFrame,
    window: Window,
    drawn: Sequence[DrawnMap],
    *,
    caption: Caption = NO_CAPTION,
) -> Sheet:
    """Lay out the same plane bare and under each of several maps.

    Every map has its own colour bar, so that a difference in scale is seen.
    """
    cells = []
    for entry in (None, *drawn):
        panel = _panel(image, frame, window, drawn=entry, wanted=_Panel(_CELL_PIXELS))
        bar = [] if entry is None else [colour_bar(entry, panel.height)]
        cell = beside([panel, *bar])
        title = "Image" if entry is None else _title(entry)
        cells.append(below([text_block([title], cell.width), cell], gap=2))
    across = math.ceil(math.sqrt(len(cells)))
    rows = [
        beside(evened(cells)[start : start + across]) for start in range(0, len(cells), across)
    ]
    return _framed(below(rows), _legend(image, window, drawn, caption))


def orthogonal_sheet(
    image: Image,
    position_mm: ArrayLike,
    window: Window,
    drawn: DrawnMap | None = None,
    *,
    convention: Convention = RADIOLOGICAL,
    caption: Caption = NO_CAPTION,
) -> Sheet:
    """Lay out the three planes through a point, with its crosshair, at one common scale."""
    frames = [frame_at(image.grid, plane, position_mm, convention) for plane in Plane]
    longest = max(max(_extent(frame)) for frame in frames)
    panels = []
    for frame in frames:
        share = max(_extent(frame)) / longest
        wanted = _Panel((_PLANE_PIXELS * share,) * 2, position_mm)
        panels.append(_panel(image, frame, window, drawn=drawn, wanted=wanted))
    if drawn is not None:
        panels.append(colour_bar(drawn, max(panel.height for panel in panels)))
    titles = [] if drawn is None else [drawn]
    return _framed(beside(panels), _legend(image, window, titles, caption))


def slice_figure(
    image: Image,
    frame: SliceFrame,
    window: Window,
    drawn: DrawnMap | None = None,
    **more: Any,  # noqa: ANN401 - see slice_sheet
) -> NDArray[np.uint8]:
    """Draw what :func:`slice_sheet` lays out, uint8, (height, width, 3)."""
    return slice_sheet(image, frame, window, drawn, **more).pixels()


def montage_figure(
    image: Image,
    frame: SliceFrame,
    window: Window,
    drawn: Sequence[DrawnMap],
    **more: Any,  # noqa: ANN401 - see montage_sheet
) -> NDArray[np.uint8]:
    """Draw what :func:`montage_sheet` lays out, uint8, (height, width, 3)."""
    return montage_sheet(image, frame, window, drawn, **more).pixels()


def orthogonal_figure(
    image: Image,
    position_mm: ArrayLike,
    window: Window,
    drawn: DrawnMap | None = None,
    **more: Any,  # noqa: ANN401 - see orthogonal_sheet
) -> NDArray[np.uint8]:
    """Draw what :func:`orthogonal_sheet` lays out, uint8, (height, width, 3)."""
    return orthogonal_sheet(image, position_mm, window, drawn, **more).pixels()


def save_png(array: NDArray[np.uint8], path: Path, *, dpi: float | None = None) -> None:
    """Write a figure as a whole or not at all, with the disclaimer in its description.

    Parameters
    ----------
    array : uint8 array, (height, width, 3) or (height, width)
        Red, green and blue, or grey.
    dpi
        Pixels per inch of paper, which the file then tells; None tells none.

    Raises
    ------
    ResourceError
        When the place cannot be written.
    """
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    facts = PngInfo()
    facts.add_text("Description", DISCLAIMER)
    more = {} if dpi is None else {"dpi": (dpi, dpi)}
    part = path.with_name(path.name + ".part")
    try:
        picture = Image.fromarray(np.ascontiguousarray(array))
        picture.save(part, format="PNG", pnginfo=facts, **more)
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
) -> Sheet:
    """Lay out one plane with its letters, enlarged or reduced to the wanted size."""
    look = Look.of(window)
    square = np.divide(_extent(frame), min(frame.spacing))
    least, most = wanted.sides
    factor = np.clip(1.0, least / square.max(), most / square.max())
    rows, columns = (max(1, round(float(side * factor))) for side in square)

    def paint(rows: int, columns: int) -> NDArray[np.uint8]:
        pixels = draw_slice(image, frame, look, drawn, shape=(rows, columns), smooth=True)
        if look.mask is None:
            return pixels
        return with_outline(pixels, look.mask, resized_frame(frame, (rows, columns)))

    items: list[Item] = [Raster(0, 0, columns, rows, paint)]
    if wanted.mark is not None:
        column, row = resized_frame(frame, (rows, columns)).pixel(wanted.mark)
        items += cross_lines(columns, rows, column, row)
    items += edge_letters(columns, rows, frame.letters, _corner(frame, look, image))
    return Sheet(columns, rows, tuple(items))


def _corner(frame: SliceFrame, look: Look, image: Image) -> str:
    """Write which slice it is, or which slab."""
    if frame.plane is None:
        return ""
    slab = look.slab_on(image, frame)
    words = f"{frame.plane} {frame.index + 1}/{frame.count}  {frame.position_text}"
    return words if slab is None else f"{slab.text}\n{words}"


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
        turned = " · inverted: low values are white" if Look.of(window).is_inverted else ""
        lines.append(f"grey window W {window.width:g} L {window.level:g}{unit}{turned}")
    if Look.of(window).mask is not None:
        lines.append("turquoise line: the mask, where the finding is")
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
    words = _SIGNED_LINE_WORDS if style.signed else _LINE_WORDS
    if style.drawing == "contour":
        return words if style.signed else f"{words} · for the class only"
    lines = f" · {words}" if style.drawing == "both" else ""
    return f"scale: {_SCALE_WORDS[ScaleRule(style.scale)]} · {shown} · {sign}{lines}"


def _framed(body: Sheet, lines: Sequence[str]) -> Sheet:
    """Put the legend and the disclaimer below a figure and a border around it."""
    width = max(body.width, 480)
    colours = (TEXT, *([FAINT] * len(lines)))
    legend = text_block(lines, width, colours=colours[: max(len(lines), 1)])
    warning = text_block([DISCLAIMER], width, colours=(AMBER,))
    return framed(below([body, below([legend, warning], gap=0)]))
