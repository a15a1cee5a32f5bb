"""One plane that follows the state, and gestures that reach it."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from camviewer.gui.views.slice_strip import WIDTH_PX
from camviewer.gui.views.slice_view import SliceView
from camviewer.render.slicing import Letters

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
WHITE, MID, DARK = 255, 128, 64
# The body is 40 x 72 x 60 mm; the canvas is 400 pixels wide, with the slices' strip beside it.
WIDTH, HEIGHT = 400 + WIDTH_PX, 320
MIDDLE = QPoint(200, 160)


@pytest.fixture
def axial(bare, shown):
    return shown(SliceView(bare, "axial"), WIDTH, HEIGHT)


def turn(view, delta, at=MIDDLE, modifiers=Qt.KeyboardModifier.NoModifier):
    port = view.canvas.viewport()
    event = QWheelEvent(
        QPointF(at),
        QPointF(port.mapToGlobal(at)),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, event)


def edges(picture, rows_mm, columns_mm):
    """Grey near the left, right, top and bottom edge of a fitted plane, in that order."""
    height, width = picture.shape[:2]
    scale = min(width / columns_mm, height / rows_mm)
    across, down = 0.45 * columns_mm * scale, 0.45 * rows_mm * scale
    grey, x, y = picture[..., 0], width / 2, height / 2
    points = ((y, x - across), (y, x + across), (y - down, x), (y + down, x))
    return tuple(int(grey[round(row), round(column)]) for row, column in points)


def assert_edges(got, expected):
    assert np.abs(np.array(got) - expected).max() <= 2, (got, expected)


EXPECTED = {
    # plane: (rows mm, columns mm), radiological, neurological; left, right, top, bottom.
    "axial": ((72, 40), (WHITE, 0, MID, 0), (0, WHITE, MID, 0)),
    "coronal": ((60, 40), (WHITE, 0, DARK, 0), (0, WHITE, DARK, 0)),
    "sagittal": ((60, 72), (MID, 0, DARK, 0), (MID, 0, DARK, 0)),
}
LETTERS = {
    "axial": (Letters("R", "L", "A", "P"), Letters("L", "R", "A", "P")),
    "coronal": (Letters("R", "L", "S", "I"), Letters("L", "R", "S", "I")),
    "sagittal": (Letters("A", "P", "S", "I"), Letters("A", "P", "S", "I")),
}


@pytest.mark.parametrize("plane", EXPECTED)
def test_the_body_is_the_right_way_round_in_every_stored_order(
    plane, bare, body, shown, pixels
):
    view = shown(SliceView(bare, plane), 120, 100)
    view.canvas.setMinimumSize(1, 1)
    view.badges.hide()  # so small a plane has no room for them
    size, radiological, neurological = EXPECTED[plane]
    for order, flips in product(permutations(range(3)), product((False, True), repeat=3)):
        bare.show(body(order, flips))
        bare.state.view.width, bare.state.view.level = 1000.0, 500.0
        for is_radiological, expected in ((True, radiological), (False, neurological)):
            bare.state.view.is_radiological = is_radiological
            view.flush()
            assert_edges(edges(pixels(view.canvas), *size), expected)


def test_anterior_goes_to_the_right_when_asked(bare, shown, pixels):
    view = shown(SliceView(bare, "sagittal"), 120, 100)
    bare.state.view.is_anterior_left = False
    view.flush()
    assert_edges(edges(pixels(view.canvas), 60, 72), (0, MID, DARK, 0))


@pytest.mark.parametrize("plane", LETTERS)
def test_letters_follow_the_convention(plane, ct, shown):
    view = shown(SliceView(ct, plane))
    assert view.canvas.annotations.marks.letters == LETTERS[plane][0]
    ct.state.view.is_radiological = False
    view.flush()
    assert view.canvas.annotations.marks.letters == LETTERS[plane][1]


def test_an_oblique_volume_has_letters_of_two(ct, body, shown):
    image = body()
    angle = np.radians(20)
    turned = np.eye(4)
    turned[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    grid = type(image.grid)(image.grid.shape, turned @ image.grid.affine)
    ct.show(type(image)(image.array, grid, unit="HU"))
    view = shown(SliceView(ct, "axial"))
    assert view.canvas.annotations.marks.letters.top == "AL"


def test_it_shows_the_state_from_the_start_and_follows_it(ct, shown, qtbot):
    view = shown(SliceView(ct, "axial"))
    marks = view.canvas.annotations.marks
    assert (marks.place, marks.window) == ("slice 7/12 · S 2.5 mm", "W 1000 L 500")
    ct.state.view.position = (0.0, 0.0, -27.5)
    ct.set_preset("1")
    qtbot.waitUntil(lambda: view.canvas.annotations.marks.place == "slice 1/12 · I 27.5 mm")
    assert view.canvas.annotations.marks.window == "W 1500 L −600"


def test_showing_writes_nothing_to_the_state(ct, shown, hot_right, explained):
    explained(ct, [hot_right(ct.state.case.image)])
    events = []
    for part in (ct.state.case, ct.state.view, ct.state.overlay, ct.state.ask):
        part.events.all.connect(events.append)
    view = shown(SliceView(ct, "axial"))
    ct.state.view.level = 77.0
    view.flush()
    view.resize(300, 300)
    assert [(each.signal.name, each.args[0]) for each in events] == [("level", 77.0)]


def test_what_changed_while_it_was_hidden_is_shown_when_it_comes_back(bare, shown, pixels):
    view = shown(SliceView(bare, "axial"), WIDTH, HEIGHT)
    view.hide()
    bare.state.view.is_radiological = False
    view.show()
    assert_edges(edges(pixels(view.canvas), 72, 40), (0, WHITE, MID, 0))


def test_many_changes_make_one_drawing(axial, bare, qtbot, monkeypatch):
    drawn = []
    monkeypatch.setattr(axial.canvas, "set_image", lambda *given: drawn.append(given))
    for step in range(20):
        bare.state.view.level = 500.0 + step
    qtbot.waitUntil(lambda: len(drawn) > 0)
    qtbot.wait(50)
    assert len(drawn) == 1


def test_what_was_drawn_at_once_is_not_drawn_again_later(axial, bare, qtbot, monkeypatch):
    drawn = []
    monkeypatch.setattr(axial.canvas, "set_image", lambda *given: drawn.append(given))
    bare.state.view.level = 700.0
    axial.flush()
    assert len(drawn) == 1
    qtbot.wait(50)
    assert len(drawn) == 1


def test_the_map_lies_on_the_patients_right(bare, shown, pixels, hot_right, explained):
    explained(bare, [hot_right(bare.state.case.image)])
    bare.state.view.position = (0.0, 0.0, 0.0)
    bare.state.overlay.smooth, bare.state.overlay.opacity = False, 1.0
    bare.state.view.width, bare.state.view.level = 1.0, 5000.0  # all black below the map
    view = shown(SliceView(bare, "axial"), WIDTH, HEIGHT)
    for is_radiological, hot, cold in ((True, 170, 230), (False, 230, 170)):
        bare.state.view.is_radiological = is_radiological
        view.flush()
        got = pixels(view.canvas)
        assert got[140, hot].sum() > 300  # the grid of the cells has a line at 160
        assert got[140, cold].sum() == 0


def test_grey_is_the_same_under_a_map_that_is_hidden_or_cold(
    bare, shown, pixels, hot_right, explained
):
    view = shown(SliceView(bare, "axial"), WIDTH, HEIGHT)
    before = pixels(view.canvas)
    explained(bare, [hot_right(bare.state.case.image)])
    bare.state.view.position = (0.0, 0.0, 0.0)
    view.flush()
    mapped = pixels(view.canvas)
    assert not np.array_equal(mapped, before)
    assert np.array_equal(mapped[:, 240:], before[:, 240:])
    bare.state.overlay.visible = False
    view.flush()
    assert np.array_equal(pixels(view.canvas), before)


def test_a_click_puts_the_crosshair_there_once_and_stays_in_the_slice(axial, bare, qtbot):
    moves = []
    bare.state.view.events.position.connect(moves.append)
    # 4.44 px a millimetre: 320 px for 72 mm. 40 px right of the middle is 9 mm to the left.
    qtbot.mouseClick(axial.canvas.viewport(), LEFT, pos=QPoint(240, 160))
    assert len(moves) == 1
    assert moves[0] == pytest.approx((-9.0, 0.0, 2.5), abs=0.01)
    axial.flush()
    assert axial.canvas.is_fitted


def test_a_drag_beside_the_picture_is_held_at_its_edge(axial, bare, qtbot):
    qtbot.mouseClick(axial.canvas.viewport(), LEFT, pos=QPoint(5, 160))
    assert bare.state.view.position[0] == pytest.approx(19.0)


def test_the_crosshair_is_drawn_where_the_state_says(ct, shown):
    view = shown(SliceView(ct, "axial"), WIDTH, HEIGHT)
    ct.state.view.position = (-9.0, 18.0, 2.5)
    view.flush()
    at = view.canvas.annotations.marks.crosshair
    assert at == pytest.approx((200 + 9 * 320 / 72, 160 - 18 * 320 / 72))
    ct.state.view.shows_crosshair = False
    view.flush()
    assert view.canvas.annotations.marks.crosshair is None


@pytest.mark.parametrize(
    ("plane", "axis", "step"), [("axial", 2, 5.0), ("coronal", 1, 3.0), ("sagittal", 0, -2.0)]
)
def test_the_wheel_goes_superior_anterior_and_left(plane, axis, step, ct, shown):
    view = shown(SliceView(ct, plane))
    ct.state.view.position = (1.0, 1.5, 2.5)
    turn(view, 120)
    moved = np.subtract(ct.state.view.position, (1.0, 1.5, 2.5))
    assert moved[axis] == pytest.approx(step)
    ct.remember(inverts_wheel=True)
    turn(view, 120)
    assert ct.state.view.position == pytest.approx((1.0, 1.5, 2.5))


def test_the_wheel_stops_at_the_last_slice(axial, bare):
    turn(axial, 120 * 50)
    assert bare.state.view.position[2] == pytest.approx(27.5)
    turn(axial, 120)
    assert bare.state.view.position[2] == pytest.approx(27.5)


def test_control_and_wheel_zoom_about_the_cursor(axial, bare):
    before = axial.world_at(QPointF(240, 130))
    turn(axial, 120, QPoint(240, 130), Qt.KeyboardModifier.ControlModifier)
    assert axial.canvas.camera.scale == pytest.approx(72 / 320 / 1.15)
    assert axial.world_at(QPointF(240, 130)) == pytest.approx(before)
    axial.fit()
    assert axial.canvas.is_fitted


@pytest.mark.parametrize(("brightens", "level"), [(False, 580.0), (True, 420.0)])
def test_a_right_drag_widens_to_the_right_and_levels_up(brightens, level, axial, bare, qtbot):
    bare.remember(drag_up_brightens=brightens)
    bare.state.view.width = 512.0
    port = axial.canvas.viewport()
    qtbot.mousePress(port, RIGHT, pos=QPoint(100, 100))
    qtbot.mouseMove(port, QPoint(130, 60))
    assert (bare.state.view.width, bare.state.view.level) == (512.0 + 60.0, level)
    qtbot.keyPress(axial.canvas, Qt.Key.Key_Escape)
    assert (bare.state.view.width, bare.state.view.level) == (512.0, 500.0)
    qtbot.mouseRelease(port, RIGHT)


def test_the_window_never_gets_narrower_than_one(axial, bare, qtbot):
    port = axial.canvas.viewport()
    qtbot.mousePress(port, RIGHT, pos=QPoint(390, 100))
    qtbot.mouseMove(port, QPoint(0, 100))
    qtbot.mouseRelease(port, RIGHT)
    assert bare.state.view.width == 1.0


def test_the_menu_sets_presets_and_the_crosshair(axial, bare):
    menu = axial.steering.make_menu()
    by_name = {action.text().split("\t")[0]: action for action in menu.actions()}
    by_name["Bone"].trigger()
    assert (bare.state.view.width, bare.state.view.level) == (2000.0, 500.0)
    by_name["Crosshair"].trigger()
    assert bare.state.view.shows_crosshair
    menu.deleteLater()


def test_a_picture_has_no_presets_for_ct(photo, shown):
    view = shown(SliceView(photo, ""))
    menu = view.steering.make_menu()
    names = [action.text() for action in menu.actions()]
    assert not any("Lung" in name for name in names)
    menu.deleteLater()


def test_a_right_click_opens_the_menu(axial, qtbot):
    qtbot.mouseClick(axial.canvas.viewport(), RIGHT, pos=QPoint(100, 100))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()


def test_a_double_click_maximises_and_restores(axial, bare, qtbot):
    port = axial.canvas.viewport()
    qtbot.mouseDClick(port, LEFT, pos=QPoint(200, 160))
    assert bare.state.view.maximised == "axial"
    qtbot.mouseDClick(port, LEFT, pos=QPoint(200, 160))
    assert bare.state.view.maximised == ""


def test_space_goes_through_the_words(axial, bare, qtbot):
    for words in ("all", "minimal", "none"):
        qtbot.keyClick(axial.canvas, Qt.Key.Key_Space)
        assert bare.state.view.annotations == words


def test_minimal_words_are_the_letters_alone(ct, shown):
    view = shown(SliceView(ct, "axial"))
    ct.state.view.annotations = "minimal"
    view.flush()
    marks = view.canvas.annotations.marks
    assert marks.letters.left == "R"
    assert (marks.place, marks.window, marks.scale) == ("", "", 0.0)


def test_nudging_moves_by_one_voxel_and_holds_at_the_edge(axial, bare):
    bare.state.view.position = (1.0, 1.5, 2.5)
    axial.nudge(1, 0)
    assert bare.state.view.position == pytest.approx((-1.0, 1.5, 2.5))
    axial.nudge(0, 1)
    assert bare.state.view.position == pytest.approx((-1.0, -1.5, 2.5))
    axial.nudge(1000, 0)
    assert bare.state.view.position[0] == pytest.approx(-19.0)


def test_the_other_planes_follow_a_crosshair_that_leaves_the_screen(axial, bare):
    for _ in range(20):
        turn(axial, 120, QPoint(200, 160), Qt.KeyboardModifier.ControlModifier)
    bare.state.view.position = (15.0, 30.0, 2.5)
    axial.flush()
    assert axial.screen_at((15.0, 30.0, 2.5)) == QPointF(200, 160)


def test_a_new_image_is_shown_whole(axial, bare, body):
    turn(axial, 120, QPoint(200, 160), Qt.KeyboardModifier.ControlModifier)
    bare.show(body())
    axial.flush()
    assert axial.canvas.is_fitted


def test_hovering_tells_everything_about_the_place(axial, bare, qtbot):
    with qtbot.waitSignal(axial.probe_changed) as told:
        axial.gestures.hovered.emit(QPointF(124, 160))
    assert told.args[0].startswith("R 17.1 A 0.0 S 2.5 mm · 18,12,6 · 1000 HU")


def test_hovering_beside_the_picture_tells_nothing(axial, qtbot):
    with qtbot.waitSignal(axial.probe_changed) as told:
        axial.gestures.hovered.emit(QPointF(10, 160))
    assert told.args[0] == ""


def test_a_stale_map_is_dimmed_and_says_for_what_it_was(ct, shown, hot_right, explained):
    explained(ct, [hot_right(ct.state.case.image)])
    view = shown(SliceView(ct, "axial"))
    full = view.source.scale().table[-1, 3]
    assert view.badges.stale.isHidden()
    ct.state.ask.target = "clear"
    view.flush()
    assert view.badges.stale.text() == "for nodule, layer late"
    assert view.source.scale().table[-1, 3] < full / 2
    ct.state.ask.target = None
    view.flush()
    assert view.badges.stale.isHidden()


def test_warnings_of_the_image_stand_on_the_plane(ct, body, shown, qtbot):
    view = shown(SliceView(ct, "axial"))
    assert view.badges.warning.isHidden()
    ct.show(body(warnings=("Left and right are unknown.",)))
    view.flush()
    assert view.badges.warning.toolTip() == "Left and right are unknown."
    with qtbot.waitSignal(view.warning_clicked):
        qtbot.mouseClick(view.badges.warning, LEFT)


def test_a_blank_map_gives_its_reason(ct, shown, hot_right, explained):
    explained(ct, [hot_right(ct.state.case.image, top=0.0, note="The layer is dead.")])
    view = shown(SliceView(ct, "axial"))
    assert view.canvas.annotations.marks.note == "The layer is dead."


def test_a_picture_has_no_letters_and_no_millimetres(photo, shown, pixels):
    view = shown(SliceView(photo, ""), 600, 400)
    marks = view.canvas.annotations.marks
    assert marks.letters == Letters()
    assert (marks.place, marks.window, marks.scale) == ("", "", 0.0)
    photo.state.view.shows_crosshair = False
    view.flush()
    got = pixels(view.canvas)
    assert tuple(got[100, 100]) == (200, 0, 0)
    assert tuple(got[100, 500]) == (0, 0, 250)


def test_the_wheel_zooms_a_picture(photo, shown):
    view = shown(SliceView(photo, ""), 600, 400)
    before, position = view.canvas.camera.scale, photo.state.view.position
    turn(view, 120)
    assert view.canvas.camera.scale == pytest.approx(before / 1.15)
    assert photo.state.view.position == position


def test_every_plane_has_a_name_to_be_read_aloud(ct, shown):
    view = shown(SliceView(ct, "axial"))
    assert view.canvas.accessibleName() == "Plane axial"
    view.set_plane("coronal")
    assert view.canvas.accessibleName() == "Plane coronal"
