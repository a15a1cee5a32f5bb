"""A figure as SVG: words stay text, pictures are embedded as PNG.

Written by hand with the standard library's XML writer: rectangles, text, lines and images are
all that a figure has.

Source: SVG 1.1 (W3C), and what SVG Tiny 1.2 has of it, so that simple viewers show it too.
"""

from __future__ import annotations

import base64
import io
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.settings import DISCLAIMER
from camviewer.render.sheet import BACKGROUND, UNITS_PER_INCH, Line, Raster

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from camviewer.render.sheet import Colour, Item, Sheet, Text

_MM_PER_INCH = 25.4
_FONTS = "Aileron, Helvetica, Arial, 'DejaVu Sans', sans-serif"
_ANCHORS = {"l": "start", "m": "middle", "r": "end"}
# From the anchor down to the line the letters stand on, in heights of the letters.
_DOWN = {"a": 0.95, "m": 0.35, "d": -0.22, "b": -0.05}


def svg_bytes(sheet: Sheet, density: float = 1.0, width_mm: float | None = None) -> bytes:
    """Write a figure as an SVG file.

    Parameters
    ----------
    density
        Pixels per unit of the pictures in it.
    width_mm
        Of the whole figure on paper; None takes 1/96 inch a unit.
    """
    scale = _MM_PER_INCH / UNITS_PER_INCH if width_mm is None else width_mm / sheet.width
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "xmlns:xlink": "http://www.w3.org/1999/xlink",
            "width": f"{_number(sheet.width * scale)}mm",
            "height": f"{_number(sheet.height * scale)}mm",
            "viewBox": f"0 0 {_number(sheet.width)} {_number(sheet.height)}",
            "font-family": _FONTS,
            "xml:space": "preserve",
        },
    )
    ET.SubElement(root, "desc").text = DISCLAIMER
    size = {"width": _number(sheet.width), "height": _number(sheet.height)}
    ET.SubElement(root, "rect", size | {"fill": _colour(BACKGROUND)})
    for item in sheet.items:
        _add(root, item, density)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add(root: ET.Element, item: Item, density: float) -> None:
    if isinstance(item, Raster):
        _add_picture(root, item, density)
    elif isinstance(item, Line):
        _add_line(root, item)
    else:
        _add_text(root, item)


def _add_picture(root: ET.Element, item: Raster, density: float) -> None:
    box = {"x": item.x, "y": item.y, "width": item.width, "height": item.height}
    words = {name: _number(value) for name, value in box.items()}
    data = "data:image/png;base64," + base64.b64encode(_png(item.pixels(density))).decode()
    more = {"preserveAspectRatio": "none", "xlink:href": data}
    ET.SubElement(root, "image", words | more)


def _png(pixels: NDArray[np.uint8]) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(stream, format="PNG")
    return stream.getvalue()


def _add_line(root: ET.Element, item: Line) -> None:
    """Draw a line as the box of the pixels it covers."""
    box = {
        "x": item.x1,
        "y": item.y1,
        "width": item.x2 - item.x1 + 1,
        "height": item.y2 - item.y1 + 1,
    }
    words = {name: _number(value) for name, value in box.items()}
    ET.SubElement(root, "rect", words | {"fill": _colour(item.colour)})


def _add_text(root: ET.Element, item: Text) -> None:
    if item.is_cased:
        _add_letters(root, item, {"stroke": "#000000", "stroke-width": "4", "fill": "#000000"})
    _add_letters(root, item, {"fill": _colour(item.colour)})


def _add_letters(root: ET.Element, item: Text, paint: dict[str, str]) -> None:
    down = _DOWN[item.anchor[1]] * item.size
    facts = {
        "x": _number(item.x),
        "y": _number(item.y + down),
        "font-size": _number(item.size),
        "text-anchor": _ANCHORS[item.anchor[0]],
        **paint,
    }
    if item.is_upright:
        facts["transform"] = f"rotate(-90 {_number(item.x)} {_number(item.y)})"
    if "stroke" in paint:
        facts["stroke-linejoin"] = "round"
    ET.SubElement(root, "text", facts).text = _printable(item.words)


def _printable(words: str) -> str:
    """Leave out what no XML may hold."""
    return "".join(letter for letter in words if letter.isprintable())


def _colour(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
