"""Measures on a plane: drawn, moved and shown by mouse and keys, on the right place."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from camviewer.gui.views.measure_layer import LINE, MeasureLayer, Part
from camviewer.gui.views.slice_view import SliceView
from camviewer.session import measures

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


def layer_of(view):
    return next(each for each in view.layers if isinstance(each, MeasureLayer))


@pytest.fixture
def view(bare, shown):
    bare.state.view.annotations = "all"
    return shown(SliceView(bare, "axial"), 500, 500)


@pytest.fixture
def state(bare):
    return bare.state


def screen(view, world):
    return view.screen_at(world).toPoint()


def drag(qtbot, view, start, end, keys=Qt.KeyboardModifier.NoModifier, *, steps=4):
    pad = view.canvas.viewport()
    start, end = QPointF(start), QPointF(end)
    qtbot.mousePress(pad, LEFT, keys, start.toPoint())
    for step in range(1, steps + 1):
        qtbot.mouseMove(pad, (start + (end - start) * step / steps).toPoint())
    qtbot.mouseRelease(pad, LEFT, keys, end.toPoint())
    view.flush()


def test_a_drag_with_the_ruler_measures_and_puts_it_down(view, state, qtbot):
    state.view.tool = "distance"
    view.flush()
    start, end = QPoint(150, 200), QPoint(330, 260)
    drag(qtbot, view, start, end)
    (made,) = state.measures.items
    assert (made.kind, made.plane, state.view.tool) == ("distance", "axial", "")
    for point, at in zip(made.points, (start, end), strict=True):
        assert point == pytest.approx(view.world_at(QPointF(at)))
    length = np.hypot(180, 60) * view.canvas.camera.scale
    assert measures.distance(made.points) == pytest.approx(length)
    assert layer_of(view).item.words == [f"{length:.1f} mm"]


def test_shift_keeps_the_tool(view, state, qtbot):
    state.view.tool = "ellipse"
    view.flush()
    drag(qtbot, view, QPoint(100, 150), QPoint(180, 220), SHIFT)
    assert state.view.tool == "ellipse"
    assert len(state.measures.items) == 1


def test_two_clicks_measure_as_a_drag_does(view, state, qtbot):
    state.view.tool = "distance"
    view.flush()
    pad = view.canvas.viewport()
    qtbot.mouseClick(pad, LEFT, pos=QPoint(150, 200))
    assert state.measures.items == ()
    qtbot.mouseMove(pad, QPoint(300, 250))
    assert layer_of(view).hand.sketch is not None
    qtbot.mouseClick(pad, LEFT, pos=QPoint(330, 260))
    (made,) = state.measures.items
    assert made.points[0] == pytest.approx(view.world_at(QPointF(150, 200)))
    assert made.points[1] == pytest.approx(view.world_at(QPointF(330, 260)))


def test_the_value_follows_the_drag(view, state, qtbot):
    state.view.tool = "distance"
    view.flush()
    pad = view.canvas.viewport()
    qtbot.mousePress(pad, LEFT, pos=QPoint(150, 200))
    qtbot.mouseMove(pad, QPoint(250, 200))
    layer = layer_of(view)
    assert layer.item.words == [f"{100 * view.canvas.camera.scale:.1f} mm"]
    qtbot.mouseMove(pad, QPoint(350, 200))
    assert layer.item.words == [f"{200 * view.canvas.camera.scale:.1f} mm"]
    qtbot.mouseRelease(pad, LEFT, pos=QPoint(350, 200))


def test_the_mean_follows_the_drag_a_little_later(view, state, qtbot):
    state.view.tool = "box"
    view.flush()
    pad, layer = view.canvas.viewport(), layer_of(view)
    qtbot.mousePress(pad, LEFT, pos=QPoint(150, 150))
    qtbot.mouseMove(pad, QPoint(350, 350))
    qtbot.waitUntil(lambda: any("mean" in words for words in layer.item.words))
    qtbot.mouseRelease(pad, LEFT, pos=QPoint(350, 350))


def test_escape_during_a_drag_draws_nothing(view, state, qtbot):
    state.view.tool = "box"
    view.flush()
    pad = view.canvas.viewport()
    qtbot.mousePress(pad, LEFT, pos=QPoint(150, 150))
    qtbot.mouseMove(pad, QPoint(350, 350))
    qtbot.keyClick(view.canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(pad, LEFT, pos=QPoint(350, 350))
    assert state.measures.items == ()
    assert layer_of(view).hand.sketch is None


def test_putting_the_tool_down_drops_what_was_begun(view, state, qtbot):
    state.view.tool = "box"
    view.flush()
    qtbot.mouseClick(view.canvas.viewport(), LEFT, pos=QPoint(150, 150))
    assert layer_of(view).hand.sketch is not None
    state.view.tool = ""
    view.flush()
    assert layer_of(view).hand.sketch is None


def test_without_a_tool_a_drag_moves_the_crosshair_as_ever(view, state, qtbot):
    drag(qtbot, view, QPoint(150, 200), QPoint(330, 260))
    assert state.measures.items == ()
    assert state.view.position == pytest.approx(view.world_at(QPointF(330, 260)))


# Changing


@pytest.fixture
def box(view, state):
    points = tuple(view.world_at(QPointF(*at)) for at in ((180, 200), (300, 280)))
    made = measures.add(state, "box", "axial", points)
    view.flush()
    return made


def test_a_corner_is_pulled(view, state, box, qtbot):
    drag(qtbot, view, QPoint(303, 283), QPoint(340, 300))  # within 8 px of the corner
    (moved,) = state.measures.items
    assert moved.points[0] == pytest.approx(box.points[0])
    assert moved.points[1] == pytest.approx(view.world_at(QPointF(340, 300)))


def test_its_line_moves_the_whole(view, state, box, qtbot):
    position = state.view.position
    drag(qtbot, view, QPoint(240, 200), QPoint(250, 225))
    (moved,) = state.measures.items
    step = np.array(view.world_at(QPointF(250, 225))) - view.world_at(QPointF(240, 200))
    for new, old in zip(moved.points, box.points, strict=True):
        assert new == pytest.approx(tuple(np.array(old) + step))
    assert state.view.position == position
    assert moved.key == box.key


def test_the_inside_of_the_marked_one_moves_it_and_a_click_there_points(
    view, state, box, qtbot
):
    drag(qtbot, view, QPoint(240, 240), QPoint(260, 240))
    assert state.measures.items[0].points != box.points
    moved = state.measures.items
    qtbot.mouseClick(view.canvas.viewport(), LEFT, pos=QPoint(245, 240))
    assert state.measures.items == moved
    assert state.view.position == pytest.approx(view.world_at(QPointF(245, 240)))


def test_the_inside_of_another_one_is_left_to_the_crosshair(view, state, box, qtbot):
    state.measures.selected = None
    view.flush()
    assert not layer_of(view).hand.takes(QPointF(240, 240))
    assert layer_of(view).hand.takes(QPointF(240, 206))
    assert not layer_of(view).hand.takes(QPointF(240, 190))


def test_a_click_on_a_line_marks_it_and_one_beside_marks_none(view, state, box, qtbot):
    state.measures.selected = None
    view.flush()
    pad = view.canvas.viewport()
    qtbot.mouseClick(pad, LEFT, pos=QPoint(240, 200))
    assert state.measures.selected == box.key
    assert state.measures.items == (box,)
    qtbot.mouseClick(pad, LEFT, pos=QPoint(400, 400))
    assert state.measures.selected is None


def test_escape_during_a_move_leaves_it_as_it_was(view, state, box, qtbot):
    pad = view.canvas.viewport()
    qtbot.mousePress(pad, LEFT, pos=QPoint(240, 200))
    qtbot.mouseMove(pad, QPoint(280, 240))
    qtbot.keyClick(view.canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(pad, LEFT, pos=QPoint(280, 240))
    assert state.measures.items == (box,)


def test_the_cursor_says_what_the_button_does(view, state, box, qtbot):
    pad, shapes = view.canvas.viewport(), []
    for at in (QPoint(400, 400), QPoint(240, 200), QPoint(300, 280)):
        qtbot.mouseMove(pad, at)
        shapes.append(pad.cursor().shape())
    state.view.tool = "box"
    qtbot.mouseMove(pad, QPoint(401, 400))
    shapes.append(pad.cursor().shape())
    shape = Qt.CursorShape
    assert shapes == [
        shape.ArrowCursor, shape.SizeAllCursor, shape.PointingHandCursor, shape.CrossCursor,
    ]  # fmt: skip


def test_the_cursor_is_a_cross_as_soon_as_a_tool_is_up(view, state):
    state.view.tool = "box"
    view.flush()
    assert view.canvas.viewport().cursor().shape() == Qt.CursorShape.CrossCursor


# By keys


def test_keys_alone_draw_a_box(view, state):
    hand, start = layer_of(view).hand, state.view.position
    state.view.tool = "box"
    hand.mark()
    for _ in range(3):
        view.nudge(1, 0)
        view.nudge(0, 1)
        view.flush()
    assert hand.sketch is not None
    hand.mark()
    (made,) = state.measures.items
    for point, at in zip(made.points, (start, state.view.position), strict=True):
        assert point == pytest.approx(at)
    assert made.points[0] != made.points[1]
    assert state.view.tool == ""


def test_keys_alone_draw_an_outline(view, state):
    hand = layer_of(view).hand
    state.view.tool = "freehand"
    hand.mark()
    for step in ((4, 0), (0, 4), (-4, 0)):
        view.nudge(*step)
        view.flush()
    hand.mark()
    (made,) = state.measures.items
    assert len(made.points) == 4


def test_another_slice_drops_what_keys_began(view, state):
    state.view.tool = "box"
    layer_of(view).hand.mark()
    view.step_slice(1)
    view.flush()
    assert layer_of(view).hand.sketch is None


def test_without_a_tool_the_key_does_nothing(view, state):
    layer_of(view).hand.mark()
    assert layer_of(view).hand.sketch is None


def test_keys_move_and_stretch_the_marked_one(view, state, box):
    hand, frame = layer_of(view).hand, view.source.frame()
    before = [frame.pixel(point) for point in box.points]
    hand.shift(1, -1)
    after = [frame.pixel(point) for point in state.measures.items[0].points]
    np.testing.assert_allclose(after, np.array(before) + np.array([1, -1]))
    hand.stretch(2, 0)
    ends = [frame.pixel(point) for point in state.measures.items[0].points]
    np.testing.assert_allclose(ends[0], after[0])
    np.testing.assert_allclose(ends[1], np.array(after[1]) + np.array([2, 0]))
    state.measures.selected = None
    hand.shift(1, 1)
    assert [frame.pixel(point) for point in state.measures.items[0].points] == ends


# Showing


def test_it_is_shown_on_its_slice_alone(view, state, box):
    layer = layer_of(view)
    assert len(layer.item.words) == 1
    view.step_slice(1)
    view.flush()
    assert layer.item.words == []
    view.step_slice(-1)
    view.flush()
    assert len(layer.item.words) == 1


def test_other_planes_do_not_show_it(box, bare, shown):
    other = shown(SliceView(bare, "coronal"), 300, 300)
    assert layer_of(other).item.words == []


@pytest.mark.parametrize("radiological", [True, False])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
@pytest.mark.parametrize("flips", [(False,) * 3, (True, False, True), (True,) * 3])
def test_its_line_lies_around_the_block_at_the_patients_right(
    session, body, shown, pixels, radiological, order, flips
):
    # Voxels 16-19, 8-15 of slice 5 in RAS order: the white block on the right.
    session.show(body(order, flips))
    view_state = session.state.view
    view_state.width, view_state.level = 1000.0, 500.0
    view_state.annotations, view_state.shows_crosshair = "none", False
    view_state.is_radiological = radiological
    middle = (np.array((20, 24, 12)) - 1) / 2
    low, high = ((np.array(at) - middle) * (2, 3, 5) for at in ((16, 8, 5), (19, 15, 5)))
    view_state.position = tuple(low)
    view = shown(SliceView(session, "axial"), 500, 500)
    made = measures.add(session.state, "box", "axial", (tuple(low), tuple(high)))
    session.state.measures.selected = None
    view.flush()
    found = measures.image_numbers(session.state.case.image, made)
    assert (found.values.mean, found.values.deviation, found.values.count) == (1000, 0, 32)
    assert found.area == pytest.approx(4 * 8 * 2 * 3)
    drawn = pixels(view)
    colour = np.array([LINE.red(), LINE.green(), LINE.blue()])
    rows, columns = np.nonzero(np.abs(drawn - colour).max(axis=-1) < 40)
    ends = [view.screen_at(tuple(at)) for at in (low, high)]
    across, down = sorted(at.x() for at in ends), sorted(at.y() for at in ends)
    assert (columns.min(), columns.max()) == pytest.approx(across, abs=2.5)
    assert (rows.min(), rows.max()) == pytest.approx(down, abs=2.5)
    assert bool(columns.max() < 250) is radiological  # the patient's right at the left


def test_without_texts_only_the_lines_stay(view, state, box):
    assert layer_of(view).item.words == ["mean 0 HU · SD 0.0"]
    state.view.annotations = "none"
    view.flush()
    assert layer_of(view).item.words == []
    assert len(layer_of(view).item._lines) == 1


def test_beside_other_maps_it_says_how_much_heat_each_holds(
    bare, shown, box, explained, hot_right, map_over
):
    # Two cells along R, the high one hot: a box over all holds everything.
    image = bare.state.case.image
    hot = hot_right(image, "one")
    cold = map_over(image.grid, "two", -np.ones((2, 2, 2)))
    explained(bare, [hot, cold])
    bare.state.view.annotations = "all"
    ends = (image.grid.world((0, 0, 5)), image.grid.world((19, 23, 5)))
    bare.state.view.position = tuple(map(float, ends[0]))
    measures.remove_all(bare.state)
    measures.add(bare.state, "box", "axial", tuple(tuple(map(float, end)) for end in ends))
    words = [
        layer_of(shown(SliceView(bare, "axial", method))).item.words
        for method in ("one", "two")
    ]
    assert words == [["heat 100 %"], ["heat –"]]


def test_a_part_is_stretched_to_the_screen(qapp):
    from PySide6.QtGui import QTransform

    turn = QTransform(2, 0, 0, 3, 10, 20)
    points = np.array([(1.0, 2.0), (5.0, 4.0)])
    for kind in ("box", "ellipse", "freehand"):
        rect = Part(kind, points).on_screen(turn).boundingRect()
        assert (rect.left(), rect.top(), rect.right(), rect.bottom()) == (12, 26, 20, 32)
        assert Part(kind, points).box(turn) == (12, 26, 20, 32)
    ruler = Part("distance", points)
    assert ruler.box(turn) == (15, 27, 25, 37)  # about its right end
    assert ruler.on_screen(turn).elementCount() == 6


def test_following_what_has_not_changed_arranges_nothing(view, box, monkeypatch):
    layer, arranged = layer_of(view), []
    monkeypatch.setattr(layer, "_arrange", arranged.append)
    for _ in range(5):
        layer.refresh()
    assert arranged == []
    view.fit()
    view.canvas.zoom_about(QPointF(100, 100), 1.5)
    assert arranged
