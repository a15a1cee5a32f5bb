"""What a command is, and what several of them share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.errors import InputError, ResourceError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Command:
    """One word of the command line.

    Attributes
    ----------
    name, summary
        The word and one sentence for ``--help``.
    add_arguments
        Declares its arguments.
    run
        Does it and returns the exit status.
    """

    name: str
    summary: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def check_file_name(path: Path) -> None:
    """Refuse a folder where a file is to be written, before any work is done.

    Raises
    ------
    ResourceError
        When the path is a folder.
    """
    if path.is_dir():
        raise ResourceError(f"{path} is a folder.", hint="Name the file: --out slice.png")


def print_notes(sentences: Sequence[str]) -> None:
    """Say what the user must know of an image or of a run."""
    for sentence in sentences:
        print(f"note: {sentence}")


def read_settings(texts: Sequence[str]) -> dict[str, dict[str, object]]:
    """Read ``METHOD.NAME=VALUE`` texts into parameters by method.

    Raises
    ------
    InputError
        When a text has another form.
    """
    parameters: dict[str, dict[str, object]] = {}
    for text in texts:
        place, equals, value = text.partition("=")
        method, dot, name = place.partition(".")
        if not (equals and dot and method and name):
            raise InputError(
                f"'{text}' is no parameter.", hint="Write --set cf-cam.sigma=1.5, for instance."
            )
        parameters.setdefault(method, {})[name] = value
    return parameters
