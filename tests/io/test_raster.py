import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.io import ChoiceError, open_image


def _saved(picture, path, **more):
    picture.save(path, **more)
    return open_image(path)


def test_sixteen_bits_stay_sixteen_bits(tmp_path):
    pixels = np.arange(0, 60000, 1000, dtype=np.uint16).reshape(6, 10)
    for name in ("a.png", "a.tif"):
        image = _saved(Picture.fromarray(pixels), tmp_path / name)
        assert image.array.dtype == np.uint16
        np.testing.assert_array_equal(image.array, pixels)


def test_grey_stays_grey(tmp_path):
    pixels = np.arange(60, dtype=np.uint8).reshape(6, 10)
    image = _saved(Picture.fromarray(pixels), tmp_path / "a.bmp")
    assert not image.is_colour
    np.testing.assert_array_equal(image.array, pixels)


@pytest.mark.parametrize("mode", ["P", "CMYK", "YCbCr"])
def test_other_kinds_of_colour_become_red_green_blue(tmp_path, mode):
    plain = Picture.new("RGB", (8, 6), (255, 0, 0))
    name = "a.png" if mode == "P" else "a.jpg"
    image = (
        _saved(plain.convert(mode), tmp_path / name, quality=95)
        if mode != "P"
        else _saved(plain.convert("P"), tmp_path / name)
    )
    assert image.array.shape == (6, 8, 3)
    np.testing.assert_allclose(image.array[3, 4], (255, 0, 0), atol=6)


def test_transparency_is_dropped_and_told(tmp_path):
    image = _saved(Picture.new("RGBA", (5, 4), (10, 20, 30, 0)), tmp_path / "a.png")
    np.testing.assert_array_equal(image.array[0, 0], (10, 20, 30))
    assert "Transparency" in image.warnings[0]


def test_black_and_white_becomes_grey(tmp_path):
    image = _saved(Picture.new("1", (5, 4), 1), tmp_path / "a.png")
    assert (image.array == 255).all()


def test_a_photo_taken_sideways_is_shown_upright(tmp_path):
    pixels = np.zeros((4, 8, 3), np.uint8)
    pixels[0, 0] = 255  # top left as stored
    exif = Picture.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    image = _saved(Picture.fromarray(pixels), tmp_path / "a.png", exif=exif)
    assert image.array.shape == (8, 4, 3)
    assert image.array[0, 3, 0] == 255  # top right once turned


def test_pages_of_a_tiff_are_asked_for(tmp_path):
    pages = [Picture.new("L", (5, 4), shade) for shade in (10, 20)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    with pytest.raises(ChoiceError, match="2 volumes"):
        open_image(tmp_path / "a.tif")
    assert open_image(tmp_path / "a.tif", volume=1).array[0, 0] == 20
