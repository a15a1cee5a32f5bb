"""Measuring is a job like others: it is seen, can be stopped, and may fail with a sentence."""

from __future__ import annotations

import pytest

from camviewer.core.errors import InputError


@pytest.fixture
def explained(controller, session, picture, qtbot):
    session.show(picture)
    controller.explain()
    qtbot.waitUntil(lambda: session.state.job.phase == "done")
    session.begun.clear()
    return session


def test_numbers_arrive_in_the_state(controller, explained, qtbot):
    told = []
    controller.number_jobs.measure(("road",), done=lambda: told.append("done"))
    assert explained.state.job.phase == "running"
    qtbot.waitUntil(lambda: told == ["done"])
    assert explained.state.numbers.evaluation.metrics == ("road",)
    assert explained.begun == [(("road",), None)]
    assert explained.state.job.phase in {"done", "idle"}


def test_nothing_is_measured_while_a_job_runs_or_without_maps(
    controller, session, picture, explained, qtbot
):
    explained.is_stepped = True
    controller.number_jobs.measure()
    controller.number_jobs.measure(("road",))
    explained.gate.release(100)
    qtbot.waitUntil(lambda: explained.state.numbers.evaluation is not None)
    assert len(explained.begun) == 1
    explained.show(picture)
    controller.number_jobs.measure()
    assert len(explained.begun) == 1


def test_it_is_stopped_like_any_job(controller, explained, qtbot):
    explained.is_stepped = True
    controller.number_jobs.measure()
    controller.cancel()
    explained.gate.release(100)
    qtbot.waitUntil(lambda: explained.state.job.phase == "cancelled")
    assert explained.state.numbers.evaluation is None


def test_a_fault_is_told(controller, explained, qtbot):
    explained.fault = InputError("It has no number.", hint="Choose another.")
    controller.number_jobs.measure()
    qtbot.waitUntil(lambda: explained.state.job.phase == "failed")
    assert explained.state.job.message == "It has no number."
