"""Shapes on their way: pulled, shifted, hit; all in pixels of the plane."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.image import Image, pixel_grid
from camviewer.gui.views.sketch import WHOLE, Sketch, encloses, gap, handles, pulled
from camviewer.render.slicing import picture_frame

BOX = np.array([(2.0, 3.0), (8.0, 7.0)])


def at(x, y):
    return np.array([x, y], float)


@pytest.fixture
def frame():
    return picture_frame(Image(np.zeros((20, 30)), pixel_grid(20, 30)))


def test_a_box_has_four_corners_a_ruler_two_ends():
    corners = {tuple(each) for each in handles("box", BOX)}
    assert corners == {(2, 3), (8, 7), (2, 7), (8, 3)}
    assert len(handles("distance", BOX)) == 2
    assert len(handles("freehand", BOX)) == 0


@pytest.mark.parametrize("handle", range(4))
def test_a_pulled_corner_leaves_the_opposite_one(handle):
    before = handles("ellipse", BOX)
    moved = handles("ellipse", pulled("ellipse", BOX, handle, at(5, 4)))
    np.testing.assert_array_equal(moved[handle], (5, 4))
    opposite = {0: 1, 1: 0, 2: 3, 3: 2}[handle]
    np.testing.assert_array_equal(moved[opposite], before[opposite])


def test_a_pulled_end_leaves_the_other():
    np.testing.assert_array_equal(pulled("distance", BOX, 1, at(0, 0)), [(2, 3), (0, 0)])
    np.testing.assert_array_equal(BOX, [(2, 3), (8, 7)])


def test_the_gap_is_the_distance_from_the_line():
    assert gap("distance", np.array([(0.0, 0.0), (10.0, 0.0)]), at(4, 3)) == pytest.approx(3)
    assert gap("distance", np.array([(0.0, 0.0), (10.0, 0.0)]), at(13, 4)) == pytest.approx(5)
    assert gap("box", BOX, at(5, 5)) == pytest.approx(2)
    assert gap("box", BOX, at(1, 5)) == pytest.approx(1)
    assert gap("ellipse", BOX, at(5, 5)) == pytest.approx(2, abs=0.02)
    assert gap("distance", np.array([(1.0, 1.0), (1.0, 1.0)]), at(1, 4)) == pytest.approx(3)


def test_regions_enclose_and_rulers_do_not():
    assert encloses("box", BOX, at(5, 5))
    assert not encloses("box", BOX, at(9, 5))
    assert encloses("ellipse", BOX, at(5, 5))
    assert not encloses("ellipse", BOX, at(2.2, 3.2))
    assert not encloses("distance", BOX, at(5, 5))
    triangle = np.array([(0.0, 0.0), (10.0, 0.0), (0.0, 10.0)])
    assert encloses("freehand", triangle, at(2, 2))
    assert not encloses("freehand", triangle, at(6, 6))


def test_a_new_one_follows_with_its_second_point(frame):
    sketch = Sketch.begun("box", frame, at(2, 3)).moved(at(5, 6)).moved(at(8, 7))
    np.testing.assert_array_equal(sketch.points, BOX)
    assert sketch.is_something


def test_freehand_takes_in_points_that_are_far_enough(frame):
    sketch = Sketch.begun("freehand", frame, at(2, 3))
    sketch = sketch.moved(at(2.5, 3), 1.0).moved(at(4, 3), 1.0).moved(at(4, 5), 1.0)
    np.testing.assert_array_equal(sketch.points, [(2, 3), (4, 3), (4, 5)])
    assert sketch.is_something
    assert not Sketch.begun("freehand", frame, at(2, 3)).moved(at(4, 3)).is_something


@pytest.mark.parametrize(("kind", "is_something"), [("distance", True), ("box", False)])
def test_a_flat_box_is_nothing(frame, kind, is_something):
    assert Sketch.begun(kind, frame, at(2, 3)).moved(at(8, 3)).is_something is is_something
    assert not Sketch.begun(kind, frame, at(2, 3)).is_something


def test_the_whole_is_moved_from_where_it_was_taken_and_stays_on_the_plane(frame):
    sketch = Sketch("box", frame, BOX, key=4).taken(WHOLE, at(5, 5))
    np.testing.assert_array_equal(sketch.moved(at(6, 8)).points, BOX + at(1, 3))
    np.testing.assert_array_equal(sketch.moved(at(0, 0)).points, BOX - at(2, 3))
    np.testing.assert_array_equal(sketch.moved(at(6, 8)).moved(at(5, 5)).points, BOX)


def test_its_points_in_the_world_are_rows_and_columns_of_a_picture(frame):
    assert Sketch("box", frame, BOX).world() == ((3.0, 2.0), (7.0, 8.0))
