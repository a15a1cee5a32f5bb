"""Borders of the network's cells lie where the cells change."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.image import Grid
from camviewer.gui.views.cell_grid_layer import CellGridLayer, cell_borders
from camviewer.gui.views.slice_view import SliceView
from camviewer.render.overlay import sample_heatmap
from camviewer.render.slicing import Plane, frame_at


def layer_of(view):
    (layer,) = (each for each in view.layers if isinstance(each, CellGridLayer))
    return layer


@pytest.mark.parametrize("plane", Plane)
def test_borders_lie_where_neighbouring_pixels_show_other_cells(body, map_over, plane):
    image = body(order=(2, 0, 1), flips=(True, False, True))
    shape = tuple(count // 2 for count in image.grid.shape)
    heatmap = map_over(image.grid, "grad-cam", np.random.default_rng(0).random(shape))
    frame = frame_at(image.grid, plane, (0.0, 0.0, 0.0))
    values = sample_heatmap(heatmap, frame, smooth=False)
    columns, rows = cell_borders(heatmap.grid, frame.to_world.tobytes(), frame.shape)
    for axis, borders in ((0, rows), (1, columns)):
        turned = np.moveaxis(values, axis, 0)
        changes = np.flatnonzero(np.any(turned[1:] != turned[:-1], axis=1)) + 0.5
        np.testing.assert_allclose(borders[1:-1], changes, atol=1e-6)
        np.testing.assert_allclose(borders[[0, -1]], (-0.5, len(turned) - 0.5))


def test_cells_that_lie_askew_have_no_borders():
    turn = np.eye(4)
    turn[:2, :2] = [[0.8, -0.6], [0.6, 0.8]]
    frame = frame_at(Grid((9, 9, 9), np.eye(4)), Plane.AXIAL, (0, 0, 0))
    grid = Grid((3, 3, 3), turn)
    assert cell_borders(grid, frame.to_world.tobytes(), frame.shape) is None


def test_the_grid_is_shown_with_large_cells_alone(bare, shown, hot_right, explained, pixels):
    explained(bare, [hot_right(bare.state.case.image)])
    bare.state.overlay.threshold = 1.0
    bare.state.view.width, bare.state.view.level = 1.0, 5000.0
    view = shown(SliceView(bare, "axial"), 418, 320)
    layer = layer_of(view)
    assert layer.lines() == []
    bare.state.overlay.smooth = False
    view.flush()
    # Two cells across and down: three borders each; the middle ones cross at (200, 160).
    assert len(layer.lines()) == 6
    picture = pixels(view.canvas)
    assert picture[100, 200].sum() > 0
    assert picture[160, 230].sum() > 0
    assert picture[100, 230].sum() == 0
    bare.state.overlay.visible = False
    view.flush()
    assert layer.lines() == []


def test_small_cells_would_be_hidden_by_their_grid(bare, shown, map_over, explained):
    values = np.ones(bare.state.case.image.grid.shape)
    explained(bare, [map_over(bare.state.case.image.grid, "grad-cam", values)])
    bare.state.overlay.smooth = False
    view = shown(SliceView(bare, "axial"), 178, 140)
    assert layer_of(view).lines() == []
    view.canvas.zoom_about(view.canvas.rect().center(), 6.0)
    assert layer_of(view).lines()
