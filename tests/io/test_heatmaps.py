from itertools import permutations, product

import nibabel
import numpy as np
import pytest

from camviewer.core.errors import FormatError, ResourceError
from camviewer.core.image import Grid, Heatmap, pixel_grid
from camviewer.io import open_image, read_heatmap, write_array, write_volume

SHAPE = (4, 5, 6)
ORDERS = [
    (order, signs) for order in permutations(range(3)) for signs in product([1, -1], repeat=3)
]


def _affine(order, signs):
    """Build an affine: each array axis runs along one world axis, 1.5, 2 and 4 mm apart."""
    affine = np.eye(4)
    affine[:3, :3] = 0
    for axis, (world, sign, step) in enumerate(zip(order, signs, (1.5, 2, 4), strict=True)):
        affine[world, axis] = sign * step
    affine[:3, 3] = -20, 31, 7
    return affine


def _marked(shape=SHAPE):
    array = np.full(shape, -0.25, np.float32)
    array[3, 1, 4] = 9
    return array


@pytest.mark.parametrize(("order", "signs"), ORDERS)
def test_a_marked_voxel_keeps_its_place_in_the_world(tmp_path, order, signs):
    path = tmp_path / "map.nii.gz"
    affine = _affine(order, signs)
    write_volume(path, _marked(), Grid(SHAPE, affine), {"qform_code": 1, "sform_code": 2})
    stored = nibabel.load(path)
    found = np.unravel_index(np.argmax(stored.get_fdata()), stored.shape)
    expected = affine @ [3, 1, 4, 1]
    np.testing.assert_allclose(stored.affine @ [*found, 1], expected, atol=1e-3)
    np.testing.assert_allclose(stored.get_qform() @ [*found, 1], expected, atol=1e-2)
    np.testing.assert_array_equal(stored.get_fdata(dtype=np.float32), _marked())


@pytest.mark.parametrize("codes", [(1, 1), (2, 4), (0, 3), (0, 0)])
def test_codes_of_the_source_are_copied(tmp_path, codes):
    path = tmp_path / "map.nii.gz"
    header = dict(zip(("qform_code", "sform_code"), codes, strict=True))
    write_volume(path, _marked(), Grid(SHAPE, np.eye(4)), header)
    stored = nibabel.load(path).header
    assert (int(stored["qform_code"]), int(stored["sform_code"])) == codes


def test_a_source_with_a_qform_alone_gets_the_exact_sform_too(tmp_path):
    path = tmp_path / "map.nii.gz"
    write_volume(path, _marked(), Grid(SHAPE, np.eye(4)), {"qform_code": 2, "sform_code": 0})
    stored = nibabel.load(path).header
    assert (int(stored["qform_code"]), int(stored["sform_code"])) == (2, 2)


def test_a_source_without_orientation_is_met_by_its_map(tmp_path, pack, put):
    """Viewers place both by the same rule, since neither file gives an orientation."""
    source = open_image(put(pack(np.zeros(SHAPE, np.int16), codes=(0, 0))))
    path = tmp_path / "map.nii.gz"
    write_volume(path, _marked(), source.grid, source.header)
    np.testing.assert_allclose(nibabel.load(path).affine, source.grid.affine, atol=1e-5)


def test_a_map_is_float32_in_millimetres_and_says_what_it_is(tmp_path):
    path = tmp_path / "map.nii.gz"
    write_volume(path, _marked(), Grid(SHAPE, np.eye(4)), {})
    stored = nibabel.load(path)
    assert stored.get_data_dtype() == np.float32
    assert stored.header.get_xyzt_units()[0] == "mm"
    assert b"research use only" in bytes(stored.header["descrip"])
    assert int(stored.header["sform_code"]) == 1


def test_shear_stays_in_the_sform(tmp_path):
    affine = np.eye(4)
    affine[0, 1] = 0.3
    path = tmp_path / "map.nii.gz"
    write_volume(path, _marked(), Grid(SHAPE, affine), {})
    np.testing.assert_allclose(nibabel.load(path).affine, affine, atol=1e-6)


