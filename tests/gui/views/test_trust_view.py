"""The place where a map is weighed: follows the map, says what is known, starts the check."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from camviewer.core.progress import CancelToken, no_report
from camviewer.gui.jobs import JobKeeper
from camviewer.gui.trust_jobs import TrustJobs
from camviewer.gui.views.trust_view import TrustView
from camviewer.session.trust import QUESTIONS, caution
from tests.gui.conftest import toy_trust


@pytest.fixture
def view(session, bridge, asker, qtbot):
    keeper = JobKeeper(session, bridge, asker)
    keeper.trust_jobs = TrustJobs(keeper, bridge)
    view = TrustView(keeper)
    qtbot.addWidget(view)
    return view


def explain(session, image):
    session.show(image)
    token = CancelToken()
    session.accept(session.explain(session.request(), no_report, token, session.accept_map))
    session.begun.clear()


def test_before_a_map_is_there_it_says_what_to_do(view):
    assert view.title.whole == "No map yet"
    assert "press Explain" in view.outlook.text()
    assert not view.check.isEnabled()
    assert [each.state.text() for each in view.rows.values()] == ["No answer"] * 5
    assert view.stale.isHidden()


def test_the_button_checks_all_maps_and_the_answers_follow(view, session, volume, qtbot):
    explain(session, volume)
    assert view.title.whole.startswith("CF-CAM spatial")
    assert "checked at once" in view.outlook.text()
    assert "LayerCAM" in view.outlook.text()
    assert (view.check.text(), view.check.property("role")) == ("Check this map", "primary")
    view.check.click()
    assert not view.check.isEnabled()
    qtbot.waitUntil(lambda: bool(session.state.numbers.trust))
    states = [view.rows[each].state.text() for each in QUESTIONS]
    assert states == ["Supported", "Not supported", "No answer", "Mixed", "Mixed"]
    assert view.rows["removal"].sentence.text() == "10"
    qtbot.waitUntil(view.check.isEnabled)
    assert (view.check.text(), view.check.property("role")) == ("Check again", "plain")


def test_another_map_has_its_own_answers(view, session, picture):
    explain(session, picture)
    first, second = list(session.state.case.heatmaps)[:2]
    session.state.numbers.trust = {first: toy_trust(first)}
    assert view.rows["removal"].state.text() == "Supported"
    session.next_method()
    assert session.state.case.selected == second
    assert view.rows["removal"].state.text() == "No answer"


def test_what_it_takes_is_asked_for_when_it_is_seen(view, session, picture, qtbot):
    explain(session, picture)
    assert session.state.numbers.trust_forecast is None
    view.show()
    qtbot.waitUntil(lambda: session.state.numbers.trust_forecast is not None)
    assert "120 images, about 12 s" in view.outlook.text()


def test_maps_that_answer_another_question_are_said_to_be_old(view, session, picture):
    explain(session, picture)
    session.state.ask.target = "dog"
    assert not view.stale.isHidden()
    session.state.ask.target = None
    assert view.stale.isHidden()


def test_showing_changes_nothing(view, session, picture):
    explain(session, picture)
    before = (
        session.state.case.selected,
        session.state.view.place,
        session.state.view.position,
    )
    session.state.numbers.trust = {
        name: toy_trust(name) for name in session.state.case.heatmaps
    }
    view.flush()
    view.fit()
    now = (session.state.case.selected, session.state.view.place, session.state.view.position)
    assert now == before
    assert session.begun == []


def test_the_caution_is_always_there_and_definitions_are_one_click_away(view, asker):
    assert view.caution.text() == caution()
    view.definitions.click()
    title, path = asker.documents[0]
    assert (title, path.name) == ("The metrics", "metrics.md")


def test_a_blank_map_is_drawn_too(view, session, picture):
    explain(session, picture)
    case = session.state.case
    empty = dataclasses.replace(case.heatmap, array=np.zeros((2, 2), np.float32))
    case.heatmaps = {**case.heatmaps, case.selected: empty}
    view.flush()
    assert view.title.whole


def test_keys_move_its_plane(view, session, volume):
    session.show(volume)
    before = session.state.view.position
    view.step_slice(1)
    assert session.state.view.position != before
    assert view.focused is view.plane
