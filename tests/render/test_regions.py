"""Regions on a plane against hand-worked cases, other libraries and all 48 orientations."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.render.overlay import sample_heatmap, sum_on_grid
from camviewer.render.regions import (
    Region,
    cut,
    hold_inside,
    lies_on,
    outline,
    pixel_area,
    plane_points,
    region_of,
    region_values,
    slice_grid,
    statistics,
)
from camviewer.render.slicing import Convention, Plane, frame_at, picture_frame, slice_pixels

CONVENTIONS = [Convention(a, b) for a in (True, False) for b in (True, False)]


def whole(region, shape):
    mask = np.zeros(shape, bool)
    mask[region.rows, region.columns] = region.inside
    return mask


def found(kind, points, shape=(9, 11)):
    return whole(region_of(kind, np.array(points, float), shape), shape)


def test_a_box_holds_the_centres_inside_and_on_its_edge():
    mask = np.zeros((9, 11), bool)
    mask[3:6, 2:7] = True
    np.testing.assert_array_equal(found("box", [(2, 3), (6.9, 5.2)]), mask)
    np.testing.assert_array_equal(found("box", [(6.9, 5.2), (2, 3)]), mask)


def test_a_box_between_pixels_holds_none():
    assert not found("box", [(2.2, 3.2), (2.8, 3.8)]).any()


def test_what_lies_beside_the_plane_belongs_to_no_region():
    assert found("box", [(-5, -5), (1, 0)]).sum() == 2
    assert not found("box", [(20, 20), (25, 25)]).any()
    assert not found("ellipse", [(-9, -9), (-2, -2)]).any()
    assert found("freehand", [(-5, -5), (1, -5), (1, 0), (-5, 0)]).sum() == 2


def test_an_ellipse_holds_what_its_equation_says():
    row, column = np.mgrid[:9, :11]
    mask = ((column - 5) / 3.2) ** 2 + ((row - 4) / 2.1) ** 2 <= 1
    np.testing.assert_array_equal(found("ellipse", [(1.8, 1.9), (8.2, 6.1)]), mask)


def test_an_ellipse_of_no_width_is_a_line():
    assert found("ellipse", [(4, 1), (4, 6)]).sum() == 6


def test_a_circle_of_two_pixels_is_a_diamond_of_thirteen():
    # Radius 2 about (5, 4): 5 in the middle row, 3 above and below, 1 at each end.
    assert found("ellipse", [(3, 2), (7, 6)]).sum() == 5 + 2 * 3 + 2 * 1


def test_a_polygon_has_the_points_that_another_library_finds():
    from skimage.measure import points_in_poly

    rng = np.random.default_rng(4)
    row, column = np.mgrid[:40, :50]
    for _ in range(20):
        turn = np.sort(rng.uniform(0, 2 * np.pi, 30))
        radius = rng.uniform(4, 18, 30)
        points = np.stack([25 + radius * np.cos(turn), 20 + radius * np.sin(turn)], axis=1)
        centres = np.stack([column.ravel(), row.ravel()], axis=1)
        expected = points_in_poly(centres, points).reshape(row.shape)
        np.testing.assert_array_equal(found("freehand", points, (40, 50)), expected)


def test_a_polygon_over_pixel_centres_holds_its_edge():
    # A triangle with legs of 4: 5 + 4 + 3 + 2 + 1 centres, whichever corner comes first.
    corners = [(2, 2), (6, 2), (2, 6)]
    for shift in range(3):
        mask = found("freehand", corners[shift:] + corners[:shift])
        assert mask.sum() == 15
        assert mask[[2, 2, 6, 4], [2, 6, 2, 4]].all()
        assert not mask[5, 4]


def test_a_corner_on_a_row_counts_once():
    row, column = np.mgrid[:9, :11]
    mask = np.abs(column - 5) / 4.4 + np.abs(row - 4) / 3.3 <= 1
    corners = [(5, 0.7), (9.4, 4), (5, 7.3), (0.6, 4)]
    np.testing.assert_array_equal(found("freehand", corners), mask)


def test_what_is_enclosed_twice_is_outside():
    outer, inner = [(1, 1), (9, 1), (9, 7), (1, 7)], [(3, 3), (7, 3), (7, 5), (3, 5)]
    mask = found("freehand", [*outer, outer[0], *inner, inner[0]])
    assert (mask[2, 2], mask[4, 5]) == (True, False)


def test_the_outline_of_an_ellipse_touches_its_box():
    line = outline("ellipse", np.array([(2.0, 8.0), (6.0, 2.0)]))
    np.testing.assert_allclose([line.min(axis=0), line.max(axis=0)], [(2, 2), (6, 8)])
    at = ((line[:, 0] - 4) / 2) ** 2 + ((line[:, 1] - 5) / 3) ** 2
    np.testing.assert_allclose(at, 1)


def test_the_outline_of_a_box_goes_round():
    line = outline("box", np.array([(6.0, 2.0), (2.0, 8.0)]))
    np.testing.assert_array_equal(line, [(2, 2), (6, 2), (6, 8), (2, 8)])


def test_the_deviation_is_that_of_the_population():
    # 2, 4, 4, 4, 5, 5, 7, 9: the textbook case of mean 5 and deviation 2.
    told = statistics(np.array([2, 4, 4, 4, 5, 5, 7, 9, np.nan, np.inf]))
    assert dataclasses.astuple(told) == (8, 5.0, 2.0, 2.0, 9.0)


def test_no_values_have_no_statistics():
    told = statistics(np.array([]))
    assert told.count == 0
    assert np.isnan([told.mean, told.deviation, told.minimum, told.maximum]).all()


def test_values_are_physical_and_colours_are_averaged():
    stored = np.arange(12, dtype=np.int16).reshape(3, 4)
    image = Image(stored, pixel_grid(3, 4), slope=2.0, intercept=-10.0)
    region = Region(slice(1, 3), slice(0, 2), np.array([[True, False], [True, True]]))
    told = region_values(image, picture_frame(image), region)
    np.testing.assert_array_equal(told, [4 * 2 - 10, 8 * 2 - 10, 9 * 2 - 10])
    colour = Image(np.stack([stored] * 2 + [stored + 3], axis=-1), pixel_grid(3, 4))
    told = region_values(colour, picture_frame(colour), region)
    np.testing.assert_array_equal(told, [5, 9, 10])


def test_points_are_shifted_no_further_than_needed():
    points = np.array([(-2.0, 3.0), (3.0, 10.0)])
    held = hold_inside(points, (9, 11))
    np.testing.assert_array_equal(held, points + np.array([2, -2]))
    np.testing.assert_array_equal(hold_inside(held, (9, 11)), held)


def test_the_area_of_a_pixel_counts_the_angle_between_axes():
    affine = np.eye(4)
    affine[:3, 0], affine[:3, 1] = (2, 0, 0), (1, 3, 0)  # sheared: area 2 * 3
    image = Image(np.zeros((4, 5, 6), np.int16), Grid((4, 5, 6), affine))
    frame = frame_at(image.grid, Plane.AXIAL, (3, 3, 3))
    assert pixel_area(frame) == pytest.approx(6.0)
    assert np.prod(frame.spacing) > 6.1


# In every orientation


def glyph_points(patient, plane):
    """Corners, in the world, of a box on the slice through the patient's letter."""
    affine = patient.affine()
    low, high = np.array([15, 3, 4]), np.array([20, 11, 4])
    if plane is Plane.CORONAL:
        low, high = np.array([15, 6, 2]), np.array([20, 6, 7])
    if plane is Plane.SAGITTAL:
        low, high = np.array([18, 3, 2]), np.array([18, 11, 7])
    return tuple(tuple(affine[:3, :3] @ each + affine[:3, 3]) for each in (low, high))


