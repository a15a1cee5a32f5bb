"""Four maps over one slice follow what is marked and what is tried."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from camviewer.core.image import Heatmap


@pytest.fixture
def pictures(inspected):
    return inspected.pictures


@pytest.fixture
def channels(session):
    return session.state.channels


def test_the_strongest_channel_is_shown_from_the_start(pictures, channels):
    assert pictures.activation.title.whole == "Channel 7: activation"
    assert pictures.gradient.title.whole == "Channel 7: gradient"
    assert pictures.activation.source.own is channels.maps.activation
    assert pictures.gradient.source.own is channels.maps.gradient
    assert pictures.original.source.own is channels.original.heatmap
    assert pictures.tried.source.own is channels.reading.heatmap


def test_another_channel_brings_its_pictures(pictures, channels, settled):
    channels.selected = 2
    settled()
    assert pictures.activation.title.whole == "Channel 2: activation"
    assert pictures.activation.source.own.array.max() == 5
    assert pictures.sentence.text().startswith("Channel 2 · cluster 1 · norm 2")


def test_another_setting_changes_the_tried_map_alone(pictures, channels, settled):
    before = pictures.original.source.own
    channels.parameters = {**channels.parameters, "sigma": 2.0}
    settled()
    assert pictures.original.source.own is before
    assert pictures.tried.source.own.array.max() == 2 * before.array.max()


def test_without_a_marked_channel_it_says_what_to_do(pictures, channels):
    channels.selected = None
    assert pictures.activation.source.own is None
    assert pictures.sentence.text().startswith("Click a point")
    assert not pictures.strongest.isEnabled()


def test_the_four_have_one_camera(pictures, qtbot):
    pictures.flush()
    pictures.tried.view.canvas.zoom_about(QPointF(30, 30), 2.0)
    cameras = {pane.view.canvas.camera for pane in pictures.panes}
    assert len(cameras) == 1
    assert not pictures.activation.view.canvas.is_fitted


def test_a_picture_has_one_plane_and_a_volume_three(pictures, session, volume):
    assert not pictures.planes.isVisibleTo(pictures)
    session.show(volume)
    assert pictures.planes.isVisibleTo(pictures)
    pictures.planes.press("sagittal")
    assert session.state.channels.plane == "sagittal"
    assert {pane.source.plane for pane in pictures.panes} == {"sagittal"}
    session.state.channels.plane = "coronal"
    assert pictures.planes.value == "coronal"


def test_the_crosshair_goes_to_the_channels_strongest_cell(pictures, session, channels, qtbot):
    grid = session.state.case.image.grid.divided((4, 5))
    array = np.zeros((4, 5), np.float32)
    array[3, 1] = 2
    maps = channels.maps
    hot = Heatmap(array, grid, "activation")
    channels.maps = type(maps)(7, hot, maps.gradient)
    qtbot.mouseClick(pictures.strongest, Qt.MouseButton.LeftButton)
    where = session.state.case.image.grid.snapped(grid.world((3, 1)))
    assert session.state.view.position == pytest.approx(where)


def test_a_crosshair_move_draws_all_four(pictures, session):
    pictures.flush()
    before = [pane.view.canvas.annotations._marks.crosshair for pane in pictures.panes]
    session.state.view.position = (3.0, 4.0)
    pictures.flush()
    after = [pane.view.canvas.annotations._marks.crosshair for pane in pictures.panes]
    assert all(one != other for one, other in zip(before, after, strict=True))
