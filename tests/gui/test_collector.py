"""Cycles are collected on the GUI thread, whatever the workers do."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QThread

from camviewer.gui.collector import collect_due, collecting_here


class Knot:
    """Held by a cycle alone; tells in which thread it died."""

    def __init__(self, died_in):
        self.itself, self.died_in = self, died_in

    def __del__(self):
        self.died_in.append(threading.get_ident())


def _allocate():
    """Make objects enough to start Python's own collector several times."""
    for _ in range(20):
        assert [[] for _ in range(2000)]


def test_a_cycle_dies_on_the_gui_thread_while_a_worker_makes_objects(qtbot):
    died_in = []
    with collecting_here():
        Knot(died_in)
        worker = threading.Thread(target=_allocate)
        worker.start()
        worker.join()
        assert died_in == []
        kept = [[] for _ in range(2000)]
        qtbot.waitUntil(lambda: bool(died_in), timeout=5000)
    assert died_in == [threading.get_ident()]
    assert kept
    assert QThread.currentThread().isMainThread()


def test_the_collector_is_left_as_it_was():
    for enabled in (True, False):
        (gc.enable if enabled else gc.disable)()
        with collecting_here():
            assert not gc.isenabled()
        assert gc.isenabled() is enabled


def test_only_a_full_generation_is_collected(monkeypatch):
    asked = []
    monkeypatch.setattr(gc, "collect", asked.append)
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    for counts in ((700, 10, 10), (701, 3, 3), (5, 11, 3), (900, 11, 11)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        collect_due()
    assert asked == [0, 1, 2]


def test_what_was_put_aside_before_stays_aside():
    gc.freeze()
    before = gc.get_freeze_count()
    with collecting_here():
        pass
    assert gc.get_freeze_count() >= before > 0
