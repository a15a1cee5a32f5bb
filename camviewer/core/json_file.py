"""JSON files that a person may have damaged: read with care, written whole or not at all."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from camviewer.core.errors import FormatError
from camviewer.core.words import say

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 1_000_000
_KEPT_ASIDE = 9


def read_json(path: Path, most_bytes: int = MOST_BYTES) -> object:
    """Read a JSON file, whatever it holds.

    Parameters
    ----------
    path
        Of the file.
    most_bytes
        A larger one is none of ours.

    Raises
    ------
    FileNotFoundError
        When there is nothing of that name, not even a broken link.
    FormatError
        When it cannot be read, or is no JSON; the sentence names no folder.
    """
    try:
        if not path.is_file():
            # A pipe or a device would hold up the reader for ever.
            if not os.path.lexists(path):
                raise FileNotFoundError(path)  # noqa: TRY301 - as opening it would
            raise _damaged(say("core", "{name} cannot be read: it is no file.", name=path.name))
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise _damaged(_why_not_opened(path, error)) from error
    if len(content) > most_bytes:
        raise _damaged(say("core", "{name} cannot be read: it is too large.", name=path.name))
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _damaged(
            say("core", "{name} cannot be read: it is no JSON text.", name=path.name)
        ) from error


def _why_not_opened(path: Path, error: OSError | ValueError) -> str:
    reason = getattr(error, "strerror", "")
    if not reason:
        return say("core", "{name} cannot be read: its name is odd.", name=path.name)
    return say("core", "{name} cannot be read: {reason}.", name=path.name, reason=reason)


def _damaged(sentence: str) -> FormatError:
    return FormatError(sentence, hint=say("core", "Put back an older copy of it."))


def write_json(path: Path, content: object, *, is_private: bool = False) -> None:
    """Write a JSON file and its folder; the old one stays until the new one is whole.

    Parameters
    ----------
    path, content
        Where, and plain values without NaN.
    is_private
        Whether only this user may read it.

    Raises
    ------
    OSError
        When the place cannot be written.
    """
    text = json.dumps(content, indent=2, allow_nan=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    mode = 0o600 if is_private else 0o666
    part.unlink(missing_ok=True)
    try:
        number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with open(number, "wb") as file:  # noqa: PTH123 - made above with its permissions
            file.write(text.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def put_aside(path: Path) -> str:
    """Rename a file that could not be read to ``NAME.bad-1`` and so on; return that name.

    Returns
    -------
    str
        Empty when it could not be renamed; the last name is used again when all are taken.
    """
    names = [f"{path.name}.bad-{number}" for number in range(1, _KEPT_ASIDE + 1)]
    free = [name for name in names if not os.path.lexists(path.with_name(name))]
    chosen = free[0] if free else names[-1]
    try:
        path.replace(path.with_name(chosen))
    except OSError:
        return ""
    return chosen
