"""Words beside shapes keep off each other and inside the view."""

from __future__ import annotations

import numpy as np

from camviewer.gui.views.label_places import Box, place

BOUNDS = Box(0, 0, 400, 300)
SIZE = (80.0, 14.0)


def test_words_stand_right_of_the_shape_where_there_is_room():
    box = place(Box(100, 100, 140, 140), SIZE, BOUNDS, [])
    assert box.left > 140
    assert (box.top + box.bottom) / 2 == 120
    assert (box.right - box.left, box.bottom - box.top) == SIZE


def test_at_the_right_edge_they_stand_elsewhere_but_inside():
    box = place(Box(350, 100, 395, 140), SIZE, BOUNDS, [])
    assert box.lies_in(BOUNDS)
    assert not box.meets(Box(350, 100, 395, 140))


def test_a_shape_over_the_whole_view_still_has_its_words_inside():
    assert place(Box(-50, -50, 450, 350), SIZE, BOUNDS, []).lies_in(BOUNDS)


def test_boxes_that_touch_do_not_meet():
    one = Box(0, 0, 10, 10)
    assert not one.meets(Box(10, 0, 20, 10))
    assert not one.meets(Box(0, 10, 10, 20))
    assert one.meets(Box(9, 9, 20, 20))
    assert one.meets(Box(2, 2, 3, 3))


def test_words_of_shapes_close_together_keep_off_each_other():
    taken = []
    for shift in range(5):
        shape = Box(150 + shift, 120 + shift, 190 + shift, 160 + shift)
        taken.append(place(shape, SIZE, BOUNDS, taken))
    for number, box in enumerate(taken):
        assert not any(box.meets(other) for other in taken[:number])


def test_where_there_is_no_room_they_stay_inside():
    taken, rng = [], np.random.default_rng(0)
    for x, y in rng.uniform(50, 250, (60, 2)):
        taken.append(place(Box(x, y, x + 20, y + 20), SIZE, BOUNDS, taken))
    assert all(box.lies_in(BOUNDS) for box in taken)
