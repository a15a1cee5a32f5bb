import numpy as np
import pytest
from PIL import ImageFont

from camviewer.render.sheet import (
    BACKGROUND,
    Line,
    Raster,
    Sheet,
    Text,
    below,
    beside,
    evened,
    framed,
    moved,
    spell,
    text_width,
)

RED, WHITE = (255, 0, 0), (255, 255, 255)


def box(x, y, width, height, colour=RED):
    return Raster(
        x, y, width, height, lambda rows, columns: np.full((rows, columns, 3), colour, np.uint8)
    )


def where(pixels, colour):
    rows, columns = np.nonzero((pixels == colour).all(axis=2))
    return int(rows.min()), int(rows.max()), int(columns.min()), int(columns.max())


def test_german_is_spelled_as_germans_do_without_its_letters():
    assert spell("Für große Öfen: „ÄÜ“") == 'Fuer grosse Oefen: "AeUe"'


def test_texts_are_spelled_with_the_letters_of_the_font():
    assert (
        spell("7 × 16 cells, −612 HU · café ≥ 2 mm² 肺")
        == "7 x 16 cells, -612 HU · cafe >= 2 mm2 ?"
    )


def test_the_font_has_every_letter_that_is_left():
    font = ImageFont.load_default(size=20)
    missing = bytes(font.getmask("\U0010fffe"))
    left = {*map(chr, range(33, 127)), *"·°±…"}
    assert spell("".join(sorted(left))) == "".join(sorted(left))
    assert [letter for letter in left if bytes(font.getmask(letter)) == missing] == []


@pytest.mark.parametrize("density", [0.5, 1.0, 2.0, 3.125])
def test_everything_lies_at_the_same_share_of_the_sheet_at_any_density(density):
    sheet = Sheet(200, 100, (box(40, 20, 80, 40), Line(0, 80, 199, 80, WHITE)))
    pixels = sheet.pixels(density)
    assert pixels.shape == (round(100 * density), round(200 * density), 3)
    top, bottom, left, right = where(pixels, RED)
    assert (top, bottom + 1) == pytest.approx((20 * density, 60 * density), abs=0.51)
    assert (left, right + 1) == pytest.approx((40 * density, 120 * density), abs=0.51)
    top, bottom, left, right = where(pixels, WHITE)
    assert (left, right) == (0, pixels.shape[1] - 1)
    assert bottom - top + 1 == max(1, round(density))
    assert top == pytest.approx(80 * density, abs=0.51)


def test_words_grow_with_the_density():
    sheet = Sheet(200, 100, (Text(100, 50, "MMMM", 20, WHITE, "mm"),))
    sizes = []
    for density in (1, 3):
        pixels = sheet.pixels(density)
        lit = np.nonzero(pixels.min(axis=2) > 128)
        assert np.mean(lit[0]) / pixels.shape[0] == pytest.approx(0.5, abs=0.05)
        assert np.mean(lit[1]) / pixels.shape[1] == pytest.approx(0.5, abs=0.03)
        sizes.append(np.ptp(lit[1]))
    assert sizes[1] / sizes[0] == pytest.approx(3, rel=0.1)
    assert sizes[0] == pytest.approx(text_width("MMMM", 20), abs=5)


def test_upright_words_run_from_below_to_above():
    pixels = Sheet(
        100, 100, (Text(50, 50, "MMMM i", 12, WHITE, "mm", is_upright=True),)
    ).pixels()
    rows, columns = np.nonzero(pixels.min(axis=2) > 128)
    assert np.ptp(rows) > 3 * np.ptp(columns)
    # The wide letters come first, so most of the ink lies in the lower half.
    assert np.mean(rows) > 51


def test_sheets_in_a_row_and_in_a_column():
    first, second = Sheet(30, 20, (box(0, 0, 30, 20),)), Sheet(10, 40, (box(0, 0, 10, 40),))
    row = beside([first, second], gap=5)
    assert (row.width, row.height) == (45, 40)
    assert [(item.x, item.y) for item in row.items] == [(0, 0), (35, 0)]
    column = below([first, Sheet(9, 0), second], gap=5)
    assert (column.width, column.height) == (30, 65)
    assert [(item.x, item.y) for item in column.items] == [(0, 0), (0, 25)]
    assert {(each.width, each.height) for each in evened([first, second])} == {(30, 40)}


def test_a_border_moves_all_that_stands_on_a_sheet():
    line = Line(1, 2, 3, 2, RED)
    whole = framed(Sheet(10, 10, (line, box(0, 0, 9, 9))), border=4)
    assert (whole.width, whole.height) == (18, 18)
    assert whole.items[0] == Line(5, 6, 7, 6, RED)
    assert (whole.items[1].x, whole.items[1].y) == (4, 4)
    assert moved([line], 0, 0) == (line,)
    assert (whole.pixels()[:4] == BACKGROUND).all()


def test_words_of_a_sheet_are_told_in_order():
    sheet = Sheet(9, 9, (Text(0, 0, "a", 5, RED), box(0, 0, 1, 1), Text(0, 5, "b", 5, RED)))
    assert sheet.words() == ("a", "b")
