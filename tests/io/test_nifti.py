import gzip
import hashlib

import nibabel
import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from camviewer.core.errors import Cancelled, FormatError, GeometryError
from camviewer.core.progress import CancelToken, Watch
from camviewer.io import ChoiceError, open_image

SHAPE = (4, 5, 6)


def _counting(*shape, dtype=np.int16):
    return np.arange(np.prod(shape)).reshape(shape).astype(dtype)


def _words(image):
    return " ".join(image.warnings)


def test_slope_and_intercept_stay_apart_from_the_stored_values(pack, put):
    stored = _counting(*SHAPE)
    # to_bytes() would compute a scale of its own, so the header is written over.
    content = bytearray(pack(stored))
    header = nibabel.Nifti1Header(bytes(content[:348]))
    header["scl_slope"], header["scl_inter"] = 0.5, -100.0
    content[:348] = header.binaryblock
    image = open_image(put(bytes(content)))
    assert image.array.dtype == np.int16
    np.testing.assert_array_equal(image.array, stored)
    assert (image.slope, image.intercept) == (0.5, -100.0)
    np.testing.assert_allclose(image.values(image.array), stored * 0.5 - 100.0)


@pytest.mark.parametrize(
    ("low", "high", "unit"),
    [(-1000, 400, "HU"), (-400, 400, ""), (0, 255, ""), (-900, -600, "")],
)
def test_values_as_low_as_air_are_hounsfield_units(pack, put, low, high, unit):
    array = np.linspace(low, high, 120).reshape(SHAPE).astype(np.int16)
    assert open_image(put(pack(array))).unit == unit


def test_several_volumes_ask_for_a_choice(pack, put):
    path = put(pack(_counting(*SHAPE, 3)))
    with pytest.raises(ChoiceError, match="4D file with 3 volumes") as caught:
        open_image(path)
    assert caught.value.count == 3
    assert "0..2" in caught.value.hint
    with pytest.raises(ChoiceError, match="no volume 3"):
        open_image(path, volume=3)


