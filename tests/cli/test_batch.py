"""``camviewer batch`` as a user meets it: whole, killed, stopped, started again."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
import torch
import torchvision
from PIL import Image as Picture
from safetensors.torch import save_file

from camviewer.cli.batch import _metrics
from camviewer.cli.main import run
from camviewer.core.errors import InputError
from camviewer.session.measuring import MASK_METRICS

ROOT = Path(__file__).resolve().parents[2]
METRICS = ("average-drop", "complexity")
METHODS = ("eigen-cam", "grad-cam")


@pytest.fixture(scope="module")
def card(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    with torch.random.fork_rng():
        torch.manual_seed(0)
        net = torchvision.models.squeezenet1_1(num_classes=3)
    save_file(net.state_dict(), folder / "net.safetensors")
    path = folder / "card.toml"
    path.write_text(
        'architecture = "torchvision:squeezenet1_1"\n'
        'weights = "net.safetensors"\nlabels = ["cat", "dog", "hen"]\n'
        "[input]\nsize = [48, 48]\n"
    )
    return path


@pytest.fixture
def pictures(tmp_path):
    """Make pictures named after people, in two classes; return their folder."""

    def make(count):
        for seed in range(count):
            path = tmp_path / "pics" / ("cat", "dog")[seed % 2] / f"john{seed}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            pixels = np.random.default_rng(seed).integers(0, 256, (40, 50, 3))
            Picture.fromarray(pixels.astype(np.uint8)).save(path)
        return tmp_path / "pics"

    return make


def words(source, card, out, *more):
    start = ["batch", source, "--model", card, "--out", out, "--methods", *METHODS]
    rest = ["--metrics", *METRICS, "--target", "class", "--workers", "2", *more]
    return [str(word) for word in (*start, *rest)]


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def finished(out):
    return len(list(out.glob("cases/*/*.json")))


@pytest.mark.timeout(600)
def test_a_list_with_one_bad_file_is_measured_and_then_found_finished(
    pictures, card, tmp_path, capsys
):
    source, out = pictures(6), tmp_path / "out"
    (source / "dog" / "janedoe.png").write_text("no picture")
    assert run(words(source, card, out)) == 1  # for one case has no result
    said = capsys.readouterr()
    assert "complexity ↓" in said.out
    assert "6 of 7 cases are finished, 0 of them before" in said.out
    assert "line 4: The image is no PNG" in said.out
    assert "doe" not in said.out + said.err
    assert len(rows_of(out / "results.csv")) == 6 * 2 * 2
    (source / "dog" / "janedoe.png").unlink()
    assert run(words(source, card, out, "--names")) == 0
    assert "6 of 6 cases are finished, 6 of them before" in capsys.readouterr().out
    assert rows_of(out / "results.csv")[0]["image"] == "cat/john0.png"


def start(line):
    return subprocess.Popen(
        [sys.executable, "-m", "camviewer", *line], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def until(happened, program, seconds=200):
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not happened() and program.poll() is None:
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def kill_with_children(program):
    """End a run as a power cut would, and see that none of its helpers outlives it."""
    try:
        children = psutil.Process(program.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        children = []
    program.kill()
    program.communicate()
    _, alive = psutil.wait_procs(children, timeout=60)
    assert not alive


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_run_killed_ten_times_loses_nothing_and_doubles_nothing(pictures, card, tmp_path):
    count, rng = 100, np.random.default_rng(7)
    source, out, whole = pictures(count), tmp_path / "out", tmp_path / "whole"
    seen = []
    for turn in range(10):
        program = start(words(source, card, out))
        # Half of the runs get somewhere; the others die at any moment, but soon after the first
        # cases, so that a fast machine does not finish before the tenth.
        wanted = finished(out) + int(rng.integers(1, 5))
        end = time.monotonic() + (200 if turn % 2 else float(rng.uniform(0, 8)))
        until(lambda: finished(out) >= wanted or time.monotonic() > end, program)  # noqa: B023
        assert program.poll() is None, program.communicate()
        kill_with_children(program)
        seen.append(finished(out))
        assert all(json.loads(each.read_text())["key"] == each.stem
                   for each in out.glob("cases/*/*.json"))  # fmt: skip
    assert seen == sorted(seen)
    assert 5 <= seen[-1] < count
    program = start(words(source, card, out))
    told, _ = program.communicate(timeout=600)
    assert program.returncode == 0
    assert f"{count} of {count} cases are finished, {seen[-1]} of them before" in told
    assert not list(out.rglob("*.part"))
    assert run(words(source, card, whole)) == 0
    broken, unbroken = rows_of(out / "results.csv"), rows_of(whole / "results.csv")
    assert len(broken) == count * 2 * 2
    for one, other in zip(broken, unbroken, strict=True):
        assert {**one, "value": ""} == {**other, "value": ""}
        assert one["value"] == other["value"] == "" or float(one["value"]) == pytest.approx(
            float(other["value"]), rel=1e-4, abs=1e-6
        )


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_ctrl_c_ends_cleanly_with_the_tables_of_what_is_finished(pictures, card, tmp_path):
    source, out = pictures(200), tmp_path / "out"
    program = start(words(source, card, out))
    until(lambda: finished(out) >= 3, program)
    os.killpg(program.pid, signal.SIGINT)  # as a terminal does: to all of them
    told, said = program.communicate(timeout=300)
    assert program.returncode == 1
    assert "stopped. The same command goes on from here." in said
    assert "Traceback" not in said
    kept = finished(out)
    assert 3 <= kept < 200
    assert f"{kept} of 200 cases are finished" in told
    assert len(rows_of(out / "results.csv")) == kept * 2 * 2


def test_metrics_are_names_all_or_none():
    assert _metrics(["deletion", "deletion", "road"]) == ("deletion", "road")
    assert _metrics(["none"]) == ()
    assert "deletion" in _metrics([])
    assert set(_metrics([], has_mask=True)) - set(_metrics([])) == set(MASK_METRICS)
    assert _metrics(["road"], has_mask=True) == ("road",)
    assert len(_metrics(["all"])) > 30
    with pytest.raises(InputError, match="beside"):
        _metrics(["none", "road"])


def test_each_fault_is_one_sentence_with_a_hint(pictures, card, tmp_path, fails):
    source, out = pictures(2), tmp_path / "out"
    start = ["batch", source, "--out", out, "--model", card, "--method", "eigen-cam"]
    assert "delection" in fails(*start, "--metric", "delection")
    assert "horse" in fails(*start, "--target", "horse")
    assert "no such list" in fails("batch", tmp_path / "no.csv", *start[2:])
    assert "random" in fails(*start[:4], "--model", "torchvision:squeezenet1_1")
    out.write_text("a file")
    assert "cannot be written" in fails(*start)


@pytest.mark.parametrize("word", [["--workers", "-1"], ["--workers", "two"], ["--seed", "x"]])
def test_what_is_no_number_is_a_wrong_command_line(word, card, tmp_path, capsys):
    assert run(["batch", str(tmp_path), "--model", "m", "--out", "o", *word]) == 2
    assert "--workers" in capsys.readouterr().err or word[0] == "--seed"


@pytest.mark.timeout(600)
def test_masks_of_the_list_are_used_when_no_metric_is_named(pictures, card, tmp_path):
    source = pictures(1)
    Picture.fromarray(np.full((40, 50), 255, np.uint8)).save(tmp_path / "mask.png")
    table = tmp_path / "list.csv"
    table.write_text("image,mask\npics/cat/john0.png,mask.png\n")
    line = ["batch", table, "--model", card, "--out", tmp_path / "out", "--workers", "1"]
    assert source.exists()
    assert run([str(word) for word in (*line, "--methods", "eigen-cam")]) == 0
    found = {row["metric"]: row["value"] for row in rows_of(tmp_path / "out" / "results.csv")}
    assert set(MASK_METRICS) <= set(found)
    assert float(found["energy-inside"]) == pytest.approx(1)
