"""``camviewer train``: run a training recipe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from camviewer.cli.command import Command
from camviewer.core.errors import InputError
from camviewer.core.params import build
from camviewer.core.progress import CancelToken

if TYPE_CHECKING:
    import argparse

    from camviewer.core.progress import Progress
    from camviewer.recipes import Recipe


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "recipe", metavar="RECIPE",
        help="nodule, cifake or nodule-cases; 'camviewer list recipes' says what can be set",
    )  # fmt: skip
    parser.add_argument(
        "data", metavar="DATA", type=Path, nargs="?",
        help="zip or folder of the images, where the recipe has none of its own",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, default=Path("trained"), metavar="DIR",
        help="for the weights and what was measured; 'trained' if left out",
    )  # fmt: skip
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE",
        help="of the recipe; may repeat: epochs=8, for instance",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Train and print what was measured."""
    from camviewer.io import make_folder
    from camviewer.recipes import RECIPES, Places

    recipe = RECIPES.get(arguments.recipe)
    values = dict(text.partition("=")[::2] for text in arguments.set)
    params = build(recipe.params, values)
    _check_data(recipe, arguments.data)
    places = Places(make_folder(arguments.out), arguments.data)
    found = recipe.run(params, _report, CancelToken(), places)
    print(json.dumps(found, indent=2))
    return 0


def _check_data(recipe: Recipe, path: Path | None) -> None:
    """Refuse images that are not there, and those that a recipe has no use for.

    Raises
    ------
    InputError
        In either case.
    """
    if recipe.data and path is None:
        raise InputError(
            f"The recipe {recipe.name} needs {recipe.data}.",
            hint=f"Name it: camviewer train {recipe.name} {recipe.name}.zip",
        )
    if path is not None and not recipe.data:
        raise InputError(
            f"The recipe {recipe.name} has images of its own.", hint=f"Leave out {path}."
        )
    if path is not None and not path.exists():
        raise InputError(f"There is no {path}.", hint="Check the spelling.")


def _report(progress: Progress) -> None:
    print(f"{progress.done}/{progress.total} {progress.label}", flush=True)


COMMAND = Command("train", "train a shipped network again", add_arguments, run)
