"""The files of a report: all of them, and none that names anybody."""

from __future__ import annotations

import csv
import json

import pytest

from camviewer.core.errors import ResourceError
from camviewer.session.report import ReportWishes, build_report, write_report


@pytest.fixture
def case(image, explanation, evaluation):
    report = build_report(image, explanation, ReportWishes(evaluation))
    return report, {"image": image, "explanation": explanation, "evaluation": evaluation}


def test_all_numbers_go_beside_the_page(case, tmp_path):
    report, rest = case
    files = write_report(tmp_path / "new" / "place", report, b"%PDF", **rest)
    names = [
        "report.pdf",
        "report.html",
        "result.json",
        "numbers.json",
        "numbers.csv",
        "curves.csv",
    ]
    assert [path.name for path in files] == names
    assert files[0].read_bytes() == b"%PDF"
    numbers = json.loads(files[3].read_text())
    assert numbers["maps"]["grad-cam"]["metrics"]["deletion"]["value"] == 0.375
    with files[4].open(newline="") as table:
        assert [row["value"] for row in csv.DictReader(table)][:2] == ["0.375", ""]
    for path in files:
        assert b"Muster" not in path.read_bytes()


def test_a_place_that_cannot_be_written_is_told(case, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ResourceError, match="cannot be written"):
        write_report(tmp_path / "file" / "below", case[0], b"", **case[1])
