"""What is finished: one file per case, there whole or not at all, whenever the program ends."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any

from camviewer.core.errors import FormatError, ResourceError
from camviewer.core.json_file import read_json, write_json
from camviewer.core.words import say
from camviewer.session.cohort.outcome import Failure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from camviewer.session.cohort.outcome import Outcome

_MOST_BYTES = 2**30


class Ledger:
    """The cases of an output folder.

    Parameters
    ----------
    folder
        ``cases`` in it holds the results, ``failed`` the reasons why there is none.

    Notes
    -----
    Only one program writes: :meth:`take` locks the folder, and the system frees it when that
    program ends, however it does. A file takes its name when it is whole and on the disk.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: IO[bytes] | None = None

    def take(self) -> None:
        """Keep other programs out, and sweep up what a killed one left.

        Raises
        ------
        ResourceError
            When the folder cannot be written, or another program works in it.
        """
        from camviewer.io import make_folder

        make_folder(self.folder)
        try:
            self._lock = (self.folder / ".lock").open("ab")
            _lock(self._lock)
        except OSError as error:
            self.free()
            raise ResourceError(
                say("cohort", "Another camviewer batch works in this folder."),
                hint=say("cohort", "Wait for it, or choose another folder: --out DIR"),
            ) from error
        for part in self.folder.glob("*/*/*.part"):
            part.unlink(missing_ok=True)

    def free(self) -> None:
        """Let other programs in."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def result(self, key: str) -> dict[str, Any] | None:
        """Return a finished case; None where there is none, or its file is damaged."""
        found = _read(self._path("cases", key))
        return found if found is not None and found.get("key") == key else None

    def failure(self, key: str) -> Failure | None:
        """Return why a case failed; None where it did not."""
        found = _read(self._path("failed", key))
        if found is None or found.get("key") != key:
            return None
        words = (str(found.get(name, "")) for name in ("sentence", "hint", "trace"))
        return Failure(*words)

    def keep(self, outcome: Outcome) -> None:
        """Write down what came of a case.

        Raises
        ------
        ResourceError
            When the disk is full, or was taken away.
        """
        failed = self._path("failed", outcome.key)
        if outcome.failure is None:
            _write(self._path("cases", outcome.key), outcome.record)
            failed.unlink(missing_ok=True)
        else:
            _write(failed, {"key": outcome.key, **asdict(outcome.failure)})

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / f"{key}.json"


def _read(path: Path) -> dict[str, Any] | None:
    """Read a file of a case; None for one that is missing or damaged."""
    try:
        found = read_json(path, _MOST_BYTES)
    except (FileNotFoundError, FormatError):
        return None
    return found if isinstance(found, dict) else None


def _write(path: Path, content: Mapping[str, Any]) -> None:
    try:
        write_json(path, content)
    except OSError as error:
        raise ResourceError(
            say(
                "cohort",
                "A result cannot be written: {reason}.",
                reason=error.strerror or error,
            ),
            hint=say("cohort", "Free some space and start again: what is finished stays."),
        ) from error


def _lock(file: IO[bytes]) -> None:
    """Lock a file for this process; OSError when another one holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
