"""A copy for the case of a crash, tried with programs that are killed."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from camviewer.core.errors import InputError, ResourceError
from camviewer.core.settings import Settings
from camviewer.session.autosave import Autosave, autosave_folder, discard, left_overs
from camviewer.session.service import Session

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys, time
from pathlib import Path
from camviewer.core.settings import Settings
from camviewer.session.autosave import Autosave, autosave_folder
from camviewer.session.service import Session

settings, image = Path(sys.argv[1]), Path(sys.argv[2])
session = Session(Settings(), settings)
session.show(session.read(image))
session.state.overlay.opacity = 0.123
session.state.view.position = (3.0, 4.0)
Autosave(autosave_folder(settings)).write(session.workspace())
print("kept", flush=True)
time.sleep(600)
"""

COMPARING = """
import numpy as np
from camviewer.core.image import Heatmap
from camviewer.session.comparison import Beside

image, held = session.state.case.image, session.state.comparison
grid = image.grid.divided((2, 3))
array = np.array([[-1, 2, 3], [4, 5, 6]], np.float32)
session.accept_map(Heatmap(array, grid, "grad-cam", "late"))
name = "grad-cam@early"
held.axis, held.layers = "layers", ("early",)
held.heatmaps = {name: Heatmap(array * 2, grid, "grad-cam", "early", name=name)}
asked = (session.state.ask.model, None, None)
held.beside = {("layers", "early"): Beside("early", asked, {"grad-cam": name})}
held.is_fading, held.fade, held.extras = True, 0.75, ("difference",)
"""


@pytest.fixture
def image(tmp_path):
    path = tmp_path / "cat.png"
    Image.fromarray(np.arange(600, dtype=np.uint8).reshape(20, 30)).save(path)
    return path


@pytest.fixture
def root(tmp_path):
    return autosave_folder(tmp_path / "settings.json")


@pytest.fixture
def opened(session, image):
    session.show(session.read(image))
    return session


def died(root, **changes):
    """Make the copies look as if their program had died long ago."""
    for owner in root.glob("*/process.json"):
        facts = json.loads(owner.read_text()) | {"started": 1.0} | changes
        owner.write_text(json.dumps(facts))


def test_a_killed_program_leaves_its_session_and_it_comes_back(tmp_path, image, root):
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, tmp_path / "settings.json", image],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        assert program.stdout.readline() == "kept\n"
        assert left_overs(root) == ()  # it lives
        program.send_signal(signal.SIGKILL)
        program.wait(timeout=30)
    finally:
        program.kill()
        program.stdout.close()
    (lost,) = left_overs(root)
    session = Session(Settings(), tmp_path / "again" / "settings.json")
    session.restore(session.open_file(lost.path))
    assert session.state.case.image.path == image
    assert session.state.overlay.opacity == 0.123
    assert session.state.view.position == (3.0, 4.0)
    discard(lost)
    assert left_overs(root) == ()
    assert list(root.iterdir()) == []


