"""``camviewer train``: run a training recipe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from camviewer.cli.command import Command
from camviewer.core.params import build
from camviewer.core.progress import CancelToken

if TYPE_CHECKING:
    import argparse

    from camviewer.core.progress import Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("recipe", metavar="RECIPE", help="nodule")
    parser.add_argument("--out", type=Path, default=Path("trained"), metavar="DIR")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")


def run(arguments: argparse.Namespace) -> int:
    """Train and print what was measured."""
    from camviewer.io import make_folder
    from camviewer.recipes import RECIPES

    recipe = RECIPES.get(arguments.recipe)
    values = dict(text.partition("=")[::2] for text in arguments.set)
    make_folder(arguments.out)
    found = recipe.run(build(recipe.params, values), _report, CancelToken(), arguments.out)
    print(json.dumps(found, indent=2))
    return 0


def _report(progress: Progress) -> None:
    print(f"{progress.done}/{progress.total} {progress.label}", flush=True)


COMMAND = Command("train", "train a shipped network again", add_arguments, run)
