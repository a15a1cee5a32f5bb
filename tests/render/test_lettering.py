import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap
from camviewer.render.lettering import (
    ACCENT,
    AMBER,
    FAINT,
    TEXT,
    colour_bar,
    cross_lines,
    edge_letters,
    number_text,
    text_block,
)
from camviewer.render.pixels import DrawnMap, OverlayStyle
from camviewer.render.sheet import BACKGROUND, Sheet
from camviewer.render.slicing import Letters


def pixels(items):
    """Draw on an empty sheet of 160 by 120."""
    return Sheet(160, 120, tuple(items)).pixels()


def block_of(*args, **options):
    return text_block(*args, **options).pixels()


def bar_of(*args):
    return colour_bar(*args).pixels()


def drawn(top=2.0, **style):
    heatmap = Heatmap(np.ones((2, 2, 2), np.float32), Grid((2, 2, 2), np.eye(4)), "grad-cam")
    return DrawnMap(heatmap, top, style=OverlayStyle(**style))


def inked(pixels):
    """Bounding box of everything that is not background: top, bottom, left, right."""
    rows, columns = np.nonzero((pixels != pixels[0, 0]).any(axis=2))
    return rows.min(), rows.max(), columns.min(), columns.max()


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (-0.0, "0"), (9.0, "9"), (12.19, "12.2"), (0.000123456, "0.000123")],
)
def test_numbers_have_three_digits(value, text):
    assert number_text(value) == text


def test_lines_are_broken_at_the_width():
    one = block_of(["one line"], 400)
    three = block_of(["some words " * 20], 400)
    assert three.shape[0] >= 3 * one.shape[0]
    assert three.shape[1] == one.shape[1] == 400
    assert inked(three)[3] < 400


def test_empty_lines_take_no_room():
    assert block_of(["", ""], 100).shape == (0, 100, 3)
    assert block_of(["a", "", "b"], 100).shape == block_of(["a", "b"], 100).shape


def test_each_line_has_its_colour():
    block = block_of(["MMM", "MMM", "MMM"], 100, colours=(TEXT, AMBER))
    first, second, third = np.split(block, 3)
    assert (first == TEXT).all(axis=2).any()
    assert (second == AMBER).all(axis=2).any()
    assert (third == AMBER).all(axis=2).any()


def test_letters_stand_at_their_edges():
    for letters, share in (
        (Letters(left="R"), (0.5, 0.0)),
        (Letters(right="L"), (0.5, 1.0)),
        (Letters(top="A"), (0.0, 0.5)),
        (Letters(bottom="P"), (1.0, 0.5)),
    ):
        lit = pixels(edge_letters(160, 120, letters))
        top, bottom, left, right = inked(lit)
        centre = ((top + bottom) / 2 / 120, (left + right) / 2 / 160)
        assert centre == pytest.approx(share, abs=0.12)
        assert bottom - top < 24


def test_cross_runs_through_its_point_and_leaves_the_middle_free():
    crossed = pixels(cross_lines(160, 120, 40.2, 69.6))
    lit = (crossed == ACCENT).all(axis=2)
    assert lit[70, :30].all()
    assert lit[70, 51:].all()
    assert lit[:60, 40].all()
    assert lit[81:, 40].all()
    assert not lit[60:81, 30:51].any()
    assert lit.sum() == 160 - 21 + 120 - 21


@pytest.mark.parametrize(("column", "row"), [(-50, -50), (1e4, 1e4), (0, 0), (159, 119)])
def test_cross_near_or_beyond_the_border_is_cut(column, row):
    lit = (pixels(cross_lines(160, 120, column, row)) == ACCENT).all(axis=2)
    assert lit.any() == (0 <= column < 160)


def test_bar_has_the_top_of_the_scale_at_its_top():
    bar = bar_of(drawn(opacity=1.0, threshold=0.0, ramp="step", colours="inferno"), 224)
    assert bar.shape[0] == 224
    assert bar[12, 4].tolist() == [252, 255, 164]
    assert bar[210, 4].sum() < 60
    assert bar[211, 4].tolist() == [96, 96, 96]
    assert np.all(np.diff(bar[12:211, 4, 0].astype(int)) <= 1)


def test_bar_is_grey_below_the_threshold():
    bar = bar_of(drawn(opacity=1.0, threshold=0.5, ramp="linear"), 224)
    assert (bar[115:212, 4] == 96).all()
    assert not (bar[12:60, 4] == 96).all()


def test_bar_of_a_signed_map_has_both_colours():
    bar = bar_of(drawn(signed=True, opacity=1.0, threshold=0.1), 224)
    assert bar[12, 4, 0] > bar[12, 4, 2]
    assert bar[211, 4, 2] > bar[211, 4, 0]


def test_bar_marks_its_numbers_and_its_unit():
    bar = bar_of(drawn(threshold=0.25), 224)
    ticks = np.nonzero((bar[:, 18] == FAINT).all(axis=1))[0]
    assert ticks == pytest.approx([12, 112, 162, 212], abs=1)
    assert (bar[:, -16:] == FAINT).all(axis=2).any()
    assert (bar[:, 24:50] == TEXT).all(axis=2).any()


def test_bar_leaves_out_numbers_that_would_cover_others():
    bar = bar_of(drawn(threshold=0.02), 224)
    ticks = np.nonzero((bar[:, 18] == FAINT).all(axis=1))[0]
    assert ticks == pytest.approx([12, 112, 212], abs=1)


@pytest.mark.parametrize("height", [10, 30, 60])
def test_low_bars_are_drawn_too(height):
    assert bar_of(drawn(), height).shape[0] == height


def test_text_on_the_background_can_be_read():
    def luminance(colour):
        share = np.array(colour) / 255
        linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
        return linear @ (0.2126, 0.7152, 0.0722)

    for colour in (TEXT, FAINT, AMBER, ACCENT):
        assert (luminance(colour) + 0.05) / (luminance(BACKGROUND) + 0.05) >= 4.5
