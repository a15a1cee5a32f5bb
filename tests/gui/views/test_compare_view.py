"""Methods side by side."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from camviewer.gui.views import CompareView

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def maps(hot_right, body):
    image = body()
    return [
        hot_right(image, name, top) for name, top in (("grad-cam", 2.0), ("cf-cam-code", 8.0))
    ]


@pytest.fixture
def compare(ct, maps, explained, shown):
    ct.state.view.place = "compare"
    explained(ct, maps)
    return shown(CompareView(ct), 900, 500)


def test_without_maps_it_says_what_to_do(ct, shown):
    view = shown(CompareView(ct))
    assert view.empty.isVisible()
    assert not view.cells


def test_each_map_has_a_cell_with_its_name_and_its_badge(compare):
    assert list(compare.cells) == ["grad-cam", "cf-cam-code"]
    first, second = compare.cells.values()
    assert (first.title.text(), second.title.text()) == ("Grad-CAM", "CF-CAM, published code")
    assert first.badge.isHidden()
    assert second.badge.toolTip() == "Class-agnostic."


def test_maps_appear_one_by_one_and_cells_that_stay_are_kept(compare, ct, hot_right, body):
    before = compare.cells["grad-cam"]
    ct.accept_map(hot_right(body(), "layer-cam"))
    assert list(compare.cells) == ["grad-cam", "cf-cam-code", "layer-cam"]
    assert compare.cells["grad-cam"] is before
    ct.state.case.heatmaps = {"grad-cam": ct.state.case.heatmaps["grad-cam"]}
    assert list(compare.cells) == ["grad-cam"]


def test_each_cell_shows_its_own_map(compare):
    methods = [cell.view.source.heatmap.method for cell in compare.cells.values()]
    assert methods == ["grad-cam", "cf-cam-code"]


def test_one_scale_for_all_when_asked(compare, ct):
    tops = [cell.line.scale.levels[1] for cell in compare.cells.values()]
    assert tops == [2.0, 8.0]
    assert compare.bar.rule.text() == "Scale: each map its own"
    ct.state.overlay.scale = "shared"
    assert [cell.line.scale.levels[1] for cell in compare.cells.values()] == [8.0, 8.0]
    assert [cell.view.source.scale().levels[1] for cell in compare.cells.values()] == [8.0, 8.0]
    assert compare.bar.rule.text() == "Scale: shared by 2 maps"


def test_cells_show_the_same_slice_and_crosshair(compare, ct, qtbot):
    first, second = (cell.view for cell in compare.cells.values())
    qtbot.mouseClick(first.canvas.viewport(), LEFT, pos=QPoint(200, 150))
    compare.flush()
    marks = [view.canvas.annotations.marks for view in (first, second)]
    assert marks[0].place == marks[1].place
    assert marks[0].crosshair == pytest.approx(marks[1].crosshair, abs=1.0)


def test_zoom_and_pan_are_shared(compare):
    first, second = (cell.view.canvas for cell in compare.cells.values())
    first.zoom_about(QPointF(100, 90), 2.0)
    assert second.camera == first.camera
    second.pan_by(QPointF(10, 0))
    assert first.camera == second.camera
    compare.fit()
    assert first.is_fitted
    assert second.is_fitted


def test_a_new_cell_takes_the_camera_of_the_others(compare, ct, hot_right, body):
    first = compare.cells["grad-cam"].view.canvas
    first.zoom_about(QPointF(100, 90), 2.0)
    ct.accept_map(hot_right(body(), "layer-cam"))
    assert compare.cells["layer-cam"].view.canvas.camera.scale == first.camera.scale


def test_the_plane_is_chosen_for_all(compare, ct, qtbot):
    buttons = {each.objectName(): each for each in compare.findChildren(QToolButton)}
    assert buttons["axial"].isChecked()
    qtbot.mouseClick(buttons["sagittal"], LEFT)
    assert ct.state.view.compare_plane == "sagittal"
    assert {cell.view.source.plane for cell in compare.cells.values()} == {"sagittal"}
    ct.state.view.compare_plane = "coronal"
    assert buttons["coronal"].isChecked()


def test_choosing_the_plane_again_writes_nothing_new(compare, ct, qtbot):
    seen = []
    ct.state.view.events.compare_plane.connect(seen.append)
    ct.state.view.compare_plane = "coronal"
    assert seen == ["coronal"]


def test_keys_move_all(compare, ct):
    before = ct.state.view.position
    compare.step_slice(1)
    assert ct.state.view.position[2] > before[2]
    compare.nudge(1, 0)
    assert ct.state.view.position[0] != before[0]


def test_pictures_are_compared_too(photo, hot_right, explained, shown):
    explained(photo, [hot_right(photo.state.case.image)])
    view = shown(CompareView(photo), 600, 400)
    assert view.cells["grad-cam"].view.source.grey() is not None
    assert not any(button.isVisible() for button in view.bar.chooser.buttons())


def test_the_probe_tells_the_map_under_the_mouse(compare, qtbot):
    view = compare.cells["cf-cam-code"].view
    with qtbot.waitSignal(compare.probe_changed) as told:
        view.gestures.hovered.emit(view.screen_at((15.0, 0.0, 2.5)))
    assert "CF-CAM, published code 8" in told.args[0]


def test_many_maps_scroll_and_every_slice_stays_large_enough(ct, maps, explained, shown):
    many = [dataclasses.replace(maps[0], name=f"grad-cam@{number}") for number in range(20)]
    explained(ct, many)
    compare = shown(CompareView(ct), 700, 500)
    assert compare.minimumSizeHint().width() < 700
    assert {cell.title.whole for cell in compare.cells.values()} == {
        f"Grad-CAM · {number}" for number in range(20)
    }
    for cell in compare.cells.values():
        assert cell.width() >= 180
        assert cell.view.height() >= 100


def test_a_map_that_refines_keeps_its_cell(compare, ct):
    cells = dict(compare.cells)
    case = ct.state.case
    half = dataclasses.replace(case.heatmaps["grad-cam"], progress=(1, 9))
    case.heatmaps = {**case.heatmaps, "grad-cam": half}
    assert compare.cells == cells


@pytest.fixture
def grid(compare, ct):
    """Rows of methods, columns of planes."""
    ct.state.view.compare_plane = "all"
    QApplication.processEvents()
    compare.flush()
    return compare


def test_all_three_planes_of_each_map_stand_in_a_row(grid):
    for name, cell in grid.cells.items():
        assert [view.source.plane for view in cell.views] == ["axial", "coronal", "sagittal"]
        assert {view.source.method for view in cell.views} == {name}
        tops = {view.mapTo(grid, QPoint()).y() for view in cell.views}
        assert len(tops) == 1
    first, second = grid.cells.values()
    assert first.mapTo(grid, QPoint()).x() == second.mapTo(grid, QPoint()).x()
    assert second.mapTo(grid, QPoint()).y() > first.mapTo(grid, QPoint()).y()


def test_every_plane_of_the_grid_is_large_enough_to_be_judged(grid, ct, hot_right, body):
    for number in range(6):
        ct.accept_map(dataclasses.replace(hot_right(body()), name=f"grad-cam@{number}"))
    QApplication.processEvents()
    assert all(view.height() >= 100 for cell in grid.cells.values() for view in cell.views)


def test_zoom_is_shared_along_a_column_of_the_grid(grid):
    first, second = grid.cells.values()
    first.views[1].canvas.zoom_about(QPointF(30, 30), 2.0)
    assert second.views[1].canvas.camera == first.views[1].canvas.camera
    assert first.views[0].canvas.is_fitted
    assert second.views[2].canvas.is_fitted
    grid.fit()
    assert first.views[1].canvas.is_fitted


def test_a_new_map_in_the_grid_takes_the_camera_of_its_columns(grid, ct, hot_right, body):
    first = grid.cells["grad-cam"].views
    first[2].canvas.zoom_about(QPointF(30, 30), 2.0)
    ct.accept_map(hot_right(body(), "layer-cam"))
    made = grid.cells["layer-cam"].views
    assert made[2].canvas.camera.scale == first[2].canvas.camera.scale
    assert made[0].canvas.is_fitted


def test_from_the_grid_back_to_one_plane(grid, ct, qtbot):
    buttons = {each.objectName(): each for each in grid.findChildren(QToolButton)}
    assert buttons["all"].isChecked()
    qtbot.mouseClick(buttons["coronal"], LEFT)
    assert [len(cell.views) for cell in grid.cells.values()] == [1, 1]
    assert {cell.view.source.plane for cell in grid.cells.values()} == {"coronal"}


def test_a_plane_of_the_grid_says_which_map_and_plane_it_is(grid):
    names = [view.canvas.accessibleName() for view in grid.cells["grad-cam"].views]
    assert names == [f"Grad-CAM, Plane {plane}" for plane in ("axial", "coronal", "sagittal")]


def test_keys_move_the_plane_of_the_grid_that_was_touched(grid, ct):
    grid.cells["cf-cam-code"].views[1].touched.emit()
    before = ct.state.view.position
    grid.step_slice(1)
    assert ct.state.view.position[1] > before[1]
    assert ct.state.view.position[2] == before[2]


def test_a_picture_has_one_plane_whatever_was_chosen(photo, hot_right, explained, shown):
    photo.state.view.compare_plane = "all"
    explained(photo, [hot_right(photo.state.case.image)])
    view = shown(CompareView(photo), 600, 400)
    assert len(view.cells["grad-cam"].views) == 1
    assert view.cells["grad-cam"].view.source.grey() is not None


def test_a_wish_for_another_volume_is_passed_on(compare, qtbot):
    with qtbot.waitSignal(compare.volume_wanted):
        compare.cells["grad-cam"].view.gestures.volume_turned.emit(1)


def test_a_and_b_are_drawn_in_one_place_and_back(compare, ct):
    held = ct.state.comparison
    held.is_fading = True
    QApplication.processEvents()
    assert compare.focused.source.heatmap.name == "grad-cam"
    ct.state.view.compare_plane = "all"
    assert [view.source.plane for view in compare._fade.views] == [
        "axial",
        "coronal",
        "sagittal",
    ]
    before = ct.state.view.position
    compare.step_slice(1)
    assert ct.state.view.position != before
    held.is_fading = False
    assert compare._pages.currentWidget() is compare.grid


def test_the_fade_has_the_camera_of_the_grid(compare, ct):
    first = compare.cells["grad-cam"].view.canvas
    first.zoom_about(QPointF(100, 90), 2.0)
    ct.state.comparison.is_fading = True
    (fading,) = compare._fade.views
    assert fading.canvas.camera.scale == first.camera.scale
    fading.canvas.zoom_about(QPointF(50, 50), 2.0)
    assert first.camera == fading.canvas.camera


def test_when_all_maps_go_it_says_what_to_do_again(compare, ct):
    ct.state.comparison.is_fading = True
    ct.state.case.heatmaps = {}
    assert compare._pages.currentWidget() is compare.empty


def test_something_can_stand_below(compare):
    below = QLabel("Numbers")
    compare.set_below(below)
    QApplication.processEvents()
    assert below.isVisible()
    assert below.mapTo(compare, QPoint()).y() > compare.grid.mapTo(compare, QPoint()).y()
    assert below.styleSheet() == ""
