from itertools import product

import numpy as np
import pytest
from scipy.ndimage import map_coordinates

from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.render import overlay
from camviewer.render.overlay import (
    ScaleRule,
    percentile_of,
    sample_grid,
    sample_heatmap,
    scale_top,
    sketch_heatmap,
    sum_on_grid,
    value_at,
)
from camviewer.render.slicing import Convention, Plane, frame_at, picture_frame

ORDINARY = ((0, 1, 2), (False, False, False))


def line_of(values):
    """A map that varies along x alone, cells of 4 mm, the first centred at x = 0."""
    array = np.asarray(values, np.float32).reshape(-1, 1, 1)
    return Heatmap(array, Grid(array.shape, np.diag([4.0, 100.0, 100.0, 1.0])), "grad-cam")


def along_x(heatmap, *, smooth=True, shape=(24, 1, 1), start=-6.0):
    """Samples at every mm from ``start`` on."""
    affine = np.eye(4)
    affine[0, 3] = start
    grid = Grid(shape, affine)
    frame = frame_at(grid, Plane.AXIAL, (0, 0, 0), Convention(is_radiological=False))
    return sample_heatmap(heatmap, frame, smooth=smooth)[0]


def loops(heatmap, world):
    """Trilinear value by the definition: cells held half a cell beyond, then 0."""
    index = (np.asarray(world) - heatmap.grid.affine[:-1, -1]) @ np.linalg.inv(
        heatmap.grid.affine[:-1, :-1]
    ).T
    count = np.array(heatmap.grid.shape)
    if np.any(index < -0.5) or np.any(index > count - 0.5):
        return 0.0
    index = np.clip(index, 0, count - 1)
    total = 0.0
    for corner in product((0, 1), repeat=len(count)):
        cell = np.minimum(np.floor(index) + corner, count - 1).astype(int)
        share = index - np.floor(index)
        weight = np.prod([s if c else 1 - s for s, c in zip(share, corner, strict=True)])
        total += weight * heatmap.array[tuple(cell)]
    return total


def coarse_map(patient, turned, *, tilt=None, seed=0, shape=(4, 5, 3)):
    """Random map whose coarse cells cover the middle of the phantom, stored in some order."""
    values = np.random.default_rng(seed).normal(size=shape).astype(np.float32)
    affine = np.diag([3.1, 3.3, 8.2, 1.0])
    if tilt is not None:
        affine[:3, :3] = tilt @ affine[:3, :3]
    affine[:3, 3] = np.add(patient.origin, (2.1, 2.4, 5.3))
    stored = patient.stored(values, affine, *turned)
    return Heatmap(np.ascontiguousarray(stored.array), stored.grid, "grad-cam")


def world_of(frame):
    """World position of every pixel, one by one."""
    rows, columns = frame.shape
    return np.array([[frame.world(c, r) for c in range(columns)] for r in range(rows)])


def by_scipy(heatmap, world, order):
    index = np.moveaxis(heatmap.grid.index(world), -1, 0)
    count = np.array(heatmap.grid.shape).reshape(-1, 1, 1)
    inside = np.all((index > -0.5) & (index < count - 0.5), axis=0)
    return map_coordinates(heatmap.array, index, order=order, mode="nearest") * inside


# On drawn planes


@pytest.mark.parametrize("smooth", [True, False])
def test_map_in_every_order_lies_where_the_world_says(patient, turned, smooth):
    image = patient.stored(patient.volume(), patient.affine(), *turned)
    heatmap = coarse_map(patient, (turned[0][::-1], turned[1][1:] + turned[1][:1]))
    for plane, sides in product(Plane, (Convention(), Convention(False, False))):
        frame = frame_at(image.grid, plane, image.grid.centre(), sides)
        found = sample_heatmap(heatmap, frame, smooth=smooth)
        assert found.dtype == np.float32
        expected = by_scipy(heatmap, world_of(frame), order=int(smooth))
        assert np.allclose(found, expected, atol=1e-5)
        assert np.any(found != 0)


def test_map_of_an_oblique_volume_on_its_own_axes_agrees_with_scipy(patient, turned):
    tilt = patient.rotation(5, 25)
    image = patient.stored(patient.volume(), patient.affine(tilt), *turned)
    heatmap = coarse_map(patient, ORDINARY, tilt=tilt)
    for plane in Plane:
        frame = frame_at(image.grid, plane, image.grid.centre())
        found = sample_heatmap(heatmap, frame, smooth=True)
        assert np.allclose(found, by_scipy(heatmap, world_of(frame), 1), atol=1e-5)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("smooth", [True, False])
