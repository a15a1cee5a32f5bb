from __future__ import annotations

import csv
import json
from math import inf, isnan, nan

import pytest

from camviewer.core.errors import ResourceError
from camviewer.core.judgement import Agreement, Curve, Evaluation, Finding, Measurement
from camviewer.core.settings import DISCLAIMER
from camviewer.session.number_records import (
    describe_evaluation,
    evaluation_rows,
    plain_number,
    short_number,
    write_csv,
    write_json,
)

CURVE = Curve((0.0, 1.0), (0.5, 0.25), "Share", "Probability")


@pytest.fixture
def found():
    return Evaluation(
        (
            Measurement(
                "grad-cam",
                "deletion",
                (Finding(0.375, {"deletion": CURVE}), Finding(nan, note="Blank.")),
            ),
            Measurement(
                "grad-cam→region:0|/home/me/john.nii",
                "inside-ratio",
                (Finding(inf), Finding(2.0, draws=(1.0, 3.0))),
            ),
            Measurement("random-cam", "infidelity", (Finding(0.1), Finding(0.2)), "score²"),
        ),
        (Agreement("grad-cam", "random-cam", "ssim", nan),),
        12, 3, 45.6, {"deletion": {"steps": 20}}, ("random-cam",), ("A note.",),
    )  # fmt: skip


def test_every_number_and_curve_is_in_the_record(found):
    record = describe_evaluation(found, ["a" * 64, "b" * 64])
    record = json.loads(json.dumps(record, allow_nan=False))
    deletion = record["maps"]["grad-cam"]["metrics"]["deletion"]
    assert deletion["value"] == 0.375
    assert deletion["better"] == "lower"
    assert deletion["samples"][0]["curves"]["deletion"]["y"] == [0.5, 0.25]
    assert deletion["samples"][1] == {"value": None, "note": "Blank."}
    assert record["maps"]["random-cam"]["is_control"]
    assert record["maps"]["random-cam"]["metrics"]["infidelity"]["unit"] == "score²"
    assert record["agreement"][0]["value"] is None
    ratio = next(m for m in record["maps"].values() if "inside-ratio" in m["metrics"])
    assert ratio["metrics"]["inside-ratio"]["samples"][1]["draws"] == [1.0, 3.0]
    assert record["disclaimer"] == DISCLAIMER
    assert record["forwards"] == 12
    assert record["parameters"] == {"deletion": {"steps": 20}}


def test_no_name_of_a_file_leaves_the_computer(found, tmp_path):
    write_json(tmp_path / "m.json", found)
    write_csv(tmp_path / "m.csv", found)
    for name in ("m.json", "m.csv"):
        assert "john" not in (tmp_path / name).read_text(encoding="utf-8")


def test_the_table_has_one_row_per_number(found, tmp_path):
    write_csv(tmp_path / "m.csv", found, ["a" * 64, "b" * 64])
    with (tmp_path / "m.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6
    assert rows[0]["image"] == "a" * 64
    assert rows[1] == {
        "image": "b" * 64, "map": "grad-cam", "metric": "deletion", "value": "", "unit": "",
        "better": "lower", "control": "False", "note": "Blank.",
    }  # fmt: skip
    assert rows[2]["value"] == "inf"
    assert rows[4]["control"] == "True"


def test_images_without_a_digest_are_numbered(found):
    assert [row["image"] for row in evaluation_rows(found)] == [0, 1] * 3


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (nan, "–"),
        (inf, "∞"),
        (-inf, "-∞"),
        (0.0, "0.000"),
        (0.12345, "0.123"),
        (-8.88, "-8.880"),
        (1.23e-5, "1.2e-05"),
        (123.4, "123"),
        (43210.0, "4.3e+04"),
        (1.0, "1.000"),
    ],
)
def test_numbers_are_short(value, text):
    assert short_number(value) == text


def test_numbers_of_json_are_plain():
    assert plain_number(nan) is None
    assert plain_number(inf) == "inf"
    assert plain_number(0.5) == 0.5
    assert not isnan(plain_number(1.0))


def test_a_place_that_cannot_be_written_is_said(found, tmp_path):
    with pytest.raises(ResourceError):
        write_json(tmp_path / "none" / "m.json", found)