@pytest.mark.parametrize("plane", list(Plane))
@pytest.mark.parametrize("kind", ["box", "ellipse", "freehand"])
def test_the_same_world_points_mean_the_same_however_it_is_stored(patient, case, plane, kind):
    low, high = glyph_points(patient, plane)
    points = (low, high)
    if kind == "freehand":
        third = np.where(np.isclose(low, high), low, (np.array(low) * 2 + high) / 3)
        points = (low, high, tuple(third + (np.array(high) - low) * (0.3, 0.1, 0.5)))
    straight = patient.stored(patient.volume(), patient.affine(), (0, 1, 2), (False,) * 3)
    told = set()
    for image in (straight, case):
        for convention in CONVENTIONS:
            frame = frame_at(image.grid, plane, low, convention)
            region = region_of(kind, plane_points(frame, points), frame.shape)
            numbers = statistics(region_values(image, frame, region))
            told.add((*dataclasses.astuple(numbers), round(pixel_area(frame), 9)))
    assert len({tuple(round(x, 6) for x in each) for each in told}) == 1
    if kind == "box" and plane is Plane.AXIAL:
        box = patient.volume()[15:21, 3:12, 4]
        mean, deviation = float(box.mean()), float(box.std())
        assert next(iter(told))[:3] == pytest.approx((box.size, mean, deviation))


