"""Targets and layers on the command line: maps by name, masks from files, the record."""

from __future__ import annotations

import json

import nibabel
import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.cli.main import run
from camviewer.engine import loading, models
from camviewer.engine.models.spec import InputRecipe, ModelSpec
from camviewer.engine.targets import TARGETS

LABELS = ("nothing", "left lung", "right lung")


def build(axes):
    """Label every place on its own, at two layers."""
    import torch
    from torch import nn

    class Segmenter(nn.Module):
        def __init__(self):
            super().__init__()
            torch.manual_seed(0)
            conv = {2: nn.Conv2d, 3: nn.Conv3d}[axes]
            self.stem = nn.Sequential(conv(1, 6, 1), nn.ReLU(inplace=True))
            self.last = nn.Sequential(conv(6, 4, 1), nn.ReLU(inplace=True))
            self.head = conv(4, 3, 1)

        def forward(self, x):
            return {"out": self.head(self.last(self.stem(x)))}

    return Segmenter().eval()


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    photo = InputRecipe((30, 40), 1, mean=(0.5,), std=(0.5,))
    ct = InputRecipe((4, 4, 4), 1, (-1000.0, 400.0), (0.25,), (0.5,), fit="scan")
    specs = {
        "flat": ModelSpec("flat", "Flat", lambda: build(2), photo, lambda: LABELS),
        "deep": ModelSpec("deep", "Deep", lambda: build(3), ct, lambda: LABELS),
    }
    monkeypatch.setattr(models, "resolve_model", lambda name: specs[name], raising=False)
    monkeypatch.setattr(loading, "_shelf", type(loading._shelf)())


@pytest.fixture
def mask(tmp_path):
    """The lower right quarter of a picture, at half of its size."""
    array = np.zeros((30, 40), np.uint8)
    array[15:, 20:] = 255
    path = tmp_path / "mrs smith.png"
    Picture.fromarray(array).save(path)
    return path


def _run(*words):
    assert run([str(word) for word in words]) == 0


def test_targets_and_layers_may_repeat_and_each_map_has_its_name(photo, mask, tmp_path, capsys):
    out = tmp_path / "out"
    _run("explain", photo, "--model", "flat", "--method", "hires-cam", "--out", out,
         "--target", "region:left lung", "--target", f"region:1|{mask}",
         "--target", "voxel:right lung|10,20", "--layer", "last", "--layer", "stem",
         "--layer", "stem+last")  # fmt: skip
    record = json.loads((out / "result.json").read_text())
    names = list(record["methods"])
    assert len(names) == 9
    for layer in ("last", "stem", "stem+last"):
        assert f"hires-cam@{layer}→region:left lung" in names
        assert f"hires-cam@{layer}→voxel:right lung|10,20" in names
    assert len(list(out.glob("*.npy"))) == 9
    assert len(list(out.glob("*.png"))) == 10
    assert {each["layer"] for each in record["methods"].values()} == {
        "last", "stem", "stem+last",
    }  # fmt: skip
    assert len(record["further_targets"]) == 2
    for each in (record["target"], *record["further_targets"]):
        assert each["index"] == -1
        assert each["probability"] is None
    assert record["precision"] == {"computed_in": "float32", "deviation_from_float32": {}}
    everything = json.dumps(record) + " ".join(path.name for path in out.iterdir())
    assert "smith" not in everything
    assert str(tmp_path) not in everything
    said = capsys.readouterr().out
    assert "region:left lung" in said
    assert "smith" not in said


def test_a_mask_file_of_a_picture_is_laid_over_the_picture(photo, mask, tmp_path, capsys):
    out = tmp_path / "out"
    _run("explain", photo, "--model", "flat", "--method", "hires-cam", "--out", out,
         "--target", f"region:1| {mask}")  # fmt: skip
    (path,) = out.glob("*.npy")
    moved = np.argwhere(np.load(path))
    assert len(moved)
    assert moved.min(0).tolist() >= [15, 20]


def test_a_mask_file_of_a_volume_in_another_orientation_moves_only_its_voxels(
    scan, tmp_path, capsys
):
    source = nibabel.load(scan)
    mask = np.zeros(source.shape, np.uint8)
    mask[5:8, 2:4, 3:5] = 1
    flipped = np.diag([-1.0, 1, 1, 1])
    flipped[0, 3] = mask.shape[0] - 1
    nibabel.save(
        nibabel.Nifti1Image(mask[::-1], source.affine @ flipped), tmp_path / "mask.nii.gz"
    )
    out = tmp_path / "out"
    _run("explain", scan, "--model", "deep", "--method", "hires-cam", "--out", out,
         "--target", f"region:2|{tmp_path / 'mask.nii.gz'}")  # fmt: skip
    found = nibabel.load(out / "hires-cam.nii.gz").get_fdata()
    assert found.any()
    assert not found[mask == 0].any()


def test_half_precision_is_in_the_record(photo, tmp_path, capsys):
    _run("explain", photo, "--model", "flat", "--method", "grad-cam", "--out", tmp_path / "o",
         "--target", "region:2", "--precision", "bfloat16")  # fmt: skip
    record = json.loads((tmp_path / "o" / "result.json").read_text())
    assert record["precision"]["computed_in"] == "bfloat16"
    deviation = record["precision"]["deviation_from_float32"]
    assert set(deviation) == {"score", "activations", "grad-cam"}
    assert all(0 <= value < 0.2 for value in deviation.values())


def test_wrong_targets_are_one_sentence(photo, mask, tmp_path, fails):
    start = ["explain", photo, "--model", "flat", "--out", tmp_path / "o", "--target"]
    assert "region:LABEL" in fails(*start, "left lung")
    fails(*start, "region:left lnug")
    fails(*start, f"region:1|{tmp_path / 'gone.png'}")
    fails(*start, "voxel:1|500,500")
    fails(*start, "voxel:1|1,2,3")
    fails(*start, "detection:1")
    fails(*start, "token:1|2")
    fails(*start, f"region:1|{tmp_path / 'photo.nii'}")
    fails(*start, "region:1", "--layer", "stem+lost")


def test_the_list_of_targets_says_how_each_is_written(capsys):
    _run("list", "targets")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(TARGETS.names())
    for line, kind in zip(lines, TARGETS, strict=True):
        assert kind.syntax in line
        assert kind.summary in line
    _run("list", "targets", "--json")
    entries = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in entries] == list(TARGETS.names())
    assert all(each["syntax"] and each["summary"] for each in entries)
