"""The marked region's number, on the planes that cut it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from camviewer.gui.views.region_tags import RegionTags, cuts
from camviewer.gui.views.slice_view import SliceView
from camviewer.render.slicing import Plane, frame_at
from camviewer.session.regions import find_regions


def tags_of(view):
    (layer,) = (each for each in view.layers if isinstance(each, RegionTags))
    return layer


@pytest.fixture
def marked(bare, map_over, explained):
    image = bare.state.case.image
    values = np.zeros((4, 4, 4))
    values[3, 3, 3] = 2.0
    heatmap = map_over(image.grid, "grad-cam", values)
    explained(bare, [heatmap])
    bare.accept_regions(find_regions(image, heatmap))
    bare.go_to_region(1)
    return bare


def test_the_number_stands_beside_the_strongest_cell(marked, shown, pixels):
    view = shown(SliceView(marked, "axial"), 418, 320)
    assert tags_of(view).region.number == 1
    at = view.screen_at(marked.region().position)
    picture = pixels(view.canvas)
    spot = picture[round(at.y()) - 15 - 6, round(at.x()) + 15]
    assert np.abs(spot - (77, 163, 255)).max() < 20


def test_it_goes_with_the_slice_the_map_and_the_mark(marked, shown):
    view = shown(SliceView(marked, "axial"), 418, 320)
    tags, position = tags_of(view), marked.state.view.position
    marked.state.view.position = (*position[:2], -20.0)
    view.flush()
    assert not tags.item.isVisible()
    marked.state.view.position = position
    view.flush()
    assert tags.item.isVisible()
    marked.state.overlay.visible = False
    view.flush()
    assert not tags.item.isVisible()
    marked.state.overlay.visible = True
    marked.state.case.region = 0
    view.flush()
    assert not tags.item.isVisible()


def test_another_maps_plane_does_not_carry_it(marked, shown, map_over):
    image = marked.state.case.image
    other = map_over(image.grid, "cf-cam", np.ones((2, 2, 2)))
    marked.accept_map(other)
    assert tags_of(shown(SliceView(marked, "axial", "grad-cam"))).region is not None
    assert tags_of(shown(SliceView(marked, "axial", "cf-cam"))).region is None


@pytest.mark.parametrize("plane", Plane)
def test_a_slice_cuts_a_region_between_its_ends(marked, plane):
    image, region = marked.state.case.image, marked.region()
    frame = frame_at(image.grid, plane, region.position)
    axis = {"sagittal": 0, "coronal": 1, "axial": 2}[plane]
    for index in range(frame.count):
        at = replace(frame, index=index).world(0, 0)[axis]
        inside = region.low[axis] <= at <= region.high[axis]
        assert cuts(replace(frame, index=index), region) == inside
