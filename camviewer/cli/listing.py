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
    parser.add_argument("what", choices=["methods", "metrics", "models", "targets", "formats"])
    parser.add_argument("--json", action="store_true", help="everything known, for programs")


def run(arguments: argparse.Namespace) -> int:
    """Print one list."""
    from camviewer.session.catalogue import Catalogue

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
    "list", "list methods, metrics, models, targets or formats", add_arguments, run
)
