"""A real scheduler and two workers, of which one is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from camviewer.cli.main import run
from camviewer.core.errors import ResourceError
from camviewer.session.cohort.cluster import ClusterCrew

from .conftest import write_picture

ROOT = Path(__file__).resolve().parents[3]
needs_dask = pytest.mark.skipif(
    find_spec("distributed") is None, reason="dask.distributed is not installed"
)


@contextmanager
def process(*words):
    """A program of the library, from the folder where camviewer lies; killed at the end."""
    line = [sys.executable, "-m", *map(str, words)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    started = subprocess.Popen(line, cwd=ROOT, env=env, **quiet)
    try:
        yield started
    finally:
        started.kill()
        started.wait()


@contextmanager
def cluster(folder):
    """Address of a scheduler, and its two workers."""
    told = folder / "scheduler.json"
    with process(
        "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
        "--scheduler-file", told, "--no-dashboard",
    ):  # fmt: skip
        until(told.exists)
        address = json.loads(told.read_text())["address"]
        worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny",
                  "--no-dashboard", "--local-directory", folder)  # fmt: skip
        with process(*worker) as one, process(*worker) as other:
            yield address, (one, other)


def until(happened, seconds=240):
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def finished(out):
    return len(list(out.glob("cases/*/*.json")))


@needs_dask
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_cluster_finishes_although_a_worker_is_killed_in_the_middle(tmp_path, card):
    count, out = 40, tmp_path / "out"
    for seed in range(count):
        write_picture(tmp_path / "pics" / f"p{seed}.png", seed)
    with cluster(tmp_path) as (address, workers):
        words = ("camviewer", "batch", tmp_path / "pics", "--model", card, "--out", out,
                 "--method", "eigen-cam", "grad-cam", "--metric", "deletion", "complexity",
                 "--scheduler", address)  # fmt: skip
        with process(*words) as batch:
            until(lambda: finished(out) >= 4 or batch.poll() is not None)
            assert batch.poll() is None
            os.kill(workers[0].pid, signal.SIGKILL)
            assert finished(out) < count
            assert batch.wait(400) == 0
    assert finished(out) == count
    found = json.loads((out / "results.json").read_text())
    assert sorted(each["line"] for each in found["results"]) == list(range(1, count + 1))
    assert not list(out.glob("failed/*/*"))


@needs_dask
def test_an_address_where_nobody_answers_is_one_sentence(monkeypatch):
    monkeypatch.setattr("camviewer.session.cohort.cluster._PATIENCE", "1s")
    with pytest.raises(ResourceError, match="No Dask scheduler answers") as told:
        ClusterCrew("tcp://127.0.0.1:1")
    assert "tcp://host:8786" in told.value.hint


def test_without_the_library_the_user_is_told_how_to_get_it(
    pictures, tmp_path, card, monkeypatch, capsys
):
    monkeypatch.setitem(sys.modules, "distributed", None)
    words = ["batch", tmp_path / "pics", "--model", card, "--out", tmp_path / "out",
             "--method", "eigen-cam", "--scheduler", "tcp://127.0.0.1:1"]  # fmt: skip
    assert run([str(word) for word in words]) == 1
    said = capsys.readouterr().err
    assert "dask.distributed is not installed" in said
    assert "pip install 'camviewer[cluster]'" in said


def test_nothing_else_loads_the_library():
    code = "import sys, camviewer.session.cohort; print('distributed' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert ran.stdout.strip() == "False"
