"""Outlines of masks lie half a pixel around what is inside, on the right side."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.image import Heatmap, Image, pixel_grid
from camviewer.render.outlines import LINE, mask_outlines, with_outline
from camviewer.render.slicing import picture_frame


def test_one_pixel_is_surrounded_by_a_diamond():
    plane = np.zeros((5, 7), bool)
    plane[1, 4] = True
    (line,) = mask_outlines(plane)
    assert {tuple(point) for point in line} == {(3.5, 1), (4.5, 1), (4, 0.5), (4, 1.5)}
    np.testing.assert_array_equal(line[0], line[-1])


def test_what_touches_the_edge_of_the_plane_is_closed():
    plane = np.ones((3, 4), bool)
    (line,) = mask_outlines(plane)
    np.testing.assert_array_equal(line[0], line[-1])
    np.testing.assert_array_equal(
        [line.min(axis=0), line.max(axis=0)], [(-0.5,) * 2, (3.5, 2.5)]
    )


def test_a_hole_has_a_line_of_its_own():
    plane = np.ones((7, 7), bool)
    plane[3, 3] = False
    assert len(mask_outlines(plane)) == 2


def test_an_empty_plane_has_none():
    assert mask_outlines(np.zeros((4, 4), bool)) == []


def test_an_asymmetric_shape_keeps_its_place():
    plane = np.zeros((20, 30), bool)
    plane[2:6, 20:28] = True
    (line,) = mask_outlines(plane)
    np.testing.assert_array_equal(
        [line.min(axis=0), line.max(axis=0)], [(19.5, 1.5), (27.5, 5.5)]
    )


def test_the_outline_stands_around_the_cells_that_are_inside():
    frame = picture_frame(Image(np.zeros((40, 40), np.uint8), pixel_grid(40, 40)))
    cells = np.zeros((4, 4), np.float32)
    cells[1, 2] = 1  # rows 10 to 19, columns 20 to 29
    mask = Heatmap(cells, pixel_grid(40, 40).divided((4, 4)), "mask")
    grey = np.full((40, 40, 3), 90, np.uint8)
    drawn = with_outline(grey, mask, frame)
    rows, columns = np.nonzero((drawn == LINE).all(axis=-1))
    assert (rows.min(), rows.max()) == pytest.approx((9.5, 19.5), abs=0.6)
    assert (columns.min(), columns.max()) == pytest.approx((19.5, 29.5), abs=0.6)
    np.testing.assert_array_equal(drawn[12:17, 22:27], grey[12:17, 22:27])
    np.testing.assert_array_equal(drawn[:7], grey[:7])
    away = Heatmap(np.zeros((4, 4), np.float32), mask.grid, "mask")
    np.testing.assert_array_equal(with_outline(grey, away, frame), grey)
