import zlib

import numpy as np
import pytest

from camviewer.core.errors import FormatError, GeometryError, ResourceError
from camviewer.io import ChoiceError, memory, open_image

SHAPE = (4, 5, 6)
CORNERS = np.stack(np.meshgrid([0, 3], [0, 4], [0, 5]), -1).reshape(-1, 3)


def _counting(*shape, dtype=np.int16):
    return np.arange(np.prod(shape)).reshape(shape).astype(dtype)


def _words(image):
    return " ".join(image.warnings)


def test_every_voxel_lies_where_it_lies_in_a_nifti(pack, pack_meta, put, placed):
    array = _counting(*SHAPE)
    image = open_image(put(pack_meta(array, placed), "a.mha"))
    nifti = open_image(put(pack(array, placed, codes=(0, 1)), "a.nii"))
    np.testing.assert_array_equal(image.array, nifti.array)
    np.testing.assert_allclose(image.grid.world(CORNERS), nifti.grid.world(CORNERS), atol=1e-4)
    assert image.warnings == nifti.warnings


def test_a_line_of_the_matrix_is_the_direction_of_an_axis(pack_meta, put):
    # ITK writes these lines for axes that run to posterior, to superior and to the left.
    content = pack_meta(_counting(*SHAPE), TransformMatrix="0 1 0 0 0 1 1 0 0")
    world = open_image(put(content)).grid.world
    np.testing.assert_allclose(world([1, 0, 0]), [0, -1, 0], atol=1e-9)
    np.testing.assert_allclose(world([0, 1, 0]), [0, 0, 2], atol=1e-9)
    np.testing.assert_allclose(world([0, 0, 1]), [-3, 0, 0], atol=1e-9)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("order", ["little", "big"])
@pytest.mark.parametrize(
    "kind",
    [
        "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32",
        "float64",
    ],
)  # fmt: skip
def test_every_type_is_kept_in_both_byte_orders(pack_meta, put, kind, order, packed):
    array = (_counting(*SHAPE, dtype=np.int64) * 251).astype(kind)
    image = open_image(put(pack_meta(array, order=order, packed=packed)))
    assert image.array.dtype == np.dtype(kind)
    assert image.array.dtype.isnative
    np.testing.assert_array_equal(image.array, array)


@pytest.mark.parametrize(("named", "kind"), [("LONG", "int32"), ("ULONG", "uint32")])
def test_a_long_has_four_bytes(pack_meta, put, named, kind):
    array = _counting(*SHAPE, dtype=kind)
    image = open_image(put(pack_meta(array, ElementType=f"MET_{named}")))
    np.testing.assert_array_equal(image.array, array)
    assert image.array.dtype == np.dtype(kind)


@pytest.mark.parametrize("key", ["BinaryDataByteOrderMSB", "ElementByteOrderMSB"])
def test_both_names_of_the_byte_order_count(pack_meta, put, key):
    array = _counting(*SHAPE)
    content = pack_meta(array, order="big", **{"BinaryDataByteOrderMSB": None, key: "True"})
    np.testing.assert_array_equal(open_image(put(content)).array, array)


@pytest.mark.parametrize("name", ["Offset", "Position", "Origin"])
def test_every_name_of_the_origin_counts(pack_meta, put, name):
    content = pack_meta(_counting(*SHAPE), **{"Offset": None, name: "7 8 9"})
    np.testing.assert_allclose(open_image(put(content)).grid.world([0, 0, 0]), [-7, -8, 9])


@pytest.mark.parametrize(
    ("letters", "known"), [(None, False), ("???", False), ("LPS", False), ("RAI", True)]
)
def test_without_a_matrix_only_the_letters_give_sides(pack_meta, put, letters, known):
    fields = {"TransformMatrix": None, "AnatomicalOrientation": letters}
    image = open_image(put(pack_meta(_counting(*SHAPE), **fields)))
    assert ("Left and right are unknown" in _words(image)) != known
    np.testing.assert_allclose(image.grid.affine, np.diag([-1.0, -2.0, 3.0, 1.0]))


@pytest.mark.parametrize(("low", "unit"), [(-1000, "HU"), (-400, "")])
def test_values_as_low_as_air_are_hounsfield_units(pack_meta, put, low, unit):
    array = np.linspace(low, 400, 120).reshape(SHAPE).astype(np.int16)
    assert open_image(put(pack_meta(array))).unit == unit


def test_slope_and_offset_stay_apart_from_the_stored_values(pack_meta, put):
    fields = {"ElementToIntensityFunctionSlope": 0.5, "ElementToIntensityFunctionOffset": -9}
    array = _counting(*SHAPE)
    image = open_image(put(pack_meta(array, **fields)))
    assert (image.slope, image.intercept) == (0.5, -9.0)
    np.testing.assert_array_equal(image.array, array)


@pytest.mark.parametrize("packed", [False, True])
def test_the_chosen_channel_is_read(pack_meta, put, packed):
    array = _counting(3, *SHAPE)
    path = put(pack_meta(array, channels=3, packed=packed))
    with pytest.raises(ChoiceError, match="4D file with 3 volumes"):
        open_image(path)
    for chosen in range(3):
        image = open_image(path, volume=chosen)
        np.testing.assert_array_equal(image.array, array[chosen])
        assert image.header["volume"] == chosen
        assert image.header["volumes"] == 3


