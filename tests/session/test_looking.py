"""Another look at the case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from camviewer.core.errors import ResourceError
from camviewer.core.image import Grid, Image
from camviewer.core.progress import CancelToken, no_report
from camviewer.core.settings import Settings, load_settings
from camviewer.session.service import Session


@pytest.fixture
def session(tmp_path):
    return Session(Settings(), tmp_path / "settings.json")


@pytest.fixture
def four(volume):
    """The third of five volumes of a file."""
    return replace(volume, path=Path("four.nii"), header={"volume": 2, "volumes": 5})


def test_habits_are_taken_from_the_settings(tmp_path):
    kept = Settings(is_radiological=False, mouse="pacs", letters="HF", cine_speed=25)
    state = Session(kept, tmp_path / "s.json").state
    assert not state.view.is_radiological
    assert (state.view.mouse, state.view.letters, state.cine.speed) == ("pacs", "HF", 25)


def test_habits_that_nobody_knows_are_left_out(tmp_path):
    kept = Settings(mouse="trackball", letters="XY", cine_speed=900)
    state = Session(kept, tmp_path / "s.json").state
    assert (state.view.mouse, state.view.letters, state.cine.speed) == ("camviewer", "SI", 30)


def test_a_changed_habit_is_kept_for_the_next_start(session, tmp_path):
    session.set_mouse("pacs")
    session.set_letters("HF")
    session.set_cine_speed(3)
    session.swap_sides()
    session.swap_sagittal()
    kept = load_settings(tmp_path / "settings.json")
    assert (kept.mouse, kept.letters, kept.cine_speed) == ("pacs", "HF", 5)
    assert not kept.is_radiological
    assert not kept.is_anterior_left
    assert not session.state.view.is_anterior_left
    assert session.state.view.mouse == "pacs"
    assert session.state.cine.speed == 5


def test_the_window_goes_back_to_that_of_a_new_case(session, volume):
    session.show(volume)
    fresh = (session.state.view.width, session.state.view.level)
    position = (1.0, 2.0, 3.0)
    session.state.view.width, session.state.view.level = 5.0, 6.0
    session.state.view.is_inverted, session.state.view.position = True, position
    session.reset_window()
    assert (session.state.view.width, session.state.view.level) == fresh == (1500.0, -600.0)
    assert not session.state.view.is_inverted
    assert session.state.view.position == position


def test_without_a_case_there_is_one_volume_and_no_window(session):
    assert session.volumes == (0, 1)
    session.reset_window()


@pytest.mark.parametrize(
    ("header", "volumes"),
    [({}, (0, 1)), ({"volume": 2, "volumes": 5}, (2, 5)), ({"volume": "two"}, (0, 1))],
)
def test_which_volume_it_is_stands_in_the_header(header, volumes, session, volume):
    session.show(replace(volume, header=header))
    assert session.volumes == volumes


def test_another_volume_keeps_where_and_how_one_looks_and_drops_the_maps(
    session, four, explain
):
    session.show(four)
    session.accept(explain(four))
    view = session.state.view
    view.position, view.width, view.level, view.maximised = (
        (40.0, -20.0, 60.0),
        80.0,
        40.0,
        "axial",
    )
    session.show_volume(replace(four, header={"volume": 3, "volumes": 5}))
    assert session.volumes == (3, 5)
    assert (view.position, view.width, view.level) == ((40.0, -20.0, 60.0), 80.0, 40.0)
    assert view.maximised == "axial"
    assert not session.state.case.heatmaps


def test_what_is_drawn_is_the_straightened_volume_until_it_is_not(session, volume):
    session.show(volume)
    straight = session.straighten(volume, no_report, CancelToken())
    session.show_straight(straight)
    case = session.state.case
    assert (case.drawn, case.image) == (straight, volume)
    assert session.request().image is volume
    session.show_straight(None)
    assert case.drawn is volume
    session.show_straight(straight)
    session.show(volume)
    assert case.drawn is volume


def test_a_volume_that_would_not_fit_is_refused_before_it_is_made(session, monkeypatch):
    monkeypatch.setattr("camviewer.io.memory.free_bytes", lambda: 1_000_000)
    tilted = np.eye(4)
    tilted[:2, :2] = [[0.8, -0.6], [0.6, 0.8]]
    grid = Grid((100, 100, 100), tilted)
    image = Image(np.zeros(grid.shape, np.int16), grid)
    with pytest.raises(ResourceError, match="straightened volume needs"):
        session.straighten(image, no_report, CancelToken())