def test_map_across_the_axes_of_the_plane_agrees_with_scipy(patient, seed, smooth):
    image = patient.stored(patient.volume(), patient.affine(), *ORDINARY)
    heatmap = coarse_map(patient, ORDINARY, tilt=patient.rotation(seed, 20))
    for plane in Plane:
        frame = frame_at(image.grid, plane, image.grid.centre())
        found = sample_heatmap(heatmap, frame, smooth=smooth)
        assert np.allclose(found, by_scipy(heatmap, world_of(frame), int(smooth)), atol=1e-5)
        assert np.any(found != 0)


@pytest.mark.parametrize("points", [1, 30, 100])
def test_blocks_of_an_oblique_map_join_without_a_seam(patient, monkeypatch, points):
    image = patient.stored(patient.volume(), patient.affine(), *ORDINARY)
    heatmap = coarse_map(patient, ORDINARY, tilt=patient.rotation(1, 20))
    frame = frame_at(image.grid, Plane.AXIAL, image.grid.centre())
    whole = sample_heatmap(heatmap, frame, smooth=True)
    monkeypatch.setattr(overlay, "_BLOCK_POINTS", points)
    assert np.array_equal(sample_heatmap(heatmap, frame, smooth=True), whole)


def test_linear_between_centres_and_constant_to_the_outer_border():
    values = along_x(line_of([2, 4, 0]))
    expected = [0] * 4 + [2, 2, 2, 2.5, 3, 3.5, 4, 3, 2, 1, 0, 0, 0] + [0] * 7
    assert values == pytest.approx(expected)


def test_last_cell_is_held_half_a_cell_and_then_nothing():
    values = along_x(line_of([1, 3]), start=0.0, shape=(10, 1, 1))
    assert values == pytest.approx([1, 1.5, 2, 2.5, 3, 3, 3, 0, 0, 0])


def test_cells_are_shown_as_they_are_when_not_smooth():
    values = along_x(line_of([2, 4, 8]), smooth=False, shape=(16, 1, 1))
    assert values == pytest.approx([0] * 4 + [2] * 4 + [4] * 4 + [8] * 4)


def test_plane_beside_the_map_is_empty(patient):
    image = patient.stored(patient.volume(), patient.affine(), *ORDINARY)
    heatmap = coarse_map(patient, ORDINARY)
    frame = frame_at(image.grid, Plane.AXIAL, image.grid.world((5, 5, 12)))
    assert not sample_heatmap(heatmap, frame, smooth=True).any()


def test_single_cell_covers_exactly_itself():
    heatmap = Heatmap(
        np.full((1, 1, 1), 7, np.float32), Grid((1, 1, 1), np.diag([4.0, 4, 4, 1])), "x"
    )
    grid = Grid((9, 9, 1), np.eye(4) + np.array([[0, 0, 0, -4]] * 2 + [[0] * 4] * 2))
    drawn = sample_heatmap(heatmap, frame_at(grid, Plane.AXIAL, (0, 0, 0)), smooth=True)
    assert np.count_nonzero(drawn == 7) == 25
    assert np.count_nonzero(drawn) == 25


def test_large_maps_agree_with_small_ones_method(patient):
    image = patient.stored(patient.volume(), patient.affine(), *ORDINARY)
    values = np.random.default_rng(1).normal(size=(150, 120, 4)).astype(np.float32)
    affine = np.diag([0.11, 0.17, 9.0, 1.0])
    affine[:3, 3] = patient.origin
    heatmap = Heatmap(values, Grid(values.shape, affine), "x")
    for plane in Plane:
        frame = frame_at(image.grid, plane, image.grid.centre())
        found = sample_heatmap(heatmap, frame, smooth=True)
        assert np.allclose(found, by_scipy(heatmap, world_of(frame), 1), atol=1e-4)


def test_map_of_a_picture_covers_it_from_border_to_border():
    image = Image(np.zeros((6, 8), np.uint8), pixel_grid(6, 8))
    affine = np.array([[3.0, 0, 1.0], [0, 4.0, 1.5], [0, 0, 1]])
    heatmap = Heatmap(np.array([[0, 8], [16, 24]], np.float32), Grid((2, 2), affine), "x")
    frame = picture_frame(image)
    expected = [[loops(heatmap, (r, c)) for c in range(8)] for r in range(6)]
    assert np.allclose(sample_heatmap(heatmap, frame, smooth=True), expected)
    assert expected[0] == pytest.approx([0, 0, 1, 3, 5, 7, 8, 8])
    nearest = sample_heatmap(heatmap, frame, smooth=False)
    assert np.array_equal(nearest[:3], [[0] * 4 + [8] * 4] * 3)
    assert np.array_equal(nearest[3:], [[16] * 4 + [24] * 4] * 3)


# On the source's grid


