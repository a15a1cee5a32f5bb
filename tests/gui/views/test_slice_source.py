"""What a plane shows, and how seldom it is worked out."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.image import Image, pixel_grid
from camviewer.gui.views import slice_source
from camviewer.gui.views.slice_source import SliceSource


@pytest.fixture
def axial(ct):
    return SliceSource(ct, "axial")


def test_nothing_is_shown_while_nothing_is_open(session):
    source = SliceSource(session, "axial")
    assert source.frame() is None
    assert source.grey() is None
    assert source.heat() is None
    assert source.scale() is None


def test_a_crosshair_of_another_image_is_waited_out(axial, ct):
    ct.state.view.position = (3.0, 4.0)
    assert axial.image is None
    assert axial.grey() is None


def test_moving_within_the_slice_makes_nothing_anew(axial, ct, hot_right, explained):
    explained(ct, [hot_right(ct.state.case.image)])
    ct.state.view.position = (0.0, 0.0, 2.5)
    before = axial.grey(), axial.heat(), axial.scale()
    ct.state.view.position = (4.0, -6.0, 2.5)
    after = axial.grey(), axial.heat(), axial.scale()
    assert [id(each) for each in after] == [id(each) for each in before]
    ct.state.view.position = (4.0, -6.0, 7.5)
    assert axial.grey() is not before[0]
    assert axial.heat() is not before[1]
    assert axial.scale() is before[2]


def test_the_grey_follows_the_window_and_never_the_map(axial, ct, hot_right, explained):
    before = axial.grey()
    explained(ct, [hot_right(ct.state.case.image)])
    ct.state.view.position = (0.0, 0.0, 0.0)
    ct.state.overlay.opacity = 1.0
    assert np.array_equal(axial.grey(), before)
    ct.state.view.level = 1000.0
    assert axial.grey().max() == 128


def test_the_image_keeps_its_stored_type(axial, ct):
    axial.grey()
    assert ct.state.case.image.array.dtype == np.int16


def test_the_extent_is_in_millimetres(ct):
    extent = SliceSource(ct, "coronal").extent()
    assert (extent.width, extent.height, extent.pixel) == (40.0, 60.0, 2.0)


def test_a_hidden_map_is_not_sampled(axial, ct, hot_right, explained):
    explained(ct, [hot_right(ct.state.case.image)])
    ct.state.overlay.visible = False
    assert axial.heat() is None


def test_one_method_is_shown_whatever_is_selected(ct, hot_right, explained):
    image = ct.state.case.image
    explained(ct, [hot_right(image), hot_right(image, "cf-cam", top=8.0)])
    fixed, following = SliceSource(ct, "axial", "cf-cam"), SliceSource(ct, "axial")
    assert fixed.heatmap.method == "cf-cam"
    ct.state.case.selected = "grad-cam"
    assert (fixed.heatmap.method, following.heatmap.method) == ("cf-cam", "grad-cam")


def test_a_picture_is_drawn_as_it_is_stored(photo):
    source = SliceSource(photo, "axial")
    assert np.array_equal(source.grey(), photo.state.case.image.array)
    assert source.extent().is_picture


def test_a_grey_picture_goes_through_the_window(session):
    values = np.array([[0, 1000], [2000, 4000]], np.uint16)
    session.show(Image(values, pixel_grid(2, 2)))
    session.state.view.width, session.state.view.level = 4000.0, 2000.0
    got = SliceSource(session, "").grey()
    assert np.array_equal(got, [[0, 64], [128, 255]])


def test_a_plane_without_a_name_shows_pictures_alone(ct):
    assert SliceSource(ct, "").grey() is None


def test_a_slab_is_cut_once_while_only_the_window_changes(axial, ct, monkeypatch):
    made = []
    true = slice_source.slab_pixels
    monkeypatch.setattr(slice_source, "slab_pixels", lambda *a: made.append(a) or true(*a))
    ct.state.view.position = (0.0, 0.0, 7.5)  # three slices below the faint block on top
    alone = axial.grey()
    ct.state.view.slab, ct.state.view.slab_mm = "max", 40.0
    together = axial.grey()
    assert axial.slab().text == "MIP 40 mm"
    assert (together >= alone).all()
    assert (together > alone).any()
    ct.state.view.level += 10
    axial.grey()
    assert len(made) == 1
    ct.state.view.slab = "none"
    assert axial.slab() is None
    assert len(made) == 1


def test_the_map_of_a_slab_is_its_highest(axial, ct, map_over, explained):
    values = np.zeros((1, 1, 12))
    values[0, 0, 9] = 3.0
    explained(ct, [map_over(ct.state.case.image.grid, "grad-cam", values)])
    ct.state.view.position = (0.0, 0.0, 2.5)
    assert (axial.peak(), axial.top()) == (0.0, 3.0)
    ct.state.view.slab, ct.state.view.slab_mm = "min", 40.0
    assert axial.peak() == 3.0
    ct.state.overlay.visible = False
    assert axial.peak() is None


def test_there_is_no_slab_of_colours(photo):
    photo.state.view.slab = "max"
    assert SliceSource(photo, "").slab() is None
