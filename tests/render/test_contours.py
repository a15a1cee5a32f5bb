"""Levels by hand, lines against scikit-image and against the borders they must follow."""

from __future__ import annotations

import numpy as np
import pytest
from skimage.measure import find_contours

from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.render import contours
from camviewer.render.contours import (
    AGAINST_COLOUR,
    LINE_COLOUR,
    SHARES,
    Contour,
    contours_on,
    levels_at_once,
    map_levels,
    mass_levels,
    with_contours,
)
from camviewer.render.slicing import Plane, frame_at, picture_frame


def test_a_level_lies_between_the_cells_that_hold_its_share_and_the_others():
    # 10 + 5 + 3 + 2 = 20: 10 is half, 15 three quarters, 18 nine tenths.
    cells = np.array([[3, 10], [-9, 5], [2, 0]], np.float32)
    assert mass_levels(cells, (0.5, 0.51, 0.75, 0.9, 1.0)) == (7.5, 4, 4, 2.5, 1)


def test_a_small_share_is_the_hottest_cell():
    assert mass_levels(np.array([1, 3, 97], np.float32)) == (50, 50, 50)


def test_equal_cells_lie_inside_together():
    assert mass_levels(np.array([4, 4, 4, 2], np.float32), (0.1,)) == (3,)
    assert mass_levels(np.full(3, 4, np.float32), (0.1,)) == (2,)


@pytest.mark.parametrize("share", SHARES)
def test_no_cell_can_be_spared(share):
    cells = np.random.default_rng(0).normal(size=(20, 20)).astype(np.float32)
    (level,) = mass_levels(cells, (share,))
    whole = cells[cells > 0].sum()
    inside = np.sort(cells[cells >= level])
    assert inside.sum() >= share * whole * (1 - 1e-5)
    assert inside[1:].sum() < share * whole


def test_a_blank_map_has_no_levels():
    assert mass_levels(np.array([0, -1], np.float32)) == ()


def picture_map(values):
    values = np.asarray(values, np.float32)
    return Heatmap(values, pixel_grid(*values.shape), "grad-cam")


def flat_frame(rows, columns):
    return picture_frame(Image(np.zeros((rows, columns)), pixel_grid(rows, columns)))


def test_levels_are_kept_and_a_large_map_has_none_until_they_are(monkeypatch):
    heatmap = picture_map(np.arange(12).reshape(3, 4))
    monkeypatch.setattr(contours, "_AT_ONCE_CELLS", 4)
    assert levels_at_once(heatmap) == ()
    assert contours_on(heatmap, flat_frame(3, 4)) == ()
    assert levels_at_once(heatmap) == () != map_levels(heatmap)
    assert levels_at_once(heatmap) == map_levels(heatmap) == mass_levels(heatmap.array)


# Lines


def length_of(pieces):
    return np.linalg.norm(pieces[:, 1] - pieces[:, 0], axis=1).sum()


@pytest.mark.parametrize("seed", range(5))
def test_lines_agree_with_scikit_image(seed):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(14, 17)).astype(np.float32)
    got = contours._level_lines(values, np.float32(0.3))
    theirs = find_contours(values, 0.3, fully_connected="low")
    corners = np.concatenate(theirs)[:, ::-1]
    ends = got.reshape(-1, 2)
    for near, far in ((ends, corners), (corners, ends)):
        gaps = np.linalg.norm(near[:, None] - far[None], axis=-1).min(axis=1)
        assert gaps.max() < 1e-5


def test_lines_are_closed_within_the_plane():
    values = np.random.default_rng(0).normal(size=(12, 12)).astype(np.float32)
    values = np.pad(values, 1, constant_values=-9)
    pieces = contours._level_lines(values, np.float32(0.2))
    ends, counts = np.unique(pieces.reshape(-1, 2).round(6), axis=0, return_counts=True)
    assert len(ends) > 20
    assert (counts % 2 == 0).all()


