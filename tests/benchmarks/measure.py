"""What the benchmarks share: a clock that is fair to all, and one line per result."""

# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import argparse
import contextlib
import io
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

GIB = 2**30


def medians(cases, repeats):
    """Seconds of each case, run in turn so that a slow moment of the machine hits all."""
    times = {name: [] for name in cases}
    for turn in range(repeats + 1):
        for name, call in cases.items():
            started = time.perf_counter()
            call()
            if turn:
                times[name].append(time.perf_counter() - started)
    return {name: statistics.median(values) for name, values in times.items()}


def once(call):
    """Seconds of one run, and what it gave: for work too long to repeat.

    Progress bars of other programs would hide our lines.
    """
    with contextlib.redirect_stderr(io.StringIO()):
        started = time.perf_counter()
        found = call()
        return time.perf_counter() - started, found


def line(label, ratio, limit=None, unit="forwards"):
    """Print one result and return whether it holds."""
    is_good = limit is None or ratio <= limit
    verdict = "" if limit is None else f"  limit {limit:g}  {'ok' if is_good else 'TOO MUCH'}"
    print(f"{label:<62}{ratio:>10.3f} {unit}{verdict}", flush=True)
    return is_good


def peak(script, case):
    """Peak memory of one case, in GB, in a process of its own."""
    command = [sys.executable, str(Path(script).resolve()), "--child", case]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(answer.stdout.splitlines()[-1])["peak"]


def print_peak():
    """Print the peak of this process, for the parent to read."""
    print(json.dumps({"peak": own_peak() / GIB}))


def own_peak():
    """Peak memory of this process in bytes.

    Linux lets a process inherit its parent's ``ru_maxrss``, so its own high-water mark is read.
    """
    status = Path("/proc/self/status")
    if status.exists():
        marks = dict(part.split(":", 1) for part in status.read_text().splitlines())
        return int(marks["VmHWM"].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def arguments(description):
    """Read what every benchmark of the engine takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", help="one row by its name")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    found = parser.parse_args()
    if found.quick:
        found.repeats = min(found.repeats, 3)
    return found


def peer(name):
    """Import another program, or None where it is not installed."""
    try:
        return __import__(name, fromlist=["*"])
    except ImportError:
        print(f"{name} is not installed: its figures are left out")
        return None
