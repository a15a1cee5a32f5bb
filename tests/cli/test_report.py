"""``camviewer report``: the files, and what is said where there can be none."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import skimage.data

from camviewer.cli.main import run

PHOTO = Path(skimage.data.data_dir) / "coffee.png"


def test_a_report_of_a_photo(tmp_path, capsys):
    out = tmp_path / "out"
    status = run(
        ["report", str(PHOTO), "--model", "efficientnet-lite0", "--method", "grad-cam",
         "--metric", "complexity", "--no-controls", "--out", str(out)]
    )  # fmt: skip
    assert status == 0
    assert {Path(line).name for line in capsys.readouterr().out.splitlines()} >= {
        "report.pdf", "report.html", "result.json", "numbers.json", "numbers.csv",
    }  # fmt: skip
    document = pypdfium2.PdfDocument((out / "report.pdf").read_bytes())
    assert len(document) >= 2
    document.close()
    numbers = json.loads((out / "numbers.json").read_text())
    value = numbers["maps"]["grad-cam"]["metrics"]["complexity"]["value"]
    page = (out / "report.html").read_text()
    assert f"{value:.3f}" in page
    assert "espresso" in page
    assert "coffee.png" not in page
    assert str(PHOTO) not in page


def test_without_a_folder_nothing_is_begun(fails):
    said = fails("report", PHOTO, "--model", "efficientnet-lite0")
    assert "There is no folder for the report." in said
    assert "--out DIR" in said
