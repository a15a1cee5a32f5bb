"""Whether the window keeps up and keeps nothing: the wheel, method switches, opened files.

``camviewer bench viewer`` on a quiet machine. Qt's offscreen platform paints with the
processor, as the window does. Ends with 1 when a limit does not hold.
"""

# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))
from bench_gui import SHAPE, case, new_session, open_view, report

NOTCH = 120
WHEEL_MS, KEPT_MB = 12.0, 20.0
METHODS = ("grad-cam", "layer-cam", "cf-cam", "hires-cam")


def turn(view, notches):
    """Turn the wheel over the middle of a plane."""
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    port = view.canvas.viewport()
    at = QPointF(port.rect().center())
    event = QWheelEvent(
        at,
        QPointF(port.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, NOTCH * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, event)


def bench_wheel():
    """Go through all axial slices, one notch each: each is drawn; then as fast as can be."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    with tempfile.TemporaryDirectory() as folder:
        session = new_session(folder)
        view = open_view(session)
        axial, drawn, positions = view.planes["axial"], [], []
        session.state.view.events.position.connect(positions.append)
        x, y, _ = session.state.view.position
        session.state.view.position = (x, y, 0.0)
        view.flush()
        taken = []
        positions.clear()
        for _ in range(SHAPE[2] - 1):
            begin = time.perf_counter()
            turn(axial, 1)
            view.flush()
            for plane in view.planes.values():
                plane.canvas.viewport().repaint()
            taken.append(1000 * (time.perf_counter() - begin))
            drawn.append(axial.source.frame().index)
            QApplication.processEvents()
        is_whole = drawn == list(range(1, SHAPE[2])) and len(positions) == SHAPE[2] - 1
        for _ in range(SHAPE[2] - 1):
            turn(axial, -1)
        view.flush()
        is_back = axial.source.frame().index == 0 and len(positions) == 2 * (SHAPE[2] - 1)
        view.close()
        view.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    print(f"{'wheel, slices drawn':32} {len(set(drawn))} of {SHAPE[2] - 1}")
    print(f"{'wheel without a pause':32} {'no notch lost' if is_back else 'NOTCHES LOST'}")
    return [
        report("wheel notch to a painted plane", np.array(taken), WHEEL_MS),
        is_whole,
        is_back,
    ]


class Held:
    """What the program holds now: memory in MB, widgets, timers, threads."""

    def __init__(self):
        import psutil
        from PySide6.QtCore import QCoreApplication, QEvent, QTimer
        from PySide6.QtWidgets import QApplication
        from shiboken6 import isValid

        QApplication.processEvents()
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        timers = [each for each in gc.get_objects() if issubclass(type(each), QTimer)]
        self.memory = psutil.Process().memory_info().rss / 1e6
        self.widgets = len(QApplication.allWidgets())
        self.timers = sum(isValid(each) for each in timers)
        self.threads = threading.active_count()

    def told(self, name, before):
        """Print what there is more than before and return whether that is nothing."""
        more = self.memory - before.memory
        things = {
            what: getattr(self, what) - getattr(before, what)
            for what in ("widgets", "timers", "threads")
        }
        is_good = more <= KEPT_MB and not any(count > 0 for count in things.values())
        rest = "  ".join(f"{what} {count:+d}" for what, count in things.items())
        verdict = "ok" if is_good else "NOT MET"
        print(f"{name:32} {more:+.1f} MB  {rest}  limit {KEPT_MB:g} MB: {verdict}")
        return is_good


def make_program(folder):
    """Build the real window over a session whose networks say nothing."""
    from camviewer.core.errors import InputError
    from camviewer.core.settings import Settings
    from camviewer.gui.app import build_program
    from camviewer.session.service import Session

    class Silent(Session):
        def predict(self, request, token):
            return ()

        def outlook(self, request):
            raise InputError("no network is run here")

    program = build_program(Silent(Settings(), Path(folder) / "settings.json"))
    program.window.resize(1440, 900)
    program.window.show()
    return program


def wait(program, condition):
    """Run the event loop until something is so and no worker works."""
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + 60
    while not (condition() and program.bridge.is_idle):
        QApplication.processEvents()
        time.sleep(0.001)
        if time.monotonic() > end:
            raise TimeoutError


def switch_methods(program, count):
    """Show one map after another."""
    from PySide6.QtWidgets import QApplication

    state = program.session.state
    for turned in range(count):
        state.case.selected = METHODS[turned % len(METHODS)]
        QApplication.processEvents()
        program.window.read.flush()


def bench_switches(count):
    from dataclasses import replace

    with tempfile.TemporaryDirectory() as folder:
        program = make_program(folder)
        image, heatmap = case()
        program.session.show(image)
        for name in METHODS:
            program.session.accept_map(replace(heatmap, method=name, name=name))
        switch_methods(program, 60)
        before = Held()
        switch_methods(program, count)
        good = Held().told(f"{count} method switches", before)
        program.window.close()
        program.bridge.close()
    return good


def write_files(folder):
    """Write a picture and volumes of different sizes."""
    import nibabel
    from PIL import Image as Picture

    rng = np.random.default_rng(0)
    files = []
    for number, size in enumerate((40, 64, 90)):
        array = rng.integers(-1000, 400, (size, size, 30), dtype=np.int16)
        files.append(Path(folder) / f"{number}.nii{'.gz' if number else ''}")
        nibabel.save(nibabel.Nifti1Image(array, np.eye(4)), files[-1])
    files.append(Path(folder) / "picture.png")
    Picture.fromarray(rng.integers(0, 255, (300, 400, 3), dtype=np.uint8)).save(files[-1])
    return files


def open_files(program, files, count):
    """Open one file after another, each wholly."""
    state = program.session.state
    for opened in range(count):
        before = state.case.image
        program.controller.open_path(files[opened % len(files)])
        wait(program, lambda before=before: state.case.image is not before)
        program.window.read.flush()


def bench_files(count):
    with tempfile.TemporaryDirectory() as folder:
        files, program = write_files(folder), make_program(folder)
        open_files(program, files, 40)
        before = Held()
        open_files(program, files, count)
        good = Held().told(f"{count} opened files", before)
        program.window.close()
        program.bridge.close()
    return good


def main():
    from PySide6.QtWidgets import QApplication

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    import torch  # noqa: F401 - before Qt, as in the program

    app = QApplication.instance() or QApplication(sys.argv[:1])
    share = 5 if args.quick else 1
    good = [
        *bench_wheel(),
        bench_switches(500 // share),
        bench_files(200 // share),
    ]
    app.processEvents()
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
