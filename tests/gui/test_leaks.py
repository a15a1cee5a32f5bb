"""What the window leaves behind after long use: no memory, no widget, no thread, no timer."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import numpy as np
import psutil
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from camviewer.core.image import Grid, Heatmap, Image
from camviewer.core.progress import Progress

pytestmark = pytest.mark.slow
MAPS = ("grad-cam", "layer-cam", "cf-cam")
KEPT_MB = 20.0


class Held:
    """What the program holds now."""

    def __init__(self):
        QApplication.processEvents()
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        timers = [each for each in gc.get_objects() if issubclass(type(each), QTimer)]
        self.megabytes = psutil.Process().memory_info().rss / 1e6
        self.images = sum(type(each) is Image for each in gc.get_objects())
        self.widgets = len(QApplication.allWidgets())
        self.timers = sum(shiboken6.isValid(each) for each in timers)
        self.threads = threading.active_count()

    def check_against(self, before):
        assert self.images <= before.images
        assert self.megabytes - before.megabytes < KEPT_MB
        assert self.widgets <= before.widgets
        assert self.timers <= before.timers
        assert self.threads <= before.threads


def _volume(size):
    """Two megabytes or so: a third of those opened below must not stay."""
    array = np.full((size, size, 32), -1000, np.int16)
    array[4:-4, 4:-4] = 100
    return Image(array, Grid(array.shape, np.eye(4)), unit="HU")


@pytest.fixture
def opened(program, session, monkeypatch, qtbot):
    """Open volumes one after another, each shown early and then whole."""

    def read(path, volume=None, watch=None):
        image = _volume(175 + len(path.stem))
        watch.report(Progress(3, 32, ""))
        watch.first(image)
        return image

    monkeypatch.setattr(session, "read", read)

    def go(count):
        for number in range(count):
            before = session.state.case.image
            program.controller.open_path(Path(f"{number % 7 * 'x'}a.nii"))
            qtbot.waitUntil(
                lambda before=before: (
                    session.state.case.image is not before
                    and bool(session.state.case.predictions)
                    and program.bridge.is_idle
                ),
                timeout=20000,
            )
            program.window.read.flush()

    return go


def test_opened_files_leave_nothing_behind(opened):
    opened(10)
    before = Held()
    opened(30)
    Held().check_against(before)


def test_method_switches_leave_nothing_behind(opened, program, session):
    opened(1)
    grid = session.state.case.image.grid.divided((16, 16, 8))
    values = np.random.default_rng(0).random(grid.shape, np.float32)
    for name in MAPS:
        session.accept_map(Heatmap(values, grid, name))

    def switch(count):
        for turned in range(count):
            session.state.case.selected = MAPS[turned % len(MAPS)]
            QApplication.processEvents()
            program.window.read.flush()

    switch(30)
    before = Held()
    switch(120)
    Held().check_against(before)
