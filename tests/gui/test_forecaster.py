"""What a run would take is asked for in the background: the newest question wins."""

from __future__ import annotations

import threading

import pytest

from camviewer.core.errors import ModelError


@pytest.fixture
def opened(controller, session, qtbot, bridge):
    """Open a picture and wait until its outlook is known."""
    controller.open_sample("photo")
    qtbot.waitUntil(lambda: bridge.is_idle and session.state.case.outlook is not None)
    session.forecast_for.clear()
    return session


def methods_of(outlook):
    return tuple(each.method for each in outlook.forecast.methods)


def test_the_outlook_of_an_opened_image_appears_by_itself(opened):
    assert methods_of(opened.state.case.outlook) == opened.state.ask.methods
    assert opened.state.job.phase == "done"


def test_many_changes_ask_once_for_the_last(opened, qtbot, bridge):
    for names in (("grad-cam",), ("grad-cam", "cf-cam"), ("layer-cam",)):
        opened.state.ask.methods = names
    qtbot.waitUntil(lambda: methods_of(opened.state.case.outlook) == ("layer-cam",))
    assert [each.methods for each in opened.forecast_for] == [("layer-cam",)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("target", "dog"),
        ("layer", "early"),
        ("device", "cpu"),
        ("precision", "bfloat16"),
        ("model", "flat-two"),
    ],
)
def test_every_choice_asks_again_and_nothing_old_is_shown(name, value, opened, qtbot, bridge):
    setattr(opened.state.ask, name, value)
    assert opened.state.case.outlook is None
    qtbot.waitUntil(lambda: bridge.is_idle and opened.state.case.outlook is not None)
    assert getattr(opened.forecast_for[-1], name) == value


def test_figures_stay_while_methods_and_settings_change(opened, qtbot):
    before = opened.state.case.outlook
    opened.state.ask.methods = ("grad-cam",)
    opened.state.ask.parameters = {"cf-cam": {"sigma": 2.0}}
    assert opened.state.case.outlook is before
    qtbot.waitUntil(lambda: opened.state.case.outlook is not before)
    assert len(opened.forecast_for) == 1


def test_an_answer_that_was_overtaken_is_dropped(opened, qtbot, bridge, monkeypatch):
    gate, begun, shown = threading.Event(), threading.Event(), []
    answer = opened.outlook

    def slow(request):
        if request.methods == ("grad-cam",):
            begun.set()
            assert gate.wait(10)
        return answer(request)

    monkeypatch.setattr(opened, "outlook", slow)
    opened.state.case.events.outlook.connect(lambda new: shown.append(methods_of(new)))
    opened.state.ask.methods = ("grad-cam",)
    qtbot.waitUntil(begun.is_set)
    opened.state.ask.methods = ("cf-cam",)
    gate.set()
    qtbot.waitUntil(lambda: bridge.is_idle and bool(shown))
    assert shown == [("cf-cam",)]


def test_it_waits_while_a_job_runs_and_looks_afterwards(opened, controller, qtbot, bridge):
    opened.is_stepped = True
    controller.explain()
    qtbot.waitUntil(lambda: len(opened.begun) == 1)
    opened.state.ask.layer = "early"
    qtbot.wait(500)  # longer than it waits for the last of many changes
    assert opened.forecast_for == []
    opened.gate.release(10)
    qtbot.waitUntil(lambda: bridge.is_idle and opened.state.case.outlook is not None)
    assert [each.layer for each in opened.forecast_for] == ["early"]


def test_methods_changed_during_a_job_are_estimated_afterwards(
    opened, controller, qtbot, bridge
):
    opened.is_stepped = True
    controller.explain()
    qtbot.waitUntil(lambda: len(opened.begun) == 1)
    opened.state.ask.methods = ("random-cam",)
    opened.gate.release(10)
    qtbot.waitUntil(lambda: methods_of(opened.state.case.outlook) == ("random-cam",))


@pytest.mark.parametrize("fault", [ModelError("No such layer."), KeyError("lost")])
def test_an_estimate_that_fails_shows_nothing(fault, opened, asker, qtbot, bridge):
    opened.outlook_fault = fault
    opened.state.ask.methods = ("grad-cam",)
    qtbot.waitUntil(lambda: bool(opened.forecast_for) and bridge.is_idle)
    assert opened.state.case.outlook is None
    assert asker.errors == []
    assert opened.state.job.phase == "done"


def test_nothing_is_asked_without_an_image_or_a_method(controller, session, qtbot, opened):
    opened.state.ask.methods = ()
    qtbot.waitUntil(lambda: opened.state.case.outlook is None)
    assert opened.forecast_for == []


def test_it_writes_nothing_but_the_outlook(opened, qtbot):
    heard = []
    for part in ("ask", "view", "overlay", "job"):
        getattr(opened.state, part).events.connect(heard.append)
    opened.state.case.events.connect(heard.append)
    opened.state.ask.methods = ("grad-cam",)
    qtbot.waitUntil(lambda: len(heard) > 1)
    assert [event.signal.name for event in heard] == ["methods", "outlook"]


def test_switched_off_it_asks_nothing(opened, controller, qtbot):
    controller.forecaster.switch_off()
    opened.state.ask.methods = ("grad-cam",)
    qtbot.wait(400)
    assert opened.forecast_for == []


def test_a_job_that_begins_before_its_estimate_is_not_shown_the_old_one(
    opened, controller, qtbot
):
    opened.is_stepped = True
    opened.state.ask.methods = ("random-cam",)
    controller.explain()
    assert opened.state.case.outlook is None
    opened.gate.release(10)
    qtbot.waitUntil(lambda: opened.state.case.outlook is not None)
    assert methods_of(opened.state.case.outlook) == ("random-cam",)
