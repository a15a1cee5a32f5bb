"""What is on the screen, by hand."""

from __future__ import annotations

import pytest

from camviewer.gui.views.camera import LARGEST_PIXEL, Camera, Extent, fit, zoom

BODY = Extent(40.0, 72.0, 2.0)


def test_all_is_shown_and_one_millimetre_is_as_long_both_ways():
    assert fit(BODY, 400, 100) == Camera(20.0, 36.0, 0.72)
    assert fit(BODY, 100, 400) == Camera(20.0, 36.0, 0.4)


def test_a_tiny_picture_is_shown_at_whole_screen_pixels():
    assert fit(Extent(32, 32, 1, is_picture=True), 300, 170).scale == 1 / 5


def test_a_large_picture_is_just_fitted():
    assert fit(Extent(1000, 500, 1, is_picture=True), 500, 500).scale == 2.0


def test_zoom_holds_the_point_under_the_cursor():
    before = Camera(20.0, 36.0, 0.5)
    after = zoom(before, BODY, 2.0, (30.0, 36.0))
    assert after.scale == 0.25
    # 10 mm right of the middle was 20 px away, and is again.
    assert (30.0 - after.x) / after.scale == pytest.approx(20.0)
    assert after.y == 36.0


def test_zoom_has_ends():
    assert zoom(Camera(0, 0, 0.5), BODY, 1e9, (0, 0)).scale == 2.0 / LARGEST_PIXEL
    assert zoom(Camera(0, 0, 0.5), BODY, 1e-9, (0, 0)).scale == 72.0 / 32
