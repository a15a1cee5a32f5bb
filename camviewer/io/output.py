"""Result files that are there whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from camviewer.core.errors import ResourceError
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def make_folder(path: Path) -> Path:
    """Make an output folder with its parents, or take the one that is there.

    Raises
    ------
    ResourceError
        When it cannot be made or written.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe = path / ".camviewer.part"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise _unwritable(path, error) from error
    return path


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes its name only once it has been written to the end.

    Raises
    ------
    ResourceError
        When the place cannot be written or the disk is full; nothing is left behind.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        if part.is_file():
            part.unlink()


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file.

    Raises
    ------
    ResourceError
        When the place cannot be written.
    """
    with whole_file(path) as file:
        file.write(content)


def _unwritable(path: Path, error: OSError) -> ResourceError:
    """Make the error for a place that takes no file."""
    return ResourceError(
        say(
            "io",
            "{path} cannot be written: {reason}.",
            path=path,
            reason=error.strerror or error,
        ),
        hint=say("io", "Choose another folder, or free some space."),
    )
