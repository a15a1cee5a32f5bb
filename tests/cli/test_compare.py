"""``camviewer compare`` over several images."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.cli.main import run

NET = "torchvision:squeezenet1_1"


@pytest.fixture
def photos(tmp_path):
    paths = []
    for seed in range(3):
        rng = np.random.default_rng(seed)
        paths.append(tmp_path / f"john{seed}.png")
        pixels = rng.integers(0, 256, (40, 50, 3)).astype(np.uint8)
        Picture.fromarray(pixels).save(paths[-1])
    return paths


def line(photos, *more):
    start = ["compare", *photos, "--model", NET, "--target", "7"]
    methods = ["--method", "grad-cam", "--method", "eigen-cam"]
    return [str(word) for word in (*start, *methods, *more)]


def test_means_of_several_images_have_intervals(photos, tmp_path, capsys):
    out = tmp_path / "all.json"
    more = ["--metric", "average-drop", "--metric", "complexity", "--json", out]
    assert run(line(photos, *more, "--csv", tmp_path / "all.csv")) == 0
    said = capsys.readouterr().out
    assert "3 images" in said
    assert "[" in next(row for row in said.splitlines() if row.startswith("complexity"))
    record = json.loads(out.read_text(encoding="utf-8"))
    assert len(record["images"]) == 3
    values = record["maps"]["eigen-cam"]["metrics"]["complexity"]
    each = [sample["value"] for sample in values["samples"]]
    assert len(each) == 3
    assert values["value"] == pytest.approx(np.mean([v for v in each if v is not None]))
    with (tmp_path / "all.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 3 * 2 * 2
    assert "john" not in json.dumps(record)


def test_every_image_has_its_mask(photos, tmp_path, capsys):
    masks = []
    for k in range(3):
        masks += ["--mask", tmp_path / f"mask{k}.png"]
        Picture.fromarray(np.full((8, 8), 255 * (k < 2), np.uint8)).save(masks[-1])
    assert (
        run(line(photos, "--metric", "energy-inside", *masks, "--csv", tmp_path / "m.csv")) == 0
    )
    with (tmp_path / "m.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["map"] == "eigen-cam"]
    assert [float(row["value"]) for row in rows] == [1, 1, 0]


def test_masks_are_as_many_as_images(photos, fails):
    assert "1 masks for 3 images" in fails(
        *line(photos, "--metric", "iou-15", "--mask", photos[0])
    )