def test_where_all_sides_are_crossed_the_mean_of_the_corners_decides():
    joined = np.array([[1, 0], [0.2, 1]], np.float32)  # mean 0.55
    apart = np.array([[1, 0], [-0.4, 1]], np.float32)  # mean 0.4
    for values, middle_is_in in ((joined, True), (apart, False)):
        pieces = contours._level_lines(values, np.float32(0.5))
        assert len(pieces) == 2
        # Joined corners let the lines cut off the top right and bottom left ones.
        is_top_right = np.any((pieces.mean(axis=1) - (1, 0)) ** 2 < 0.25, axis=1)
        cuts = pieces.mean(axis=1)
        falls = np.sign(cuts[:, 0] - cuts[:, 1])
        assert is_top_right.any()
        assert (set(falls) == {-1.0, 1.0}) is middle_is_in


def test_a_ramp_is_cut_where_it_reaches_the_level():
    values = np.tile(np.arange(5, dtype=np.float32), (3, 1))
    pieces = contours._level_lines(values, np.float32(2.25))
    assert pieces[:, :, 0] == pytest.approx(2.25)
    assert length_of(pieces) == pytest.approx(2)


def test_without_smoothing_lines_run_along_the_borders_of_cells():
    cells = np.zeros((4, 5), np.float32)
    cells[1, 1:4] = 1
    pieces = contours._border_lines(contours._cells(cells), np.float32(1))
    wanted = {
        ((0.5, 0.5), (3.5, 0.5)), ((0.5, 1.5), (3.5, 1.5)),
        ((0.5, 0.5), (0.5, 1.5)), ((3.5, 0.5), (3.5, 1.5)),
    }  # fmt: skip
    assert {tuple(map(tuple, piece)) for piece in pieces.tolist()} == wanted


def test_a_cell_at_the_edge_is_closed_there():
    pieces = contours._border_lines(contours._cells(np.ones((2, 3), np.float32)), np.float32(1))
    assert length_of(pieces) == 2 * (2 + 3)


@pytest.mark.parametrize("plane", Plane)
@pytest.mark.parametrize("smooth", [True, False])
def test_in_every_order_the_lines_lie_around_the_hot_cell_in_the_world(
    patient, turned, plane, smooth
):
    image = patient.stored(patient.volume(), patient.affine(), *turned)
    values = np.zeros((4, 5, 3), np.float32)
    values[2, 1, 1] = 1.0
    affine = np.diag([3.1, 3.3, 8.2, 1.0])
    affine[:3, 3] = np.add(patient.origin, (2.1, 2.4, 5.3))
    stored = patient.stored(values, affine, *turned)
    heatmap = Heatmap(stored.array, stored.grid, "grad-cam")
    hot = affine[:3, 3] + np.multiply((2, 1, 1), (3.1, 3.3, 8.2))
    frame = frame_at(image.grid, plane, hot)
    lines = contours_on(heatmap, frame, smooth=smooth)
    assert [line.share for line in lines] == list(SHARES)
    depth = {"sagittal": 0, "coronal": 1, "axial": 2}[plane]
    if not smooth:
        ends = np.array([frame.world(*end) for end in lines[0].segments.reshape(-1, 2)])
        reach = np.abs(ends - hot).max(axis=0) / (3.1, 3.3, 8.2)
        # Borders of pixels lie within half a pixel of the cell's own, half a cell away.
        half = 0.5 + 0.5 * np.divide(patient.spacing, (3.1, 3.3, 8.2))
        assert (np.delete(reach, depth) <= np.delete(half, depth) + 1e-6).all()
        assert (np.delete(reach, depth) > 0.25).all()


