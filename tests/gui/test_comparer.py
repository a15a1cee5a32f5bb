"""The maps that a comparison lacks are made by one job that can be stopped."""

from __future__ import annotations

import pytest

from camviewer.core.errors import ModelError


@pytest.fixture
def wait(qtbot, bridge):
    def wait_for(condition=lambda: True):
        qtbot.waitUntil(lambda: bridge.is_idle and bool(condition()), timeout=10000)

    return wait_for


@pytest.fixture
def held(session, controller, wait, picture):
    """A picture, two methods, and nothing explained yet."""
    session.show(picture)
    session.state.ask.methods = ("grad-cam", "layer-cam")
    controller.predict()
    wait()
    return session.state.comparison


def choose(session, axis, *values):
    session.state.comparison.axis = axis
    session.choose_beside(values)


def test_one_job_makes_the_cases_own_maps_and_those_beside(controller, session, held, wait):
    choose(session, "layers", "early", "middle")
    controller.comparer.run()
    assert session.state.job.phase == "running"
    wait()
    assert session.state.job.phase == "done"
    assert list(session.state.case.heatmaps) == ["grad-cam", "layer-cam"]
    assert set(held.heatmaps) == {
        "grad-cam@early", "grad-cam@middle", "layer-cam@early", "layer-cam@middle",
    }  # fmt: skip
    assert [each.further_layers for each in session.begun] == [(), ("middle",)]
    assert session.missing_parts() == ()


def test_what_is_there_is_not_made_again(controller, session, held, wait):
    choose(session, "targets", "dog")
    controller.comparer.run()
    wait()
    session.begun.clear()
    controller.comparer.run()
    assert session.begun == []
    choose(session, "targets", "dog", "crane")
    controller.comparer.run()
    wait()
    assert [each.target for each in session.begun] == ["crane"]


def test_a_second_model_leaves_the_main_explanation_alone(controller, session, held, wait):
    controller.explain()
    wait()
    own = session.state.case.explanation
    choose(session, "models", "flat-two")
    controller.comparer.run()
    wait()
    assert session.state.case.explanation is own
    assert session.state.ask.model == "flat"
    other = held.beside["models", "flat-two"]
    assert other.explanation.model == "flat-two"
    assert other.explanation.predictions[0].label == "one"
    assert list(other.names) == ["grad-cam", "layer-cam"]


def test_stopped_in_the_middle_it_keeps_what_was_finished(
    controller, session, held, wait, qtbot
):
    controller.explain()
    wait()
    session.is_stepped = True
    choose(session, "models", "flat-two")
    controller.comparer.run()
    session.gate.release()
    qtbot.waitUntil(lambda: bool(held.heatmaps), timeout=10000)
    controller.cancel()
    assert session.state.job.phase == "stopping"
    session.gate.release()
    wait()
    assert session.state.job.phase == "cancelled"
    assert [each.method for each in held.heatmaps.values()] == ["grad-cam"]
    assert held.beside["models", "flat-two"].explanation is None
    session.is_stepped = False
    (part,) = session.missing_parts()
    assert part.request.methods == ("layer-cam",)
    assert controller.can_retry
    controller.retry()
    wait()
    assert len(held.heatmaps) == 2


def test_one_model_that_fails_is_told_and_the_other_is_made(
    controller, session, held, wait, monkeypatch
):
    explain = session.explain

    def explain_or_fail(request, *rest):
        if request.model == "deep":
            raise ModelError("It is for volumes.", hint="Take another.")
        return explain(request, *rest)

    monkeypatch.setattr(session, "explain", explain_or_fail)
    choose(session, "models", "deep", "flat-two")
    controller.comparer.run()
    wait()
    assert (session.state.job.phase, session.state.job.message) == (
        "failed",
        "It is for volumes.",
    )
    assert session.state.job.hint == "Take another."
    assert held.beside["models", "deep"].fault == "It is for volumes."
    assert len(held.beside["models", "flat-two"].names) == 2


def test_it_overtakes_a_mere_look_but_no_other_job(controller, session, held, wait):
    choose(session, "layers", "early")
    controller.predict()
    controller.comparer.run()
    wait()
    assert held.heatmaps
    session.is_stepped = True
    choose(session, "layers", "early", "middle")
    controller.explain()
    count = len(session.begun)
    controller.comparer.run()
    assert controller.last_job == "explain"
    session.gate.release(10)
    wait()
    assert len(session.begun) <= count + 1


def test_an_explanation_begun_meanwhile_overtakes_it(controller, session, held, wait):
    session.is_stepped = True
    choose(session, "layers", "early")
    controller.comparer.run()
    controller.explain()
    session.gate.release(20)
    wait()
    assert session.state.job.phase == "done"
    assert held.heatmaps == {}
    assert len(session.state.case.heatmaps) == 2


def test_another_case_ends_it_and_nothing_arrives_late(controller, session, held, wait):
    session.is_stepped = True
    choose(session, "layers", "early")
    controller.comparer.run()
    controller.open_sample("photo")
    session.is_stepped = False
    session.gate.release(20)
    wait(lambda: session.state.case.predictions)
    assert held.heatmaps == {}
    assert session.state.case.heatmaps == {}
