"""What a file is, told by its bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, 64 lower-case hexadecimal digits.

    Raises
    ------
    OSError
        When the file cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
