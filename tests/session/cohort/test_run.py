"""The run over a list, with a crew that works at once, dies or fails as it is told."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Future

import pytest

from camviewer.core.errors import Cancelled, ResourceError
from camviewer.core.progress import CancelToken
from camviewer.session.cohort.cases import Case
from camviewer.session.cohort.ledger import Ledger
from camviewer.session.cohort.outcome import Failure, Outcome
from camviewer.session.cohort.run import CohortRun

from .conftest import DeathError


@pytest.fixture
def ledger(tmp_path):
    made = Ledger(tmp_path / "out")
    made.take()
    yield made
    made.free()


@pytest.fixture
def cases(tmp_path):
    found = []
    for number in range(1, 8):
        path = tmp_path / f"case{number}"
        path.write_text(f"bytes {number}")
        found.append(Case(number, path))
    return found


class Measured:
    """Counts how often each file is measured; some files are deadly, odd or bad."""

    def __init__(self, **kinds):
        self.kinds = {name: words for words, names in kinds.items() for name in names.split()}
        self.times = Counter()

    def __call__(self, _wish, jobs):
        found = []
        for job in jobs:
            name = job.image.name
            self.times[name] += 1
            kind = self.kinds.get(name)
            if kind == "deadly":
                raise DeathError
            if kind == "odd":
                raise ZeroDivisionError
            bad = Failure("It is bad.") if kind == "bad" else None
            found.append(Outcome(job.key, {} if bad else {"key": job.key}, bad, 0.01))
        return found


def start(cases, wish, ledger, crew, **more):
    seen = []
    run = CohortRun(cases, wish, ledger, crew=crew, **more)
    run.run(seen.append, CancelToken())
    return run.tally, seen


def finished(ledger):
    return len(list(ledger.folder.glob("cases/*/*.json")))


def test_every_case_is_measured_once_and_never_again(cases, wish, ledger, inline):
    measure = Measured()
    tally, seen = start(cases, wish, ledger, inline(measure))
    assert set(measure.times.values()) == {1}
    assert (tally.measured, tally.skipped, tally.failed) == (7, 0, 0)
    assert (seen[-1].done, seen[-1].total) == (7, 7)
    assert [each.done for each in seen] == sorted(each.done for each in seen)
    tally, _ = start(cases, wish, ledger, inline(measure))
    assert (tally.measured, tally.skipped) == (0, 7)
    assert sum(measure.times.values()) == finished(ledger) == 7


def test_another_wish_is_measured_anew(cases, wish, ask, ledger, inline):
    from camviewer.session.cohort.request import checked

    measure = Measured()
    start(cases, wish, ledger, inline(measure))
    start(cases, checked(ask(target="cat")), ledger, inline(measure))
    assert set(measure.times.values()) == {2}


def test_a_changed_image_is_measured_anew_and_a_damaged_result_too(cases, wish, ledger, inline):
    measure = Measured()
    tally, _ = start(cases, wish, ledger, inline(measure))
    cases[0].image.write_text("changed")
    key = tally.entries[1].key
    (ledger.folder / "cases" / key[:2] / f"{key}.json").write_text("{")
    start(cases, wish, ledger, inline(measure))
    assert measure.times["case1"] == measure.times["case2"] == 2
    assert measure.times["case3"] == 1


def test_bad_cases_are_written_down_and_tried_again(cases, wish, ledger, inline):
    measure = Measured(bad="case2 case5")
    tally, seen = start(cases, wish, ledger, inline(measure))
    assert (tally.measured, tally.failed) == (5, 2)
    assert "2 failed" in seen[-1].label
    start(cases, wish, ledger, inline(measure))
    assert measure.times["case2"] == 2
    tally, _ = start(cases, wish, ledger, inline(measure), skips_failed=True)
    assert measure.times["case2"] == 2
    assert (tally.skipped, tally.failed) == (5, 2)
    start(cases, wish, ledger, inline(Measured()))
    assert not list(ledger.folder.glob("failed/*/*.json"))


def test_lines_that_make_no_sense_and_lost_files_stop_nothing(cases, wish, ledger, inline):
    lost = Case(8, cases[0].image.with_name("lost"))
    torn = Case(9, cases[0].image.parent, fault="The line is torn.")
    tally, _ = start([torn, lost, *cases], wish, ledger, inline(Measured()))
    assert (tally.measured, tally.failed) == (7, 2)
    told = {ledger.failure(entry.key).sentence for entry in tally.entries[:2]}
    assert told == {
        "The line is torn.",
        "A file of the case cannot be read: No such file or directory.",
    }


def test_a_case_twice_in_the_list_counts_once(cases, wish, ledger, inline):
    measure = Measured()
    twin = Case(12, cases[3].image)
    tally, _ = start([*cases, twin], wish, ledger, inline(measure))
    assert tally.twins == {12: 4}
    assert len(tally.entries) == 7
    assert measure.times["case4"] == 1
    assert tally.done == 8


def test_a_worker_that_dies_takes_no_other_case_with_it(cases, wish, ledger, inline):
    measure = Measured(deadly="case3")
    crew = inline(measure)
    tally, _ = start(cases, wish, ledger, crew)
    assert (tally.measured, tally.failed) == (6, 1)
    (failure,) = [ledger.failure(each.key) for each in tally.entries
                  if ledger.failure(each.key)]  # fmt: skip
    assert "died twice" in failure.sentence
    # Once beside others, then twice alone.
    assert measure.times["case3"] == 3
    key = tally.entries[2].key
    assert [trip for trip in crew.trips if key in trip][1:] == [[key], [key]]


def test_a_death_beside_others_is_no_verdict(cases, wish, ledger, inline):
    died = []

    def measure(wish, jobs):
        if len(died) < 3:
            died.append(jobs)
            raise DeathError
        return [Outcome(job.key, {"key": job.key}) for job in jobs]

    # The first four go out together and three of them die; alone they do well.
    tally, _ = start(cases, wish, ledger, inline(measure))
    assert (tally.measured, tally.failed) == (7, 0)


def test_workers_that_die_of_everything_end_the_run(cases, wish, ledger, inline):
    names = " ".join(case.image.name for case in cases)
    with pytest.raises(ResourceError, match="one after another"):
        start(cases, wish, ledger, inline(Measured(deadly=names)))


def test_a_cluster_that_is_lost_is_one_sentence(cases, wish, ledger, inline):
    crew = inline()
    crew.submit = lambda _wish, _jobs: _cancelled()
    with pytest.raises(ResourceError, match="cluster was lost"):
        start(cases, wish, ledger, crew)


def _cancelled():
    future = Future()
    future.cancel()
    future.set_running_or_notify_cancel()
    return future


def test_an_error_of_the_program_fails_its_own_case_only(cases, wish, ledger, inline):
    measure = Measured(odd="case6")
    crew = inline(measure)
    tally, _ = start(cases, wish, ledger, crew)
    assert (tally.measured, tally.failed) == (6, 1)
    (failure,) = filter(None, (ledger.failure(each.key) for each in tally.entries))
    assert "ZeroDivisionError" in failure.sentence
    assert "Traceback" in failure.trace


def test_quick_cases_go_out_in_groups(tmp_path, wish, ledger, inline):
    cases = []
    for number in range(300):
        path = tmp_path / f"c{number}"
        path.write_text(str(number))
        cases.append(Case(number, path))
    crew = inline(Measured())
    tally, _ = start(cases, wish, ledger, crew)
    assert tally.measured == 300
    assert len(crew.trips) < 30
    assert max(map(len, crew.trips)) > 20


def test_a_token_ends_the_run_and_what_is_finished_stays(cases, wish, ledger, inline):
    token = CancelToken()
    run = CohortRun(cases, wish, ledger, crew=inline(Measured()))
    with pytest.raises(Cancelled):
        run.run(lambda progress: token.cancel() if progress.done >= 3 else None, token)
    kept = finished(ledger)
    assert 3 <= kept < 7
    tally, _ = start(cases, wish, ledger, inline(Measured()))
    assert (tally.skipped, tally.measured) == (kept, 7 - kept)
