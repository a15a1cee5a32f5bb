from io import BytesIO

import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.core.errors import FormatError, ResourceError
from camviewer.io import ChoiceError, open_image


def _random(*shape, dtype=np.uint8):
    return np.random.default_rng(0).integers(0, np.iinfo(dtype).max, shape).astype(dtype)


@pytest.mark.parametrize("suffix", ["png", "tiff"])
def test_sixteen_bits_are_kept(draw, put, suffix):
    array = _random(6, 7, dtype=np.uint16)
    image = open_image(put(draw(Picture.fromarray(array), suffix)))
    assert image.array.dtype == np.uint16
    np.testing.assert_array_equal(image.array, array)
    assert not image.is_colour


def test_big_endian_sixteen_bits_are_kept(draw, put):
    array = _random(6, 7, dtype=np.uint16)
    picture = Picture.frombytes("I;16B", (7, 6), array.astype(">u2").tobytes())
    image = open_image(put(draw(picture, "tiff")))
    np.testing.assert_array_equal(image.array, array)
    assert image.array.dtype.isnative


@pytest.mark.parametrize("suffix", ["png", "tiff"])
def test_sixteen_bits_keep_their_ends_and_stand_upright(draw, put, suffix):
    array = np.array([[0, 1, 255], [256, 4095, 65535]], np.uint16)
    exif = Picture.Exif()
    exif[0x0112] = 6
    image = open_image(put(draw(Picture.fromarray(array), suffix, exif=exif)))
    assert image.array.dtype == np.uint16
    np.testing.assert_array_equal(image.array, np.rot90(array, -1))
    np.testing.assert_array_equal(image.values(image.array), np.rot90(array, -1))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_zero_is_black_even_where_the_file_says_white(draw, put, dtype):
    top = np.iinfo(dtype).max
    content = draw(Picture.fromarray(np.array([[0, 5, top]], dtype)), "tiff")
    # Field 262, one SHORT: 1 (black is zero) becomes 0, and the pixels mean the opposite.
    field = bytes([6, 1, 3, 0, 1, 0, 0, 0])
    assert content.count(field + b"\1") == 1
    image = open_image(put(content.replace(field + b"\1", field + b"\0")))
    assert image.array.dtype == dtype
    np.testing.assert_array_equal(image.array, [[top, top - 5, 0]])


def test_a_palette_becomes_its_colours(draw, put):
    picture = Picture.new("P", (2, 1))
    picture.putpalette([10, 20, 30, 40, 50, 60])
    picture.putpixel((1, 0), 1)
    image = open_image(put(draw(picture, "png")))
    np.testing.assert_array_equal(image.array, [[[10, 20, 30], [40, 50, 60]]])


@pytest.mark.parametrize(
    ("mode", "pixel", "expected"),
    [("RGBA", (10, 20, 30, 0), [[[10, 20, 30]]]), ("LA", (90, 0), [[90]])],
)
def test_transparency_is_dropped_and_told(draw, put, mode, pixel, expected):
    image = open_image(put(draw(Picture.new(mode, (1, 1), pixel), "png")))
    np.testing.assert_array_equal(image.array, expected)
    assert any("Transparency" in sentence for sentence in image.warnings)


def test_a_picture_without_transparency_warns_of_nothing(draw, put):
    assert open_image(put(draw(Picture.fromarray(_random(4, 5, 3)), "png"))).warnings == ()


# EXIF 2.32, 4.6.4: where row 0 and column 0 of the stored picture lie.
_UPRIGHT = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: np.rot90(a, -1),
    7: lambda a: a.transpose(1, 0, 2)[::-1, ::-1],
    8: np.rot90,
}


@pytest.mark.parametrize("suffix", ["png", "tiff"])
@pytest.mark.parametrize("orientation", sorted(_UPRIGHT))
def test_a_picture_stands_upright(draw, put, orientation, suffix):
    array = _random(4, 6, 3)
    exif = Picture.Exif()
    exif[0x0112] = orientation
    image = open_image(put(draw(Picture.fromarray(array), suffix, exif=exif)))
    np.testing.assert_array_equal(image.array, _UPRIGHT[orientation](array))
    assert image.grid.shape == image.array.shape[:2]


def test_grey_stays_grey(draw, put):
    array = _random(4, 5)
    image = open_image(put(draw(Picture.fromarray(array), "bmp")))
    assert not image.is_colour
    np.testing.assert_array_equal(image.array, array)


@pytest.mark.parametrize("mode", ["CMYK", "YCbCr"])
def test_other_colours_of_a_jpeg_become_red_green_and_blue(draw, put, mode):
    plain = Picture.new("RGB", (8, 6), (255, 0, 0)).convert(mode)
    image = open_image(put(draw(plain, "jpeg", quality=95)))
    assert image.array.shape == (6, 8, 3)
    np.testing.assert_allclose(image.array[3, 4], (255, 0, 0), atol=6)


