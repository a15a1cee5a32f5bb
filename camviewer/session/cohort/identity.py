"""Which case it is: a digest of its bytes and of all that decides its result."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from camviewer.core.digest import sha256_of

if TYPE_CHECKING:
    from camviewer.session.cohort.cases import Case


def digest_of(path: Path) -> str:
    """SHA-256 of a file; of a folder, that of the names and digests of all files below it.

    Raises
    ------
    OSError
        When it cannot be read.
    """
    if not path.is_dir():
        return sha256_of(path)
    files = sorted(each for each in path.rglob("*") if each.is_file())
    lines = [f"{each.relative_to(path).as_posix()} {sha256_of(each)}" for each in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def case_key(case: Case, target: str | None, fingerprint: str) -> str:
    """Name a case: equal for equal images, masks, targets and wishes, and for no others.

    Parameters
    ----------
    case
        Its files are read.
    target
        What is explained.
    fingerprint
        Of the wish.

    Raises
    ------
    OSError
        When a file cannot be read.
    """
    mask = "" if case.mask is None else digest_of(case.mask)
    own = _target_files(target)
    return _joined(digest_of(case.image), mask, target or "", own, fingerprint)


def lost_key(case: Case, fingerprint: str) -> str:
    """Name a case whose files cannot be read, by where they ought to be."""
    return _joined("lost", str(case.image), str(case.mask), case.fault, fingerprint)


def _target_files(target: str | None) -> str:
    """Digests of the files that a target names."""
    if target is None or ":" not in target:
        return ""
    from camviewer.engine.targets import files_named

    return " ".join(digest_of(Path(path)) for path in files_named(target))


def _joined(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
