"""A file read once from beginning to end: hashed on the way, unpacked when it is gzipped.

Network disks are slow, so the bytes are fetched once; the hash is worked out beside the
unpacking, in a thread of its own.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self, cast

from isal import igzip, isal_zlib

from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType

GZIP = b"\x1f\x8b"
BLOCK = 1 << 20
_PLAIN_BLOCK = 1 << 23  # reading is so fast that two threads should not meet too often
_OWED = 32
_DAMAGED = cast("type[Exception]", isal_zlib.error)


class HashedFile(io.RawIOBase):
    """A file whose every byte is hashed as it is read.

    Parameters
    ----------
    path
        Of the file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._raw = path.open("rb", buffering=0)
        self._sha = hashlib.sha256()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hash")
        self._owed: deque[Future[None]] = deque()

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - anything with a buffer
        """Read into memory that will be used again."""
        count = self._raw.readinto(buffer)
        self._hash(bytes(memoryview(buffer)[:count]))
        return count

    def readinto_kept(self, buffer: memoryview) -> int:
        """Read into memory that stays as it is until the hash is asked for."""
        count = self._raw.readinto(buffer)
        self._hash(buffer[:count])
        return count

    def _hash(self, block: bytes | memoryview) -> None:
        self._owed.append(self._thread.submit(self._sha.update, block))
        if len(self._owed) > _OWED:
            self._owed.popleft().result()

    def sha256(self) -> str:
        """Read what is left and return the SHA-256 of all bytes, 64 hexadecimal digits."""
        while block := self._raw.read(BLOCK):
            self._hash(block)
        while self._owed:
            self._owed.popleft().result()
        return self._sha.hexdigest()

    def close(self) -> None:
        """Close the file and end the thread."""
        if not self.closed:
            self._thread.shutdown(wait=True, cancel_futures=True)
            self._raw.close()
        super().close()


class Stream:
    """The bytes of a file, unpacked when it is gzipped.

    Attributes
    ----------
    file : HashedFile
        The file itself.
    is_packed : bool
        Whether it is gzipped.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.is_packed = file.read(len(GZIP)) == GZIP
        self.file = HashedFile(path)
        self._block = BLOCK if self.is_packed else _PLAIN_BLOCK
        self._readinto: Callable[[memoryview], int] = self.file.readinto_kept
        if self.is_packed:
            self._readinto = igzip.IGzipFile(None, "rb", fileobj=self.file).readinto

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.close()

    def fill(self, target: memoryview, told: Callable[[int], None] | None = None) -> None:
        """Fill memory with the next bytes, which then stay as they are.

        Parameters
        ----------
        target
            Bytes, one axis.
        told
            Called with the count of bytes so far after each block of a few megabytes.

        Raises
        ------
        EOFError
            When the file ends before.
        zlib.error, OSError
            When it is damaged.
        """
        at, block = 0, BLOCK
        while at < len(target):
            count = self._take(target[at : at + block])
            if not count:
                raise _cut(len(target) - at)
            at += count
            if told is not None:
                told(at)
            block = min(2 * block, self._block)

    def read(self, count: int) -> bytes:
        """Return the next bytes; fewer at the end."""
        found = bytearray(count)
        at = 0
        while at < count and (got := self._take(memoryview(found)[at:])):
            at += got
        return bytes(found[:at])

    def skip(self, count: int, told: Callable[[], None] | None = None) -> None:
        """Pass over bytes."""
        while count > 0:
            got = self._take(memoryview(bytearray(min(count, BLOCK))))
            if not got:
                raise _cut(count)
            count -= got
            if told is not None:
                told()

    def finish(self) -> None:
        """Go to the end, where gzip compares its checksum."""
        while self._take(memoryview(bytearray(BLOCK))):
            pass

    def _take(self, target: memoryview) -> int:
        with _known_errors():
            return self._readinto(target)


def _cut(count: int) -> EOFError:
    return EOFError(say("io", "it ends {count} bytes too early", count=count))


@contextmanager
def _known_errors() -> Iterator[None]:
    """Give the unpacker's own error the name that the standard library has for it."""
    try:
        yield
    except _DAMAGED as error:
        raise zlib.error(str(error)) from error
