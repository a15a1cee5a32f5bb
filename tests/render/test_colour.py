import dataclasses
import json

import numpy as np
import pytest

from camviewer.core.errors import UnknownNameError
from camviewer.core.image import Grid, Image, pixel_grid
from camviewer.core.settings import resource
from camviewer.render.colour import (
    COLOUR_MAPS,
    PRESETS,
    Ramp,
    Window,
    auto_window,
    blend,
    colour_table,
    colourise,
    overlay_lut,
    preset,
    to_grey,
)

LUNG = Window(1500.0, -600.0)


def volume(array, **facts):
    return Image(array, Grid(array.shape, np.eye(4)), **facts)


# Grey


def test_window_reaches_half_its_width_to_both_sides():
    assert (LUNG.low, LUNG.high) == (-1350.0, 150.0)


@pytest.mark.parametrize("dtype", [np.int16, np.int32, np.int64, np.float32, np.float64])
def test_grey_runs_from_low_to_high_and_is_clipped(dtype):
    values = np.array([[-3000, -1350, -975], [-600, 150, 3000]], dtype)
    assert to_grey(values, LUNG).tolist() == [[0, 0, 64], [128, 255, 255]]


def test_grey_applies_slope_and_intercept():
    stored = np.array([[0, 250, 500]], np.uint16)
    assert to_grey(stored, Window(1000, 0), 2.0, -500.0).tolist() == [[0, 128, 255]]


def test_grey_of_an_eight_bit_picture_is_the_picture():
    every = np.arange(256, dtype=np.uint8).reshape(16, 16)
    assert np.array_equal(to_grey(every, Window(255.0, 127.5)), every)


def test_grey_is_within_one_level_of_dicoms_linear_function():
    x = np.arange(-1400, 400, dtype=np.int16)
    for shown in PRESETS:
        c, w = shown.window.level, shown.window.width
        if w < 256:
            continue
        dicom = np.rint(np.clip(((x - (c - 0.5)) / (w - 1) + 0.5) * 255, 0, 255))
        assert np.abs(to_grey(x, shown.window) - dicom).max() <= 1.0


def test_grey_never_falls_as_values_rise():
    ramp = np.arange(-32768, 32768, dtype=np.int64).astype(np.int16)
    assert np.all(np.diff(to_grey(ramp, LUNG).astype(int)) >= 0)


def test_nan_and_infinity_are_drawn_without_a_warning():
    values = np.array([np.nan, -np.inf, np.inf], np.float32)
    assert to_grey(values, LUNG).tolist() == [0, 0, 255]


def test_a_window_of_no_width_is_black_or_white():
    assert to_grey(np.array([1.0, 3.0]), Window(0.0, 2.0)).tolist() == [0, 255]


def test_grey_of_a_strided_view_is_contiguous_and_the_same():
    array = np.asfortranarray(np.arange(-60, 60, dtype=np.int16).reshape(4, 5, 6))
    view = array[:, 2, ::-1].T
    grey = to_grey(view, Window(100, 0))
    assert grey.flags.c_contiguous
    assert np.array_equal(grey, to_grey(view.copy(), Window(100, 0)))


# Windows


def test_presets_are_sensible():
    assert [entry.key for entry in PRESETS] == list("12345678")
    assert len({entry.name for entry in PRESETS}) == len({e.label for e in PRESETS}) == 8
    for entry in PRESETS:
        assert entry.window.low < entry.window.high
        assert 10 <= entry.window.width <= 4000


def test_presets_are_the_published_ones():
    published = {
        "lung": (1500, -600),
        "mediastinum": (400, 40),
        "abdomen": (350, 40),
        "liver": (150, 90),
        "bone": (2000, 500),
        "brain": (80, 40),
        "stroke": (40, 40),
        "angio": (600, 170),
    }
    assert {e.name: (e.window.width, e.window.level) for e in PRESETS} == published


def test_presets_are_read_from_the_shipped_file():
    stored = json.loads(resource("presets.json").read_text(encoding="utf-8"))
    assert [entry["label"] for entry in stored] == [entry.label for entry in PRESETS]


def test_preset_is_found_by_name_and_a_near_miss_is_named():
    assert preset("lung").window == LUNG
    with pytest.raises(UnknownNameError) as caught:
        preset("lungs")
    assert "lung" in caught.value.hint