def test_printing_colours_become_red_green_and_blue(draw, put):
    image = open_image(put(draw(Picture.new("CMYK", (8, 8), (0, 255, 255, 0)), "tiff")))
    np.testing.assert_array_equal(image.array[0, 0], [255, 0, 0])


def test_black_and_white_are_the_ends_of_grey(draw, put):
    picture = Picture.fromarray(np.array([[True, False]]))
    image = open_image(put(draw(picture, "png")))
    assert image.array.dtype == np.uint8
    np.testing.assert_array_equal(image.array, [[255, 0]])


def test_values_that_are_no_numbers_are_counted(draw, put):
    array = np.ones((4, 5), np.float32)
    array[0, :2] = np.nan
    image = open_image(put(draw(Picture.fromarray(array), "tiff")))
    assert image.warnings == ("2 of 20 pixels are not numbers (NaN or infinite).",)


def _paged(draw, put, *pages):
    first, *others = (Picture.fromarray(each) for each in pages)
    return put(draw(first, "tiff", save_all=True, append_images=others))


def test_pages_of_a_tiff_ask_for_a_choice(draw, put):
    path = _paged(draw, put, *(np.full((3, 4), value, np.uint8) for value in (5, 6, 7)))
    with pytest.raises(ChoiceError, match="picture file of 3 pages") as caught:
        open_image(path)
    assert caught.value.labels == ("page 1", "page 2", "page 3", "all 3 pages as slices")
    assert caught.value.count == 4
    with pytest.raises(ChoiceError, match="no volume 4: the file holds 4 volumes"):
        open_image(path, volume=4)
    pages = "0: page 1; 1: page 2; 2: page 3; 3: all 3 pages as slices"
    assert caught.value.hint == f"Choose one with --volume 0..3 ({pages})."
    assert [int(open_image(path, volume=page).array[0, 0]) for page in range(3)] == [5, 6, 7]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_all_pages_of_a_tiff_are_a_volume(draw, put, dtype):
    planes = np.arange(60).reshape(3, 4, 5).astype(dtype) - dtype(0)
    image = open_image(_paged(draw, put, *planes), volume=3)
    np.testing.assert_array_equal(image.array, planes.T)
    assert image.array.dtype == dtype
    np.testing.assert_array_equal(image.grid.affine, np.diag([-1.0, -1, 1, 1]))
    assert any("order of the pages" in each for each in image.warnings)
    assert any("Left and right are unknown" in each for each in image.warnings)
    assert (image.unit, len(image.sha256)) == ("", 64)


def test_pages_that_are_no_slices_are_a_choice_of_pages_alone(draw, put):
    sizes = _paged(draw, put, np.zeros((3, 4), np.uint8), np.zeros((3, 5), np.uint8))
    with pytest.raises(ChoiceError) as caught:
        open_image(sizes)
    assert caught.value.count == 2
    colours = _paged(draw, put, *np.zeros((2, 3, 4, 3), np.uint8))
    with pytest.raises(ChoiceError) as caught:
        open_image(colours)
    assert caught.value.count == 2


def test_the_preview_in_a_telephones_picture_is_no_choice(put):
    main, preview = (Picture.fromarray(_random(*size, 3)) for size in ((32, 48), (16, 24)))
    stream = BytesIO()
    main.save(stream, "mpo", save_all=True, append_images=[preview])
    assert open_image(put(stream.getvalue(), "photo.jpg")).grid.shape == (32, 48)


def test_other_kinds_of_picture_are_not_tried(draw, put):
    picture = Picture.fromarray(_random(8, 8))
    with pytest.raises(FormatError, match="no known kind"):
        open_image(put(draw(picture, "gif"), "a.gif"))


@pytest.mark.parametrize("name", ["memo.txt", "BMW.bmp"])
def test_text_that_begins_like_a_bitmap_is_refused(put, name):
    with pytest.raises(FormatError):
        open_image(put(b"BMW sold more cars this year than the year before." * 9, name))


def test_a_cut_jpeg_is_refused(draw, put):
    content = draw(Picture.fromarray(_random(64, 64, 3)), "jpeg")
    with pytest.raises(FormatError, match="damaged or cut off"):
        open_image(put(content[: len(content) // 2]))


def test_a_picture_of_too_many_pixels_is_refused(draw, put, monkeypatch):
    monkeypatch.setattr(Picture, "MAX_IMAGE_PIXELS", 10)
    with pytest.raises(ResourceError) as caught:
        open_image(put(draw(Picture.fromarray(_random(8, 8)), "png")))
    assert caught.value.hint


def test_a_large_picture_that_fits_opens_without_a_word(draw, put, monkeypatch):
    monkeypatch.setattr(Picture, "MAX_IMAGE_PIXELS", 40)
    assert open_image(put(draw(Picture.fromarray(_random(8, 8)), "png"))).warnings == ()
