"""Painting stays in its thread, and networks give way to it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from camviewer.gui.bridge import Task
from camviewer.gui.priority import give_way

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads Linux' list of threads")

CHILD = """
import os, sys
from camviewer.gui.priority import paint_in_one_thread
if sys.argv[1] == "alone":
    paint_in_one_thread()
from PySide6.QtGui import QGuiApplication, QImage
app = QGuiApplication([])
def count():
    return len(os.listdir("/proc/self/task"))
before = count()
picture = QImage(1024, 1024, QImage.Format.Format_Grayscale8)
picture.fill(7)
picture.convertToFormat(QImage.Format.Format_RGB32)
print(count() - before)
"""


@linux_only
def test_a_large_picture_is_painted_without_other_threads():
    def threads(how):
        done = subprocess.run(
            [sys.executable, "-c", CHILD, how],
            capture_output=True,
            text=True,
            check=True,
            env={k: v for k, v in os.environ.items() if k != "QT_NO_GUI_THREADPOOL"},
        )
        return int(done.stdout)

    assert threads("alone") == 0
    if (os.cpu_count() or 1) > 1:
        assert threads("as Qt does") > 0


def niceness():
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


@linux_only
def test_a_thread_that_gives_way_takes_nobody_else_with_it():
    before, seen = niceness(), []

    def inside():
        give_way()
        later = threading.Thread(target=lambda: seen.append(niceness()))
        later.start()
        later.join()
        seen.append(niceness())

    worker = threading.Thread(target=inside)
    worker.start()
    worker.join()
    assert seen == [min(19, 10)] * 2
    assert niceness() == before


@linux_only
@pytest.mark.parametrize(("is_quick", "gives_way"), [(False, True), (True, False)])
def test_networks_give_way_and_files_do_not(bridge, qtbot, is_quick, gives_way):
    found = []
    task = Task(
        "explain", lambda _line: niceness(), found.append, found.append, is_quick=is_quick
    )
    bridge.submit(task)
    qtbot.waitUntil(lambda: bool(found))
    assert (found[0] > niceness()) is gives_way
