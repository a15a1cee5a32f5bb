"""What many cases cost: two workers of a cluster beside one, and what a case costs by itself.

``camviewer bench cohort`` on a quiet machine with two cores. Ends with 1 when a limit does not
hold.
"""

# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent))
from measure import arguments, line, peer

from camviewer.core.progress import CancelToken, no_report
from camviewer.session.cohort import CohortRequest, CohortRun, Ledger, checked, read_cases
from camviewer.session.cohort.crew import LocalCrew
from camviewer.session.cohort.outcome import Outcome

MODEL = "efficientnet-lite0"
METHODS = ("grad-cam", "hires-cam", "layer-cam", "cf-cam")
METRICS = ("average-drop", "deletion", "insertion")
ONE_CORE = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def pictures(folder, count, side):
    """Pictures of noise, all different."""
    folder.mkdir(parents=True)
    for seed in range(count):
        pixels = np.random.default_rng(seed).integers(0, 256, (side, side, 3))
        Image.fromarray(pixels.astype(np.uint8)).save(folder / f"{seed}.png")
    return folder


def worked(source, wish, out, crew):
    """Seconds of a whole run."""
    ledger = Ledger(out)
    ledger.take()
    run = CohortRun(read_cases(source).cases, wish, ledger, crew=crew)
    started = time.perf_counter()
    tally = run.run(no_report, CancelToken())
    spent = time.perf_counter() - started
    ledger.free()
    assert tally.measured == tally.total
    return spent


@contextmanager
def process(*words):
    """A program of the cluster on one core, killed at the end."""
    root = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", *map(str, words)]
    started = subprocess.Popen(
        command, env={**os.environ, **ONE_CORE, "PYTHONPATH": paths},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
    finally:
        started.kill()
        started.wait()


def on_cluster(folder, workers, source, wish):
    """Seconds of a run on so many workers, which have loaded the network before."""
    from camviewer.session.cohort.cluster import ClusterCrew

    folder.mkdir()
    told = folder / "scheduler.json"
    with ExitStack() as stack:
        stack.enter_context(process(
            "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
            "--scheduler-file", told, "--no-dashboard",
        ))  # fmt: skip
        while not told.exists():
            time.sleep(0.1)
        address = json.loads(told.read_text())["address"]
        for _ in range(workers):
            stack.enter_context(process(
                "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny",
                "--no-dashboard", "--local-directory", folder,
            ))  # fmt: skip
        crew = ClusterCrew(address)
        stack.callback(crew.close)
        while len(crew._client.nthreads()) < workers:
            time.sleep(0.1)
        crew._asked = float("-inf")
        worked(pictures(folder / "warm", 4 * workers, 32), wish, folder / "warm-out", crew)
        return worked(source, wish, folder / "out", crew)


def cluster(args, folder):
    """Two workers beside one."""
    if not peer("distributed"):
        return True
    wish = checked(CohortRequest(MODEL, METHODS, METRICS, device="cpu"))
    source = pictures(folder / "pics", 12 if args.quick else 40, 224)
    one = on_cluster(folder / "one", 1, source, wish)
    two = on_cluster(folder / "two", 2, source, wish)
    print(f"  one worker {one:.1f} s, two workers {two:.1f} s")
    return line("a cohort on two workers, beside one", two / one, 0.6, "of its time")


def nothing(_wish, jobs):
    """Do no work: what is left is what a case costs by itself."""
    maps = {"m": {"float32": "x" * 400}}
    return [Outcome(job.key, {"key": job.key, "maps": maps}, None, 0.001) for job in jobs]


def overhead(args, folder):
    """Hashing, the trip to a worker and back, and the file on the disk, for tiny pictures."""
    count = 500 if args.quick else 5000
    source = pictures(folder / "tiny", count, 32)
    wish = checked(CohortRequest(MODEL, ("grad-cam",)))
    crew = LocalCrew(2, nothing)
    worked(pictures(folder / "few", 4, 32), wish, folder / "few-out", crew)
    spent = worked(source, wish, folder / "tiny-out", crew)
    crew.close()
    started = time.perf_counter()
    ledger = Ledger(folder / "tiny-out")
    run = CohortRun(read_cases(source).cases, wish, ledger, crew=crew)
    run.run(no_report, CancelToken())
    again = time.perf_counter() - started
    good = line("a case by itself, beside its network", 1e3 * spent / count, 5.0, "ms")
    return (
        line("  the same when it was finished before", 1e3 * again / count, 2.0, "ms") and good
    )


def main():
    args = arguments(__doc__)
    rows = {"cluster": cluster, "overhead": overhead}
    good = True
    for name, row in rows.items():
        if args.only in {None, name}:
            with tempfile.TemporaryDirectory() as place:
                good = row(args, Path(place)) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
