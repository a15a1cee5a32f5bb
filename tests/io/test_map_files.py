import gzip

import numpy as np
import pytest

from camviewer.core.errors import FormatError
from camviewer.core.image import Grid, Heatmap, pixel_grid
from camviewer.io.map_files import is_map_name, map_suffix, read_map, write_map

AFFINE = np.array([[0, -2.1, 0.3, 50], [2.5, 0, 0, -30], [0, 0.1, -5.0, 70], [0, 0, 0, 1]])
VALUES = np.array([0.0, -0.0, 1e-42, -1e38, 3.25, np.float32(0.1)], np.float32)


def heatmap(shape):
    array = np.resize(VALUES, shape).astype(np.float32)
    grid = Grid(shape, AFFINE) if len(shape) == 3 else pixel_grid(*shape)
    return Heatmap(array, grid, "grad-cam")


@pytest.mark.parametrize("shape", [(3, 4, 5), (3, 4, 1), (1, 1, 1), (7, 5), (1, 1)])
def test_the_same_bits_come_back(tmp_path, shape):
    made = heatmap(shape)
    path = tmp_path / f"map{map_suffix(made)}"
    write_map(path, made)
    found = read_map(path, shape)
    assert found.dtype == np.float32
    assert found.flags.c_contiguous
    assert found.tobytes() == made.array.tobytes()


@pytest.mark.parametrize(("shape", "other"), [((3, 4, 5), (5, 4, 3)), ((7, 5), (5, 7))])
def test_another_shape_is_refused(tmp_path, shape, other):
    made = heatmap(shape)
    path = tmp_path / f"map{map_suffix(made)}"
    write_map(path, made)
    with pytest.raises(FormatError):
        read_map(path, other)


@pytest.mark.parametrize("shape", [(3, 4, 5), (7, 5)])
@pytest.mark.parametrize("left", [0, 10, 200])
def test_a_cut_file_is_refused(tmp_path, shape, left):
    made = heatmap(shape)
    path = tmp_path / f"map{map_suffix(made)}"
    write_map(path, made)
    content = path.read_bytes()
    path.write_bytes(content[: min(left, len(content) - 8)])
    with pytest.raises(FormatError):
        read_map(path, shape)


def test_a_file_that_is_no_map_is_refused(tmp_path):
    path = tmp_path / "map.nii.gz"
    path.write_bytes(gzip.compress(b"x" * 5000))
    with pytest.raises(FormatError):
        read_map(path, (3, 4, 5))


def test_no_pickle_is_ever_loaded(tmp_path):
    path = tmp_path / "map.npy"
    np.save(path, np.array([[print]], dtype=object), allow_pickle=True)
    with pytest.raises(FormatError):
        read_map(path, (1, 1))


def test_values_that_are_no_numbers_are_refused(tmp_path):
    path = tmp_path / "map.npy"
    np.save(path, np.array([[np.nan]], np.float32))
    with pytest.raises(FormatError):
        read_map(path, (1, 1))


def test_numbers_of_another_type_are_refused(tmp_path):
    path = tmp_path / "map.npy"
    np.save(path, np.ones((2, 2)))
    with pytest.raises(FormatError):
        read_map(path, (2, 2))


@pytest.mark.parametrize(
    "name", ["grad-cam-0123456789abcdef.npy", "a@b_c+d.e-0123456789abcdef.nii.gz"]
)
def test_a_maps_own_name_is_known(name):
    assert is_map_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "map.npy", "../a-0123456789abcdef.npy", "/a-0123456789abcdef.npy",
        "a/b-0123456789abcdef.npy", "a\\b-0123456789abcdef.npy", "C:a-0123456789abcdef.npy",
        "a-0123456789abcdef.pkl", "a-0123456789ABCDEF.npy", "a-0123456789abcdef.npy\n",
        "a b-0123456789abcdef.npy",
    ],
)  # fmt: skip
def test_no_other_name_is_taken_for_one(name):
    assert not is_map_name(name)
