from __future__ import annotations

import subprocess
import sys

import pytest

from camviewer.core.errors import ResourceError
from camviewer.session.cohort.ledger import Ledger
from camviewer.session.cohort.outcome import Failure, Outcome

KEY = "ab" + "0" * 62


@pytest.fixture
def ledger(tmp_path):
    made = Ledger(tmp_path / "out")
    made.take()
    yield made
    made.free()


def test_a_result_is_kept_and_found_again(ledger):
    assert ledger.result(KEY) is None
    ledger.keep(Outcome(KEY, {"key": KEY, "value": 0.1}))
    assert Ledger(ledger.folder).result(KEY) == {"key": KEY, "value": 0.1}
    assert [each.name for each in ledger.folder.glob("cases/*/*")] == [f"{KEY}.json"]


def test_a_failure_is_kept_until_the_case_succeeds(ledger):
    failure = Failure("It is torn.", "Mend it.", "trace")
    ledger.keep(Outcome(KEY, failure=failure))
    assert ledger.failure(KEY) == failure
    assert ledger.result(KEY) is None
    ledger.keep(Outcome(KEY, {"key": KEY}))
    assert ledger.failure(KEY) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"key": "another"}', "\0\0"])
def test_a_damaged_file_is_no_result(ledger, text):
    ledger.keep(Outcome(KEY, {"key": KEY}))
    next(ledger.folder.glob("cases/*/*")).write_text(text)
    assert ledger.result(KEY) is None


def test_what_a_killed_program_left_is_swept_up(ledger):
    part = ledger.folder / "cases" / "ab" / f"{KEY}.json.part"
    part.parent.mkdir(parents=True)
    part.write_text("{")
    ledger.free()
    ledger.take()
    assert not part.exists()


def test_two_programs_do_not_work_in_one_folder(ledger):
    with pytest.raises(ResourceError, match="Another") as told:
        Ledger(ledger.folder).take()
    assert str(ledger.folder) not in str(told.value)
    ledger.free()
    other = Ledger(ledger.folder)
    other.take()
    other.free()


def test_the_folder_is_free_when_its_program_is_gone(tmp_path):
    code = (
        "import os, sys; from pathlib import Path\n"
        "from camviewer.session.cohort.ledger import Ledger\n"
        "Ledger(Path(sys.argv[1])).take(); os.kill(os.getpid(), 9)"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert ran.returncode != 0
    assert (tmp_path / ".lock").exists()
    ledger = Ledger(tmp_path)
    ledger.take()
    ledger.free()


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ResourceError):
        Ledger(tmp_path / "file").take()

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("camviewer.session.cohort.ledger.write_json", full)
    with pytest.raises(ResourceError, match="No space left"):
        Ledger(tmp_path).keep(Outcome(KEY, {"key": KEY}))
