"""Open, scroll, window, explain, cancel, close: with a real mouse and real keys."""

from __future__ import annotations

import os

import numpy as np
from PIL import Image

from camviewer.core.settings import resource

# In the window of 1440 x 900 at the screen's corner.
AXIAL = (600, 400)
PICTURE = (290, 60, 800, 700)
STATUS = (0, 840, 1440, 900)


def difference(one, other):
    """Share of the pixels that are not the same."""
    return float(np.mean(np.any(one != other, axis=2)))


def is_picture(pixels):
    """Whether there are many greys: neither the start page nor a black plane."""
    return len(np.unique(pixels[..., 0])) > 100


def test_a_user_opens_scrolls_windows_explains_cancels_and_closes(start):
    desk = start(resource("samples", "lung1.nii.gz"))
    desk.wait(lambda: is_picture(desk.grab(PICTURE)), 60, "a CT on the screen")
    desk.wait_still()

    before = desk.grab(PICTURE)
    desk.click(*AXIAL, button=4, times=5)
    desk.wait(lambda: difference(before, desk.grab(PICTURE)) > 0.05, 60, "another slice")

    before = desk.wait_still(PICTURE)
    desk.drag(AXIAL, (AXIAL[0] + 120, AXIAL[1] + 160), button=3)
    desk.wait(lambda: difference(before, desk.grab(PICTURE)) > 0.2, 60, "another window")
    # Down lowers the level.
    assert desk.wait_still(PICTURE).mean() > before.mean() + 10

    idle = desk.wait_still(STATUS)
    desk.key("ctrl+e")
    desk.wait(lambda: difference(idle, desk.grab(STATUS)) > 0.002, 60, "a running job")
    desk.wait(lambda: not desk.is_idle(), 60, "work")
    desk.key("Escape")
    desk.wait(desk.is_idle, 60, "the end of the work")
    assert desk.process.poll() is None

    if keep := os.environ.get("CAMVIEWER_SHOTS"):
        Image.fromarray(desk.grab().astype(np.uint8)).save(f"{keep}/real.png")
    desk.key("ctrl+q")
    said = desk.process.communicate(timeout=30)
    assert desk.process.returncode == 0
    assert said == ("", "")
