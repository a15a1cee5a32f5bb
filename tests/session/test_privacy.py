"""Nothing of a person leaves by a log, a crash report or the screen's corner."""

from __future__ import annotations

import logging
import warnings
from dataclasses import replace

import numpy as np
import pytest

from camviewer.core.image import Image, pixel_grid
from camviewer.session.privacy import (
    case_name,
    crash_text,
    hide_in_logs,
    patient_text,
    without_paths,
)

CANARY = "MUELLER"
IMAGE = Image(
    np.zeros((2, 2, 3), np.uint8),
    pixel_grid(2, 2),
    name=f"{CANARY}.png",
    sha256="0123456789abcdef",
    patient={"Name": f"{CANARY}^HANS", "ID": "", "Born": "{value}", "Date": "20260102"},
)


def test_a_hidden_case_is_known_by_the_start_of_its_digest():
    assert case_name(IMAGE, is_hidden=True) == "case 01234567"
    assert case_name(IMAGE, is_hidden=False) == f"{CANARY}.png"
    assert case_name(replace(IMAGE, sha256="", name=""), is_hidden=False) == "case"


def test_what_a_file_tells_of_a_person_is_a_line_each_unless_hidden():
    assert (
        patient_text(IMAGE, is_hidden=False)
        == f"{CANARY}^HANS\nborn {{value}}\nstudy of 2026-01-02"
    )
    assert patient_text(IMAGE, is_hidden=True) == ""
    assert patient_text(None, is_hidden=False) == ""


@pytest.mark.parametrize(
    "text",
    [
        f"[Errno 2] No such file: '/home/x/{CANARY} HANS/ct.nii.gz'",
        f"cannot read C:\\Users\\x\\{CANARY} HANS\\ct.dcm",
        f"cannot read \\\\server\\share\\{CANARY}\\1",
        f"file:///data/{CANARY}/ct.png is damaged",
        f"reading {CANARY}_HANS.nii.gz failed",
        f"reading data/{CANARY}.mha failed",
        f"~/{CANARY}/scan",
        f"/{CANARY}",
    ],
)
def test_paths_and_file_names_are_taken_out(text):
    assert CANARY not in without_paths(text)


@pytest.mark.parametrize(
    "text", ["shape (3, 4) against 3 and/or 4", "12 km/h", "a: b", "1.5 s"]
)
def test_other_words_stay(text):
    assert without_paths(text) == text


def _crash(make):
    try:
        make()
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        return crash_text(type(error), error, error.__traceback__)
    raise AssertionError


def test_a_crash_report_keeps_the_place_and_no_word_of_the_file(tmp_path):
    lost = tmp_path / f"{CANARY} HANS" / "ct.nii"
    text = _crash(lost.read_bytes)
    assert "FileNotFoundError" in text
    assert 'session/test_privacy.py"' in text
    assert CANARY not in text
    assert str(tmp_path) not in text


def test_a_value_of_the_file_in_an_error_is_left_out_and_ours_stays():
    values = {"name": f"{CANARY}^HANS"}
    text = _crash(lambda: float(values["name"]))
    assert "ValueError" in text
    assert CANARY not in text
    assert "KeyError: 'lost'" in _crash(lambda: values["lost"])


def test_the_errors_behind_an_error_are_scrubbed_too():
    def fail():
        try:
            float(f"bad '{CANARY}'")
        except ValueError as error:
            raise RuntimeError(f"worse: /data/{CANARY}") from error

    text = _crash(fail)
    assert "ValueError" in text
    assert "RuntimeError" in text
    # the program's own lines are shown as they stand in the file
    assert not any(CANARY in line for line in text.splitlines() if "{CANARY}" not in line)


@pytest.fixture
def _private_logs():
    before = logging.getLogRecordFactory()
    hide_in_logs()
    yield
    logging.captureWarnings(capture=False)
    logging.setLogRecordFactory(before)


@pytest.mark.usefixtures("_private_logs")
def test_nothing_of_a_case_reaches_a_log(caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("camviewer.io").info("read %s", f"/data/{CANARY}/a.nii")
    logging.getLogger("pydicom").warning("Invalid value %s", CANARY)
    try:
        float(f"'{CANARY}'")
    except ValueError:
        logging.getLogger("camviewer.io").exception("failed")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"{CANARY} is no date", UserWarning, stacklevel=1)
    assert len(caplog.records) == 4
    said = "\n".join(f"{each.getMessage()} {each.exc_text}" for each in caplog.records)
    assert CANARY not in said.replace("{CANARY}", "")
    assert "pydicom" in said
    assert "ValueError" in said
