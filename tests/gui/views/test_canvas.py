"""Pictures and maps on the screen, by their pixels."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from camviewer.gui.views.camera import Camera, Extent
from camviewer.gui.views.canvas import Canvas


@pytest.fixture
def canvas(shown):
    """Twice as wide as high on the screen, 200 x 100 pixels."""
    canvas = Canvas()
    canvas.setMinimumSize(1, 1)
    return shown(canvas, 200, 100)


def checks():
    """Two rows, four columns, all different."""
    return np.array([[0, 40, 80, 120], [130, 170, 210, 250]], np.uint8)


def table(alpha):
    """Red everywhere, opaque as told."""
    return np.tile(np.array([255, 0, 0, alpha], np.uint8), (256, 1))


def test_row_nought_is_on_top_and_millimetres_are_square(canvas, pixels):
    canvas.set_extent(Extent(200.0, 100.0, 50.0))
    canvas.set_image(checks())
    got = pixels(canvas)[25::50, 25::50, 0]
    assert np.abs(got - checks()).max() <= 1


def test_thick_slices_are_drawn_thick(canvas, pixels):
    # Rows of 25 mm, columns of 12.5 mm: as high as wide, so half of the screen is black.
    canvas.set_extent(Extent(50.0, 50.0, 12.5))
    canvas.set_image(checks())
    got = pixels(canvas)[..., 0]
    assert not got[:, :49].any()
    assert not got[:, 151:].any()
    assert np.abs(got[[25, 75]][:, 62:150:25] - checks()).max() <= 1


def test_colours_are_drawn_as_they_are(canvas, pixels):
    rgb = np.zeros((2, 4, 3), np.uint8)
    rgb[0, 0], rgb[1, 3] = (250, 20, 30), (10, 240, 60)
    canvas.set_extent(Extent(200.0, 100.0, 50.0))
    canvas.set_image(rgb)
    got = pixels(canvas)
    assert tuple(got[25, 25]) == (250, 20, 30)
    assert tuple(got[75, 175]) == (10, 240, 60)


def test_a_transparent_map_changes_no_grey(canvas, pixels):
    canvas.set_extent(Extent(200.0, 100.0, 50.0))
    canvas.set_image(checks())
    before = pixels(canvas)
    canvas.set_heat(np.ones((2, 4), np.float32))
    canvas.set_heat_colours(table(0), (0.0, 1.0))
    assert canvas.heat_item.isVisible()
    assert np.array_equal(pixels(canvas), before)


def test_an_opaque_map_has_the_colours_of_its_values(canvas, pixels):
    lut = np.zeros((256, 4), np.uint8)
    lut[:, 0], lut[:, 3] = np.arange(256), 255
    canvas.set_extent(Extent(200.0, 100.0, 50.0))
    canvas.set_image(checks())
    values = np.array([[0, 1, 2, 3], [4, 4, 4, 5]], np.float32)
    canvas.set_heat(values, is_smooth=False)
    canvas.set_heat_colours(lut, (0.0, 4.0))
    got = pixels(canvas)[25::50, 25::50]
    # Values beyond the top take the colour of the top.
    assert np.abs(got[..., 0] - np.minimum(values, 4) / 4 * 255).max() <= 1
    assert not got[..., 1:].any()


def test_a_half_opaque_map_is_the_mean(canvas, pixels):
    canvas.set_extent(Extent(200.0, 100.0, 50.0))
    canvas.set_image(checks())
    canvas.set_heat(np.ones((2, 4), np.float32))
    canvas.set_heat_colours(table(128), (0.0, 1.0))
    got = pixels(canvas)[25, 75]
    assert np.abs(got - [40 * 127 / 255 + 128, 40 * 127 / 255, 40 * 127 / 255]).max() <= 2


def test_cells_are_drawn_as_cells_or_smooth(canvas, pixels):
    lut = np.zeros((256, 4), np.uint8)
    lut[:, 0], lut[:, 3] = np.arange(256), 255
    canvas.set_extent(Extent(200.0, 100.0, 50.0))
    canvas.set_heat(np.array([[0, 0, 1, 1], [0, 0, 1, 1]], np.float32), is_smooth=False)
    canvas.set_heat_colours(lut, (0.0, 1.0))
    assert set(np.unique(pixels(canvas)[50, :, 0])) == {0, 255}
    canvas.set_heat(canvas.heat_item.image, is_smooth=True)
    assert len(np.unique(pixels(canvas)[50, :, 0])) > 20


def test_screen_and_plane_are_each_others_inverse(canvas):
    canvas.set_extent(Extent(60.0, 80.0, 1.0))
    canvas.set_camera(Camera(10.0, 20.0, 0.5))
    assert canvas.to_plane(QPointF(100, 50)) == (10.0, 20.0)
    assert canvas.to_plane(QPointF(120, 40)) == (20.0, 15.0)
    assert canvas.to_screen(20.0, 15.0) == QPointF(120, 40)


def test_the_drawn_picture_lies_where_the_camera_says(canvas, pixels):
    canvas.set_extent(Extent(200.0, 100.0, 50.0))
    canvas.set_image(checks())
    canvas.set_camera(Camera(125.0, 25.0, 0.5))
    assert pixels(canvas)[50, 100, 0] == 80


def test_panning_moves_the_picture_with_the_hand(canvas):
    canvas.set_extent(Extent(200.0, 100.0, 1.0))
    canvas.pan_by(QPointF(10, -5))
    assert canvas.to_screen(100.0, 50.0) == QPointF(110, 45)


def test_zooming_holds_the_point_under_the_cursor(canvas):
    canvas.set_extent(Extent(200.0, 100.0, 1.0))
    canvas.zoom_about(QPointF(150, 20), 2.0)
    assert canvas.to_plane(QPointF(150, 20)) == (150.0, 20.0)
    assert canvas.camera.scale == 0.5


def test_a_fitted_picture_stays_fitted_when_resized(canvas):
    canvas.set_extent(Extent(200.0, 100.0, 1.0))
    canvas.resize(400, 200)
    assert canvas.camera.scale == 0.5
    canvas.zoom_about(QPointF(0, 0), 2.0)
    canvas.resize(200, 100)
    assert canvas.camera.scale == 0.25


def test_another_size_is_shown_whole(canvas):
    canvas.set_extent(Extent(200.0, 100.0, 1.0))
    canvas.zoom_about(QPointF(0, 0), 2.0)
    canvas.set_extent(Extent(300.0, 100.0, 1.0))
    assert canvas.is_fitted


def test_it_tells_who_moved_it_but_not_what_it_was_told(canvas, qtbot):
    with qtbot.assertNotEmitted(canvas.camera_changed):
        canvas.set_camera(Camera(10.0, 20.0, 0.5))
    with qtbot.waitSignal(canvas.camera_changed):
        canvas.show_whole()
    assert canvas.is_fitted


def test_a_point_off_the_screen_is_brought_into_view_when_zoomed(canvas):
    canvas.set_extent(Extent(200.0, 100.0, 1.0))
    canvas.bring_into_view(500.0, 50.0)
    assert canvas.is_fitted
    canvas.set_camera(Camera(20.0, 20.0, 0.1))
    canvas.bring_into_view(21.0, 21.0)
    assert canvas.camera == Camera(20.0, 20.0, 0.1)
    canvas.bring_into_view(150.0, 80.0)
    assert canvas.camera == Camera(150.0, 80.0, 0.1)


@pytest.mark.parametrize(
    ("interpolates", "close", "far"),
    [("auto", False, True), ("smooth", True, True), ("cells", False, False)],
)
def test_voxels_are_smooth_as_they_are_asked_to_be(interpolates, close, far, shown):
    canvas = shown(Canvas(), 400, 300)
    canvas.set_extent(Extent(100.0, 75.0, 1.0))
    grey = np.zeros((75, 100), np.uint8)
    canvas.set_image(grey, interpolates)
    assert canvas.image_item.is_smooth is far
    canvas.set_camera(Camera(50.0, 40.0, 0.1))
    assert canvas.image_item.is_smooth is close
    canvas.set_image(grey, "auto")
    assert not canvas.image_item.is_smooth