def test_a_measure_is_on_its_own_slice_and_plane_alone(patient, case):
    low, _ = glyph_points(patient, Plane.AXIAL)
    frame = frame_at(case.grid, Plane.AXIAL, low)
    assert frame.depth(low) == pytest.approx(frame.index)
    assert lies_on(frame, "axial", (low,))
    assert not lies_on(frame, "coronal", (low,))
    assert not lies_on(frame, "", (low,))
    for index, is_here in ((frame.index + 1, False), (frame.index - 1, False)):
        assert lies_on(dataclasses.replace(frame, index=index), "axial", (low,)) is is_here


def test_a_measure_of_a_picture_is_always_there():
    frame = picture_frame(Image(np.zeros((5, 6)), pixel_grid(5, 6)))
    assert frame.depth((2.0, 3.0)) == 0
    assert lies_on(frame, "", ((2.0, 3.0),))
    np.testing.assert_array_equal(plane_points(frame, [(2.0, 3.0)]), [(3, 2)])


# Parts of a plane


def coarse(image, seed=0):
    """A signed map of coarse cells over an image."""
    shape = tuple(max(2, count // 3) for count in image.grid.shape)
    values = np.random.default_rng(seed).normal(size=shape).astype(np.float32)
    return Heatmap(values, image.grid.divided(shape), "cam")


@pytest.mark.parametrize("smooth", [True, False])
def test_a_part_of_a_plane_is_sampled_as_the_whole_is(case, smooth):
    heatmap = coarse(case)
    frame = frame_at(case.grid, Plane.CORONAL, case.grid.centre())
    region = Region(slice(2, 7), slice(3, 12), np.ones((5, 9), bool))
    part = sample_heatmap(heatmap, cut(frame, region), smooth=smooth)
    everything = sample_heatmap(heatmap, frame, smooth=smooth)
    np.testing.assert_allclose(part, everything[2:7, 3:12], atol=1e-6)


@pytest.mark.parametrize("smooth", [True, False])
def test_a_slice_is_added_up_without_sampling_it(case, smooth):
    heatmap = coarse(case)
    for plane in Plane:
        frame = frame_at(case.grid, plane, case.grid.centre())
        total = sum_on_grid(heatmap, slice_grid(frame), smooth=smooth)
        sampled = sample_heatmap(heatmap, frame, smooth=smooth)
        assert total == pytest.approx(sampled.sum(dtype=np.float64), abs=1e-3)


def test_a_picture_is_added_up_too():
    image = Image(np.zeros((8, 12)), pixel_grid(8, 12))
    heatmap, frame = coarse(image), picture_frame(image)
    total = sum_on_grid(heatmap, slice_grid(frame))
    assert total == pytest.approx(sample_heatmap(heatmap, frame).sum(), abs=1e-4)


def test_the_values_inside_are_those_that_are_drawn(patient, case):
    low, high = glyph_points(patient, Plane.AXIAL)
    frame = frame_at(case.grid, Plane.AXIAL, low)
    region = region_of("box", plane_points(frame, (low, high)), frame.shape)
    drawn = slice_pixels(case, frame)[whole(region, frame.shape)]
    np.testing.assert_array_equal(np.sort(region_values(case, frame, region)), np.sort(drawn))
