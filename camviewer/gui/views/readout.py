"""The words and numbers that stand on and under the picture. No Qt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.words import say
from camviewer.render.overlay import percentile_of, value_at
from camviewer.render.slab import SlabRule
from camviewer.render.slicing import place_text
from camviewer.session.words import map_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.core.image import Heatmap, Image
    from camviewer.render.slab import Slab
    from camviewer.render.slicing import SliceFrame

MINUS = "\u2212"
_HEAD_AND_FEET = str.maketrans({"S": "H", "I": "F"})


def number(value: float, digits: int = 3) -> str:
    """Write a number with some significant digits, a true minus and no idle zeros."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "\u2013"
    size = abs(value)
    if 1e-3 <= size < 1e5:
        decimals = max(0, digits - 1 - math.floor(math.log10(size)))
        text = f"{size:.{decimals}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = f"{size:.{digits - 1}e}".replace("e-0", f"e{MINUS}").replace("e+0", "e")
        text = text.replace("e-", f"e{MINUS}").replace("e+", "e")
    return f"{MINUS}{text}" if value < 0 else text


def numbers(values: Sequence[float], digits: int = 3) -> tuple[str, ...]:
    """Write numbers that stand together, all to the last digit of the largest."""
    size = max(abs(value) for value in values)
    if not 1e-3 <= size < 1e5:
        return tuple(number(value, digits) for value in values)
    decimals = max(0, digits - 1 - math.floor(math.log10(size)))
    return tuple("0" if value == 0 else fixed(value, decimals) for value in values)


def fixed(value: float, decimals: int = 1) -> str:
    """Write a number with fixed decimals and a true minus; never minus nought."""
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def ordinal(count: int) -> str:
    """Write 1st, 2nd, 3rd, 4th, 11th."""
    last = 0 if count % 100 in (11, 12, 13) else count % 10
    words = {
        1: say("readout", "{count}st"),
        2: say("readout", "{count}nd"),
        3: say("readout", "{count}rd"),
    }.get(last, say("readout", "{count}th"))
    return words.format(count=count)


def slice_text(frame: SliceFrame) -> str:
    """Tell which slice is drawn: ``slice 61/120 · S 34.5 mm``."""
    words = say("readout", "slice {index}/{count} · {place}")
    return words.format(index=frame.index + 1, count=frame.count, place=frame.position_text)


def volume_text(number: int, count: int) -> str:
    """Tell which volume of its file is drawn: ``volume 3/40``; empty where it is alone."""
    words = say("readout", "volume {index}/{count}")
    return words.format(index=number + 1, count=count) if count > 1 else ""


def zoom_text(magnification: float) -> str:
    """Tell how many screen pixels a voxel's shortest side takes: ``zoom 2.3×``."""
    return say("readout", "zoom {times}×").format(times=number(magnification, 2))


def with_head_and_feet(text: str, letters: str) -> str:
    """Write H and F for S and I, as DICOM viewers do, where that is asked for.

    Parameters
    ----------
    text
        A direction (``"S"``, ``"AS"``), or one and a distance (``"S 34.5 mm"``).
    letters
        ``"SI"`` or ``"HF"``.
    """
    return text.translate(_HEAD_AND_FEET) if letters == "HF" else text


def window_text(width: float, level: float) -> str:
    """Tell the grey window: ``W 1500 L −600``."""
    words = say("readout", "W {width} L {level}")
    return words.format(width=number(width, 4), level=number(level, 4))


def cells_text(heatmap: Heatmap) -> str:
    """Tell the network's own grid: ``7×16×16 cells of 9 mm``."""
    shape = "×".join(str(count) for count in heatmap.grid.shape)
    unit = "mm" if heatmap.grid.ndim == 3 else "px"
    sizes = [number(size, 2) for size in heatmap.grid.spacing]
    size = sizes[0] if len(set(sizes)) == 1 else "×".join(sizes)
    words = say("readout", "{shape} cells of {size} {unit}")
    return words.format(shape=shape, size=size, unit=unit)


def peak_text(peak: float, top: float) -> str:
    """Tell the highest value on a plane beside that of the map: ``max here 0.31 of 0.84``.

    The colours' scale is the map's, so a weak slice stays weak; the number says how weak.
    """
    here, whole = numbers((max(peak, 0.0), top))
    return say("readout", "max here {here} of {whole}").format(here=here, whole=whole)


def slab_text(slab: Slab, *, has_map: bool) -> str:
    """Tell that several slices are drawn as one: ``MinIP 10 mm`` over ``map: highest``."""
    is_told = has_map and slab.rule is not SlabRule.MAX
    return f"{slab.text}\n{say('readout', 'map: highest')}" if is_told else slab.text


def note_text(heatmap: Heatmap) -> str:
    """Say why a map is blank, or what must be known to read it; may be empty."""
    if heatmap.note or not heatmap.is_blank:
        return heatmap.note
    if not heatmap.target:
        return say("readout", "Blank: no cell speaks for the target.")
    return say("readout", "Blank: no cell speaks for {target}.").format(target=heatmap.target)


def scale_text(rule: str, count: int) -> str:
    """State how the top of the scale was chosen."""
    if rule == "shared":
        if count > 1:
            return say("readout", "Scale: shared by {count} maps").format(count=count)
        return say("readout", "Scale: shared by all maps")
    is_fixed = rule == "fixed"
    return say("readout", "Scale: fixed") if is_fixed else say("readout", "Scale: this map")


def probe_text(
    image: Image, heatmap: Heatmap | None, world: Sequence[float], letters: str = "SI"
) -> str:
    """Tell everything about one place.

    Parameters
    ----------
    world
        Millimetres for volumes, (row, column) for pictures.
    letters
        As in :func:`with_head_and_feet`.

    Returns
    -------
    str
        ``R 34.2 A 12.0 I 88.5 mm · 212,301,61 · −612 HU · Grad-CAM 0.73 (97th)``; empty where
        the image does not reach.
    """
    index = tuple(round(float(x)) for x in image.grid.index(world))
    if not all(0 <= i < n for i, n in zip(index, image.grid.shape, strict=True)):
        return ""
    parts = [*_place(image, index, world, letters), _value(image, index)]
    if heatmap is not None:
        parts.append(_heat(heatmap, world))
    return " · ".join(parts)


def _place(
    image: Image, index: tuple[int, ...], world: Sequence[float], letters: str
) -> list[str]:
    if not image.is_volume:
        words = say("readout", "row {row}, column {column}")
        return [words.format(row=index[0], column=index[1])]
    millimetres = with_head_and_feet(place_text(world), letters)
    return [f"{millimetres} mm", ",".join(str(i) for i in index)]


def _value(image: Image, index: tuple[int, ...]) -> str:
    stored = np.asarray(image.array[index])
    if image.is_colour:
        return "RGB " + " ".join(str(int(part)) for part in stored)
    value = float(image.values(stored))
    return f"{number(value, 4)} {image.unit}".rstrip()


def _heat(heatmap: Heatmap, world: Sequence[float]) -> str:
    value = float(value_at(heatmap, world))
    percent = min(99, math.floor(percentile_of(heatmap, value)))
    return f"{map_label(heatmap)} {number(value)} ({ordinal(percent)})"