def test_automatic_window_leaves_out_padding_and_extremes():
    rng = np.random.default_rng(0)
    array = rng.integers(-900, 400, (40, 40, 40)).astype(np.int16)
    array[:10] = -2000
    array[10:12] = -3024
    array[12:14] = -1024
    array[-1, -1, -1] = 30000
    window = auto_window(volume(array))
    assert window.low == pytest.approx(-899, abs=2)
    assert window.high == pytest.approx(398, abs=2)


def test_automatic_window_leaves_out_the_padding_that_the_file_names():
    array = np.random.default_rng(0).integers(0, 400, (40, 40, 40)).astype(np.int16)
    array[:10] = -777
    plain = volume(array, slope=2.0)
    assert auto_window(plain).low == pytest.approx(-1554)
    named = dataclasses.replace(plain, header={"padding": -1554.0})
    assert auto_window(named).low == pytest.approx(0, abs=2)


def test_automatic_window_speaks_in_physical_values():
    stored = np.arange(1000, dtype=np.int16).reshape(10, 10, 10)
    window = auto_window(volume(stored, slope=2.0, intercept=-100.0))
    assert window.low == pytest.approx(-100 + 2 * 0.999)
    assert window.high == pytest.approx(1898 - 2 * 0.999)


def test_automatic_window_samples_all_of_a_large_volume():
    array = np.zeros((200, 200, 200), np.int16)
    array[100:] = 700
    window = auto_window(volume(array))
    assert (window.low, window.high) == (0.0, 700.0)


@pytest.mark.parametrize("value", [5, -1024])
def test_automatic_window_of_a_constant_volume_has_a_width(value):
    window = auto_window(volume(np.full((3, 3, 3), value, np.int16)))
    assert (window.width, window.level) == (1.0, value)


def test_automatic_window_passes_over_nan():
    array = np.linspace(0, 1, 1000, dtype=np.float32).reshape(10, 10, 10)
    array[0, 0, 0] = np.nan
    array[9, 9, 9] = np.inf
    window = auto_window(volume(array))
    assert 0 <= window.low < 0.01
    assert 0.99 < window.high <= 1
    assert auto_window(volume(np.full((2, 2, 2), np.nan, np.float32))).width == 1.0


def test_eight_bit_pictures_are_shown_as_they_are():
    dim = np.full((4, 4), 30, np.uint8)
    assert auto_window(Image(dim, pixel_grid(4, 4))) == Window(255.0, 127.5)


# Colours of a heatmap


@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_every_colour_map_has_256_colours(name):
    table = colour_table(name)
    assert table.shape == (256, 3)
    assert table.dtype == np.uint8


def lightness(table):
    """CIE L* of sRGB colours (IEC 61966-2-1, D65)."""
    share = table / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    y = linear @ (0.2126, 0.7152, 0.0722)
    return np.where(y > (6 / 29) ** 3, 116 * np.cbrt(y) - 16, y * (29 / 3) ** 3)


@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_even_sequential_maps_never_get_darker_and_the_others_say_so(name):
    entry = COLOUR_MAPS[name]
    steps = np.diff(lightness(colour_table(name)))
    if entry.is_diverging:
        assert np.all(steps[:120] > -0.5)
        assert np.all(steps[136:] < 0.5)
    else:
        assert bool(np.all(steps > -0.5)) == entry.is_even
        assert ("not perceptually uniform" in entry.note) == (not entry.is_even)


def test_known_colours_of_the_default_map():
    table = colour_table("inferno")
    assert table[0].tolist() == [0, 0, 4]
    assert table[255].tolist() == [252, 255, 164]


def test_unknown_colour_map_names_the_nearest():
    with pytest.raises(UnknownNameError) as caught:
        overlay_lut("infernal")
    assert "inferno" in caught.value.hint


def alpha(**options):
    return overlay_lut("inferno", **options)[:, 3].astype(int)


def test_linear_opacity_starts_at_the_threshold_and_reaches_the_opacity_at_the_top():
    found = alpha(opacity=0.5, threshold=0.2, ramp="linear")
    assert not found[:52].any()
    expected = np.clip((np.arange(256) / 255 - 0.2) / 0.8, 0, 1) * 0.5 * 255
    assert np.abs(found - expected).max() <= 0.5
    assert found[255] == 128


