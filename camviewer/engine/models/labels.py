"""Names of output units, read from shipped or the user's text files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from camviewer.core.errors import ModelError
from camviewer.core.settings import resource
from camviewer.core.words import say

if TYPE_CHECKING:
    from pathlib import Path


def read_labels(path: Path) -> tuple[str, ...]:
    """Read one label a line; empty lines are passed over.

    Raises
    ------
    ModelError
        When the file cannot be read or holds none.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(
            say("engine", "The labels in {file} cannot be read.", file=path.name),
            hint=say("engine", "One label a line, in UTF-8."),
        ) from error
    labels = tuple(line.strip() for line in lines if line.strip())
    if not labels:
        raise ModelError(
            say("engine", "{file} holds no label.", file=path.name),
            hint=say("engine", "One label a line, in UTF-8."),
        )
    return labels


@cache
def imagenet_labels() -> tuple[str, ...]:
    """Return the 1000 names of ILSVRC-2012's classes in their usual order."""
    return read_labels(resource("labels", "imagenet1k.txt"))


def numbered_labels(count: int) -> tuple[str, ...]:
    """Return ``class 0`` to ``class count - 1`` for a network nobody named the units of."""
    return tuple(f"class {index}" for index in range(count))
