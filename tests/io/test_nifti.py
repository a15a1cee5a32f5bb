import gzip
import types

import nibabel
import numpy as np
import psutil
import pytest

from camviewer.core.errors import FormatError, GeometryError, ResourceError
from camviewer.io import ChoiceError, open_image

from .conftest import AFFINE, make_nifti


def _turned(degrees):
    """An affine turned about the third axis."""
    angle = np.radians(degrees)
    turn = np.eye(4)
    turn[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    return turn @ np.diag([1.0, 1.0, 3.0, 1.0])


@pytest.mark.parametrize("kind", [nibabel.Nifti1Image, nibabel.Nifti2Image])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_both_versions_are_read_packed_or_not(tmp_path, volume, kind, pack):
    path = make_nifti(tmp_path / "a", volume, kind=kind)
    path.write_bytes(pack(path.read_bytes()))
    image = open_image(path)
    np.testing.assert_array_equal(image.array, volume)
    np.testing.assert_allclose(image.grid.affine, AFFINE, atol=1e-6)


def test_a_file_of_the_other_byte_order_is_read(tmp_path, volume):
    header = nibabel.Nifti1Header(endianness=">")
    header.set_data_dtype(np.int16)
    image = nibabel.Nifti1Image(volume, AFFINE, header)
    (tmp_path / "a.nii").write_bytes(image.to_bytes())
    found = open_image(tmp_path / "a.nii")
    np.testing.assert_array_equal(found.array, volume)
    assert found.array.dtype == np.int16


def test_slope_and_intercept_stay_beside_the_stored_integers(tmp_path, volume):
    image = nibabel.Nifti1Image(volume, AFFINE)
    image.header.set_slope_inter(0.5, -100)
    content = bytearray(image.to_bytes())
    content[112:120] = np.array([0.5, -100], np.float32).tobytes()  # to_bytes resets both
    path = tmp_path / "a.nii"
    path.write_bytes(bytes(content))
    found = open_image(path)
    assert found.array.dtype == np.int16
    np.testing.assert_array_equal(found.array, volume)
    assert (found.slope, found.intercept) == (0.5, -100.0)
    np.testing.assert_allclose(
        found.values(found.array[:2]), nibabel.load(path).get_fdata()[:2], rtol=1e-6
    )


@pytest.mark.parametrize(
    ("low", "high", "unit"), [(-1024, 1500, "HU"), (0, 1500, ""), (-900, -200, "")]
)
def test_hounsfield_units_are_told_by_air_and_tissue(tmp_path, low, high, unit):
    array = np.linspace(low, high, 60).astype(np.int16).reshape(5, 4, 3)
    assert open_image(make_nifti(tmp_path / "a", array)).unit == unit


def test_a_4d_file_asks_which_volume_and_gives_the_one_chosen(tmp_path, volume):
    four = np.stack([volume, volume + 1, volume + 2], axis=-1)
    path = make_nifti(tmp_path / "a", four)
    with pytest.raises(ChoiceError, match="3 volumes") as caught:
        open_image(path)
    assert caught.value.count == 3
    assert "0..2" in caught.value.hint
    np.testing.assert_array_equal(open_image(path, volume=2).array, volume + 2)
    with pytest.raises(ChoiceError, match="no volume 3"):
        open_image(path, volume=3)


def test_a_fourth_axis_of_one_is_no_question(tmp_path, volume):
    assert open_image(make_nifti(tmp_path / "a", volume[..., None])).array.shape == volume.shape


def test_a_single_slice_stays_a_volume(tmp_path, volume):
    assert open_image(make_nifti(tmp_path / "a", volume[:, :, 0])).array.shape == (7, 6, 1)


def test_complex_and_coloured_volumes_are_refused(tmp_path):
    with pytest.raises(FormatError, match="complex"):
        open_image(make_nifti(tmp_path / "a", np.ones((3, 3, 3), np.complex64)))
    colours = np.zeros((3, 3, 3), np.dtype([("R", "u1"), ("G", "u1"), ("B", "u1")]))
    with pytest.raises(FormatError, match="colours"):
        open_image(make_nifti(tmp_path / "b", colours))


def test_a_volume_of_no_size_is_refused(tmp_path, volume):
    path = make_nifti(tmp_path / "a", volume)
    content = bytearray(path.read_bytes())
    content[42:44] = np.int16(0).tobytes()
    path.write_bytes(bytes(content))
    with pytest.raises(FormatError):
        open_image(path)


def test_an_axis_without_length_is_refused(tmp_path, volume):
    path = make_nifti(tmp_path / "a", volume)
    content = bytearray(path.read_bytes())
    content[252:256] = np.array([0, 1], np.int16).tobytes()
    content[280:328] = np.zeros(12, np.float32).tobytes()
    path.write_bytes(bytes(content))
    with pytest.raises((GeometryError, FormatError)):
        open_image(path)


def test_a_plain_file_needs_no_warning(tmp_path, volume):
    assert open_image(make_nifti(tmp_path / "a", volume)).warnings == ()


def test_unknown_left_and_right_are_told(tmp_path, volume):
    image = open_image(make_nifti(tmp_path / "a", volume, codes=(0, 0)))
    assert "Left and right are unknown" in image.warnings[0]


def test_two_orientations_that_disagree_are_told_with_numbers(tmp_path, volume):
    image = nibabel.Nifti1Image(volume, AFFINE)
    other = AFFINE.copy()
    other[0, 3] += 12.5
    image.set_qform(other, 1)
    image.set_sform(AFFINE, 1)
    (tmp_path / "a").write_bytes(image.to_bytes())
    found = open_image(tmp_path / "a")
    assert "12.5 mm and 0°" in found.warnings[0]
    np.testing.assert_allclose(found.grid.affine, AFFINE, atol=1e-6)


def test_oblique_slices_are_told_with_their_angle(tmp_path, volume):
    image = open_image(make_nifti(tmp_path / "a", volume, _turned(12)))
    assert "oblique by 12°" in image.warnings[0]
    assert open_image(make_nifti(tmp_path / "b", volume, _turned(2))).warnings == ()


def test_voxels_that_are_no_numbers_are_counted(tmp_path):
    array = np.zeros((4, 4, 4), np.float32)
    array[0, 0, :3] = np.nan
    array[1, 1, 1] = np.inf
    image = open_image(make_nifti(tmp_path / "a", array))
    assert "4 of 64 voxels are not numbers" in image.warnings[0]


def test_a_file_too_large_for_the_memory_is_refused_before_it_is_read(
    tmp_path, volume, monkeypatch
):
    path = make_nifti(tmp_path / "a", volume)
    free = types.SimpleNamespace(available=100)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: free)
    with pytest.raises(ResourceError, match="of memory, but only"):
        open_image(path)
