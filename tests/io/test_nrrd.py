import bz2
import gzip

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


def _vectors(affine, signs):
    columns = np.diag(signs) @ affine[:3]
    written = [f"({','.join(map(repr, map(float, column)))})" for column in columns.T]
    return {"space_directions": " ".join(written[:3]), "space_origin": written[3]}


@pytest.mark.parametrize(
    ("space", "signs"),
    [
        ("right-anterior-superior", (1, 1, 1)),
        ("left-anterior-superior", (-1, 1, 1)),
        ("left-posterior-superior", (-1, -1, 1)),
        ("RAS", (1, 1, 1)),
        ("LAS", (-1, 1, 1)),
        ("LPS", (-1, -1, 1)),
    ],
)
def test_every_voxel_lies_where_it_lies_in_a_nifti(pack, pack_nrrd, put, placed, space, signs):
    array = _counting(*SHAPE)
    content = pack_nrrd(array, space=space, **_vectors(placed, signs))
    image = open_image(put(content, "a.nrrd"))
    nifti = open_image(put(pack(array, placed, codes=(0, 1)), "a.nii"))
    np.testing.assert_array_equal(image.array, nifti.array)
    np.testing.assert_allclose(image.grid.world(CORNERS), nifti.grid.world(CORNERS), atol=1e-4)
    assert image.warnings == nifti.warnings


@pytest.mark.parametrize("encoding", ["raw", "gzip"])
@pytest.mark.parametrize("order", ["little", "big"])
@pytest.mark.parametrize(
    "kind",
    ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "float32", "float64"],
)
def test_every_type_is_kept_in_both_byte_orders(pack_nrrd, put, kind, order, encoding):
    array = (_counting(*SHAPE, dtype=np.int64) * 251).astype(kind)
    image = open_image(put(pack_nrrd(array, order=order, encoding=encoding)))
    assert image.array.dtype == np.dtype(kind)
    assert image.array.dtype.isnative
    np.testing.assert_array_equal(image.array, array)


def test_text_and_bzip2_are_read(pack_nrrd, put):
    array = _counting(*SHAPE)
    head = pack_nrrd(array[:0], sizes="4 5 6", encoding="ascii")
    written = head + " ".join(map(str, array.ravel(order="F"))).encode()
    np.testing.assert_array_equal(open_image(put(written)).array, array)
    head = pack_nrrd(array[:0], sizes="4 5 6", encoding="bzip2")
    packed = head + bz2.compress(array.tobytes(order="F"))
    np.testing.assert_array_equal(open_image(put(packed)).array, array)


@pytest.mark.parametrize(
    "fields", [{"space": None}, {"space": "3D-right-handed"}, {"space": "scanner-xyz"}]
)
def test_a_space_without_sides_is_told(pack_nrrd, put, fields):
    image = open_image(put(pack_nrrd(_counting(*SHAPE), **fields)))
    assert "Left and right are unknown" in _words(image)
    assert image.grid.spacing == (1, 2, 3)


def test_spacings_alone_give_no_sides(pack_nrrd, put):
    content = pack_nrrd(
        _counting(*SHAPE),
        space_directions=None,
        space_origin=None,
        space=None,
        spacings="0.5 0.6 nan",
    )
    image = open_image(put(content))
    assert image.grid.spacing == (0.5, 0.6, 1.0)
    assert "unknown" in _words(image)


@pytest.mark.parametrize(("low", "unit"), [(-1000, "HU"), (-400, "")])
def test_values_as_low_as_air_are_hounsfield_units(pack_nrrd, put, low, unit):
    array = np.linspace(low, 400, 120).reshape(SHAPE).astype(np.int16)
    assert open_image(put(pack_nrrd(array))).unit == unit


@pytest.mark.parametrize("axis", [0, 1, 3])
def test_the_chosen_volume_is_read_wherever_its_axis_is(pack_nrrd, put, axis):
    array = _counting(*SHAPE, 3)
    vectors = ["(1,0,0)", "(0,2,0)", "(0,0,3)"]
    vectors.insert(axis, "none")
    stored = np.moveaxis(array, 3, axis)
    path = put(pack_nrrd(stored, space_directions=" ".join(vectors)))
    with pytest.raises(ChoiceError, match="4D file with 3 volumes"):
        open_image(path)
    for chosen in range(3):
        image = open_image(path, volume=chosen)
        np.testing.assert_array_equal(image.array, array[..., chosen])
        assert image.grid.spacing == (1, 2, 3)
        assert image.header["volume"] == chosen


def test_time_is_no_axis_of_space(pack_nrrd, put):
    array = _counting(*SHAPE, 2)
    content = pack_nrrd(
        array,
        space="left-posterior-superior-time",
        space_directions="(1,0,0,0) (0,2,0,0) (0,0,3,0) (0,0,0,1)",
        space_origin="(5,6,7,0)",
    )
    image = open_image(put(content), volume=1)
    np.testing.assert_array_equal(image.array, array[..., 1])
    np.testing.assert_allclose(image.grid.world([1, 1, 1]), [-6, -8, 10])


