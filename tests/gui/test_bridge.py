"""The bridge: the newest job wins, stale answers are dropped, everything ends."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QThread

from camviewer.core.errors import InputError, ResourceError
from camviewer.gui.bridge import Bridge, Crash, Task


class Ears:
    """Hears what a task tells."""

    def __init__(self):
        self.heard = []

    def task(self, work, kind="explain", **more):
        return Task(
            kind,
            work,
            done=lambda result: self.heard.append(("done", result)),
            failed=lambda error: self.heard.append(("failed", error)),
            cancelled=lambda: self.heard.append(("cancelled", None)),
            received=lambda thing: self.heard.append(("received", thing)),
            **more,
        )


@pytest.fixture
def ears():
    return Ears()


def wait_idle(qtbot, bridge):
    qtbot.waitUntil(lambda: bridge.is_idle, timeout=5000)


def test_a_result_arrives_on_the_gui_thread(qtbot, bridge):
    threads = []

    def work(line):
        threads.append(QThread.currentThread())
        return 7

    results = []

    def done(result):
        threads.append(QThread.currentThread())
        results.append(result)

    with qtbot.waitSignal(bridge.became_idle):
        bridge.submit(Task("explain", work, done, failed=results.append))
    assert results == [7]
    assert threads[0] is not threads[1]
    assert threads[1] is bridge.thread()


def test_what_is_sent_on_the_way_arrives_in_order_before_the_result(qtbot, bridge, ears):
    def work(line):
        for number in range(5):
            line.send(number)
        return "end"

    with qtbot.waitSignal(bridge.became_idle):
        bridge.submit(ears.task(work))
    assert ears.heard == [("received", n) for n in range(5)] + [("done", "end")]


def test_the_newest_job_of_a_kind_wins_and_the_older_hears_nothing(qtbot, bridge):
    older, newer, begun = Ears(), Ears(), threading.Event()

    def slow(line):
        begun.set()
        while not line.token.is_cancelled:
            pass
        line.send("late")
        return "old"

    bridge.submit(older.task(slow))
    assert begun.wait(5)
    bridge.submit(newer.task(lambda line: "new"))
    wait_idle(qtbot, bridge)
    assert older.heard == []
    assert newer.heard == [("done", "new")]


def test_an_answer_on_its_way_when_a_newer_job_comes_is_dropped(qtbot, bridge):
    older, newer, sent = Ears(), Ears(), threading.Event()

    def quick(line):
        line.send("map")
        sent.set()
        return "old"

    bridge.submit(older.task(quick))
    assert sent.wait(5)  # queued for this thread, which has not looked yet
    bridge.submit(newer.task(lambda line: "new"))
    wait_idle(qtbot, bridge)
    assert older.heard == []
    assert newer.heard == [("done", "new")]


def test_jobs_of_two_kinds_both_end(qtbot, bridge, ears):
    bridge.submit(ears.task(lambda line: 1, kind="predict"))
    bridge.submit(ears.task(lambda line: 2, kind="layers"))
    wait_idle(qtbot, bridge)
    assert ears.heard == [("done", 1), ("done", 2)]


def test_a_quick_job_does_not_wait_behind_a_network(qtbot, bridge, ears):
    gate = threading.Event()
    bridge.submit(ears.task(lambda line: gate.wait(10), kind="explain"))
    bridge.submit(ears.task(lambda line: "file", kind="open", is_quick=True))
    qtbot.waitUntil(lambda: ("done", "file") in ears.heard, timeout=5000)
    assert bridge.is_running("explain")
    gate.set()
    wait_idle(qtbot, bridge)


def test_cancel_stops_between_two_steps_and_says_so(qtbot, bridge, ears):
    begun = threading.Event()

    def work(line):
        begun.set()
        while True:
            line.token.check()

    bridge.submit(ears.task(work))
    assert begun.wait(5)
    assert bridge.cancel("explain")
    wait_idle(qtbot, bridge)
    assert ears.heard == [("cancelled", None)]


def test_work_that_ends_after_its_cancel_counts_as_cancelled(qtbot, bridge, ears):
    begun, gate = threading.Event(), threading.Event()

    def work(line):
        begun.set()
        gate.wait(10)
        return "too late"

    bridge.submit(ears.task(work))
    assert begun.wait(5)
    bridge.cancel("explain")
    gate.set()
    wait_idle(qtbot, bridge)
    assert ears.heard == [("cancelled", None)]


def test_there_is_nothing_to_cancel_when_nothing_runs(bridge):
    assert not bridge.cancel("explain")


def test_dropped_work_hears_nothing(qtbot, bridge, ears):
    bridge.submit(ears.task(lambda line: 1))
    bridge.drop()
    wait_idle(qtbot, bridge)
    assert ears.heard == []


def test_an_error_of_ours_arrives_whole(qtbot, bridge, ears):
    error = InputError("No.", hint="Try yes.")

    def work(line):
        raise error

    bridge.submit(ears.task(work))
    wait_idle(qtbot, bridge)
    assert ears.heard == [("failed", error)]


def test_full_memory_becomes_a_sentence(qtbot, bridge, ears):
    def work(line):
        raise MemoryError

    bridge.submit(ears.task(work))
    wait_idle(qtbot, bridge)
    ((ear, error),) = ears.heard
    assert ear == "failed"
    assert isinstance(error, ResourceError)


def test_a_bug_arrives_with_its_traceback_and_the_next_job_runs(qtbot, bridge, ears):
    def work(line):
        raise KeyError("lost")

    bridge.submit(ears.task(work))
    wait_idle(qtbot, bridge)
    ((ear, crash),) = ears.heard
    assert ear == "failed"
    assert isinstance(crash, Crash)
    assert str(crash) == "KeyError: 'lost'"
    assert "in work" in crash.details
    bridge.submit(ears.task(lambda line: "well"))
    wait_idle(qtbot, bridge)
    assert ears.heard[-1] == ("done", "well")


def test_close_stops_what_runs_and_leaves_no_thread(qapp, ears):
    bridge, begun = Bridge(), threading.Event()

    def work(line):
        begun.set()
        while True:
            line.token.check()

    bridge.submit(ears.task(work))
    assert begun.wait(5)
    assert bridge.close()
    assert bridge.is_idle
    qapp.processEvents()
    assert ears.heard == []


def test_close_does_not_wait_for_ever(qapp, ears, caplog):
    bridge, gate, begun = Bridge(), threading.Event(), threading.Event()
    bridge.submit(ears.task(lambda line: (begun.set(), gate.wait(10))))
    assert begun.wait(5)
    assert not bridge.close(wait_ms=50)
    assert "did not stop" in caplog.text
    gate.set()
    assert bridge.close()


def test_jobs_that_never_began_do_not_run_after_close(qapp):
    bridge, gate, ran = Bridge(), threading.Event(), []
    ears = Ears()
    bridge.submit(ears.task(lambda line: gate.wait(10), kind="explain"))
    bridge.submit(ears.task(lambda line: ran.append(1), kind="layers"))
    gate.set()
    assert bridge.close()
    assert len(ran) <= 1
    assert ears.heard == []


def test_a_hundred_jobs_in_a_row_give_one_answer(qtbot, bridge, ears):
    for number in range(100):
        bridge.submit(ears.task(lambda line, number=number: number))
    wait_idle(qtbot, bridge)
    assert ears.heard == [("done", 99)]


def test_a_task_that_ended_is_freed_at_once_and_not_by_the_collector(qtbot, bridge):
    class Ear:
        def hear(self, _thing):
            pass

    ear = Ear()
    gone = weakref.ref(ear)
    gc.disable()
    try:
        with qtbot.waitSignal(bridge.became_idle):
            bridge.submit(Task("explain", lambda _line: None, ear.hear, ear.hear))
        del ear
        qtbot.waitUntil(lambda: gone() is None)
    finally:
        gc.enable()
