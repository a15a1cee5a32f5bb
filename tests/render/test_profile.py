"""The mass of each slice, worked by hand and by many small parts."""

from __future__ import annotations

import gc

import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap
from camviewer.render import profile
from camviewer.render.profile import profile_at_once, slice_profile
from camviewer.render.slicing import Plane


def line_map(values, step=4.0, start=0.0):
    """Cells along z alone."""
    array = np.asarray(values, np.float32).reshape(1, 1, -1)
    affine = np.diag([10.0, 10.0, step, 1.0])
    affine[2, 3] = start
    return Heatmap(array, Grid(array.shape, affine), "grad-cam")


def slices(count, step=1.0):
    return Grid((3, 3, count), np.diag([1.0, 1.0, step, 1.0]))


def test_a_cell_gives_each_slice_its_share_of_the_length():
    # One cell from -2 to 2 mm; slices of 1 mm centred on 0, 1, 2: half of the cell lies
    # before the volume, slice 2 holds only the stretch from 1.5 to 2.
    got = slice_profile(line_map([7.0]), slices(3), Plane.AXIAL).shares
    np.testing.assert_allclose(got, [0.4, 0.4, 0.2])


def test_two_cells_share_the_slice_on_their_border():
    # Cells of 4 mm around 1.5 and 5.5; slices of 2 mm around 0, 2, 4, 6: their borders at
    # -1, 1, 3, 5, 7; the cells' at -0.5, 3.5, 7.5.
    heatmap = line_map([1.0, 3.0], start=1.5)
    got = slice_profile(heatmap, slices(4, 2.0), Plane.AXIAL).shares
    mass = np.array([1.5 / 4, 2 / 4, 0.5 / 4 + 3 * 1.5 / 4, 3 * 2 / 4])
    np.testing.assert_allclose(got, mass / mass.sum())


def test_what_speaks_against_is_left_out_and_told():
    found = slice_profile(line_map([2.0, -6.0], step=1.0), slices(2), Plane.AXIAL)
    np.testing.assert_allclose(found.shares, [1.0, 0.0])
    assert found.against == pytest.approx(0.75)
    assert found.hottest == 0


def test_a_blank_map_has_no_mass_and_no_hottest_slice():
    found = slice_profile(line_map([-1.0, 0.0]), slices(4), Plane.AXIAL)
    assert not found.shares.any()
    assert found.hottest is None
    assert found.against == 1.0


def coarse(patient, turned, tilt=None):
    values = np.random.default_rng(0).normal(size=(4, 5, 3)).astype(np.float32)
    affine = np.diag([3.1, 3.3, 8.2, 1.0])
    if tilt is not None:
        affine[:3, :3] = tilt @ affine[:3, :3]
    affine[:3, 3] = np.add(patient.origin, (2.1, 2.4, 5.3))
    stored = patient.stored(values, affine, *turned)
    return Heatmap(stored.array, stored.grid, "grad-cam")


def by_parts(heatmap, image, axis, parts=20):
    """Cut each cell into many parts and drop each into its slice of the RAS volume."""
    shares = np.zeros(image.shape[axis])
    spacing, origin = image.spacing[axis], image.origin[axis]
    shifts = (np.arange(parts) + 0.5) / parts - 0.5
    grid = np.stack(np.meshgrid(shifts, shifts, shifts, indexing="ij"), -1).reshape(-1, 3)
    for cell in np.ndindex(heatmap.array.shape):
        value = float(heatmap.array[cell])
        if value > 0:
            world = heatmap.grid.world(grid + cell)[:, axis]
            number = np.floor((world - origin) / spacing + 0.5).astype(int)
            inside = number[(number >= 0) & (number < len(shares))]
            shares += np.bincount(inside, minlength=len(shares)) * value
    return shares / shares.sum()


@pytest.mark.parametrize(
    ("plane", "axis"), [(Plane.SAGITTAL, 0), (Plane.CORONAL, 1), (Plane.AXIAL, 2)]
)
def test_in_every_order_of_storage_the_mass_lies_where_the_world_says(
    patient, turned, plane, axis
):
    image = patient.stored(patient.volume(), patient.affine(), *turned)
    heatmap = coarse(patient, (turned[0][::-1], turned[1][1:] + turned[1][:1]))
    found = slice_profile(heatmap, image.grid, plane)
    assert found.shares.sum() == pytest.approx(1)
    np.testing.assert_allclose(found.shares, by_parts(heatmap, patient, axis), atol=0.02)
    hottest = np.unravel_index(np.argmax(heatmap.array), heatmap.array.shape)
    at = heatmap.grid.world(hottest)[axis]
    assert found.hottest == round((at - patient.origin[axis]) / patient.spacing[axis])


def test_a_map_askew_spreads_over_the_slices_that_it_crosses(patient):
    image = patient.stored(patient.volume(), patient.affine(), (0, 1, 2), (False,) * 3)
    heatmap = coarse(patient, ((0, 1, 2), (False,) * 3), tilt=patient.rotation(1, 20))
    for plane, axis in ((Plane.SAGITTAL, 0), (Plane.CORONAL, 1), (Plane.AXIAL, 2)):
        found = slice_profile(heatmap, image.grid, plane)
        assert found.shares.sum() == pytest.approx(1)
        np.testing.assert_allclose(found.shares, by_parts(heatmap, patient, axis), atol=0.02)


def test_a_profile_is_made_once_and_goes_with_its_map():
    heatmap, grid = line_map([1.0]), slices(3)
    first = slice_profile(heatmap, grid, Plane.AXIAL)
    assert slice_profile(heatmap, grid, Plane.AXIAL) is first
    assert slice_profile(heatmap, slices(3), Plane.AXIAL) is not first
    assert slice_profile(heatmap, grid, Plane.CORONAL) is not first
    gc.collect()
    count = len(profile._known)
    del heatmap
    gc.collect()
    assert len(profile._known) == count - 1


def test_a_large_map_is_not_worked_out_while_somebody_waits(monkeypatch):
    monkeypatch.setattr(profile, "_AT_ONCE_CELLS", 1)
    heatmap, grid = line_map([1.0, 2.0]), slices(3)
    assert profile_at_once(heatmap, grid, Plane.AXIAL) is None
    made = slice_profile(heatmap, grid, Plane.AXIAL)
    assert profile_at_once(heatmap, grid, Plane.AXIAL) is made
    assert profile_at_once(line_map([1.0]), grid, Plane.AXIAL) is not None
