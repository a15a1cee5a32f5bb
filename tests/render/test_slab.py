"""Slabs against explicit loops, in all planes and all orders of storage."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.render.overlay import sample_heatmap
from camviewer.render.slab import (
    Slab,
    SlabRule,
    sample_slab,
    slab_at,
    slab_pixels,
    slice_step,
)
from camviewer.render.slicing import Plane, frame_at, picture_frame, slice_pixels

TAKE = {SlabRule.MAX: max, SlabRule.MIN: min, SlabRule.MEAN: lambda v: sum(v) / len(v)}


def noise(patient, turned, dtype=np.int16, tilt=None):
    values = np.random.default_rng(3).integers(-900, 900, patient.shape).astype(dtype)
    return patient.stored(values, patient.affine(tilt), *turned)


def by_loops(image, frame, first, last, take):
    """Each pixel from the voxels at its own world position, slice by slice."""
    drawn = np.zeros(frame.shape)
    for row in range(frame.shape[0]):
        for column in range(frame.shape[1]):
            found = []
            for k in range(first, last + 1):
                world = replace(frame, index=k).world(column, row)
                voxel = tuple(int(i) for i in np.round(image.grid.index(world)))
                found.append(float(image.array[voxel]))
            drawn[row, column] = take(found)
    return drawn


@pytest.mark.parametrize("plane", Plane)
@pytest.mark.parametrize("rule", list(TAKE))
def test_a_slab_takes_what_its_rule_says_of_the_voxels_across_it(patient, turned, plane, rule):
    image = noise(patient, turned)
    frame = frame_at(image.grid, plane, image.grid.centre())
    slab = slab_at(frame, rule, 3.1 * slice_step(frame))
    assert (slab.first, slab.last) == (frame.index - 1, frame.index + 1)
    wanted = by_loops(image, frame, slab.first, slab.last, TAKE[rule])
    got = slab_pixels(image, frame, slab)
    np.testing.assert_allclose(got, wanted, atol=1e-3 if rule is SlabRule.MEAN else 0)


def test_an_oblique_volume_is_slabbed_along_its_own_slices(patient):
    image = noise(patient, ((2, 0, 1), (True, False, True)), tilt=patient.rotation(4, 20))
    for plane in Plane:
        frame = frame_at(image.grid, plane, image.grid.centre())
        slab = Slab(SlabRule.MAX, frame.index - 1, frame.index + 2, 4.0)
        wanted = by_loops(image, frame, slab.first, slab.last, max)
        np.testing.assert_array_equal(slab_pixels(image, frame, slab), wanted)


@pytest.mark.parametrize("order", "CF")
def test_long_rows_and_both_orders_of_memory_agree_with_numpy(order):
    values = np.random.default_rng(0).integers(-5000, 5000, (70, 90, 80)).astype(np.int16)
    image = Image(np.asarray(values, order=order), Grid(values.shape, np.eye(4)))
    for plane, axis in ((Plane.SAGITTAL, 0), (Plane.CORONAL, 1), (Plane.AXIAL, 2)):
        frame = frame_at(image.grid, plane, (35, 45, 40))
        slab = Slab(SlabRule.MIN, 30, 43, 14.0)
        block = np.take(values, range(30, 44), axis).min(axis)
        wanted = block.T[::-1, ::-1]  # radiological; anterior at the left
        np.testing.assert_array_equal(slab_pixels(image, frame, slab), wanted)


def test_the_mean_of_large_values_does_not_overflow():
    image = Image(np.full((4, 4, 40), 32_000, np.int16), Grid((4, 4, 40), np.eye(4)))
    frame = frame_at(image.grid, Plane.AXIAL, (0, 0, 20))
    slab = slab_at(frame, "mean", 40.0)
    assert (slab_pixels(image, frame, slab) == 32_000).all()


def framed(index, count=40, step=2.0):
    grid = Grid((4, 4, count), np.diag([1.0, 1.0, step, 1.0]))
    return frame_at(grid, Plane.AXIAL, (0, 0, index * step))


@pytest.mark.parametrize(
    ("index", "wanted", "ends", "mm"),
    [
        (20, 10.0, (18, 22), 10.0),  # five slices of 2 mm
        (20, 8.0, (18, 21), 8.0),  # four: one more towards the feet
        (20, 0.5, (20, 20), 2.0),  # a slice at least
        (0, 10.0, (0, 2), 6.0),  # thinner at the end
        (39, 10.0, (37, 39), 6.0),
    ],
)
def test_a_slab_is_as_thick_as_its_slices_together(index, wanted, ends, mm):
    slab = slab_at(framed(index), "max", wanted)
    assert (slab.first, slab.last) == ends
    assert slab.thickness_mm == pytest.approx(mm)
    assert slab.text == f"MIP {mm:g} mm"


def test_a_single_slice_is_the_slice_itself():
    image = Image(np.arange(64).reshape(4, 4, 4), Grid((4, 4, 4), np.eye(4)))
    frame = frame_at(image.grid, Plane.AXIAL, (0, 0, 2))
    slab = slab_at(frame, "max", 1.0)
    np.testing.assert_array_equal(slab_pixels(image, frame, slab), slice_pixels(image, frame))


def test_there_is_no_slab_of_a_picture_nor_without_a_rule():
    picture = Image(np.zeros((4, 5)), pixel_grid(4, 5))
    assert slab_at(picture_frame(picture), "max", 10.0) is None
    assert slab_at(framed(20), "none", 10.0) is None


# Of the map


def map_in(patient, turned, tilt=None):
    values = np.random.default_rng(1).normal(size=(4, 5, 3)).astype(np.float32)
    affine = np.diag([3.1, 3.3, 8.2, 1.0])
    if tilt is not None:
        affine[:3, :3] = tilt @ affine[:3, :3]
    affine[:3, 3] = np.add(patient.origin, (2.1, 2.4, 5.3))
    stored = patient.stored(np.abs(values), affine, *turned)
    return Heatmap(stored.array, stored.grid, "grad-cam")


@pytest.mark.parametrize("plane", Plane)
def test_cell_by_cell_the_maps_slab_is_the_highest_of_its_slices(patient, turned, plane):
    image = noise(patient, turned)
    heatmap = map_in(patient, (turned[0][::-1], turned[1]))
    frame = frame_at(image.grid, plane, image.grid.centre())
    slab = Slab(SlabRule.MIN, frame.index - 3, frame.index + 4, 8.0)
    slices = [
        sample_heatmap(heatmap, replace(frame, index=k), smooth=False)
        for k in range(slab.first, slab.last + 1)
    ]
    got = sample_slab(heatmap, frame, slab, smooth=False)
    np.testing.assert_allclose(got, np.max(slices, axis=0), atol=1e-6)


@pytest.mark.parametrize("plane", Plane)
def test_smooth_the_maps_slab_is_never_below_its_slices_nor_above_the_map(
    patient, turned, plane
):
    image, heatmap = noise(patient, turned), map_in(patient, turned)
    frame = frame_at(image.grid, plane, image.grid.centre())
    slab = Slab(SlabRule.MAX, frame.index - 3, frame.index + 4, 8.0)
    got = sample_slab(heatmap, frame, slab)
    for k in range(slab.first, slab.last + 1):
        assert (got >= sample_heatmap(heatmap, replace(frame, index=k)) - 1e-6).all()
    assert got.max() <= heatmap.array.max() + 1e-6
    alone = Slab(SlabRule.MAX, frame.index, frame.index, 1.0)
    np.testing.assert_allclose(
        sample_slab(heatmap, frame, alone), sample_heatmap(heatmap, frame), atol=1e-5
    )


def test_what_speaks_strongest_against_is_kept_where_nothing_speaks_for():
    array = np.array([1.0, -3.0, -1.0, 2.0], np.float32).reshape(1, 1, 4)
    heatmap = Heatmap(array, Grid((1, 1, 4), np.eye(4)), "grad-cam")
    frame = frame_at(Grid((1, 1, 4), np.eye(4)), Plane.AXIAL, (0, 0, 1))
    for ends, wanted in (((0, 1), -3.0), ((1, 2), -3.0), ((2, 3), 2.0)):
        slab = Slab(SlabRule.MAX, *ends, 2.0)
        assert sample_slab(heatmap, frame, slab)[0, 0] == wanted


def test_a_map_askew_is_sampled_slice_by_slice(patient):
    ordinary = ((0, 1, 2), (False, False, False))
    image = noise(patient, ordinary)
    heatmap = map_in(patient, ordinary, tilt=patient.rotation(2, 20))
    frame = frame_at(image.grid, Plane.CORONAL, image.grid.centre())
    slab = Slab(SlabRule.MAX, frame.index - 2, frame.index + 2, 5.5)
    slices = [sample_heatmap(heatmap, replace(frame, index=k)) for k in range(7, 12)]
    assert (slab.first, slab.last) == (7, 11)
    np.testing.assert_allclose(
        sample_slab(heatmap, frame, slab), np.max(slices, axis=0), atol=1e-6
    )
