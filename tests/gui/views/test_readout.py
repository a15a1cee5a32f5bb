"""Numbers and sentences, letter by letter."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.image import Image, pixel_grid
from camviewer.core.words import install_translator
from camviewer.gui.views import readout
from camviewer.render.slab import Slab, SlabRule
from camviewer.render.slicing import Plane, frame_at


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1500, "1500"),
        (-612.0, "−612"),
        (0.734, "0.734"),
        (0.7, "0.7"),
        (12345, "12345"),
        (100, "100"),
        (0.00001234, "1.23e−5"),
        (4.5e7, "4.50e7"),
        (-0.0042, "−0.0042"),
        (float("nan"), "–"),
    ],
)
def test_numbers_have_the_digits_that_mean_something(value, text):
    assert readout.number(value) == text


def test_numbers_that_stand_together_end_at_the_same_digit():
    assert readout.numbers([0.00433, 0.000867, 0]) == ("0.00433", "0.00087", "0")
    assert readout.numbers([-2.0, 2.0]) == ("−2.00", "2.00")


@pytest.mark.parametrize(("value", "text"), [(-88.46, "−88.5"), (-0.04, "0.0"), (12, "12.0")])
def test_millimetres_have_a_true_minus_and_no_minus_nought(value, text):
    assert readout.fixed(value) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (97, "97th"), (92, "92nd")],
)
def test_ordinals(count, text):
    assert readout.ordinal(count) == text


def test_the_slice_counts_from_one_and_says_where(body):
    frame = frame_at(body().grid, Plane.AXIAL, (0, 0, 27.5))
    assert readout.slice_text(frame) == "slice 12/12 · S 27.5 mm"


def test_the_window_is_named_as_radiologists_do():
    assert readout.window_text(1500.0, -600.0) == "W 1500 L −600"


def test_cells_are_told_in_millimetres_or_pixels(body, map_over):
    volume = map_over(body().grid, "m", np.zeros((2, 2, 2)))
    assert readout.cells_text(volume) == "2×2×2 cells of 20×36×30 mm"
    picture = map_over(pixel_grid(64, 64), "m", np.zeros((2, 2)))
    assert readout.cells_text(picture) == "2×2 cells of 32 px"


def test_a_blank_map_says_why(body, hot_right):
    image = body()
    assert readout.note_text(hot_right(image, top=0.0, note="Dead layer.")) == "Dead layer."
    assert readout.note_text(hot_right(image, top=0.0)) == "Blank: no cell speaks for nodule."
    assert readout.note_text(hot_right(image)) == ""


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("map", "Scale: this map"),
        ("shared", "Scale: shared by 3 maps"),
        ("fixed", "Scale: fixed"),
    ],
)
def test_the_rule_of_the_scale_is_stated(rule, text):
    assert readout.scale_text(rule, 3) == text


def test_the_probe_tells_place_voxel_value_and_heat(body, hot_right):
    image = body()
    world = image.grid.world((19, 10, 5))
    text = readout.probe_text(image, hot_right(image), world)
    # Half of the cells are hotter than none, so 2 lies above a half and ties with a half.
    assert text == "R 19.0 P 4.5 I 2.5 mm · 19,10,5 · 1000 HU · Grad-CAM 2 (75th)"


def test_the_probe_of_a_picture_tells_row_column_and_colour():
    array = np.zeros((200, 100, 3), np.uint8)
    array[120, 88] = (12, 34, 56)
    image = Image(array, pixel_grid(200, 100))
    assert readout.probe_text(image, None, (120, 88)) == "row 120, column 88 · RGB 12 34 56"


def test_the_probe_outside_the_image_is_silent(body):
    assert readout.probe_text(body(), None, (500.0, 0, 0)) == ""


@pytest.mark.parametrize(
    ("number", "count", "text"), [(2, 40, "volume 3/40"), (0, 2, "volume 1/2"), (0, 1, "")]
)
def test_volumes_count_from_one_and_a_single_one_needs_no_word(number, count, text):
    assert readout.volume_text(number, count) == text


@pytest.mark.parametrize(
    ("zoom", "text"), [(1, "zoom 1×"), (2.34, "zoom 2.3×"), (0.5, "zoom 0.5×")]
)
def test_the_zoom_is_screen_pixels_for_one_of_the_image(zoom, text):
    assert readout.zoom_text(zoom) == text


@pytest.mark.parametrize(
    ("text", "letters", "written"),
    [("S", "HF", "H"), ("IP", "HF", "FP"), ("I 3.0 mm", "HF", "F 3.0 mm"), ("S", "SI", "S")],
)
def test_head_and_feet(text, letters, written):
    assert readout.with_head_and_feet(text, letters) == written


@pytest.fixture
def translated():
    install_translator(lambda _context, text: f"⟦{text}⟧")
    yield
    install_translator(None)


def test_the_words_in_the_corners_are_said_in_the_users_language(translated):
    assert readout.volume_text(2, 40) == "⟦volume 3/40⟧"
    assert readout.zoom_text(0.51) == "⟦zoom 0.51×⟧"
    assert readout.peak_text(0.31, 0.84) == "⟦max here 0.310 of 0.840⟧"
    slab = Slab(SlabRule.MEAN, 0, 3, 10.0)
    assert readout.slab_text(slab, has_map=True) == "⟦Mean⟧ 10 mm\n⟦map: highest⟧"


def test_the_probe_writes_head_and_feet_and_leaves_the_map_its_name(body, hot_right):
    image = body()
    text = readout.probe_text(image, hot_right(image), image.grid.world((19, 10, 5)), "HF")
    assert text.startswith("R 19.0 P 4.5 F 2.5 mm")
    assert "Grad-CAM" in text
