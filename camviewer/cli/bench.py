"""``camviewer bench``: what explaining costs, beside other programs, on this machine."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import camviewer
from camviewer.cli.command import Command
from camviewer.core.errors import ResourceError, UnknownNameError

if TYPE_CHECKING:
    import argparse

_PACKAGES = ("torch", "torchvision", "numpy", "grad-cam", "torchcam", "captum", "monai")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="engine, volumes, render, nifti, gui, viewer, cohort; all when left out",
    )
    parser.add_argument(
        "--quick", action="store_true", help="few repeats; long peers by a part of their work"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmarks one after another; 1 when a limit does not hold."""
    scripts = _scripts(Path(camviewer.__file__).parent.parent / "tests" / "benchmarks")
    for name in arguments.names:
        if name not in scripts:
            raise UnknownNameError("benchmark", name, scripts)
    print(", ".join(_versions()), flush=True)
    more = ["--quick"] if arguments.quick else []
    ended = [
        subprocess.run([sys.executable, str(scripts[name]), *more], check=False).returncode  # noqa: S603 - our own scripts
        for name in arguments.names or scripts
    ]
    return int(any(ended))


def _scripts(folder: Path) -> dict[str, Path]:
    """Find the benchmarks by name.

    Raises
    ------
    ResourceError
        When the program was installed without them.
    """
    found = {
        path.stem.removeprefix("bench_"): path for path in sorted(folder.glob("bench_*.py"))
    }
    if not found:
        raise ResourceError(
            "The benchmarks come with the source code only.",
            hint="Run camviewer bench in a checkout of the repository.",
        )
    return found


def _versions() -> list[str]:
    """Name and version of what is measured, other programs included where they are there."""
    found = [f"python {sys.version.split()[0]}"]
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} absent")
    return found


COMMAND = Command("bench", "measure the engine beside other programs", add_arguments, run)
