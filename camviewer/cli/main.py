"""Reads the command line; the only place where a user's error ends the program."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from camviewer import __version__
from camviewer.cli import (
    batch,
    bench,
    compare,
    explain,
    listing,
    metrics,
    render,
    report,
    shots,
    train,
    window,
)
from camviewer.core.errors import CamViewerError, Cancelled
from camviewer.core.settings import DISCLAIMER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.cli.command import Command

COMMANDS: tuple[Command, ...] = (
    window.COMMAND,
    explain.COMMAND,
    metrics.COMMAND,
    compare.COMMAND,
    batch.COMMAND,
    report.COMMAND,
    render.COMMAND,
    listing.COMMAND,
    train.COMMAND,
    shots.COMMAND,
    bench.COMMAND,
)

_SIGNED = frozenset(("--at", "--target", "--window"))
_NEGATIVE = re.compile(r"-[\d.]")


def make_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="camviewer",
        description="Shows on an image or a CT what moved a neural network's score.",
        epilog=f"camviewer [FILE …] opens the window. {DISCLAIMER}.",
    )
    parser.add_argument("--version", action="version", version=f"camviewer {__version__}")
    words = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in COMMANDS:
        below = words.add_parser(command.name, help=command.summary)
        command.add_arguments(below)
        below.set_defaults(run=command.run)
    return parser


def run(arguments: Sequence[str]) -> int:
    """Run one command line.

    Returns
    -------
    int
        0 done, 1 an error of the user's, 2 a wrong command line.
    """
    try:
        return _run(arguments)
    except CamViewerError as error:
        print(f"camviewer: {error}", file=sys.stderr)
        if error.hint:
            print(f"  {error.hint}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Cancelled):
        print("camviewer: stopped.", file=sys.stderr)
        return 1


def joined(arguments: Sequence[str]) -> list[str]:
    """Join ``--at -60,12,-88`` into one word: argparse takes the minus for an option."""
    words = list(arguments)
    for index in range(len(words) - 1, 0, -1):
        if words[index - 1] in _SIGNED and _NEGATIVE.match(words[index]):
            words[index - 1 : index + 1] = [f"{words[index - 1]}={words[index]}"]
    return words


def _run(arguments: Sequence[str]) -> int:
    words = {command.name for command in COMMANDS}
    if all(not each.startswith("-") for each in arguments) and not words & set(arguments[:1]):
        return window.show([Path(each) for each in arguments])
    try:
        parsed = make_parser().parse_args(joined(arguments))
    except SystemExit as leaving:
        return int(leaving.code or 0)
    if parsed.command is None:
        return window.show([])
    return int(parsed.run(parsed))
