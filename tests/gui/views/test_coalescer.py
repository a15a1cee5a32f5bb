"""Many requests, one action."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from camviewer.gui.views.coalescer import FRAME_MS, Coalescer


class Counter(QObject):
    def __init__(self):
        super().__init__()
        self.count = 0

    def add(self):
        self.count += 1


@pytest.fixture
def counter(qapp):
    return Counter()


def test_many_requests_make_one_call(counter, qtbot):
    coalescer = Coalescer(counter, counter.add)
    for _ in range(50):
        coalescer.request()
    assert counter.count == 0
    qtbot.waitUntil(lambda: counter.count == 1)
    qtbot.wait(3 * FRAME_MS)
    assert counter.count == 1


def test_the_last_request_is_never_lost(counter, qtbot):
    coalescer = Coalescer(counter, counter.add)
    coalescer.request()
    qtbot.waitUntil(lambda: counter.count == 1)
    coalescer.request()
    assert coalescer.is_pending
    qtbot.waitUntil(lambda: counter.count == 2)


def test_calls_keep_their_distance(counter, qtbot):
    coalescer = Coalescer(counter, counter.add, interval_ms=200)
    coalescer.request()
    coalescer.flush()
    coalescer.request()
    qtbot.wait(50)
    assert counter.count == 1
    coalescer.flush()


def test_flush_calls_at_once_and_only_when_asked(counter):
    coalescer = Coalescer(counter, counter.add)
    coalescer.flush()
    assert counter.count == 0
    coalescer.request()
    coalescer.flush()
    coalescer.flush()
    assert counter.count == 1
    assert not coalescer.is_pending
