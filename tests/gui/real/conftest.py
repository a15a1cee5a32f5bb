"""The program as its user meets it: a real window on a virtual screen, a real mouse."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass

import numpy as np
import psutil
import pytest
from PIL import Image, ImageGrab

SCREEN = (1480, 940)
TOOLS = ("Xvfb", "xdotool")


@dataclass
class Desk:
    """A virtual screen with the program on it."""

    display: str
    process: subprocess.Popen
    window: str

    def do(self, *words):
        """Let xdotool do one thing."""
        told = subprocess.run(
            ["xdotool", *map(str, words)],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            check=True,
        )
        return told.stdout.strip()

    def move(self, x, y):
        self.do("mousemove", "--sync", x, y)

    def click(self, x, y, button=1, times=1):
        self.move(x, y)
        self.do("click", "--repeat", times, "--delay", 60, button)

    def drag(self, start, end, button):
        self.move(*start)
        self.do("mousedown", button)
        for step in range(1, 9):
            share = step / 8
            self.move(*(round(a + (b - a) * share) for a, b in zip(start, end, strict=True)))
        self.do("mouseup", button)

    def key(self, *keys):
        self.do("key", "--delay", 60, *keys)

    def grab(self, box=None):
        """Photograph the screen, or (left, top, right, bottom) of it: (rows, columns, 3)."""
        picture = ImageGrab.grab(xdisplay=self.display).convert("RGB")
        return np.asarray(picture if box is None else picture.crop(box)).astype(np.int16)

    def wait(self, holds, seconds=60.0, what="it"):
        """Look again until something holds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if holds():
                return
            assert self.process.poll() is None, self.process.communicate()
            time.sleep(0.1)
        keep = os.environ.get("CAMVIEWER_SHOTS")
        if keep:
            Image.fromarray(self.grab().astype(np.uint8)).save(f"{keep}/failed.png")
        pytest.fail(f"{what} did not happen within {seconds:.0f} s")

    def wait_still(self, box=None, seconds=60.0):
        """Wait until nothing moves on the screen; return what it shows."""
        seen = [self.grab(box)]

        def is_still():
            time.sleep(0.4)
            seen.append(self.grab(box))
            return np.array_equal(seen[-1], seen[-2])

        self.wait(is_still, seconds, "a still screen")
        return seen[-1]

    def is_idle(self):
        """Whether the program computes nothing."""
        return psutil.Process(self.process.pid).cpu_percent(interval=1.0) < 10


@pytest.fixture
def screen(tmp_path):
    """Start a virtual screen and give its name."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed")
    read, write = os.pipe()
    size = f"{SCREEN[0]}x{SCREEN[1]}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


@pytest.fixture
def start(screen, tmp_path):
    """Start the program with arguments; it must end by itself and print nothing."""
    desks = []

    def begin(*arguments):
        homes = {
            name: str(tmp_path / name)
            for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "camviewer", *map(str, arguments)],
            env={**os.environ, **homes, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        desk = Desk(screen, process, "")
        desks.append(desk)
        found = []

        def appears():
            try:
                found[:] = desk.do("search", "--onlyvisible", "--name", "camviewer").split()
            except subprocess.CalledProcessError:
                return False
            return bool(found)

        desk.wait(appears, 60, "a window")
        desk.window = found[-1]
        desk.do("windowmove", desk.window, 0, 0)
        desk.do("windowfocus", desk.window)
        return desk

    yield begin
    for desk in desks:
        desk.process.kill()
        desk.process.wait(10)