def test_the_chosen_volume_is_read(pack_meta, put):
    array = _counting(*SHAPE, 2)
    path = put(pack_meta(array))
    with pytest.raises(ChoiceError, match="4D file with 2 volumes"):
        open_image(path)
    np.testing.assert_array_equal(open_image(path, volume=1).array, array[..., 1])


def test_a_single_slice_is_a_volume_without_sides(pack_meta, put):
    array = _counting(4, 5)
    fields = {"TransformMatrix": "1 0 0 1", "Offset": "3 4", "ElementSpacing": "0.5 0.6"}
    content = pack_meta(array[..., None], NDims=2, DimSize="4 5", **fields)
    image = open_image(put(content))
    np.testing.assert_array_equal(image.array[..., 0], array)
    np.testing.assert_allclose(image.grid.world([1, 1, 0]), [-3.5, -4.6, 0])
    assert "unknown" in _words(image)


@pytest.mark.parametrize(
    "fields",
    [
        {"DimSize": "4 5 7"},
        {"DimSize": "4 5"},
        {"DimSize": "4 5 x"},
        {"DimSize": "4 5 5", "CompressedData": True},
        {"ElementType": "MET_STRING"},
        {"ElementType": None},
        {"ElementNumberOfChannels": 0},
        {"TransformMatrix": "1 0 0"},
        {"ElementSpacing": "1 nan 1"},
        {"HeaderSize": 40},
        {"HeaderSize": -1, "DimSize": "40 50 60"},
    ],
)
def test_a_damaged_header_is_a_format_error(pack_meta, put, fields):
    with pytest.raises(FormatError, match="damaged"):
        open_image(put(pack_meta(_counting(*SHAPE), **fields)))


@pytest.mark.parametrize("size", ["4 5 5", "4 5 7"])
def test_packed_voxels_have_the_size_that_the_header_tells(pack_meta, put, size):
    with pytest.raises(FormatError, match="damaged"):
        open_image(put(pack_meta(_counting(*SHAPE), packed=True, DimSize=size)))


def test_packed_voxels_without_their_checksum_are_refused(pack_meta, put):
    content = pack_meta(_counting(*SHAPE), packed=True)
    with pytest.raises(FormatError, match="damaged"):
        open_image(put(content[:-2]))


def test_bytes_left_over_are_told(pack_meta, put):
    content = pack_meta(_counting(*SHAPE))
    assert "more bytes" in _words(open_image(put(content + b"xyz")))
    assert not open_image(put(content + b"\r\n")).warnings


@pytest.mark.parametrize(
    ("fields", "words"), [({"BinaryData": False}, "as text"), ({"DimSize": "4 0 6"}, "4 × 0")]
)
def test_what_is_no_volume_is_refused(pack_meta, put, fields, words):
    with pytest.raises(FormatError, match=words) as caught:
        open_image(put(pack_meta(_counting(*SHAPE), **fields)))
    assert caught.value.hint


def test_an_axis_without_length_is_refused(pack_meta, put):
    with pytest.raises(GeometryError):
        open_image(put(pack_meta(_counting(*SHAPE), ElementSpacing="1 0 1")))


@pytest.mark.parametrize(("packed", "skip"), [(False, 0), (False, -1), (False, 7), (True, 0)])
def test_the_voxels_may_lie_in_a_second_file(pack_meta, put, packed, skip):
    array = _counting(*SHAPE)
    stored = array.tobytes(order="F")
    put(
        b"." * (9 if skip == -1 else skip) + (zlib.compress(stored) if packed else stored),
        "b.raw",
    )
    fields = {"CompressedData": packed, "HeaderSize": skip, "DimSize": "4 5 6"}
    content = pack_meta(array[:0], ElementDataFile="b.raw", **fields)
    image = open_image(put(content, "a.mhd"))
    np.testing.assert_array_equal(image.array, array)
    assert not image.warnings


def test_a_missing_second_file_is_told_by_its_name_alone(pack_meta, put):
    path = put(pack_meta(_counting(*SHAPE), ElementDataFile="C:\\someone\\b.raw"), "a.mhd")
    with pytest.raises(FormatError, match=r"voxels lie in b\.raw, which is missing") as caught:
        open_image(path)
    assert "someone" not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize("named", ["LIST", "a.%03d.raw 1 5 1"])
def test_voxels_in_many_files_are_refused(pack_meta, put, named):
    with pytest.raises(FormatError, match="several files"):
        open_image(put(pack_meta(_counting(*SHAPE), ElementDataFile=named)))


def test_memory_is_asked_for_before_the_voxels_are_read(pack_meta, put, monkeypatch):
    path = put(pack_meta(_counting(*SHAPE)))
    monkeypatch.setattr(memory, "free_bytes", lambda: 500)
    with pytest.raises(ResourceError):
        open_image(path)
    monkeypatch.setattr(memory, "free_bytes", lambda: 540)
    assert open_image(path).grid.shape == SHAPE
