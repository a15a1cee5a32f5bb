"""Outlines of masks on a plane: on the right side, in colours that can be told apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from camviewer.core.image import Mask
from camviewer.gui.theme import contrast
from camviewer.gui.views import mask_layer
from camviewer.gui.views.mask_layer import COLOURS, MaskLayer, mask_pen
from camviewer.gui.views.slice_view import SliceView
from camviewer.session.masks import add_masks, mask_numbers, show_mask

# Vienot, Brettel and Mollon 1999: how linear red, green and blue look without one cone.
_PROTAN = np.array([[0.1121, 0.8853, -0.0005], [0.1127, 0.8897, -0.0001], [0.0045, 0, 1.0019]])
_DEUTAN = np.array([[0.2920, 0.7054, -0.0003], [0.2934, 0.7089, 0], [-0.0210, 0.0256, 1.0003]])


def layer_of(view):
    return next(each for each in view.layers if isinstance(each, MaskLayer))


def add_block(state):
    """Lay a mask over the white block at the patient's right, however it is stored."""
    image = state.case.image
    block = Mask("block", image.array == 1000)
    add_masks(state.masks, [block])
    state.masks.numbers = {"block": mask_numbers(image, block)}


@pytest.mark.parametrize("plane", ["axial", "coronal", "sagittal"])
@pytest.mark.parametrize("radiological", [True, False])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
@pytest.mark.parametrize("flips", [(False,) * 3, (True, False, True), (True,) * 3])
def test_an_outline_lies_around_what_the_mask_holds(
    session, body, shown, pixels, plane, radiological, order, flips
):
    image = body(order, flips)
    session.show(image)
    state = session.state
    state.view.width, state.view.level = 1000.0, 500.0
    state.view.annotations, state.view.shows_crosshair = "none", False
    state.view.is_radiological = radiological
    state.view.position = tuple(image.grid.world(np.argwhere(image.array == 1000)[0]))
    view = shown(SliceView(session, plane), 500, 500)
    before = pixels(view)
    white = np.nonzero((before >= 250).all(axis=-1))
    add_block(state)
    view.flush()
    (path,) = layer_of(view).item.paths
    rect = path.boundingRect()
    found = (rect.left(), rect.right(), rect.top(), rect.bottom())
    rows, columns = white
    expected = (columns.min(), columns.max() + 1, rows.min(), rows.max() + 1)
    assert found == pytest.approx(expected, abs=1.5)
    assert (pixels(view) != before).any()


def test_hiding_a_mask_takes_its_line_away(ct, shown):
    add_block(ct.state)
    view = shown(SliceView(ct, "axial"))
    assert len(layer_of(view).item.paths) == 1
    show_mask(ct.state.masks, "block", is_shown=False)
    view.flush()
    assert layer_of(view).item.paths == []


def test_outlines_are_found_anew_only_on_another_slice(ct, shown, monkeypatch):
    found = []
    real = mask_layer.mask_outlines
    monkeypatch.setattr(
        mask_layer, "mask_outlines", lambda plane: found.append(1) or real(plane)
    )
    add_block(ct.state)
    view = shown(SliceView(ct, "axial"))
    assert len(found) == 1
    view.nudge(1, 1)
    view.canvas.zoom_about(QPointF(50, 50), 2)
    ct.state.view.width = 300.0
    view.flush()
    assert len(found) == 1
    view.step_slice(1)
    view.flush()
    assert len(found) == 2


def test_a_slice_that_the_mask_does_not_reach_shows_nothing(ct, shown, pixels):
    view = shown(SliceView(ct, "axial"))
    view.step_slice(100)
    view.flush()
    before = pixels(view)
    add_block(ct.state)
    view.flush()
    np.testing.assert_array_equal(pixels(view), before)


# Colours


def test_every_line_stands_out_from_black():
    assert all(contrast(colour, "#000000") >= 4.5 for colour in COLOURS)


def _lab(colour, cones):
    """CIELAB of a colour as it looks to some eyes."""
    from skimage.color import rgb2lab

    value = QColor(colour)
    coded = np.array([value.redF(), value.greenF(), value.blueF()])
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    seen = np.clip(cones @ linear, 0, 1)
    back = np.where(seen <= 0.0031308, seen * 12.92, 1.055 * seen ** (1 / 2.4) - 0.055)
    return rgb2lab(back[None, None])[0, 0]


@pytest.mark.parametrize(
    "cones", [np.eye(3), _PROTAN, _DEUTAN], ids=["all", "protan", "deutan"]
)
def test_colours_can_be_told_apart(cones):
    for one, other in combinations(COLOURS, 2):
        assert np.linalg.norm(_lab(one, cones) - _lab(other, cones)) > 10, (one, other)


def test_after_the_last_colour_the_line_is_dashed():
    first, again = mask_pen(0), mask_pen(len(COLOURS))
    assert first.color() == again.color()
    assert first.style() != again.style()
