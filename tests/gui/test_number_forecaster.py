"""The estimate of measuring: made in the background, and only when somebody would see it."""

from __future__ import annotations

import pytest

from camviewer.core.errors import ModelError
from camviewer.session.measuring import DEFAULT_METRICS


@pytest.fixture
def explained(controller, session, picture, qtbot):
    controller.forecaster.switch_off()
    session.show(picture)
    controller.explain()
    qtbot.waitUntil(lambda: session.state.job.phase == "done")
    return session


def forecast(session):
    return session.state.numbers.forecast


def test_it_is_made_when_the_comparison_is_looked_at(explained, qtbot):
    assert explained.foreseen == []
    explained.state.view.place = "compare"
    qtbot.waitUntil(lambda: forecast(explained) is not None)
    assert explained.foreseen[0][0] == DEFAULT_METRICS
    assert explained.foreseen[0][1].has_controls
    count = len(DEFAULT_METRICS) * len(explained.state.case.heatmaps)
    assert forecast(explained).workload.looks == count


def test_another_choice_makes_another(explained, qtbot):
    explained.state.view.place = "compare"
    qtbot.waitUntil(lambda: forecast(explained) is not None)
    explained.state.numbers.wanted = ("road",)
    assert forecast(explained) is None
    qtbot.waitUntil(lambda: forecast(explained) is not None)
    assert forecast(explained).workload.looks == len(explained.state.case.heatmaps)
    explained.state.numbers.has_controls = False
    qtbot.waitUntil(lambda: forecast(explained) is not None)
    assert not explained.foreseen[-1][1].has_controls


def test_several_choices_at_once_are_one_estimate(explained, qtbot):
    explained.state.view.place = "compare"
    explained.state.numbers.wanted = ("road", "adcc")
    explained.state.numbers.wanted = ("road",)
    qtbot.waitUntil(lambda: forecast(explained) is not None)
    assert [metrics for metrics, _ in explained.foreseen] == [("road",)]


def test_what_is_measured_needs_none(explained, controller, qtbot):
    explained.state.numbers.wanted = ("road",)
    controller.number_jobs.measure_wanted()
    qtbot.waitUntil(lambda: explained.state.numbers.page == "table")
    explained.state.view.place = "compare"
    assert not controller.number_forecaster._timer.isActive()
    explained.state.numbers.wanted = ("road", "adcc")
    assert controller.number_forecaster._timer.isActive()
    explained.state.numbers.wanted = ()
    assert not controller.number_forecaster._timer.isActive()


def test_a_job_comes_first_and_it_is_made_afterwards(explained, controller, qtbot):
    explained.state.view.place = "compare"
    explained.start_job("Something")
    explained.state.numbers.wanted = ("road",)
    assert not controller.number_forecaster._timer.isActive()
    explained.finish_job()
    qtbot.waitUntil(lambda: forecast(explained) is not None)


def test_one_that_fails_leaves_none(explained, controller, bridge, qtbot):
    explained.outlook_fault = ModelError("There is no network.")
    explained.state.view.place = "compare"
    qtbot.waitUntil(lambda: bool(explained.foreseen) and bridge.is_idle)
    assert forecast(explained) is None
    assert explained.state.job.phase == "done"


def test_switched_off_it_asks_for_nothing(explained, controller):
    controller.number_forecaster.switch_off()
    explained.state.view.place = "compare"
    assert not controller.number_forecaster._timer.isActive()
