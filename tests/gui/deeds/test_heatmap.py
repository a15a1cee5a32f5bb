"""Keys for the map: regions, drawing, cells, slabs."""

from __future__ import annotations

import pytest

from camviewer.gui.deeds.heatmap import HeatmapCommands


@pytest.fixture
def commands(controller):
    return HeatmapCommands(controller)


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