def test_quadratic_opacity_is_the_square_of_the_linear_one():
    linear = alpha(opacity=1, threshold=0.2, ramp="linear") / 255
    quadratic = alpha(opacity=1, threshold=0.2, ramp="quadratic") / 255
    assert np.abs(quadratic - linear**2).max() < 0.008


def test_step_opacity_is_all_or_nothing():
    found = alpha(opacity=0.6, threshold=0.4, ramp="step")
    assert not found[:102].any()
    assert set(found[102:]) == {153}


@pytest.mark.parametrize("ramp", list(Ramp))
@pytest.mark.parametrize("threshold", [0.0, 0.3, 1.0])
def test_opacity_never_falls_towards_the_top(ramp, threshold):
    found = alpha(opacity=0.7, threshold=threshold, ramp=ramp)
    assert np.all(np.diff(found) >= 0)
    assert found[0] == 0
    assert found[255] == round(0.7 * 255)


@pytest.mark.parametrize("ramp", list(Ramp))
def test_signed_table_is_symmetric_and_clear_in_the_middle(ramp):
    table = overlay_lut("vik", opacity=0.8, threshold=0.0, ramp=ramp, signed=True)
    assert np.array_equal(table[:, 3], table[::-1, 3])
    assert table[127:129, 3].tolist() == [0, 0]
    assert table[0, 3] == table[255, 3] == 204
    assert table[0, 2] > table[0, 0]
    assert table[255, 0] > table[255, 2]


def test_signed_table_takes_two_sided_colours_whatever_is_asked():
    signed = overlay_lut("inferno", signed=True)
    assert np.array_equal(signed, overlay_lut("vik", signed=True))


def test_unsigned_table_takes_the_positive_half_of_two_sided_colours():
    found = overlay_lut("vik")
    assert np.array_equal(found[0, :3], colour_table("vik")[128])
    assert np.array_equal(found[255, :3], colour_table("vik")[255])


def test_values_take_the_entry_of_their_share_of_the_top():
    lut = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 4, axis=1)
    values = np.array([[-1, 0, 0.5, 1, 2, 9]], np.float32)
    assert colourise(values, lut, top=2.0)[0, :, 0].tolist() == [0, 0, 64, 128, 255, 255]
    signed = colourise(values, lut, top=2.0, signed=True)
    assert signed[0, :, 0].tolist() == [64, 128, 159, 191, 255, 255]


@pytest.mark.parametrize("ramp", list(Ramp))
@pytest.mark.parametrize("signed", [True, False])
def test_a_value_of_zero_is_never_drawn(ramp, signed):
    lut = overlay_lut("vik", opacity=1.0, threshold=0.0, ramp=ramp, signed=signed)
    assert colourise(np.zeros((1, 1), np.float32), lut, top=3.0, signed=signed)[0, 0, 3] == 0


# Mixing


def test_mix_of_grey_and_colour_by_hand():
    grey = np.array([[100, 100, 100, 0, 255]], np.uint8)
    colour = np.array(
        [
            [
                [200, 0, 50, 0],
                [200, 0, 50, 255],
                [200, 0, 50, 51],
                [255, 9, 0, 128],
                [0, 1, 2, 254],
            ]
        ],
        np.uint8,
    )
    assert blend(grey, colour)[0].tolist() == [
        [100, 100, 100],
        [200, 0, 50],
        [120, 80, 90],
        [128, 5, 0],
        [1, 2, 3],
    ]


def test_mix_of_a_coloured_picture():
    base = np.array([[[10, 20, 30]]], np.uint8)
    colour = np.array([[[110, 220, 130, 102]]], np.uint8)
    assert blend(base, colour)[0, 0].tolist() == [50, 100, 70]


def test_mix_agrees_with_real_arithmetic_for_every_pair():
    grey = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 256, axis=1)
    colour = np.zeros((256, 256, 4), np.uint8)
    colour[..., 0] = 255 - grey
    colour[..., 3] = np.arange(256)
    share = np.arange(256) / 255
    exact = (1 - share) * grey + share * (255.0 - grey)
    assert np.abs(blend(grey, colour)[..., 0] - exact).max() <= 0.5 + 1e-9


def test_image_is_untouched_where_the_map_is_clear():
    grey = np.arange(256, dtype=np.uint8).reshape(16, 16)
    colour = np.full((16, 16, 4), 200, np.uint8)
    colour[..., 3] = 0
    assert np.array_equal(blend(grey, colour), np.repeat(grey[..., None], 3, axis=2))