@pytest.mark.parametrize("is_packed", [False, True])
def test_the_chosen_volume_is_read(pack, put, is_packed):
    array = _counting(*SHAPE, 3, 2)
    content = pack(array)
    path = put(gzip.compress(content) if is_packed else content)
    for chosen in range(6):
        image = open_image(path, volume=chosen)
        expected = array[..., chosen % 3, chosen // 3]
        np.testing.assert_array_equal(image.array, expected)
        assert image.header["volume"] == chosen
        assert image.header["volumes"] == 6


def test_a_fourth_axis_of_one_is_dropped(pack, put):
    array = _counting(*SHAPE, 1)
    np.testing.assert_array_equal(open_image(put(pack(array))).array, array[..., 0])


def test_a_single_slice_is_a_volume(pack, put):
    array = _counting(4, 5)
    image = open_image(put(pack(array)))
    assert image.grid.shape == (4, 5, 1)
    np.testing.assert_array_equal(image.array[..., 0], array)


@pytest.mark.parametrize(
    ("dtype", "words"),
    [
        (np.dtype(np.complex64), "complex"),
        (np.dtype([("R", "u1"), ("G", "u1"), ("B", "u1")]), "colours"),
    ],
)
def test_what_is_no_scalar_is_refused(pack, put, dtype, words):
    with pytest.raises(FormatError, match=words) as caught:
        open_image(put(pack(np.zeros(SHAPE, dtype))))
    assert caught.value.hint


def _changed(content, **fields):
    header = nibabel.Nifti1Header(content[:348], check=False)
    for name, value in fields.items():
        header[name] = value
    return header.binaryblock + content[348:]


def test_a_volume_without_voxels_is_refused(pack, put):
    content = _changed(pack(_counting(*SHAPE)), dim=[3, 4, 0, 6, 1, 1, 1, 1])
    with pytest.raises(FormatError, match="4 × 0 × 6"):
        open_image(put(content))


@pytest.mark.parametrize(
    "fields",
    [
        {"datatype": 9999},
        {"dim": [3, -4, 5, 6, 1, 1, 1, 1]},
        {"dim": [3, 4000, 5, 6, 1, 1, 1, 1]},
        {"vox_offset": 1e6},
    ],
)
def test_a_damaged_header_is_a_format_error(pack, put, fields):
    with pytest.raises(FormatError):
        open_image(put(_changed(pack(_counting(*SHAPE)), **fields)))


def test_the_header_of_a_pair_is_refused(pack, put):
    with pytest.raises(FormatError, match="pair of files"):
        open_image(put(_changed(pack(_counting(*SHAPE)), magic=b"ni1"), "a.hdr"))


@pytest.mark.parametrize("lost", [4, 12, 60])
def test_gzip_without_its_end_is_refused(pack, put, lost):
    content = gzip.compress(pack(_counting(*SHAPE)))
    with pytest.raises(FormatError, match="damaged or cut off"):
        open_image(put(content[:-lost]))


def test_gzip_with_a_wrong_checksum_is_refused(pack, put):
    content = bytearray(gzip.compress(pack(_counting(*SHAPE))))
    content[-6] ^= 255
    with pytest.raises(FormatError, match="damaged"):
        open_image(put(bytes(content)))


def test_a_file_without_orientation_is_told(pack, put):
    image = open_image(put(pack(_counting(*SHAPE), codes=(0, 0))))
    assert "Left and right are unknown" in _words(image)
    known = open_image(put(pack(_counting(*SHAPE), codes=(1, 0))))
    assert not known.warnings


def test_two_orientations_far_apart_are_told_with_numbers(pack, put):
    turned = np.diag([1.0, 2.0, 3.0, 1.0])
    turned[:3, :3] = Rotation.from_euler("z", 10, degrees=True).as_matrix() @ turned[:3, :3]
    turned[:3, 3] = 20, 0, 0

    def change(image):
        image.set_sform(turned, 1)

    image = open_image(put(pack(_counting(*SHAPE), change=change)))
    plain = np.diag([1.0, 2.0, 3.0, 1.0])
    corners = np.stack(np.meshgrid([0, 3], [0, 4], [0, 5], [1]), -1).reshape(-1, 4)
    apart = np.linalg.norm(corners @ (turned - plain).T, axis=1).max()
    assert f"up to {apart:.1f} mm and 10° apart" in _words(image)
    np.testing.assert_allclose(image.grid.affine, turned, atol=1e-6)


@pytest.mark.parametrize(
    ("angle", "shift", "words"),
    [(3, 0.0, "up to 0.3 mm and 3° apart"), (0, 12.5, "up to 12.5 mm and 0° apart")],
)
def test_a_turn_and_a_shift_are_told_each_alone(pack, put, angle, shift, words):
    def change(image):
        other = np.eye(4)
        other[:3, :3] = Rotation.from_euler("z", angle, degrees=True).as_matrix()
        other[0, 3] = shift
        image.set_sform(other, 1)

    image = open_image(put(pack(_counting(*SHAPE), np.eye(4), change=change)))
    # The farthest corner lies 5 mm from the axis: 2 · 5 · sin(1.5°) = 0.26.
    assert words in _words(image)


def test_two_orientations_close_together_are_not_told(pack, put):
    def change(image):
        near = np.diag([1.0, 2.0, 3.0, 1.0])
        near[0, 3] = 0.9
        image.set_sform(near, 1)

    assert not open_image(put(pack(_counting(*SHAPE), change=change))).warnings


@pytest.mark.parametrize("angle", [2, 15, 30])
def test_oblique_slices_are_told_with_their_angle(pack, put, angle):
    affine = np.eye(4)
    affine[:3, :3] = Rotation.from_euler("x", angle, degrees=True).as_matrix()
    words = _words(open_image(put(pack(_counting(*SHAPE), affine))))
    assert (f"oblique by {angle}°" in words) == (angle > 3)


def test_axes_that_are_not_at_right_angles_are_told(pack, put):
    affine = np.eye(4)
    affine[0, 1] = 0.2
    assert "right angles" in _words(
        open_image(put(pack(_counting(*SHAPE), affine, codes=(0, 1))))
    )


def test_voxels_that_are_no_numbers_are_counted(pack, put):
    array = np.ones(SHAPE, np.float32)
    array[0, 0, :3] = np.nan
    array[1, 1, 1] = np.inf
    image = open_image(put(pack(array)))
    assert "4 of 120 voxels are not numbers" in _words(image)
    assert image.array.dtype == np.float32


@pytest.mark.parametrize("kind", [nibabel.Nifti1Image, nibabel.Nifti2Image])
@pytest.mark.parametrize("order", ["<", ">"])
def test_both_versions_and_both_byte_orders_are_read(put, kind, order):
    array = _counting(*SHAPE)
    affine = np.diag([-1.0, 2.0, 3.0, 1.0])
    header = kind.header_class(endianness=order)
    header.set_data_dtype(np.dtype(np.int16).newbyteorder(order))
    opened = open_image(put(kind(array, affine, header=header).to_bytes()))
    assert opened.array.dtype == np.dtype(np.int16)
    assert opened.array.dtype.isnative
    np.testing.assert_array_equal(opened.array, array)
    np.testing.assert_allclose(opened.grid.affine, affine)


@pytest.mark.parametrize(("unit", "factor"), [("micron", 1e-3), ("meter", 1e3), ("mm", 1)])
def test_the_world_is_in_millimetres(pack, put, unit, factor):
    def change(image):
        image.header.set_xyzt_units(unit)

    image = open_image(put(pack(_counting(*SHAPE), change=change)))
    np.testing.assert_allclose(image.grid.spacing, np.array([1, 2, 3]) * factor)
    told = f"The file measures in {unit}s; shown in millimetres."
    assert image.warnings == ((told,) if factor != 1 else ())


def test_an_affine_without_an_axis_is_refused(pack, put):
    def change(image):
        image.set_sform(np.diag([1.0, 0.0, 1.0, 1.0]), 1)

    with pytest.raises(GeometryError):
        open_image(put(pack(_counting(*SHAPE), change=change)))


def test_an_unused_qform_that_makes_no_sense_is_passed_over(pack, put):
    content = pack(_counting(*SHAPE), codes=(0, 1))
    image = open_image(put(_changed(content, quatern_b=5.0, quatern_c=5.0)))
    assert not image.warnings
    assert (image.header["qform_code"], image.header["sform_code"]) == (0, 1)


class _Looker:
    """Looks on, and may stop the reading at its first report."""

    def __init__(self, stops=False):
        self.reports, self.images = [], []
        self._token, self._stops = CancelToken(), stops

    def watch(self):
        return Watch(self._report, self._token, self._first)

    def _report(self, progress):
        self.reports.append((progress.done, progress.total))
        if self._stops:
            self._token.cancel()

    def _first(self, image):
        self.images.append((image, image.array[..., : self.reports[-1][0]].copy()))


def _large():
    """Three megabytes, so that there are several blocks."""
    rng = np.random.default_rng(0)
    return rng.integers(-1000, 400, (64, 128, 200)).astype(np.int16)


@pytest.mark.parametrize("is_packed", [False, True])
def test_slices_are_shown_before_the_rest_is_there(pack, put, is_packed):
    array = _large()
    content = pack(array)
    path = put(gzip.compress(content, 1) if is_packed else content)
    looker = _Looker()
    image = open_image(path, watch=looker.watch())
    (early, there), (done, total) = looker.images[0], looker.reports[0]
    assert 0 < done < total == 200
    np.testing.assert_array_equal(there, array[..., :done])
    assert (early.unit, early.grid.shape) == ("HU", array.shape)
    np.testing.assert_allclose(early.grid.affine, image.grid.affine)
    np.testing.assert_array_equal(image.array, array)
    assert len(looker.images) == 1


@pytest.mark.parametrize("is_packed", [False, True])
def test_reading_can_be_stopped(pack, put, is_packed):
    content = pack(_large())
    with pytest.raises(Cancelled):
        open_image(
            put(gzip.compress(content, 1) if is_packed else content),
            watch=_Looker(stops=True).watch(),
        )


def test_the_other_byte_order_is_not_shown_early(put):
    header = nibabel.Nifti1Header(endianness=">")
    header.set_data_dtype(">i2")
    array, looker = _large(), _Looker()
    content = nibabel.Nifti1Image(array, np.eye(4), header=header).to_bytes()
    path = put(content)
    image = open_image(path, watch=looker.watch())
    np.testing.assert_array_equal(image.array, array)
    assert image.sha256 == hashlib.sha256(content).hexdigest()
    assert looker.images == []


def test_the_hash_of_a_chosen_volume_is_that_of_the_whole_file(pack, put):
    content = gzip.compress(pack(_counting(*SHAPE, 3)))
    image = open_image(put(content), volume=0)
    assert image.sha256 == hashlib.sha256(content).hexdigest()


def test_a_long_extension_before_the_values_is_passed_over(pack, put):
    def change(image):
        more = nibabel.nifti1.Nifti1Extension("comment", b"words " * 5000)
        image.header.extensions.append(more)

    array = _counting(*SHAPE)
    for content in (pack(array, change=change), gzip.compress(pack(array, change=change))):
        np.testing.assert_array_equal(open_image(put(content)).array, array)


def test_values_that_would_begin_inside_the_header_are_refused(pack, put):
    with pytest.raises(FormatError):
        open_image(put(_changed(pack(_counting(*SHAPE)), vox_offset=100)))
