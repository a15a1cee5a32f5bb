"""How one plane follows inversion, letters, mouse scheme and the volumes of a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from camviewer.gui.views.slice_view import SliceView

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def axial(bare, shown):
    return shown(SliceView(bare, "axial"), 400, 320)


def test_inverted_grey_is_the_opposite_of_every_pixel(axial, bare, pixels):
    inner = (slice(2, -2), slice(120, 280))
    before = pixels(axial.canvas)[inner]
    bare.state.view.is_inverted = True
    axial.flush()
    assert np.abs(pixels(axial.canvas)[inner] - (255 - before)).max() <= 1


def test_a_colour_picture_is_never_inverted(photo, shown, pixels):
    photo.state.view.shows_crosshair = False
    view = shown(SliceView(photo, ""), 600, 400)
    photo.state.view.width = 510.0  # no longer shown as it is stored
    view.flush()
    before = pixels(view.canvas)
    photo.state.view.is_inverted = True
    view.flush()
    assert np.array_equal(pixels(view.canvas), before)


def test_the_scheme_of_the_state_is_that_of_the_mouse(axial, bare, qtbot):
    bare.set_mouse("pacs")
    axial.flush()
    port, position = axial.canvas.viewport(), bare.state.view.position
    qtbot.mousePress(port, LEFT, pos=QPoint(100, 100))
    qtbot.mouseMove(port, QPoint(140, 100))
    qtbot.mouseRelease(port, LEFT, pos=QPoint(140, 100))
    assert bare.state.view.width > 1000.0
    assert bare.state.view.position == position


def test_the_unusual_convention_is_named_where_it_matters(bare, shown, qtbot):
    views = {plane: shown(SliceView(bare, plane), 400, 320) for plane in ("axial", "sagittal")}
    bare.state.view.is_radiological = False
    for view in views.values():
        view.flush()
    assert views["axial"].badges.sides.isVisible()
    assert views["sagittal"].badges.sides.isHidden()
    qtbot.mouseClick(views["axial"].badges.sides, LEFT)
    assert bare.state.view.is_radiological
    assert bare.settings.is_radiological


def test_a_sagittal_plane_seen_from_the_other_side_is_named_and_a_click_turns_it(
    bare, shown, qtbot
):
    views = {plane: shown(SliceView(bare, plane), 400, 320) for plane in ("axial", "sagittal")}
    bare.state.view.is_anterior_left = False
    for view in views.values():
        view.flush()
    assert views["axial"].badges.sides.isHidden()
    assert views["sagittal"].badges.sides.isVisible()
    qtbot.mouseClick(views["sagittal"].badges.sides, LEFT)
    assert bare.state.view.is_anterior_left
    assert bare.state.view.is_radiological
    assert bare.settings.is_anterior_left


def test_another_volume_of_the_file_keeps_the_zoom_and_another_file_does_not(axial, bare, body):
    first = replace(body(), path=Path("four.nii"), header={"volume": 0, "volumes": 2})
    bare.show(first)
    axial.flush()
    assert axial.gestures.has_volumes
    axial.canvas.zoom_about(QPoint(200, 160), 2.0)
    bare.show_volume(replace(first, header={"volume": 1, "volumes": 2}))
    axial.flush()
    assert not axial.canvas.is_fitted
    bare.show(replace(body(), path=Path("other.nii")))
    axial.flush()
    assert axial.canvas.is_fitted
    assert not axial.gestures.has_volumes


def test_the_menu_inverts_and_turns_the_sides(axial, bare):
    menu = axial.steering.make_menu()
    by_name = {action.text().split("\t")[0]: action for action in menu.actions()}
    by_name["Inverted grey"].trigger()
    assert bare.state.view.is_inverted
    assert by_name["Radiological"].isChecked()
    by_name["Radiological"].trigger()
    assert not bare.state.view.is_radiological
    menu.deleteLater()
