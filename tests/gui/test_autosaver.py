"""Copies of the session that the window keeps while it runs."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from camviewer.core.settings import Settings
from camviewer.gui.app import build_program
from camviewer.session.autosave import autosave_folder, left_overs
from camviewer.session.service import Session

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path):
    return autosave_folder(tmp_path / "settings.json")


@pytest.fixture
def opened(session, volume, tmp_path):
    session.show(dataclasses.replace(volume, path=tmp_path / "toy.nii"))
    return session


def copies(root):
    return list(root.glob("*/session.camviewer.json"))


def wait(controller, qtbot):
    qtbot.waitUntil(lambda: controller._bridge.is_idle, timeout=10000)


def test_a_change_is_kept_and_no_change_writes_nothing(controller, opened, root, qtbot):
    controller.autosaver.save()
    wait(controller, qtbot)
    (path,) = copies(root)
    before = path.stat().st_mtime_ns
    controller.autosaver.save()
    wait(controller, qtbot)
    assert path.stat().st_mtime_ns == before
    opened.state.overlay.opacity = 0.1
    controller.autosaver.save()
    wait(controller, qtbot)
    assert json.loads(path.read_text())["overlay"]["opacity"] == 0.1


@pytest.mark.parametrize("part", ["view", "measures", "ask", "comparison", "numbers"])
def test_every_part_of_the_state_counts_as_a_change(controller, opened, root, qtbot, part):
    controller.autosaver.save()
    wait(controller, qtbot)
    (path,) = copies(root)
    path.unlink()
    change = {
        "view": ("width", 7.0), "measures": ("selected", 3), "ask": ("layer", "x"),
        "comparison": ("fade", 0.1), "numbers": ("sorted_by", "road"),
    }[part]  # fmt: skip
    setattr(getattr(opened.state, part), *change)
    controller.autosaver.save()
    wait(controller, qtbot)
    assert path.exists()


def test_the_clock_saves_by_itself(controller, opened, root, qtbot):
    controller.autosaver.timer.setInterval(10)
    qtbot.waitUntil(lambda: len(copies(root)) == 1, timeout=10000)
    assert opened.state.job.phase == "idle"


def test_nothing_open_is_not_kept(controller, session, root, qtbot):
    session.state.overlay.opacity = 0.1
    controller.autosaver.save()
    wait(controller, qtbot)
    assert not root.exists()


def test_an_image_from_no_file_is_not_kept(controller, session, volume, root, qtbot):
    session.show(volume)
    controller.autosaver.save()
    wait(controller, qtbot)
    assert not root.exists()


def test_switched_off_nothing_is_kept_and_what_was_goes(controller, opened, root, qtbot):
    controller.autosaver.save()
    wait(controller, qtbot)
    opened.remember(autosaves=False)
    controller.autosaver.save()
    wait(controller, qtbot)
    assert copies(root) == []
    opened.remember(autosaves=True)
    controller.autosaver.save()
    wait(controller, qtbot)
    assert len(copies(root)) == 1


def test_a_full_disk_disturbs_nobody_and_is_tried_again(controller, opened, root, qtbot, asker):
    root.write_text("in the way")
    controller.autosaver.save()
    wait(controller, qtbot)
    assert asker.errors == []
    assert opened.state.job.phase == "idle"
    root.unlink()
    controller.autosaver.save()
    wait(controller, qtbot)
    assert len(copies(root)) == 1


def test_a_closed_window_leaves_no_copy(program, session, volume, root, tmp_path, qtbot):
    session.show(dataclasses.replace(volume, path=tmp_path / "toy.nii"))
    program.controller.autosaver.save()
    qtbot.waitUntil(lambda: len(copies(root)) == 1, timeout=10000)
    program.window.close()
    assert list(root.iterdir()) == []


WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from camviewer.core.settings import Settings
from camviewer.gui import autosaver
autosaver.EVERY_MS = 20
from camviewer.gui.app import build_program, make_application
from camviewer.session.autosave import autosave_folder
from camviewer.session.service import Session

settings, image = Path(sys.argv[1]), Path(sys.argv[2])
app = make_application()
session = Session(Settings(), settings)
program = build_program(session)
program.window.show()
session.show(session.read(image))
session.state.view.width = 321.0
root = autosave_folder(settings)


def look():
    if list(root.glob("*/session.camviewer.json")):
        print("kept", flush=True)
        clock.stop()


clock = QTimer()
clock.timeout.connect(look)
clock.start(20)
app.exec()
"""


def killed_window(settings, image):
    """Run a window over an image until it has kept a copy, and kill it."""
    window = subprocess.Popen(
        [sys.executable, "-c", WINDOW, settings, image],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    try:
        assert window.stdout.readline() == "kept\n"
        window.send_signal(signal.SIGKILL)
        window.wait(timeout=60)
    finally:
        window.kill()
        window.stdout.close()


def test_a_killed_window_offers_its_session_at_the_next_start(tmp_path, qtbot, asker):
    image, settings = tmp_path / "cat.png", tmp_path / "settings.json"
    Image.fromarray(np.arange(600, dtype=np.uint8).reshape(20, 30)).save(image)
    killed_window(settings, image)
    session = Session(Settings(), settings)
    session.predict = lambda *_: ()
    program = build_program(session, asker)
    program.controller.forecaster.switch_off()
    qtbot.addWidget(program.window)
    program.window.show()
    notice = program.window.notice
    assert notice.isVisible()
    assert notice.words.text() == "The last session ended unexpectedly."
    notice.restore.click()
    qtbot.waitUntil(lambda: session.state.case.image is not None, timeout=20000)
    qtbot.waitUntil(lambda: not notice.isVisible(), timeout=20000)
    assert session.state.view.width == 321.0
    assert session.settings.recent == (str(image),)
    root = autosave_folder(settings)
    qtbot.waitUntil(lambda: left_overs(root) == () and len(copies(root)) == 1, timeout=20000)
    program.window.close()
    assert program.bridge.close()
    assert list(root.iterdir()) == []
