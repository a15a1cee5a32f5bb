import json

import pytest

from camviewer.cli.main import run


@pytest.mark.slow
def test_training_prints_what_was_measured_and_leaves_weights(tmp_path, capsys):
    words = ["train", "nodule", "--set", "steps=1", "--set", "checks=2", "--set", "batch=8"]
    assert run([*words, "--out", str(tmp_path / "new")]) == 0
    said = capsys.readouterr().out
    found = json.loads(said[said.index("{") :])
    assert found["minutes"] < 1
    assert (tmp_path / "new" / "nodule3d.safetensors").stat().st_size > 1000
    assert json.loads((tmp_path / "new" / "nodule3d.json").read_text()) == found


def test_images_are_asked_for_refused_and_looked_for_before_the_work_begins(tmp_path, fails):
    out = ("--out", tmp_path / "o")
    assert "cifake.zip" in fails("train", "cifake", *out)
    assert "images of its own" in fails("train", "nodule", tmp_path, *out)
    assert "gone.zip" in fails("train", "cifake", tmp_path / "gone.zip", *out)
    (tmp_path / "no.zip").write_text("no zip")
    assert "no.zip cannot be read" in fails("train", "cifake", tmp_path / "no.zip", *out)


def test_faults_are_told_before_the_work_begins(tmp_path, fails):
    (tmp_path / "file").touch()
    assert "nodule" in fails("train", "nodul")
    assert "steps" in fails("train", "nodule", "--set", "stps=1", "--out", tmp_path / "o")
    fails("train", "nodule", "--set", "steps", "--out", tmp_path / "o")
    fails("train", "nodule", "--set", "steps=0", "--out", tmp_path / "o")
    fails("train", "nodule", "--out", tmp_path / "file" / "o")
