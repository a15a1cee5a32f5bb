"""``camviewer metrics`` from a file to its table, JSON and CSV."""

from __future__ import annotations

import csv
import json

import nibabel
import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.cli.main import run
from camviewer.cli.metrics import split_settings
from camviewer.core.job import ExplainRequest
from camviewer.core.progress import CancelToken, no_report
from camviewer.session.evaluation import evaluate
from camviewer.session.work import Work

NET = "torchvision:squeezenet1_1"


@pytest.fixture
def mask(tmp_path):
    inside = np.zeros((30, 40), np.uint8)
    inside[5:20, 10:30] = 255
    Picture.fromarray(inside).save(tmp_path / "mask.png")
    return tmp_path / "mask.png"


def words(photo, *more):
    start = ["metrics", photo, "--model", NET, "--target", "7", "--method", "grad-cam"]
    return [str(word) for word in (*start, *more)]


def test_the_command_line_gives_the_same_numbers_as_the_program(photo, mask, tmp_path, capsys):
    line = words(
        photo, "--metric", "deletion", "--metric", "iou-15", "--set", "deletion.steps=3",
        "--mask", mask, "--controls", "--json", tmp_path / "m.json",
        "--csv", tmp_path / "m.csv",
    )  # fmt: skip
    assert run(line) == 0
    out = capsys.readouterr().out
    assert "deletion ↓" in out
    assert "(random-cam)" in out
    record = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    image = Work().read(photo)
    request = ExplainRequest(image, NET, ("grad-cam",), "7")
    explanation = Work().explain(request, no_report, CancelToken(), lambda _map: None)
    from camviewer.session.evaluation import Against

    expected = evaluate(
        image, explanation, ["deletion"], Against(parameters={"deletion": {"steps": 3}})
    )
    found = record["maps"]["grad-cam"]["metrics"]["deletion"]
    assert found["value"] == pytest.approx(expected.value("grad-cam", "deletion"), abs=1e-5)
    assert len(found["samples"][0]["curves"]["deletion"]["x"]) == 4
    assert record["images"] == [image.sha256]
    assert record["parameters"]["deletion"]["steps"] == 3
    assert "photo" not in json.dumps(record)
    with (tmp_path / "m.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {(row["map"], row["metric"]) for row in rows} == {
        (name, metric)
        for name in ("grad-cam", "random-cam", "sobel-edges")
        for metric in ("deletion", "iou-15")
    }


def test_an_estimate_measures_nothing(photo, capsys):
    assert run(words(photo, "--metric", "deletion", "--estimate")) == 0
    out = capsys.readouterr().out
    assert "21 images to look at and 0 to explain" in out
    assert "deletion ↓" not in out


def test_a_volume_is_measured_too(tmp_path, capsys):
    rng = np.random.default_rng(0)
    affine = np.array([[0, -2.0, 0, 50], [2.5, 0, 0, -30], [0, 0, -5.0, 70], [0, 0, 0, 1]])
    scan = nibabel.Nifti1Image(rng.integers(-1000, 400, (40, 45, 24)).astype(np.int16), affine)
    nibabel.save(scan, tmp_path / "scan.nii.gz")
    line = ["metrics", tmp_path / "scan.nii.gz", "--model", "nodule3d", "--method", "eigen-cam",
            "--metric", "average-drop", "--metric", "complexity"]  # fmt: skip
    assert run([str(word) for word in line]) == 0
    assert "average-drop ↓" in capsys.readouterr().out


def test_settings_are_parted_by_their_owner():
    methods, metrics = split_settings(["cf-cam.sigma=2", "road.shares=3", "road.noise=0"])
    assert methods == {"cf-cam": {"sigma": "2"}}
    assert metrics == {"road": {"shares": "3", "noise": "0"}}


def test_each_fault_is_one_sentence_with_a_hint(photo, tmp_path, fails):
    start = ["metrics", photo, "--model", NET, "--method", "grad-cam", "--metric"]
    assert "deletion" in fails(*start, "delection")
    assert "steps" in fails(*start, "deletion", "--set", "deletion.steps=0")
    assert "is a folder" in fails(*start, "deletion", "--json", tmp_path)


def test_metrics_can_be_listed(capsys):
    assert run(["list", "metrics"]) == 0
    out = capsys.readouterr().out
    assert "average-drop" in out
    assert "[lower is better]" in out
    assert run(["list", "metrics", "--json"]) == 0
    listed = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    assert listed["infidelity"]["range"] == [0.0, None]
    assert listed["road"]["params"]


def test_trust_is_printed_in_words_and_written_beside_the_numbers(
    photo, mask, tmp_path, capsys
):
    # Random weights, as in the other tests, would now and then give a blank map.
    line = words(
        photo, "--model", "efficientnet-lite0", "--method", "random-cam", "--trust",
        "--metric", "complexity", "--mask", mask, "--set", "max-sensitivity.draws=2",
        "--json", tmp_path / "t.json",
    )  # fmt: skip
    assert run(line) == 0
    out = capsys.readouterr().out
    assert out.count("Does removing the hot part lower the score?") == 2
    assert out.count("This is about the network, not about the disease") == 2
    assert "The region of the mask" in out
    record = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    assert set(record["trust"]["maps"]) == {"grad-cam", "random-cam"}
    answers = {each["question"]: each for each in record["trust"]["maps"]["random-cam"]}
    assert len(answers) == 5
    for question in ("removal", "randomisation", "agreement"):
        assert answers[question]["standing"] != "supported"
    assert "complexity" in record["maps"]["grad-cam"]["metrics"]
    assert record["maps"]["sobel-edges"]["is_control"]


def test_without_trust_the_file_has_no_such_part(photo, tmp_path):
    line = words(photo, "--metric", "complexity", "--json", tmp_path / "t.json")
    assert run(line) == 0
    assert "trust" not in json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
