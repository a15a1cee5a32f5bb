"""Keys for the map: regions, drawing, cells, slabs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from camviewer.core.progress import CancelToken
from camviewer.gui.deeds.heatmap import HeatmapCommands


class ToyWindow:
    """Counts how often the inspector was opened."""

    opened = 0

    def show_channels(self):
        self.opened += 1


@pytest.fixture
def commands(controller):
    return HeatmapCommands(controller, ToyWindow())


def test_drawing_goes_round(commands, session):
    seen = []
    for _ in range(3):
        commands.cycle_drawing()
        seen.append(session.state.overlay.drawing)
    assert seen == ["contour", "both", "fill"]


def test_cells_are_shown_and_hidden(commands, session):
    commands.toggle_cells()
    assert not session.state.overlay.smooth
    commands.toggle_cells()
    assert session.state.overlay.smooth


def test_slabs_go_round_in_a_volume_alone(commands, session, volume, picture):
    commands.cycle_slab()
    assert session.state.view.slab == "none"
    session.show(volume)
    seen = []
    for _ in range(4):
        commands.cycle_slab()
        seen.append(session.state.view.slab)
    assert seen == ["max", "min", "mean", "none"]
    session.show(picture)
    commands.cycle_slab()
    assert session.state.view.slab == "none"


def test_a_step_asks_the_session(commands, session, monkeypatch):
    asked = []
    monkeypatch.setattr(session, "next_region", asked.append)
    commands.step_region(1)
    commands.step_region(-1)
    assert asked == [1, -1]


def test_channels_open_where_there_is_a_map_of_cf_cam(commands, session, picture, asker):
    commands.show_channels()
    assert asker.errors[-1][0] == "There is no map of CF-CAM here to look into."
    session.show(picture)
    request = replace(session.request(), methods=("cf-cam",))
    session.accept(session.explain(request, lambda _: None, CancelToken(), lambda _: None))
    commands.show_channels()
    assert commands._window.opened == 1
    assert len(asker.errors) == 1
