from dataclasses import replace

import nibabel as nib
import nibabel.processing
import numpy as np
import pytest
from nibabel.spaces import vox2out_vox

from camviewer.core.errors import Cancelled
from camviewer.core.image import Grid, Image
from camviewer.core.orientation import obliquity_degrees
from camviewer.core.progress import CancelToken, no_report
from camviewer.render import resample
from camviewer.render.resample import RESAMPLED, bytes_needed, straight_grid, straightened


def upright(image):
    return straightened(image, no_report, CancelToken())


@pytest.fixture(params=[0, 12, 31])
def oblique(request, patient, turned):
    """The phantom in every stored order, turned about an axis of its own."""
    affine = patient.affine(patient.rotation(request.param, request.param))
    return patient.stored(patient.volume(), affine, *turned)


def test_the_grid_is_nibabels_with_the_finest_spacing(oblique):
    grid = straight_grid(oblique.grid)
    shape, affine = vox2out_vox(
        (oblique.grid.shape, oblique.grid.affine), [min(oblique.grid.spacing)] * 3
    )
    assert grid.shape == tuple(shape)
    assert np.allclose(grid.affine, affine)
    assert obliquity_degrees(grid) == pytest.approx(0)


def test_a_volume_that_is_upright_already_keeps_its_place(patient):
    image = patient.stored(patient.volume(), patient.affine(), (0, 1, 2), (False,) * 3)
    assert np.allclose(straight_grid(image.grid).affine[:3, 3], patient.origin)


@pytest.mark.parametrize("seed", range(3))
def test_values_are_those_of_nibabels_resampling(patient, seed):
    affine = patient.affine(patient.rotation(seed, 20))
    smooth = np.random.default_rng(seed).normal(size=patient.shape) * 100
    image = Image(smooth, Grid(smooth.shape, affine))
    peer = nibabel.processing.resample_to_output(
        nib.Nifti1Image(smooth, affine),
        [min(image.grid.spacing)] * 3,
        order=1,
        cval=smooth.min(),
    )
    assert np.allclose(upright(image).array, peer.get_fdata(), atol=1e-4)


def test_features_stay_where_they_are_in_the_world(oblique, patient):
    made = upright(oblique)
    for value in (patient.glyph, patient.front, patient.head):
        before = oblique.grid.world(np.argwhere(oblique.array == value)).mean(axis=0)
        around = np.linalg.norm(
            made.grid.world(np.argwhere(made.array > patient.air)) - before, axis=1
        )
        assert around.min() < max(patient.spacing)
    weight = made.array.astype(float) - patient.air
    cells = np.argwhere(weight > 0)
    centre = np.average(made.grid.world(cells), axis=0, weights=weight[weight > 0])
    weight = oblique.array.astype(float) - patient.air
    cells = np.argwhere(weight > 0)
    expected = np.average(oblique.grid.world(cells), axis=0, weights=weight[weight > 0])
    assert np.allclose(centre, expected, atol=0.3)


def test_a_straight_ramp_stays_the_ramp_of_the_world(patient):
    affine = patient.affine(patient.rotation(1, 25))
    grid = Grid(patient.shape, affine)
    world = grid.world(np.moveaxis(np.indices(patient.shape), 0, -1))
    image = Image(world @ np.array([3.0, -2.0, 1.0]), grid)
    made = upright(image)
    inner = made.grid.world(np.moveaxis(np.indices(made.grid.shape), 0, -1))
    index = grid.index(inner)
    inside = np.all((index >= 0) & (index <= np.array(patient.shape) - 1), axis=-1)
    assert inside.any()
    assert np.allclose(made.array[inside], (inner @ np.array([3.0, -2.0, 1.0]))[inside])
    assert np.all(made.array[~inside & np.any(index < -1, axis=-1)] == image.array.min())


def test_it_keeps_type_scale_and_unit_and_says_so(patient):
    image = patient.stored(
        patient.volume(), patient.affine(patient.rotation(2, 15)), (0, 1, 2), (False,) * 3
    )
    image = replace(image, slope=2.0, intercept=-5.0, header={"volume": 1})
    made = upright(image)
    assert made.array.dtype == np.int16
    assert (made.slope, made.intercept, made.unit) == (2.0, -5.0, "HU")
    assert made.header == {"volume": 1, RESAMPLED: True}
    assert made.array.nbytes == bytes_needed(image)
    assert image.header == {"volume": 1}


def test_whole_numbers_are_rounded_not_cut(patient):
    array = np.zeros((2, 3, 3), np.int16)
    array[1] = 10
    affine = np.diag([4.0, 1.0, 1.0, 1.0])
    made = upright(Image(array, Grid(array.shape, affine)))
    assert made.array[:, 0, 0].tolist() == [0, 3, 5, 8, 10]


def test_nan_beside_a_number_makes_no_other_low():
    array = np.full((3, 3, 3), 7.0, np.float32)
    array[0, 0, 0] = np.nan
    assert resample._lowest(array) == 7.0
    assert resample._lowest(np.full(3, np.nan)) == 0.0


def test_it_reports_and_can_be_stopped_between_slabs(patient, monkeypatch):
    monkeypatch.setattr(resample, "_SLAB_VOXELS", 1)
    image = patient.stored(
        patient.volume(), patient.affine(patient.rotation(2, 15)), (0, 1, 2), (False,) * 3
    )
    token, told = CancelToken(), []

    def report(progress):
        told.append(progress)
        if progress.done == 3:
            token.cancel()

    with pytest.raises(Cancelled):
        straightened(image, report, token)
    assert [each.done for each in told] == [0, 1, 2, 3]
    assert told[0].total == straight_grid(image.grid).shape[2]
    assert "MB" in told[0].label


def test_slabs_join_without_a_seam(patient, monkeypatch):
    image = patient.stored(
        patient.volume(), patient.affine(patient.rotation(2, 15)), (0, 1, 2), (False,) * 3
    )
    whole = upright(image).array
    grid = straight_grid(image.grid)
    monkeypatch.setattr(resample, "_SLAB_VOXELS", 3 * grid.shape[0] * grid.shape[1])
    assert np.array_equal(upright(image).array, whole)
