"""``camviewer list``: what can be chosen."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from camviewer.cli.command import Command

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "what", choices=["methods", "metrics", "models", "targets", "formats", "recipes"]
    )
    parser.add_argument("--json", action="store_true", help="everything known, for programs")


def run(arguments: argparse.Namespace) -> int:
    """Print one list."""
    from camviewer.session.catalogue import Catalogue

    if arguments.what == "recipes":
        _print_recipes(is_json=arguments.json)
        return 0
    catalogue = Catalogue()
    entries: list[Any] = list(getattr(catalogue, arguments.what)())
    if arguments.json:
        print(json.dumps([dataclasses.asdict(each) for each in entries], indent=2))
        return 0
    width = max((len(each.name) for each in entries), default=0)
    for each in entries:
        print(f"{each.name:<{width}}  {_words(each)}")
    if arguments.what == "models":
        print(
            "\nAlso torchvision:NAME, timm:NAME, or the path of a model card (card.toml), of "
            "NET.onnx, NET.pt2 or a MONAI bundle; TorchScript by a card."
        )
    return 0


def _print_recipes(*, is_json: bool) -> None:
    """Print the trainings, and what can be set of each."""
    from camviewer.core.params import describe
    from camviewer.recipes import RECIPES

    if is_json:
        found = [
            {
                "name": each.name,
                "label": each.label,
                "summary": each.summary,
                "data": each.data,
                "params": [dataclasses.asdict(param) for param in describe(each.params)],
            }
            for each in RECIPES
        ]
        print(json.dumps(found, indent=2))
        return
    for each in RECIPES:
        needs = f" Needs {each.data}." if each.data else ""
        print(f"{each.name}  {each.label}: {each.summary}{needs}")
        for param in describe(each.params):
            print(f"    --set {param.name}={param.default}  {param.help}")


def _words(entry: Any) -> str:  # noqa: ANN401 - one of five infos
    """Return one line about an entry."""
    suffixes = getattr(entry, "suffixes", None)
    if suffixes is not None:
        return f"{entry.label} ({' '.join(suffixes)})"
    syntax = getattr(entry, "syntax", None)
    if syntax is not None:
        return f"{syntax}: {entry.summary}"
    if hasattr(entry, "against"):
        way = "" if entry.better == "neither" else f" [{entry.better} is better]"
        return f"{entry.label}: {entry.summary}{way}"
    badge = getattr(entry, "badge", "")
    return f"{entry.label}: {entry.summary}{f' [{badge}]' if badge else ''}"


COMMAND = Command(
    "list", "list methods, metrics, models, targets, formats or recipes", add_arguments, run
)