def test_an_axis_too_long_for_nifti_1_is_written_as_nifti_2(tmp_path):
    path = tmp_path / "map.nii.gz"
    array = np.zeros((40000, 1, 1), np.float32)
    write_volume(path, array, Grid(array.shape, np.eye(4)), {})
    assert isinstance(nibabel.load(path), nibabel.Nifti2Image)
    assert read_heatmap(path).grid.shape == array.shape


def test_the_same_map_gives_the_same_bytes(tmp_path):
    grid = Grid(SHAPE, np.eye(4))
    for name in ("a.nii.gz", "b.nii.gz"):
        write_volume(tmp_path / name, _marked(), grid, {})
    content = (tmp_path / "a.nii.gz").read_bytes()
    assert content == (tmp_path / "b.nii.gz").read_bytes()
    assert content[4:8] == bytes(4)  # RFC 1952: no time of writing


def test_a_volume_comes_back(tmp_path):
    path = tmp_path / "grad-cam.nii.gz"
    affine = _affine((2, 0, 1), (1, -1, 1))
    write_volume(path, _marked(), Grid(SHAPE, affine), {})
    heatmap = read_heatmap(path)
    np.testing.assert_array_equal(heatmap.array, _marked())
    np.testing.assert_allclose(heatmap.grid.affine, affine, atol=1e-5)
    assert (heatmap.method, heatmap.is_signed) == ("grad-cam", True)


def test_a_flat_map_comes_back(tmp_path):
    array = np.random.default_rng(0).normal(size=(7, 9)).astype(np.float32)
    path = tmp_path / "cam.npy"
    write_array(path, Heatmap(array, pixel_grid(7, 9), "cam"))
    heatmap = read_heatmap(path)
    np.testing.assert_array_equal(heatmap.array, array)
    assert (heatmap.method, heatmap.grid.shape) == ("cam", (7, 9))


def test_cells_that_are_no_numbers_say_nothing(tmp_path):
    path = tmp_path / "other.npy"
    np.save(path, np.array([[np.nan, 1], [np.inf, -np.inf]]))
    np.testing.assert_array_equal(read_heatmap(path).array, [[0, 1], [0, 0]])


def test_code_in_a_numpy_file_is_refused_and_never_runs(tmp_path):
    made = tmp_path / "made"

    class Evil:
        def __reduce__(self):
            return made.touch, ()

    path = tmp_path / "evil.npy"
    np.save(path, np.array([Evil()], dtype=object), allow_pickle=True)
    with pytest.raises(FormatError):
        read_heatmap(path)
    assert not made.exists()


@pytest.mark.parametrize("array", [np.zeros(3), np.zeros((2, 2), complex), np.zeros((2, 2, 2))])
def test_an_array_that_is_no_flat_map_is_refused(tmp_path, array):
    path = tmp_path / "a.npy"
    np.save(path, array)
    with pytest.raises(FormatError, match="two axes"):
        read_heatmap(path)


def test_damaged_numpy_files_are_refused(tmp_path):
    path = tmp_path / "a.npy"
    np.save(path, np.zeros((20, 20)))
    whole = path.read_bytes()
    archive = tmp_path / "b.npz"
    np.savez(archive, a=np.zeros((2, 2)))
    for content in (b"", b"hello", whole[:40], whole[:500], archive.read_bytes()):
        path.write_bytes(content)
        with pytest.raises(FormatError):
            read_heatmap(path)


def test_a_picture_is_no_heatmap(tmp_path, draw, put):
    from PIL import Image as Picture

    with pytest.raises(FormatError, match=r"NIfTI or \.npy"):
        read_heatmap(put(draw(Picture.new("L", (3, 3)), "png")))


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(ResourceError, match="cannot be written") as caught:
        write_volume(file / "map.nii.gz", _marked(), Grid(SHAPE, np.eye(4)), {})
    assert caught.value.hint
    with pytest.raises(ResourceError):
        write_array(tmp_path / "none" / "a.npy", Heatmap(_marked(), Grid(SHAPE, np.eye(4)), ""))
