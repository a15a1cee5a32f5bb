"""How a session file names other files, and how they are found again."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def way_to(path: Path, folder: Path | None) -> str:
    """Write the way from a folder to a file; its whole path without a folder."""
    whole = path.resolve()
    if folder is not None:
        with suppress(ValueError):  # from another drive there is no way to here
            whole = Path(os.path.relpath(whole, folder.resolve()))
    return whole.as_posix()


def find_again(written: str, folder: Path) -> Path | None:
    """Find a file where it was, or in the folder itself; None when it is at neither place."""
    for candidate in (folder / written, folder / Path(written).name):
        try:
            if candidate.exists():
                return candidate.resolve()
        except (OSError, ValueError):  # no access, or no name that a file can have
            continue
    return None
