"""The two lines below: what runs, how it ended, and the caution that is always there."""

from __future__ import annotations

import pytest

from camviewer.core.progress import Progress
from camviewer.core.settings import DISCLAIMER
from camviewer.gui.status import StatusArea, job_text, time_left
from camviewer.session.state import Job


@pytest.fixture
def status(controller, qtbot):
    status = StatusArea(controller)
    qtbot.addWidget(status)
    status.resize(1100, 52)
    status.show()
    return status


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.4, "under 1 s left"), (12.4, "12 s left"), (89, "89 s left"), (150, "2 min left")],
)
def test_a_waiting_time_is_no_finer_than_it_is_known(seconds, text):
    assert time_left(seconds) == text


@pytest.mark.parametrize(
    ("job", "text"),
    [
        (Job(), ""),
        (Job("running", "Grad-CAM"), "Grad-CAM"),
        (Job("running", "Grad-CAM", 4, 9, 12.0), "Grad-CAM · 4 of 9 · 12 s left"),
        (Job("running", "Grad-CAM", 9, 9, 0.0), "Grad-CAM · 9 of 9"),
        (Job("stopping", "Grad-CAM", 4, 9, 12.0), "Stopping after this step · 4 of 9"),
        (Job("failed", message="No.", hint="Do it."), "No. Do it."),
        (Job("done", message="4 maps in 1.2 s"), "4 maps in 1.2 s"),
    ],
)
def test_a_job_is_told_in_one_line(job, text):
    assert job_text(job) == text


def test_the_caution_is_always_there(status):
    assert status.caution.text() == DISCLAIMER
    assert status.caution.isVisible()


def test_progress_and_cancel_show_from_the_start_of_a_job_to_its_end(status, session):
    line = status.job
    assert not line.bar.isVisible()
    session.start_job("Getting ready")
    assert line.bar.isVisible()
    assert line.stop.isVisible()
    assert (line.bar.minimum(), line.bar.maximum()) == (0, 0)
    session.report(Progress(2, 8, "Grad-CAM"))
    assert (line.bar.value(), line.bar.maximum()) == (2, 8)
    assert line.words.whole.startswith("Grad-CAM · 2 of 8")
    session.finish_job("Done.")
    assert not line.bar.isVisible()
    assert not line.stop.isVisible()
    assert line.words.whole == "Done."


def test_a_failed_explanation_offers_one_thing_to_do(
    status, session, controller, qtbot, bridge
):
    controller.open_sample("photo")
    qtbot.waitUntil(lambda: bridge.is_idle and bool(session.state.case.predictions))
    session.fault = KeyError("lost")
    controller.explain()
    qtbot.waitUntil(lambda: session.state.job.phase == "failed")
    assert status.job.act.text() == "Show details"
    status.job.act.click()
    assert "Traceback" in controller.asker.errors[0][2]
    session.fault = None
    session.state.job.phase = "idle"
    controller.crash_details = ""
    session.state.job.phase = "cancelled"
    assert status.job.act.text() == "Try again"
    status.job.act.click()
    qtbot.waitUntil(lambda: session.state.case.explanation is not None)
    assert not status.job.act.isVisible()


def test_long_sentences_are_cut_and_stand_whole_in_the_tooltip(status, qtbot):
    status.show_probe("x" * 500)
    assert status.probe.text().endswith("…")
    assert status.probe.toolTip() == "x" * 500
    assert status.probe.accessibleName() == "x" * 500
    status.show_probe("R 34.2")
    assert status.probe.text() == "R 34.2"
    assert status.probe.toolTip() == ""


def test_the_machine_line_names_device_and_memory(status, session):
    assert status.machine.text().startswith("device: automatic · ")
    assert status.machine.text().endswith(" GB")
    session.state.ask.device = "cpu"
    assert status.machine.text().startswith("CPU · ")
