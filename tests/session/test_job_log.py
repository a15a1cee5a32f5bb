import pytest

from camviewer.core.progress import Progress
from camviewer.session import job_log


def test_a_job_tells_how_far_it_is_and_how_long_it_takes(session, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(job_log.time, "monotonic", lambda: now[0])
    job = session.state.job
    session.start_job("Getting ready")
    assert (job.phase, job.label, job.seconds_left) == ("running", "Getting ready", None)
    now[0] = 106.0
    session.report(Progress(3, 9, "Grad-CAM"))
    assert (job.done, job.total, job.label) == (3, 9, "Grad-CAM")
    assert job.seconds_left == pytest.approx(12.0)
    session.cancel_job_requested()
    assert job.phase == "stopping"
    session.cancelled()
    assert job.phase == "cancelled"
    assert job.seconds_left is None
    session.cancel_job_requested()
    assert job.phase == "cancelled"


def test_a_job_ends_well_or_with_a_sentence(session):
    job = session.state.job
    session.start_job("x")
    session.finish_job("4 maps")
    assert (job.phase, job.message) == ("done", "4 maps")
    session.start_job("y")
    assert job.message == ""
    session.fail_job("No memory.", "Close something.")
    assert (job.phase, job.message, job.hint) == ("failed", "No memory.", "Close something.")
