"""The demo as its first user meets it: a fresh process with no display."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from PIL import Image as Picture

from camviewer.core.settings import DISCLAIMER


def _demo(folder, *words):
    """Run ``camviewer demo`` where no window can be shown."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "camviewer", "demo", *words],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
def test_without_a_display_the_demo_says_so_and_writes_the_photos_figures(tmp_path):
    ran = _demo(tmp_path, "photo")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[0].startswith("There is no display")
    folder = tmp_path / "demo-output" / "photo"
    record = json.loads((folder / "result.json").read_text())
    assert record["target"]["label"] == "Egyptian cat"
    assert "cf-cam-spatial" in record["methods"]


@pytest.mark.slow
def test_the_headless_demo_finds_the_nodule_in_the_ct(tmp_path):
    ran = _demo(tmp_path, "ct", "--headless", "--out", str(tmp_path / "out"))
    assert (ran.returncode, ran.stderr) == (0, "")
    folder = tmp_path / "out" / "ct"
    record = json.loads((folder / "result.json").read_text())
    assert record["target"]["label"] == "nodule"
    assert record["target"]["probability"] > 0.9
    for name in record["methods"]:
        assert (folder / f"{name}.nii.gz").is_file()
        assert (folder / f"{name}.native.nii.gz").is_file()
        with Picture.open(folder / f"{name}.png") as figure:
            assert figure.info["Description"] == DISCLAIMER


def test_the_demo_with_a_folder_that_cannot_be_written_ends_with_1(tmp_path):
    (tmp_path / "file").touch()
    ran = _demo(tmp_path, "photo", "--headless", "--out", str(tmp_path / "file"))
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr.splitlines()) == 2
