"""From one hot region to the next."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.image import Heatmap
from camviewer.session.regions import find_regions


@pytest.fixture
def opened(session, volume):
    """Three regions; the hottest cell lies in the second."""
    session.show(volume)
    values = np.zeros((8, 9, 6), np.float32)
    values[0, 0, 0:3] = 6.0
    values[4, 4, 4] = 10.0
    values[7, 8, 5] = 5.0
    heatmap = Heatmap(values, volume.grid, "grad-cam")
    session.accept_map(heatmap)
    return session


def found(session):
    case = session.state.case
    session.accept_regions(find_regions(case.image, case.heatmap))
    return session


def places(session, *cells):
    grid = session.state.case.image.grid
    return [pytest.approx(tuple(grid.world(cell))) for cell in cells]


def test_the_first_step_lands_on_the_hottest_then_it_goes_round(opened):
    session, visited = found(opened), []
    for _ in range(4):
        session.next_region()
        visited.append((session.state.case.region, session.state.view.position))
    assert [number for number, _ in visited] == [2, 3, 1, 2]
    wanted = places(session, (4, 4, 4), (7, 8, 5), (0, 0, 0), (4, 4, 4))
    assert [place for _, place in visited] == wanted


def test_backwards_too(opened):
    session = found(opened)
    session.next_region(-1)
    assert session.state.case.region == 2
    session.next_region(-1)
    session.next_region(-1)
    assert session.state.case.region == 3


def test_before_regions_are_known_it_goes_to_the_hottest_cell(opened):
    opened.next_region()
    assert opened.state.case.region == 0
    assert [opened.state.view.position] == places(opened, (4, 4, 4))


def test_regions_of_another_map_are_not_taken_over(opened, volume):
    other = Heatmap(np.ones((2, 2, 2), np.float32), volume.grid.divided((2, 2, 2)), "cf-cam")
    opened.accept_regions(find_regions(volume, other))
    assert opened.state.case.regions is None


def test_what_was_marked_is_forgotten_with_the_map(opened, volume):
    session = found(opened)
    session.go_to_region(3)
    assert session.region().number == 3
    session.forget_regions()
    assert (session.region(), session.state.case.regions) == (None, None)
    found(session).go_to_region(1)
    session.show(volume)
    assert (session.state.case.region, session.state.case.regions) == (0, None)
