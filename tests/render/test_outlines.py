"""Outlines of masks lie half a pixel around what is inside, on the right side."""

from __future__ import annotations

import numpy as np

from camviewer.render.outlines import mask_outlines


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
