"""Regions are found in the background, for the map that is shown and no other."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap
from camviewer.gui.region_finder import RegionFinder
from camviewer.session.regions import find_regions


def map_of(image, method, hot=1.0):
    values = np.zeros(image.grid.shape, np.float32)
    values[1, 2, 3] = hot
    return Heatmap(values, Grid(image.grid.shape, image.grid.affine), method)


@pytest.fixture
def finder(session, bridge, volume):
    session.show(volume)
    return RegionFinder(session, bridge)


def found_for(session):
    regions = session.state.case.regions
    return None if regions is None else regions.heatmap


def test_regions_follow_the_map_that_is_shown(session, finder, volume, qtbot):
    one, two = map_of(volume, "grad-cam"), map_of(volume, "cf-cam")
    session.accept_map(one)
    qtbot.waitUntil(lambda: found_for(session) is one)
    assert session.state.case.regions.items[0].position == pytest.approx((2, 4, 15))
    session.accept_map(two)
    session.go_to_region(1)
    session.state.case.selected = "cf-cam"
    assert (session.state.case.regions, session.state.case.region) == (None, 0)
    qtbot.waitUntil(lambda: found_for(session) is two)


def test_a_map_that_refines_is_looked_at_again(session, finder, volume, qtbot):
    session.accept_map(map_of(volume, "grad-cam"))
    qtbot.waitUntil(lambda: found_for(session) is not None)
    whole = map_of(volume, "grad-cam", hot=2.0)
    session.accept_map(whole)
    qtbot.waitUntil(lambda: found_for(session) is whole)


def test_what_was_dropped_is_sought_again_when_the_job_ends(
    session, finder, bridge, volume, qtbot
):
    session.start_job("Opening")
    session.accept_map(map_of(volume, "grad-cam"))
    finder._looking.flush()
    bridge.drop()
    qtbot.waitUntil(lambda: bridge.is_idle)
    assert found_for(session) is None
    session.finish_job()
    qtbot.waitUntil(lambda: found_for(session) is not None)


def test_nothing_is_sought_while_no_map_is_shown(session, finder, bridge):
    session.state.case.selected = "nothing"
    finder._looking.flush()
    assert bridge.is_idle


def test_a_map_is_not_sought_twice(session, finder, bridge, volume, qtbot):
    heatmap = map_of(volume, "grad-cam")
    session.accept_map(heatmap)
    finder._looking.flush()
    number = bridge._number
    session.state.job.phase = "done"
    finder._looking.flush()
    assert bridge._number == number
    qtbot.waitUntil(lambda: found_for(session) is heatmap)
    assert session.state.case.regions is find_regions(volume, heatmap)
