import itertools
import pickle

import nibabel
import numpy as np
import pytest

from camviewer.core.errors import FormatError, ResourceError
from camviewer.core.image import Grid, Heatmap
from camviewer.io import read_heatmap, write_array, write_volume

ORDERS = [
    (order, signs)
    for order in itertools.permutations(range(3))
    for signs in itertools.product((1, -1), repeat=3)
]


def _affine(order, signs):
    affine = np.zeros((4, 4))
    for axis, (world, sign) in enumerate(zip(order, signs, strict=True)):
        affine[world, axis] = sign * (1.0, 2.0, 3.5)[axis]
    affine[:, 3] = (11.0, -7.0, 30.0, 1.0)
    return affine


@pytest.mark.parametrize(("order", "signs"), ORDERS)
def test_a_cell_lies_where_it_lay_in_all_48_orders(tmp_path, order, signs):
    grid = Grid((4, 3, 5), _affine(order, signs))
    array = np.zeros(grid.shape, np.float32)
    array[3, 1, 4] = -2.5
    path = tmp_path / "map.nii.gz"
    write_volume(path, array, grid, {"qform_code": 1, "sform_code": 2})
    stored = nibabel.load(path)
    place = np.argwhere(stored.get_fdata() == -2.5)[0]
    np.testing.assert_allclose(
        nibabel.affines.apply_affine(stored.affine, place), grid.world((3, 1, 4)), atol=1e-4
    )
    assert stored.get_data_dtype() == np.float32
    assert (int(stored.header["qform_code"]), int(stored.header["sform_code"])) == (1, 2)
    np.testing.assert_allclose(stored.get_qform(), grid.affine, atol=1e-4)
    back = read_heatmap(path)
    np.testing.assert_array_equal(back.array, array)
    np.testing.assert_allclose(back.grid.affine, grid.affine, atol=1e-4)


def test_unknown_orientation_stays_unknown(tmp_path):
    grid = Grid((2, 2, 2), np.eye(4))
    write_volume(tmp_path / "m.nii.gz", np.ones((2, 2, 2), np.float32), grid,
                 {"qform_code": 0, "sform_code": 0})  # fmt: skip
    stored = nibabel.load(tmp_path / "m.nii.gz")
    assert (int(stored.header["qform_code"]), int(stored.header["sform_code"])) == (0, 0)


def test_a_file_with_a_qform_only_keeps_its_place(tmp_path):
    grid = Grid((2, 3, 4), _affine((1, 0, 2), (-1, 1, 1)))
    write_volume(tmp_path / "m.nii.gz", np.ones((2, 3, 4), np.float32), grid,
                 {"qform_code": 1, "sform_code": 0})  # fmt: skip
    np.testing.assert_allclose(
        nibabel.load(tmp_path / "m.nii.gz").affine, grid.affine, atol=1e-4
    )


def test_a_pictures_map_keeps_its_raw_signed_values(tmp_path):
    array = np.array([[1.5, -2.0], [0.0, 3e-9]], np.float32)
    heatmap = Heatmap(array, Grid((2, 2), np.eye(3)), "cam")
    write_array(tmp_path / "cam.npy", heatmap)
    np.testing.assert_array_equal(np.load(tmp_path / "cam.npy"), array)
    np.testing.assert_array_equal(read_heatmap(tmp_path / "cam.npy").array, array)


def test_what_is_no_map_is_refused(tmp_path):
    (tmp_path / "a.npy").write_bytes(b"nothing")
    np.save(tmp_path / "b.npy", np.ones(3))
    (tmp_path / "c.npy").write_bytes(pickle.dumps({"a": 1}))
    for name in ("a.npy", "b.npy", "c.npy", "gone.npy"):
        with pytest.raises(FormatError):
            read_heatmap(tmp_path / name)


def test_a_place_that_takes_no_file_is_told(tmp_path):
    (tmp_path / "file").touch()
    heatmap = Heatmap(np.ones((2, 2), np.float32), Grid((2, 2), np.eye(3)), "cam")
    with pytest.raises(ResourceError, match="cannot be written") as caught:
        write_array(tmp_path / "file" / "cam.npy", heatmap)
    assert caught.value.hint
