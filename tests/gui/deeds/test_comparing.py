"""Keys and menu of the comparison."""

from __future__ import annotations

import pytest

from camviewer.gui.deeds.comparing import ACTIONS, CompareCommands


@pytest.fixture
def deeds(controller, session, picture):
    session.show(picture)
    return CompareCommands(controller)


@pytest.fixture
def held(session):
    return session.state.comparison


def test_every_line_has_its_slot():
    assert {spec.slot for spec in ACTIONS} <= set(dir(CompareCommands))
    assert {spec.category for spec in ACTIONS} == {"Compare"}


def test_an_axis_is_chosen_and_shown(deeds, session, held):
    deeds.set_axis("models")
    assert (held.axis, session.state.view.place) == ("models", "compare")


def test_the_fade_is_switched_and_stays_within_its_ends(deeds, held):
    deeds.toggle_fade()
    assert held.is_fading
    deeds.toggle_fade()
    assert not held.is_fading
    held.fade = 0.95
    deeds.step_fade(0.1)
    assert (held.fade, held.is_fading) == (1.0, True)
    held.fade = 0.05
    deeds.step_fade(-0.1)
    assert held.fade == 0.0


def test_swap_shows_the_other_one_alone(deeds, held):
    deeds.swap()
    assert (held.fade, held.is_fading) == (1.0, True)
    deeds.swap()
    assert held.fade == 0.0


def test_cells_of_mixed_maps_are_switched(deeds, held):
    deeds.toggle_extra("difference")
    deeds.toggle_extra("consensus")
    assert held.extras == ("difference", "consensus", "disagreement")
    deeds.toggle_extra("difference")
    assert held.extras == ("consensus", "disagreement")


def test_the_scale_is_switched(deeds, session):
    for rule in ("shared", "map"):
        deeds.toggle_scale()
        assert session.state.overlay.scale == rule


def test_maps_are_stepped_and_made(deeds, session, held, controller, bridge, qtbot):
    held.axis = "layers"
    session.choose_beside(("early",))
    deeds.run()
    qtbot.waitUntil(lambda: bridge.is_idle and bool(held.heatmaps), timeout=10000)
    deeds.step_map("first")
    assert held.first
    deeds.step_map("second")
    assert held.second not in {"", held.first}
