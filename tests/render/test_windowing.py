import numpy as np
import pytest

from camviewer.core.image import Grid, Image, pixel_grid
from camviewer.render.colour import Window, value_reach
from camviewer.render.slicing import Plane, frame_at, picture_frame
from camviewer.render.windowing import misses, region_window


@pytest.fixture
def ramp():
    """A picture of 10 x 101 whose columns hold 0, 1, ... 100."""
    return Image(np.tile(np.arange(101.0, dtype=np.float32), (10, 1)), pixel_grid(10, 101))


def test_a_region_is_spread_between_its_first_and_last_percent(ramp):
    window = region_window(ramp, picture_frame(ramp), (0, 9), (0, 100))
    assert (window.low, window.high) == pytest.approx((1.0, 99.0))


def test_only_pixels_whose_centre_lies_inside_count(ramp):
    window = region_window(ramp, picture_frame(ramp), (9, 0), (40.4, 19.6))
    assert (window.low, window.high) == (20.0, 40.0)  # ten of each


def test_what_lies_beside_the_picture_is_left_out(ramp):
    whole = region_window(ramp, picture_frame(ramp), (0, 9), (0, 100))
    assert region_window(ramp, picture_frame(ramp), (-50, 99), (-7, 500)) == whole
    assert region_window(ramp, picture_frame(ramp), (0, 9), (-30, -2)) is None
    assert region_window(ramp, picture_frame(ramp), (200, 300), (0, 100)) is None


def test_three_pixels_are_too_few(ramp):
    assert region_window(ramp, picture_frame(ramp), (0, 0), (5, 7)) is None
    assert region_window(ramp, picture_frame(ramp), (0, 0), (5, 8)) is not None


def test_values_are_scaled_and_a_scanners_filling_left_out():
    array = np.full((6, 6, 3), -1024, np.int16)
    array[2:5, 2:5, 1] = 10
    image = Image(array, Grid(array.shape, np.eye(4)), slope=2.0, intercept=0.0, unit="HU")
    frame = frame_at(image.grid, Plane.AXIAL, (0, 0, 1))
    window = region_window(image, frame, (0, 5), (0, 5))
    assert window.level == pytest.approx((-2048 + 20) / 2, abs=30)  # -2048 is no filling
    image = Image(array, image.grid, unit="HU")
    assert region_window(image, frame, (0, 5), (0, 5)) == Window(1.0, 10.0)


def test_an_even_region_has_a_window_all_the_same(ramp):
    flat = Image(np.full((5, 5), 0.25, np.float32), pixel_grid(5, 5))
    assert region_window(flat, picture_frame(flat), (0, 4), (0, 4)) == Window(1.0, 0.25)


def test_numbers_that_are_none_are_left_out(ramp):
    ramp.array[:, 50:] = np.nan
    window = region_window(ramp, picture_frame(ramp), (0, 9), (0, 100))
    assert window.high < 50
    ramp.array[:] = np.nan
    assert region_window(ramp, picture_frame(ramp), (0, 9), (0, 100)) is None


def test_colours_have_no_window():
    image = Image(np.zeros((8, 8, 3), np.uint8), pixel_grid(8, 8))
    assert region_window(image, picture_frame(image), (0, 7), (0, 7)) is None


@pytest.mark.parametrize(
    ("window", "answer"),
    [
        (Window(100, 50), False),
        (Window(10, -5), True),
        (Window(10, -4.9), False),
        (Window(10, 105), True),
        (Window(10, 104), False),
        (Window(1000, 50), False),
    ],
)
def test_a_window_beside_all_values_shows_nothing(window, answer):
    assert misses(window, (0.0, 100.0)) is answer


def test_the_reach_of_an_image_is_that_of_its_numbers(ramp):
    ramp.array[0, 0] = np.nan
    assert value_reach(ramp) == (0.0, 100.0)
    ramp.array[:] = np.nan
    assert value_reach(ramp) == (0.0, 0.0)
