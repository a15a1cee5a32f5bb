"""Measuring is a job like others: it is seen, can be stopped, and may fail with a sentence."""

from __future__ import annotations

import pytest

from camviewer.core.errors import InputError
from camviewer.core.judgement import Curve, Evaluation, Finding, Measurement


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


def test_what_is_ticked_is_measured_against_what_was_chosen(controller, explained, qtbot):
    explained.state.numbers.wanted = ("road", "iou-15")  # there is no mask for the second
    controller.number_jobs.measure_wanted()
    qtbot.waitUntil(lambda: explained.state.numbers.page == "table")
    metrics, against = explained.begun[0]
    assert metrics == ("road",)
    assert against.has_controls
    explained.state.numbers.wanted = ("iou-15",)
    controller.number_jobs.measure_wanted()
    assert len(explained.begun) == 1


def test_curves_are_written_where_the_user_says(controller, explained, asker, tmp_path, qtbot):
    controller.number_jobs.save_curves()
    assert asker.asked == []  # there are none
    line = Curve((0.0, 1.0), (0.5, 0.25), "Share", "Probability")
    found = Evaluation((Measurement("grad-cam", "road", (Finding(0.5, {"most": line}),)),))
    explained.accept_evaluation(explained.state.case.explanation, found)
    controller.number_jobs.save_curves()
    assert explained.state.job.phase != "running"  # the user thought better of it
    asker.saved_as = tmp_path / "c.csv"
    controller.number_jobs.save_curves()
    qtbot.waitUntil(lambda: explained.state.job.phase == "done")
    assert asker.asked[-1][1].name == "curves.csv"
    lines = asker.saved_as.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert "grad-cam,road,most,0.0,0.5,Share,Probability" in lines[1]