@pytest.mark.parametrize("vector", ["list", "vector"])
def test_kinds_tell_the_axes_where_no_direction_does(pack_nrrd, put, vector):
    array = _counting(3, *SHAPE)
    content = pack_nrrd(
        array, space=None, space_directions=None, kinds=f"{vector} domain domain domain"
    )
    np.testing.assert_array_equal(open_image(put(content), volume=2).array, array[2])


def test_a_slice_in_space_is_a_volume(pack_nrrd, put):
    array = _counting(4, 5)
    image = open_image(put(pack_nrrd(array, space_directions="(0,2,0) (0,0,3)")))
    np.testing.assert_array_equal(image.array[..., 0], array)
    np.testing.assert_allclose(image.grid.world([1, 1, 1]), [1, 2, 3])
    assert image.grid.spacing == (2, 3, 1)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kinds": "RGB-color domain domain domain"}, "colours"),
        ({"type": "block", "block_size": 2}, "blocks"),
        ({"sizes": "3 0 5 6"}, "3 × 0 × 5 × 6"),
        ({"space_directions": "none none none (1,0,0)"}, "1 axes in space"),
    ],
)
def test_what_is_no_scalar_volume_is_refused(pack_nrrd, put, fields, words):
    with pytest.raises(FormatError, match=words) as caught:
        open_image(put(pack_nrrd(_counting(3, *SHAPE), **fields)))
    assert caught.value.hint


@pytest.mark.parametrize(
    "fields",
    [
        {"sizes": "4 5 7"},
        {"sizes": "4 5 5"},
        {"sizes": "4 5"},
        {"type": "quadruple"},
        {"type": None},
        {"endian": None},
        {"endian": "middle"},
        {"encoding": "zrle"},
        {"space_directions": "(1,0,0) (0,1,0)"},
        {"space_directions": "(1,0,0) (0,1,0) (0,x,1)"},
        {"kinds": "domain domain", "space_directions": None},
        {"byte_skip": -7},
    ],
)
def test_a_damaged_header_is_a_format_error(pack_nrrd, put, fields):
    with pytest.raises(FormatError, match="damaged"):
        open_image(put(pack_nrrd(_counting(*SHAPE), **fields)))


def test_gzip_with_a_wrong_checksum_is_refused(pack_nrrd, put):
    content = bytearray(pack_nrrd(_counting(*SHAPE), encoding="gzip"))
    content[-6] ^= 255
    with pytest.raises(FormatError, match="damaged"):
        open_image(put(bytes(content)))


def test_an_axis_without_length_is_refused(pack_nrrd, put):
    content = pack_nrrd(_counting(*SHAPE), space_directions="(1,0,0) (0,0,0) (0,0,1)")
    with pytest.raises(GeometryError):
        open_image(put(content))


@pytest.mark.parametrize("encoding", ["raw", "gzip"])
def test_the_voxels_may_lie_in_a_second_file(pack_nrrd, put, encoding):
    array = _counting(*SHAPE)
    stored = array.tobytes(order="F")
    put(gzip.compress(stored) if encoding == "gzip" else stored, "a b.raw")
    fields = {"encoding": encoding, "data_file": "a b.raw", "sizes": "4 5 6"}
    path = put(pack_nrrd(array[:0], **fields), "a.nhdr")
    np.testing.assert_array_equal(open_image(path).array, array)


def test_a_missing_second_file_is_told_by_its_name_alone(pack_nrrd, put):
    path = put(pack_nrrd(_counting(*SHAPE), data_file="/home/someone/b.raw"), "a.nhdr")
    with pytest.raises(FormatError, match=r"voxels lie in b\.raw, which is missing") as caught:
        open_image(path)
    assert "someone" not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize("named", ["LIST", "a.%03d.raw 1 5 1"])
def test_voxels_in_many_files_are_refused(pack_nrrd, put, named):
    with pytest.raises(FormatError, match="several files"):
        open_image(put(pack_nrrd(_counting(*SHAPE), data_file=named)))


@pytest.mark.parametrize(
    ("unit", "factor", "words"),
    [
        ("mm", 1, ""),
        ("um", 1e-3, "shown in millimetres"),
        ("cm", 10, "shown in millimetres"),
        ("furlong", 1, "taken as millimetres"),
    ],
)
def test_the_world_is_in_millimetres(pack_nrrd, put, unit, factor, words):
    content = pack_nrrd(_counting(*SHAPE), space_units=f'"{unit}" "{unit}" "{unit}"')
    image = open_image(put(content))
    np.testing.assert_allclose(image.grid.spacing, np.array([1, 2, 3]) * factor)
    assert words in _words(image)
    assert bool(words) == bool(image.warnings)


@pytest.mark.parametrize("encoding", ["raw", "gzip"])
def test_memory_is_asked_for_before_the_voxels_are_read(pack_nrrd, put, monkeypatch, encoding):
    content = pack_nrrd(_counting(*SHAPE), encoding=encoding)
    needed = 240 if encoding == "raw" else 2 * 240 + len(content)
    monkeypatch.setattr(memory, "free_bytes", lambda: needed / 0.9 - 2)
    with pytest.raises(ResourceError):
        open_image(put(content))
    monkeypatch.setattr(memory, "free_bytes", lambda: needed / 0.9 + 2)
    assert open_image(put(content)).grid.shape == SHAPE
