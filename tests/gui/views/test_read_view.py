"""Three planes that move together, or a picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from camviewer.gui.views import ReadView

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def read(ct, shown):
    return shown(ReadView(ct), 900, 640)


def test_a_volume_has_three_planes_axial_the_largest(read):
    sizes = {name: view.width() * view.height() for name, view in read.planes.items()}
    assert all(view.isVisible() for view in read.planes.values())
    assert sizes["axial"] > 2 * sizes["coronal"]
    assert (
        read.planes["coronal"].mapTo(read, QPoint()).y()
        < read.planes["sagittal"].mapTo(read, QPoint()).y()
    )
    assert not read.flat.isVisible()


def test_a_picture_is_alone(photo, shown):
    read = shown(ReadView(photo), 900, 640)
    assert read.flat.isVisible()
    assert not any(view.isVisible() for view in read.planes.values())


def test_a_click_in_one_plane_moves_the_others(read, ct, qtbot):
    axial = read.planes["axial"]
    places = {name: view.canvas.annotations.marks.place for name, view in read.planes.items()}
    at = axial.screen_at((9.0, 16.0, 2.5)).toPoint()
    qtbot.mouseClick(axial.canvas.viewport(), LEFT, pos=at)
    read.flush()
    now = {name: view.canvas.annotations.marks.place for name, view in read.planes.items()}
    assert now["axial"] == places["axial"]
    assert now["coronal"] == "slice 18/24 · A 16.5 mm"
    assert now["sagittal"] == "slice 15/20 · R 9.0 mm"


def test_maximising_leaves_one_plane_and_restoring_brings_all_back(read, ct):
    for plane in read.planes:
        ct.state.view.maximised = plane
        assert [name for name, view in read.planes.items() if view.isVisible()] == [plane]
        assert read.focused is read.planes[plane]
    ct.state.view.maximised = ""
    assert all(view.isVisible() for view in read.planes.values())


def test_keys_go_to_the_plane_that_was_touched(read, ct, qtbot):
    assert read.focused is read.planes["axial"]
    coronal = read.planes["coronal"]
    qtbot.mouseClick(coronal.canvas.viewport(), LEFT, pos=coronal.canvas.rect().center())
    assert read.focused is coronal
    before = ct.state.view.position
    read.step_slice(1)
    assert ct.state.view.position[1] == pytest.approx(before[1] + 3.0, abs=1.6)
    now = ct.state.view.position
    read.nudge(0, -1)
    assert ct.state.view.position[2] > now[2]


def test_fit_shows_all_of_every_plane(read):
    for view in read.planes.values():
        view.canvas.pan_by(QPoint(5, 5))
    read.fit()
    assert all(view.canvas.is_fitted for view in read.planes.values())


def test_the_probe_tells_the_crosshairs_place_while_nothing_is_hovered(read, ct, qtbot):
    for view in read.planes.values():
        view.gestures.left.emit()  # the desktop's mouse may happen to be there
    with qtbot.waitSignal(read.probe_changed) as told:
        ct.state.view.position = (1.0, 1.5, 2.5)
    assert told.args[0].startswith("R 1.0 A 1.5 S 2.5 mm")


def test_hovering_wins_over_the_crosshair(read, ct, qtbot):
    axial = read.planes["axial"]
    told = []
    read.probe_changed.connect(told.append)
    axial.gestures.hovered.emit(axial.screen_at((17.0, 0.0, 2.5)))
    qtbot.waitUntil(lambda: bool(told))
    ct.state.view.position = (1.0, 1.5, 2.5)
    qtbot.wait(60)
    assert all("1000 HU" in text for text in told if text)


def test_warnings_are_passed_on(read, ct, body, qtbot):
    ct.show(body(warnings=("Left and right are unknown.",)))
    read.flush()
    for view in read.planes.values():
        with qtbot.waitSignal(read.warning_clicked):
            qtbot.mouseClick(view.badges.warning, LEFT)


def test_the_colour_bar_stands_beside_the_picture(read, ct, hot_right, explained):
    assert not read.colour_bar.isVisible()
    explained(ct, [hot_right(ct.state.case.image)])
    read.flush()
    assert read.colour_bar.isVisible()


def test_from_a_volume_to_a_picture_and_back(read, ct, body, picture):
    ct.show(picture)
    read.flush()
    assert read.flat.isVisible()
    ct.show(body())
    read.flush()
    assert read.planes["axial"].isVisible()


def test_the_colour_bar_marks_the_planes_that_are_seen(ct, shown, hot_right, explained):
    explained(ct, [hot_right(ct.state.case.image)])
    view = shown(ReadView(ct), 900, 500)
    assert len(view.colour_bar.peaks) == 3
    ct.state.view.maximised = "coronal"
    view.flush()
    assert len(view.colour_bar.peaks) == 1
    ct.state.view.maximised = ""
    view.flush()
    assert len(view.colour_bar.peaks) == 3


def visible(read):
    shown = {**read.planes, "plain": read.plain}
    return [name for name, view in shown.items() if view.isVisible()]


def test_the_layout_is_that_of_the_state(read, ct):
    assert visible(read) == ["axial", "coronal", "sagittal"]
    ct.state.view.layout = "four"
    assert visible(read) == ["axial", "coronal", "sagittal", "plain"]
    ct.state.view.layout = "row"
    assert visible(read) == ["axial", "coronal", "sagittal"]


def test_a_new_layout_shows_all_of_each_plane_and_keeps_the_crosshair(read, ct):
    ct.state.view.position = (9.0, 16.0, 2.5)
    for view in read.planes.values():
        view.canvas.zoom_about(QPointF(20, 20), 3.0)
    ct.state.view.layout = "row"
    read.flush()
    for view in read.planes.values():
        assert view.canvas.is_fitted
        at = view.screen_at((9.0, 16.0, 2.5))
        assert view.canvas.annotations.marks.crosshair == pytest.approx((at.x(), at.y()))
    assert ct.state.view.position == (9.0, 16.0, 2.5)


def test_maximising_keeps_the_zoom(read, ct):
    axial = read.planes["axial"]
    axial.canvas.zoom_about(QPointF(20, 20), 3.0)
    scale = axial.canvas.camera.scale
    ct.state.view.maximised = "axial"
    ct.state.view.maximised = ""
    assert axial.canvas.camera.scale == scale


def test_the_fourth_plane_is_the_axial_one_without_the_map(read, ct, hot_right, explained):
    explained(ct, [hot_right(ct.state.case.image)])
    ct.state.view.layout = "four"
    read.flush()
    assert read.plain.source.heat() is None
    assert read.planes["axial"].source.heat() is not None
    assert read.plain.canvas.annotations.marks.heatmap == "no heatmap"
    place = read.planes["axial"].canvas.annotations.marks.place
    assert read.plain.canvas.annotations.marks.place == place


def test_the_fourth_plane_shows_the_same_part_as_the_axial_one(read, ct):
    ct.state.view.layout = "four"
    axial, plain = read.planes["axial"].canvas, read.plain.canvas
    axial.zoom_about(QPointF(50, 60), 2.0)
    assert plain.camera == axial.camera
    plain.pan_by(QPointF(7, 0))
    assert plain.camera == axial.camera
    assert read.planes["coronal"].canvas.is_fitted


def test_a_double_click_on_the_fourth_plane_maximises_it_and_back(read, ct, qtbot):
    ct.state.view.layout = "four"
    qtbot.mouseDClick(read.plain.canvas.viewport(), LEFT, pos=QPoint(60, 60))
    assert visible(read) == ["plain"]
    assert read.focused is read.plain
    qtbot.mouseDClick(read.plain.canvas.viewport(), LEFT, pos=QPoint(60, 60))
    assert len(visible(read)) == 4


def test_keys_leave_a_plane_that_its_layout_hides(read, ct, qtbot):
    ct.state.view.layout = "four"
    qtbot.mouseClick(read.plain.canvas.viewport(), LEFT, pos=QPoint(60, 60))
    assert read.focused is read.plain
    ct.state.view.layout = "row"
    assert read.focused is read.planes["axial"]


def test_linked_planes_have_the_same_millimetres_per_pixel(read, ct):
    def scales():
        return {round(view.canvas.camera.scale, 9) for view in read.planes.values()}

    assert len(scales()) > 1
    ct.state.view.links_zoom = True
    assert scales() == {round(read.planes["axial"].canvas.camera.scale, 9)}
    middles = {name: view.canvas.camera.x for name, view in read.planes.items()}
    read.planes["coronal"].canvas.zoom_about(QPointF(30, 30), 1.7)
    assert len(scales()) == 1
    assert read.planes["sagittal"].canvas.camera.x == middles["sagittal"]


def test_fitting_linked_planes_shows_all_of_every_one(read, ct):
    ct.state.view.links_zoom = True
    read.fit()
    for view in read.planes.values():
        extent, scale = view.source.extent(), view.canvas.camera.scale
        assert extent.width / scale <= view.canvas.width() + 1e-6
        assert extent.height / scale <= view.canvas.height() + 1e-6
    tight = [
        max(
            view.source.extent().width / view.canvas.width(),
            view.source.extent().height / view.canvas.height(),
        )
        for view in read.planes.values()
    ]
    assert read.planes["axial"].canvas.camera.scale == pytest.approx(max(tight))


def test_unlinked_planes_keep_their_scale_when_one_zooms(read):
    before = read.planes["sagittal"].canvas.camera.scale
    read.planes["axial"].canvas.zoom_about(QPointF(30, 30), 1.7)
    assert read.planes["sagittal"].canvas.camera.scale == before


def test_a_wish_for_another_volume_is_passed_on(read, qtbot):
    for view in read.planes.values():
        with qtbot.waitSignal(read.volume_wanted) as told:
            view.gestures.volume_turned.emit(2)
        assert told.args == [2]
