"""Folders of PNG and TIFF slices."""

import hashlib

import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.core.digest import sha256_of
from camviewer.core.errors import FormatError, ResourceError
from camviewer.io import ChoiceError, open_image

UNKNOWN = (
    "Spacing is unknown: slices and pixels are taken as 1 mm, in the order of the file names."
)
SIDES = "Left and right are unknown: the file gives no orientation."


@pytest.fixture
def slices(tmp_path, draw):
    """Write pictures under names into a folder."""

    def write(pictures):
        folder = tmp_path / "slices"
        folder.mkdir(exist_ok=True)
        for name, pixels in pictures.items():
            suffix = name.rpartition(".")[2].replace("tif", "tiff").replace("tifff", "tiff")
            (folder / name).write_bytes(draw(Picture.fromarray(pixels), suffix))
        return folder

    return write


def _numbered(count, suffix="png", dtype=np.uint16):
    return {
        f"cut_{n}.{suffix}": np.full((4, 5), n, dtype) + np.arange(5, dtype=dtype)
        for n in range(count)
    }


@pytest.mark.parametrize("suffix", ["png", "tif", "tiff"])
def test_slices_are_counted_as_a_person_counts(slices, suffix):
    folder = slices(_numbered(12, suffix))
    image = open_image(folder)
    assert image.grid.shape == (5, 4, 12)
    assert image.array.dtype == np.uint16
    np.testing.assert_array_equal(image.array[0, 0], np.arange(12))
    np.testing.assert_array_equal(image.array[:, 0, 0], np.arange(5))
    assert image.grid.spacing == (1, 1, 1)
    assert set(image.warnings) == {UNKNOWN, SIDES}
    digests = sorted(sha256_of(each) for each in folder.iterdir())
    assert image.sha256 == hashlib.sha256("".join(digests).encode()).hexdigest()
    assert (image.name, image.path, image.unit) == ("slices", folder, "")


def test_rows_run_to_the_back_and_columns_to_the_left(slices):
    np.testing.assert_array_equal(
        open_image(slices(_numbered(2))).grid.affine, np.diag([-1.0, -1, 1, 1])
    )


def test_values_below_air_make_no_hounsfield_units(slices):
    pixels = np.linspace(-1000, 400, 20, dtype=np.float32).reshape(4, 5)
    assert open_image(slices({"a.tif": pixels, "b.tif": pixels})).unit == ""


def test_colours_become_grey_and_are_told(slices):
    red = np.zeros((4, 5, 3), np.uint8)
    red[..., 0] = 200
    image = open_image(slices({"a.png": red, "b.png": red}))
    np.testing.assert_array_equal(image.array, 60)
    assert "Colours were turned to grey." in image.warnings


def test_slices_of_several_types_keep_their_values(slices):
    small, large = np.full((4, 5), 7, np.uint8), np.full((4, 5), 60000, np.uint16)
    image = open_image(slices({"a.png": small, "b.png": large}))
    np.testing.assert_array_equal(image.array[0, 0], [7, 60000])


def test_slices_that_differ_in_size_are_named(slices):
    folder = slices({**_numbered(3), "cut_9.png": np.zeros((4, 6), np.uint16)})
    with pytest.raises(FormatError, match=r"4 × 5 in cut_0.png, 4 × 6 in cut_9.png") as caught:
        open_image(folder)
    assert caught.value.hint


def test_other_files_beside_the_slices_do_not_matter(slices):
    folder = slices(_numbered(3))
    (folder / "notes.txt").write_text("words")
    (folder / "false.png").write_text("words")
    (folder / "below.png").mkdir()
    assert open_image(folder).grid.shape == (5, 4, 3)


def test_dicom_comes_before_pictures(slices, series, put_series, draw):
    folder = put_series(series(np.zeros((5, 4, 3), np.int16), np.eye(4)))
    (folder / "preview.png").write_bytes(
        draw(Picture.fromarray(np.zeros((9, 9), np.uint8)), "png")
    )
    assert open_image(folder).unit == "HU"


def test_a_damaged_slice_is_named(slices):
    folder = slices(_numbered(3))
    path = folder / "cut_1.png"
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(FormatError, match=r"cut_1.png is a damaged"):
        open_image(folder)


def test_the_memory_is_asked_before_more_than_one_slice_is_read(slices, monkeypatch):
    monkeypatch.setattr("camviewer.io.memory.free_bytes", lambda: 100)
    monkeypatch.setattr("camviewer.io.raster.check_memory", lambda *_: None)
    with pytest.raises(ResourceError, match="slices needs"):
        open_image(slices(_numbered(3)))


def test_there_is_one_volume_only(slices):
    with pytest.raises(ChoiceError, match="no volume 1"):
        open_image(slices(_numbered(3)), volume=1)


def test_a_folder_without_slices_says_so(tmp_path):
    (tmp_path / "notes.txt").write_text("words")
    with pytest.raises(FormatError, match="is a folder without DICOM or PNG or TIFF slices"):
        open_image(tmp_path)


def test_a_folder_of_one_slice_is_known_by_that_file(slices):
    folder = slices(_numbered(1))
    image = open_image(folder)
    assert image.grid.shape == (5, 4, 1)
    assert image.sha256 == sha256_of(folder / "cut_0.png")