@pytest.mark.parametrize("degrees", [0, 17])
def test_export_on_the_source_grid_agrees_with_the_definition(patient, turned, degrees):
    small = np.zeros((7, 5, 6), np.int16)
    affine = np.diag([1.7, 2.9, 4.1, 1.0])
    affine[:3, 3] = np.array(patient.origin) + 1
    image = patient.stored(small, affine, *turned)
    heatmap = coarse_map(patient, ORDINARY, tilt=patient.rotation(2, degrees))
    found = sample_grid(heatmap, image.grid)
    assert found.shape == image.grid.shape
    assert found.dtype == np.float32
    world = image.grid.world(np.moveaxis(np.indices(found.shape), 0, -1)).reshape(-1, 3)
    assert np.allclose(found.ravel(), [loops(heatmap, point) for point in world], atol=1e-5)


def test_export_onto_the_maps_own_grid_gives_it_back(patient, turned):
    heatmap = coarse_map(patient, turned)
    assert np.allclose(sample_grid(heatmap, heatmap.grid), heatmap.array, atol=1e-6)


def test_export_of_a_picture_agrees_with_what_is_drawn():
    image = Image(np.zeros((6, 8), np.uint8), pixel_grid(6, 8))
    affine = np.array([[3.0, 0, 1.0], [0, 4.0, 1.5], [0, 0, 1]])
    heatmap = Heatmap(np.array([[0, 8], [16, 24]], np.float32), Grid((2, 2), affine), "x")
    drawn = sample_heatmap(heatmap, picture_frame(image), smooth=True)
    assert np.allclose(sample_grid(heatmap, image.grid), drawn)


# At a point


def test_value_under_the_cursor_is_the_one_of_the_definition(patient, turned):
    heatmap = coarse_map(patient, turned, tilt=patient.rotation(4, 10))
    points = np.array(patient.origin) + np.random.default_rng(0).uniform(-5, 30, (40, 3))
    for point in points:
        assert value_at(heatmap, point) == pytest.approx(loops(heatmap, point), abs=1e-5)


def test_value_outside_the_map_is_zero(patient):
    assert value_at(coarse_map(patient, ORDINARY), (1e4, 0, 0)) == 0.0


def test_percentile_counts_cells_below_and_half_of_ties():
    heatmap = line_of([1, 2, 2, 3])
    assert percentile_of(heatmap, 0) == 0.0
    assert percentile_of(heatmap, 2) == 50.0
    assert percentile_of(heatmap, 2.5) == 75.0
    assert percentile_of(heatmap, 9) == 100.0


# The top of the scale


def test_top_is_the_high_percentile_of_positive_values():
    values = np.concatenate([-np.arange(1, 500), np.zeros(300), np.arange(1, 202)])
    assert scale_top([line_of(values)], ScaleRule.MAP) == pytest.approx(200.0)


def test_top_of_a_signed_scale_counts_magnitudes():
    assert scale_top([line_of(-np.arange(1, 202))], "map", signed=True) == pytest.approx(200.0)
    assert scale_top([line_of(-np.arange(1, 202))], "map") == 1.0


def test_shared_top_is_the_largest_of_all():
    assert scale_top([line_of([1, 1]), line_of([3, 3]), line_of([2, 2])], "shared") == 3.0


def test_fixed_top_is_the_given_one():
    assert scale_top([line_of([5, 5])], "fixed", 0.25) == 0.25


@pytest.mark.parametrize("rule", list(ScaleRule))
def test_top_is_positive_even_when_nothing_speaks_for_the_class(rule):
    assert scale_top([line_of([0, 0, -1])], rule, 0.0) == 1.0
    assert scale_top([], rule, 0.0) == 1.0


def test_unknown_scale_rule_is_our_own_bug():
    with pytest.raises(ValueError, match="widest"):
        scale_top([], "widest")


# Sketched for the screen


