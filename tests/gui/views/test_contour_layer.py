"""Lines around the top of the mass, on the screen where the map has them."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.gui.views import contour_layer
from camviewer.gui.views.contour_layer import ContourLayer
from camviewer.gui.views.slice_view import SliceView
from camviewer.render import contours


def layer_of(view):
    (layer,) = (each for each in view.layers if isinstance(each, ContourLayer))
    return layer


@pytest.fixture
def mapped(bare, map_over, explained):
    values = np.zeros((4, 4, 4))
    values[3, 1:3, 1:3] = 1.0  # a quarter of the width at the patient's right
    explained(bare, [map_over(bare.state.case.image.grid, "grad-cam", values)])
    bare.state.view.position = (0.0, 0.0, 2.5)
    bare.state.overlay.smooth = False
    return bare


def test_lines_are_drawn_when_they_are_asked_for(mapped, shown):
    view = shown(SliceView(mapped, "axial"), 418, 320)
    layer = layer_of(view)
    for drawing, has_lines, is_filled in (
        ("fill", False, True), ("contour", True, False), ("both", True, True),
    ):  # fmt: skip
        mapped.state.overlay.drawing = drawing
        view.flush()
        assert bool(layer.lines) is layer.item.isVisible() is has_lines
        assert view.canvas.heat_item.isVisible() is is_filled
    mapped.state.overlay.visible = False
    view.flush()
    assert not layer.item.isVisible()


def test_a_white_line_lies_around_the_hot_cells_on_the_screen(mapped, shown, pixels):
    mapped.state.overlay.drawing = "contour"
    mapped.state.view.width, mapped.state.view.level = 1.0, 5000.0
    view = shown(SliceView(mapped, "axial"), 418, 320)
    picture = pixels(view.canvas)
    white = np.argwhere(picture.min(axis=-1) > 240)
    # Radiological: the right is at the left. The plane is 40 x 72 mm, 320/72 pixels a mm.
    scale = 320 / 72
    left, right = 200 - 20 * scale, 200 - 10 * scale
    assert abs(white[:, 1].min() - left) <= 3
    assert abs(white[:, 1].max() - right) <= 17  # the label of 10 % stands on the line
    top, bottom = 160 - 18 * scale, 160 + 18 * scale
    assert abs(white[:, 0].min() - top) <= 9
    assert abs(white[:, 0].max() - bottom) <= 9


def test_lines_are_worked_out_only_when_plane_map_or_smoothing_change(
    mapped, shown, monkeypatch
):
    made = []

    def counted(*args, **kwargs):
        made.append(args)
        return true(*args, **kwargs)

    true = contour_layer.contours_on
    monkeypatch.setattr(contour_layer, "contours_on", counted)
    mapped.state.overlay.drawing = "both"
    view = shown(SliceView(mapped, "axial"), 418, 320)
    assert len(made) == 1
    mapped.state.view.position = (4.0, 6.0, 2.5)
    mapped.state.overlay.opacity = 0.3
    view.flush()
    view.canvas.zoom_about(view.canvas.rect().center(), 1.5)
    assert len(made) == 1
    mapped.state.view.position = (4.0, 6.0, 7.5)
    view.flush()
    mapped.state.overlay.smooth = True
    view.flush()
    assert len(made) == 3


def test_a_slab_has_the_lines_of_what_is_drawn(mapped, shown):
    mapped.state.overlay.drawing = "both"
    mapped.state.view.position = (0.0, 0.0, 22.5)  # no hot cell in this slice
    view = shown(SliceView(mapped, "axial"), 418, 320)
    assert sum(len(line.segments) for line in layer_of(view).lines) == 0
    mapped.state.view.slab, mapped.state.view.slab_mm = "max", 40.0
    view.flush()
    assert sum(len(line.segments) for line in layer_of(view).lines) > 0


def test_every_compared_map_has_its_own_lines(mapped, shown, map_over, explained):
    grid = mapped.state.case.image.grid
    other = map_over(grid, "cf-cam", np.eye(4)[:, :, None] * np.ones(4))
    explained(mapped, [*mapped.state.case.heatmaps.values(), other])
    mapped.state.overlay.drawing = "both"
    one, two = (
        shown(SliceView(mapped, "axial", name), 300, 300) for name in ("grad-cam", "cf-cam")
    )
    counts = {len(layer_of(view).lines[0].segments) for view in (one, two)}
    assert len(counts) == 2


def test_lines_of_a_large_map_appear_once_their_levels_are_known(mapped, shown, monkeypatch):
    monkeypatch.setattr(contours, "_AT_ONCE_CELLS", 1)
    mapped.state.overlay.drawing = "both"
    view = shown(SliceView(mapped, "axial"), 418, 320)
    assert layer_of(view).lines == ()
    contours.map_levels(mapped.state.case.heatmap)
    assert layer_of(view).lines


def test_what_speaks_against_has_dotted_blue_lines_and_is_named(
    bare, map_over, explained, shown, pixels
):
    values = np.zeros((4, 4, 4))
    values[3, 1:3, 1:3], values[0, 1:3, 1:3] = 1.0, -1.0
    explained(bare, [map_over(bare.state.case.image.grid, "grad-cam", values)])
    bare.state.view.position = (0.0, 0.0, 2.5)
    overlay = bare.state.overlay
    overlay.smooth, overlay.drawing = False, "contour"
    bare.state.view.width, bare.state.view.level = 1.0, 5000.0
    view = shown(SliceView(bare, "axial"), 418, 320)
    layer = layer_of(view)

    def blue():
        view.flush()
        picture = pixels(view.canvas).astype(int)
        return int(((picture[..., 2] > 220) & (picture[..., 0] < 160)).sum())

    none = blue()
    assert len(layer.lines) == 3
    overlay.signed = True
    assert blue() > none + 20
    assert len(layer.lines) == 6