def test_a_smooth_line_runs_where_the_map_reaches_the_level():
    # Along the middle row: 0 4 0 with cells of 20 px, centred at 9.5, 29.5, 49.5.
    values = np.zeros((3, 3), np.float32)
    values[1] = (0.0, 4.0, 0.0)
    values[0] = values[2] = (0.0, 1.0, 0.0)
    heatmap = Heatmap(values, Grid((60, 60), np.eye(3)).divided((3, 3)), "grad-cam")
    contours._known[heatmap] = (3.0, 2.0, 1.0)
    lines = contours_on(heatmap, flat_frame(60, 60))
    for line, level in zip(lines, (3.0, 2.0, 1.0), strict=True):
        ends = line.segments.reshape(-1, 2)
        at_row = ends[np.abs(ends[:, 1] - 29.5) < 1.5]
        assert np.abs(at_row[:, 0] - 29.5).max() == pytest.approx(20 * (4 - level) / 4, abs=0.8)


def test_the_middle_of_a_pixel_stays_there_when_fewer_are_sampled():
    values = np.zeros((2, 2), np.float32)
    values[:, 1] = 1.0  # half of it is reached midway between the centres 14.5 and 44.5
    heatmap = Heatmap(values, Grid((60, 60), np.eye(3)).divided((2, 2)), "grad-cam")
    lines = contours_on(heatmap, flat_frame(60, 60))
    assert lines[0].segments[:, :, 0] == pytest.approx(29.5, abs=1e-3)
    assert length_of(lines[0].segments) == pytest.approx(60, abs=3)


def test_what_speaks_against_has_lines_of_its_own_mass():
    array = np.zeros((40, 40), np.float32)
    array[8:12, 8:12] = 1.0  # for
    array[28:30, 26:30] = -3.0  # against
    heatmap = Heatmap(array, pixel_grid(40, 40), "cam")
    frame = picture_frame(Image(np.zeros((40, 40), np.uint8), heatmap.grid))
    plain = contours_on(heatmap, frame, smooth=False)
    both = contours_on(heatmap, frame, smooth=False, signed=True)
    assert [line.is_against for line in both] == [False] * 3 + [True] * 3
    for one, other in zip(plain, both[:3], strict=True):
        np.testing.assert_array_equal(one.segments, other.segments)
    for line in both[3:]:
        columns, rows = line.segments.reshape(-1, 2).T
        assert (rows.min(), rows.max()) == (27.5, 29.5)
        assert (columns.min(), columns.max()) == (25.5, 29.5)
    assert [line.words for line in both] == ["5 %", "10 %", "20 %", "−5 %", "−10 %", "−20 %"]


def test_lines_against_are_those_of_the_turned_map():
    rng = np.random.default_rng(2)
    heatmap = Heatmap(rng.normal(size=(9, 9)).astype(np.float32), pixel_grid(9, 9), "cam")
    turned = Heatmap(-heatmap.array, heatmap.grid, "cam")
    frame = picture_frame(Image(np.zeros((9, 9), np.uint8), heatmap.grid))
    against = contours_on(heatmap, frame, signed=True)[3:]
    for line, same in zip(against, contours_on(turned, frame), strict=True):
        np.testing.assert_array_equal(line.segments, same.segments)
    assert map_levels(heatmap, against=True) == mass_levels(-heatmap.array)


def test_a_map_that_only_speaks_against_has_lines_where_that_is_shown():
    array = np.zeros((20, 20), np.float32)
    array[5, 5] = -1.0
    heatmap = Heatmap(array, pixel_grid(20, 20), "cam")
    frame = picture_frame(Image(np.zeros((20, 20), np.uint8), heatmap.grid))
    assert contours_on(heatmap, frame) == ()
    assert all(line.is_against for line in contours_on(heatmap, frame, signed=True))


def test_lines_against_are_drawn_in_another_colour():
    segments = np.array([[[5, 50], [100, 50]]], np.float32)
    grey = np.full((120, 120), 90, np.uint8)
    for is_against, colour in ((False, LINE_COLOUR), (True, AGAINST_COLOUR)):
        drawn = with_contours(grey, [Contour(0.2, segments, is_against)])
        assert (drawn[50, 40] == colour).all()
