"""The file as XML, and as Qt's own reader of SVG draws it."""

import base64
import io
import os
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image as Pillow

from camviewer.core.settings import DISCLAIMER
from camviewer.render.sheet import Line, Raster, Sheet, Text
from camviewer.render.svg import svg_bytes

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
NAME = "{http://www.w3.org/2000/svg}"
RED, WHITE = (255, 0, 0), (255, 255, 255)


def parsed(content):
    return ET.fromstring(content)  # noqa: S314 - it is our own


def ramp(rows, columns):
    pixels = np.zeros((rows, columns, 3), np.uint8)
    pixels[: rows // 2, : columns // 2] = RED
    return pixels


SHEET = Sheet(
    200,
    100,
    (
        Raster(40, 20, 80, 40, ramp),
        Line(0, 90, 199, 90, (0, 255, 0)),
        Text(10, 70, "7 × 16 <cells> & \x07−3", 12, WHITE),
        Text(190, 50, "up", 12, WHITE, "mm", is_upright=True),
        Text(80, 40, "R", 16, WHITE, "lm", is_cased=True),
    ),
)


def test_the_size_on_paper_is_told_in_millimetres():
    root = parsed(svg_bytes(SHEET, width_mm=160))
    assert (root.get("width"), root.get("height")) == ("160mm", "80mm")
    assert root.get("viewBox") == "0 0 200 100"
    natural = parsed(svg_bytes(SHEET))
    assert float(natural.get("width").removesuffix("mm")) == pytest.approx(
        200 / 96 * 25.4, abs=1e-3
    )


def test_words_stay_words():
    root = parsed(svg_bytes(SHEET))
    written = [each.text for each in root.iter(f"{NAME}text")]
    assert written == ["7 × 16 <cells> & −3", "up", "R", "R"]  # R with its casing below it
    assert root.find(f"{NAME}desc").text == DISCLAIMER
    upright = root.findall(f"{NAME}text")[1]
    assert upright.get("transform") == "rotate(-90 190 50)"


@pytest.mark.parametrize("density", [1.0, 2.5])
def test_pictures_are_embedded_with_the_pixels_asked_for(density):
    root = parsed(svg_bytes(SHEET, density))
    image = root.find(f"{NAME}image")
    href = image.get("{http://www.w3.org/1999/xlink}href")
    packed = base64.b64decode(href.removeprefix("data:image/png;base64,"))
    with Pillow.open(io.BytesIO(packed)) as picture:
        assert picture.size == (80 * density, 40 * density)
    assert [image.get(each) for each in ("x", "y", "width", "height")] == [
        "40", "20", "80", "40",
    ]  # fmt: skip


def test_another_reader_draws_it_as_the_png_is_drawn(qapp):
    """Everything but the shapes of letters must be where the pixels have it."""
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(svg_bytes(SHEET)))
    assert renderer.isValid()
    image = QImage(200, 100, QImage.Format.Format_RGB888)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(100, image.bytesPerLine())
    found = rows[:, :600].reshape(100, 200, 3).astype(int)
    drawn = SHEET.pixels().astype(int)
    apart = np.abs(found - drawn).max(axis=2)
    words = np.zeros((100, 200), bool)
    words[66:90, 8:150] = words[30:70, 180:] = words[25:56, 76:100] = True
    assert (apart[~words] <= 12).all()
    for part in (np.s_[66:88, 8:150], np.s_[35:65, 182:198]):
        lit, expected = ((each[part].min(axis=2) > 128) for each in (found, drawn))
        assert lit.sum() > 0.3 * expected.sum()
        rows, columns = np.nonzero(lit)
        wanted = np.nonzero(expected)
        assert np.mean(rows) == pytest.approx(np.mean(wanted[0]), abs=3)
        assert columns.min() == pytest.approx(wanted[1].min(), abs=3)
        assert columns.max() <= wanted[1].max() / 0.82  # the fonts differ in width
