"""Real processes: they work, they die, they are stopped."""

from __future__ import annotations

import os
import time
from concurrent.futures import wait

import pytest

from camviewer.core.progress import CancelToken
from camviewer.session.cohort.cases import Case
from camviewer.session.cohort.crew import LocalCrew, cores, usual_workers
from camviewer.session.cohort.ledger import Ledger
from camviewer.session.cohort.outcome import Outcome
from camviewer.session.cohort.run import CohortRun


def obedient(_wish, jobs):
    """Do what stands in the file of a case: die at once, or tell the process."""
    found = []
    for job in jobs:
        if job.image.read_text().startswith("die"):
            os.kill(os.getpid(), 9)
        found.append(Outcome(job.key, {"key": job.key, "process": os.getpid()}, None, 0.01))
    return found


def slow(_wish, jobs):
    time.sleep(600)


@pytest.fixture
def crew():
    made = LocalCrew(2, obedient)
    yield made
    made.close()


def test_a_case_that_kills_its_worker_twice_fails_and_the_rest_goes_on(tmp_path, wish, crew):
    cases = []
    for number in range(1, 9):
        path = tmp_path / f"case{number}"
        path.write_text(f"{'die' if number == 3 else 'live'} {number}")
        cases.append(Case(number, path))
    ledger = Ledger(tmp_path / "out")
    ledger.take()
    run = CohortRun(cases, wish, ledger, crew=crew)
    tally = run.run(lambda _progress: None, CancelToken())
    ledger.free()
    assert (tally.measured, tally.failed) == (7, 1)
    failed = [each.case.line for each in tally.entries if ledger.failure(each.key)]
    assert failed == [3]
    processes = {ledger.result(each.key)["process"] for each in tally.entries
                 if each.case.line != 3}  # fmt: skip
    assert os.getpid() not in processes


def test_work_in_the_middle_ends_at_once(wish):
    crew = LocalCrew(1, slow)
    future = crew.submit(wish, [])
    wait([future], 0.5)
    started = time.monotonic()
    crew.close()
    assert time.monotonic() - started < 100
    assert future.done()


def test_all_cores_work_as_far_as_the_memory_goes(monkeypatch):
    monkeypatch.setattr("camviewer.session.cohort.crew.cores", lambda: 8)
    monkeypatch.setattr("camviewer.io.memory.free_bytes", lambda: 64e9)
    assert usual_workers("cpu", 100) == 8
    assert usual_workers("cpu", 3) == 3
    monkeypatch.setattr("camviewer.io.memory.free_bytes", lambda: 5e9)
    assert usual_workers("cpu", 100) == 3
    monkeypatch.setattr("camviewer.io.memory.free_bytes", lambda: 1e8)
    assert usual_workers("cpu", 100) == 1


def test_cores_are_those_of_this_process():
    assert 1 <= cores() <= os.cpu_count()
