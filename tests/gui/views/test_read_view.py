"""Three planes that move together, or a picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

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
