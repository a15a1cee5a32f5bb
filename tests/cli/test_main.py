import subprocess
import sys

import pytest

from camviewer import __version__
from camviewer.cli import window
from camviewer.cli.main import COMMANDS, joined, run
from camviewer.core.errors import Cancelled, ResourceError


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
    assert joined(["--at", "-.5,1,2"]) == ["--at=-.5,1,2"]
    assert joined(["--target", "--layer", "x"]) == ["--target", "--layer", "x"]
    assert joined([]) == []


def test_a_value_that_was_forgotten_ends_with_2(capsys):
    assert run(["explain", "a", "--target", "--layer", "x", "--model", "m", "--out", "o"]) == 2
    assert "--target" in capsys.readouterr().err


@pytest.mark.parametrize("seed", ["-1", "1.5", "x", str(2**32)])
def test_a_seed_is_a_whole_number(seed, capsys):
    assert run(["explain", "a", "--model", "m", "--out", "o", "--seed", seed]) == 2
    assert "4294967295" in capsys.readouterr().err


def test_an_error_of_the_users_is_two_lines_and_a_fault_of_ours_is_raised(monkeypatch, capsys):
    def fail(error):
        def show(paths):
            raise error

        monkeypatch.setattr(window, "show", show)
        return run([])

    assert fail(ResourceError("Qt lacks libEGL.", hint="sudo apt install libegl1")) == 1
    assert (
        capsys.readouterr().err == "camviewer: Qt lacks libEGL.\n  sudo apt install libegl1\n"
    )
    assert fail(ResourceError("No hint.")) == 1
    assert capsys.readouterr().err == "camviewer: No hint.\n"
    assert fail(Cancelled()) == 1
    assert fail(KeyboardInterrupt()) == 1
    assert capsys.readouterr().err == "camviewer: stopped.\n" * 2
    with pytest.raises(ZeroDivisionError):
        fail(ZeroDivisionError())


def test_the_program_starts_as_a_module():
    ran = subprocess.run(
        [sys.executable, "-m", "camviewer", "list", "formats"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "nifti" in ran.stdout
    assert ran.stderr == ""
