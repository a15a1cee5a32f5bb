"""How reading a DICOM file fails: in a sentence of our own, without a word of the file's.

The library's warnings, log records and errors quote what the file holds, a name perhaps.
"""

from __future__ import annotations

import logging
import struct
import warnings
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from camviewer.core.errors import FormatError
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

# The library's own ways to fail on a damaged file, and those of its decoders.
_BROKEN = (
    OSError, ValueError, EOFError, LookupError, TypeError, AttributeError, ArithmeticError,
    NotImplementedError, RuntimeError, StopIteration, struct.error, zlib.error,
)  # fmt: skip


@contextmanager
def quietly() -> Iterator[None]:
    """Keep the library from warning and logging."""
    import pydicom

    logger = logging.getLogger("pydicom")
    was, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings(), pydicom.config.disable_value_validation():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.disabled = was


def damaged(name: str) -> FormatError:
    """Make the error for a file that is cut off or makes no sense."""
    return FormatError(
        say("io", "{name} is a damaged or cut off DICOM file.", name=name),
        hint=say("io", "Fetch or export it again."),
    )


def safely(work: Callable[[], T], name: str) -> T:
    """Do some reading, and turn the library's errors into ours.

    Raises
    ------
    FormatError
        When it fails; the library's error does not hang on it, as its text may quote a name.
    """
    from pydicom.errors import BytesLengthException, InvalidDicomError

    try:
        return work()
    except (*_BROKEN, BytesLengthException, InvalidDicomError):
        pass  # raised below, where the library's error is forgotten
    raise damaged(name)
