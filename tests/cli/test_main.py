import subprocess
import sys

import pytest

from camviewer import __version__
from camviewer.cli import window
from camviewer.cli.main import COMMANDS, joined, run


def test_help_names_every_command_and_the_disclaimer(capsys):
    assert run(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(command.name in said for command in COMMANDS)
    assert "Research use only" in " ".join(said.split())


def test_the_version_is_told(capsys):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.strip() == f"camviewer {__version__}"


@pytest.mark.parametrize(
    "words", [["explain"], ["list", "hats"], ["--nonsense"], ["render", "a"]]
)
def test_a_wrong_command_line_ends_with_2(words, capsys):
    assert run(words) == 2
    assert "usage" in capsys.readouterr().err


def test_files_alone_open_the_window(monkeypatch):
    shown = []
    monkeypatch.setattr(window, "show", lambda paths: shown.append(list(map(str, paths))) or 0)
    assert run(["a.nii.gz", "b.png"]) == 0
    assert run([]) == 0
    assert shown == [["a.nii.gz", "b.png"], []]


def test_a_position_may_begin_with_a_minus():
    words = ["render", "x", "--at", "-60,12,-88", "--window", "-5/3", "--out", "y"]
    assert joined(words) == ["render", "x", "--at=-60,12,-88", "--window=-5/3", "--out", "y"]
    assert joined(["--at", "60,1,2"]) == ["--at", "60,1,2"]


def test_the_program_starts_as_a_module():
    ran = subprocess.run(
        [sys.executable, "-m", "camviewer", "list", "formats"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "nifti" in ran.stdout
    assert ran.stderr == ""