def killed(program, *arguments):
    """Run a program until it says that it has kept its session, and kill it."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        assert process.stdout.readline() == "kept\n"
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
    finally:
        process.kill()
        process.stdout.close()


def test_a_killed_program_leaves_its_comparison_too(tmp_path, image, root):
    line = next(each for each in PROGRAM.splitlines() if each.startswith("Autosave("))
    killed(PROGRAM.replace(line, COMPARING + line), tmp_path / "settings.json", image)
    (lost,) = left_overs(root)
    session = Session(Settings(), tmp_path / "again" / "settings.json")
    session.restore(session.open_file(lost.path))
    discard(lost)  # nothing of it is needed any more
    held = session.state.comparison
    assert (held.axis, held.layers, held.is_fading, held.fade) == (
        "layers", ("early",), True, 0.75,
    )  # fmt: skip
    assert held.extras == ("difference",)
    assert held.heatmaps["grad-cam@early"].array.tolist() == [[-2, 4, 6], [8, 10, 12]]
    assert [each.name for each in session.mix_sources("difference")] == [
        "grad-cam", "grad-cam@early",
    ]  # fmt: skip


def test_a_copy_is_for_its_owner_alone_and_holds_no_image(opened, root, image, explain):
    opened.accept(explain(opened.state.case.image, model=opened.state.ask.model))
    Autosave(root).write(opened.workspace())
    every = list(root.rglob("*"))
    assert {stat.S_IMODE(each.stat().st_mode) for each in every if each.is_file()} == {0o600}
    (folder,) = root.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    names = sorted(each.suffix for each in every if each.is_file())
    assert names == [".json", ".json", ".npy", ".npy"]
    assert image.name in (folder / "session.camviewer.json").read_text()


def test_a_living_program_has_lost_nothing(opened, root):
    Autosave(root).write(opened.workspace())
    assert left_overs(root) == ()


def test_a_later_program_of_the_same_number_is_another_one(opened, root):
    Autosave(root).write(opened.workspace())
    died(root)
    assert len(left_overs(root)) == 1


def test_a_program_of_another_machine_may_still_run(opened, root):
    Autosave(root).write(opened.workspace())
    died(root, machine="another")
    assert left_overs(root) == ()


def test_one_that_may_not_be_looked_at_may_still_run(opened, root, monkeypatch):
    Autosave(root).write(opened.workspace())

    here = psutil.Process

    def refuse(pid=None):
        if pid is None:  # a window of another test that still tells its memory
            return here()
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil, "Process", refuse)
    assert left_overs(root) == ()


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"pid": "1"}', '{"pid": -1, "started": 1, "machine": "x"}'],
)
def test_a_folder_that_makes_no_sense_is_passed_over(root, content):
    folder = root / "1-x"
    folder.mkdir(parents=True)
    (folder / "process.json").write_text(content)
    (folder / "session.camviewer.json").write_text("{}")
    (root / "file").write_text("")
    assert left_overs(root) == ()


def test_the_newest_comes_first(opened, root):
    for seconds in (100, 300, 200):
        copy = Autosave(root)
        copy.write(opened.workspace())
        (newest,) = (each for each in root.iterdir() if each == copy.folder)
        os.utime(newest / "session.camviewer.json", (seconds, seconds))
    died(root)
    assert [each.saved_at for each in left_overs(root)] == [300, 200, 100]


def test_no_folder_means_nothing_lost(root):
    assert left_overs(root) == ()


def test_a_clean_end_leaves_nothing(opened, root):
    copy = Autosave(root)
    copy.write(opened.workspace())
    copy.remove()
    assert list(root.iterdir()) == []
    copy.remove()


def test_what_was_restored_goes_with_the_next_copy(opened, root):
    Autosave(root).write(opened.workspace())
    died(root)
    (lost,) = left_overs(root)
    copy = Autosave(root)
    copy.replace(lost)
    assert left_overs(root) == (lost,)
    copy.write(opened.workspace())
    assert left_overs(root) == ()
    assert list(root.iterdir()) == [copy.folder]


def test_what_was_restored_goes_with_a_clean_end(opened, root):
    Autosave(root).write(opened.workspace())
    died(root)
    copy = Autosave(root)
    copy.replace(left_overs(root)[0])
    copy.remove()
    assert left_overs(root) == ()


def test_only_new_maps_are_written(opened, root, explain):
    opened.accept(explain(opened.state.case.image, model=opened.state.ask.model))
    copy = Autosave(root)
    copy.write(opened.workspace())
    times = {each: each.stat().st_mtime_ns for each in root.rglob("*.npy")}
    opened.state.overlay.opacity = 0.9
    copy.write(opened.workspace())
    assert {each: each.stat().st_mtime_ns for each in root.rglob("*.npy")} == times
    assert len(times) == 2


def test_a_copy_that_somebody_removed_is_written_again_as_a_whole(opened, root, explain):
    opened.accept(explain(opened.state.case.image, model=opened.state.ask.model))
    copy = Autosave(root)
    copy.write(opened.workspace())
    shutil.rmtree(root)
    copy.write(opened.workspace())
    assert len(list(root.rglob("*.npy"))) == 2


def test_a_place_that_cannot_be_written_is_one_sentence(opened, root):
    root.write_text("in the way")
    with pytest.raises(ResourceError):
        Autosave(root).write(opened.workspace())


def test_an_image_from_no_file_cannot_be_kept(session, picture, root):
    session.show(picture)
    with pytest.raises(InputError):
        Autosave(root).write(session.workspace())


def test_the_users_own_copies_are_in_the_users_data():
    assert autosave_folder().parts[-2:] == ("camviewer", "unsaved")