def across(values, degrees=30, cell=8.0, pixel=0.5):
    """A map whose cells are turned about z under an upright plane of fine pixels."""
    array, turn, angle = np.asarray(values, np.float32), np.eye(4), np.radians(degrees)
    turn[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    middle = np.eye(4)
    middle[:3, 3] = -(np.array(array.shape) - 1) / 2
    heatmap = Heatmap(array, Grid(array.shape, turn @ np.diag([cell] * 3 + [1]) @ middle), "m")
    affine = np.diag([pixel, pixel, pixel, 1.0])
    affine[:3, 3] = (-40.0, -30.0, 0.0)
    grid = Grid((160, 121, 1), affine)
    frame = frame_at(grid, Plane.AXIAL, (0, 0, 0))
    rows, columns = np.indices(frame.shape)
    pixels = np.stack([columns, rows, np.zeros(frame.shape)], axis=-1)
    world = pixels @ frame.to_world[:3, :3].T + frame.to_world[:3, 3]
    index = heatmap.grid.index(world)
    inner = np.all((index > 0.5) & (index < np.array(array.shape) - 1.5), axis=-1)
    return heatmap, frame, inner


def test_a_sketched_ramp_is_the_ramp():
    ramp = np.add.outer(np.add.outer(3 * np.arange(12.0), 2 * np.arange(12.0)), np.zeros(3))
    heatmap, frame, inner = across(ramp)
    exact, quick = sample_heatmap(heatmap, frame), sketch_heatmap(heatmap, frame)
    assert quick.shape == frame.shape
    assert inner.sum() > 5000
    assert np.allclose(quick[inner], exact[inner], atol=1e-3)


@pytest.mark.parametrize("seed", range(3))
def test_a_sketched_map_errs_little(seed):
    rng = np.random.default_rng(seed)
    heatmap, frame, inner = across(rng.random((12, 12, 3)))
    exact, quick = sample_heatmap(heatmap, frame), sketch_heatmap(heatmap, frame)
    # Slopes change by two a cell at most, along two axes; points lie a sixth of one apart.
    assert np.abs(quick - exact)[inner].max() < 2 * 2 * 0.25 / 8 + 0.02
    assert np.abs((quick - exact)[inner]).mean() < 0.01


def test_a_sketch_keeps_the_hottest_place():
    bump = np.zeros((12, 12, 3))
    bump[7, 5], bump[6, 5] = 1.0, 0.6
    heatmap, frame, _ = across(bump)
    exact, quick = sample_heatmap(heatmap, frame), sketch_heatmap(heatmap, frame)
    hottest = [np.argwhere(each == each.max())[0] for each in (exact, quick)]
    assert (
        np.linalg.norm(hottest[0] - hottest[1]) * 0.5 <= 1.42
    )  # half a diagonal of points 2 mm apart
    assert quick.max() == pytest.approx(exact.max(), abs=0.12)


def test_beyond_the_map_a_sketch_is_nought():
    heatmap, frame, _ = across(np.ones((3, 3, 3)))
    exact, quick = sample_heatmap(heatmap, frame), sketch_heatmap(heatmap, frame)
    edge = np.abs(quick - exact) > 1e-5
    assert quick[:20].max() == quick[-20:].max() == 0
    assert quick[60, 80] == pytest.approx(1.0)
    assert edge.mean() < 0.15


def test_where_cells_and_pixels_run_alike_nothing_is_sketched():
    rng = np.random.default_rng(0)
    heatmap, frame, _ = across(rng.random((12, 12, 3)), degrees=0)
    assert np.array_equal(sketch_heatmap(heatmap, frame), sample_heatmap(heatmap, frame))


def test_large_pixels_are_sketched_one_by_one():
    heatmap, frame, _ = across(
        np.random.default_rng(1).random((40, 40, 3)), cell=1.0, pixel=0.5
    )
    assert np.allclose(
        sketch_heatmap(heatmap, frame), sample_heatmap(heatmap, frame), atol=1e-4
    )


@pytest.mark.parametrize("smooth", [True, False])
def test_a_sum_over_a_grid_is_that_of_its_samples(smooth):
    rng = np.random.default_rng(7)
    affine = np.diag([2.0, 1.5, 5.0, 1.0])
    fine = Grid((20, 31, 9), affine)
    turned = Grid((4, 3, 5), fine.divided((3, 5, 4)).affine @ np.eye(4)[[2, 0, 1, 3]])
    for grid in (fine.divided((5, 4, 3)), turned):
        heatmap = Heatmap(rng.normal(size=grid.shape).astype(np.float32), grid, "cam")
        expected = sample_grid(heatmap, fine, smooth=smooth).sum(dtype=np.float64)
        assert sum_on_grid(heatmap, fine, smooth=smooth) == pytest.approx(expected, abs=1e-2)


def test_a_sum_over_a_grid_that_runs_askew():
    turn = np.eye(4)
    turn[:2, :2] = [[0.8, -0.6], [0.6, 0.8]]
    inner = Grid((4, 4, 4), turn @ np.diag([3.0, 3.0, 3.0, 1.0]))
    heatmap = Heatmap(np.ones((4, 4, 4), np.float32), inner, "cam")
    small = Grid(
        (60, 60, 20), np.array([[1.0, 0, 0, -30], [0, 1, 0, -30], [0, 0, 1, -5], [0, 0, 0, 1]])
    )
    assert sum_on_grid(heatmap, small) == pytest.approx(sample_grid(heatmap, small).sum())
    part = Grid((33, 60, 20), small.affine)  # the map's near corner alone
    sampled = float(sample_grid(heatmap, part).sum())
    assert 0 < sampled < 64 * 27 * 0.8
    assert sum_on_grid(heatmap, part) == pytest.approx(sampled)
    # Too large to be sampled: 64 cells of 27 mm³ in voxels of 1/8 mm³.
    large = Grid((240, 240, 80), small.affine @ np.diag([0.5, 0.5, 0.5, 1]))
    assert sum_on_grid(heatmap, large) == pytest.approx(64 * 27 * 8)
