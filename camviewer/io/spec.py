"""What a file format is, the list of all of them, and the one way to open a file."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.digest import sha256_of
from camviewer.core.errors import FormatError, InputError, ResourceError
from camviewer.core.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from camviewer.core.image import Image
    from camviewer.core.progress import Watch

HEAD_BYTES = 4096
_DAMAGED = (OSError, ValueError, EOFError, SyntaxError, struct.error, zlib.error)


@dataclass(frozen=True)
class Format:
    """One kind of file that can be opened.

    Attributes
    ----------
    name, label
        Registered name and the words shown.
    suffixes
        Endings of its files, with the dot; for file dialogs only, never trusted.
    accepts
        ``accepts(head, path)``: whether a file whose first bytes (4096 at most) are ``head`` is
        of this kind.
    read
        ``read(path, volume)``: the image; ``volume`` picks one of several in the file.
        OSError, ValueError, EOFError and their kin mean that the file is damaged. It may give
        the file's SHA-256 when it has read all of it anyway.
    read_watched
        ``read_watched(path, volume, watch)``: the same, telling how far it is; None where
        the files are so small, or read so by a library, that nothing is to be told.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    accepts: Callable[[bytes, Path], bool]
    read: Callable[[Path, int | None], Image]
    read_watched: Callable[[Path, int | None, Watch], Image] | None = None


FORMATS: Registry[Format] = Registry("format")


class ChoiceError(InputError):
    """A file that holds several images, of which none or a missing one was chosen.

    Parameters
    ----------
    count
        How many the file holds; the choice is a number from 0 to count - 1.
    """

    def __init__(self, message: str, *, count: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.count = count


def pick(count: int, volume: int | None, what: str) -> int:
    """Tell which of ``count`` images is meant; ``what`` names the file in the message.

    Raises
    ------
    ChoiceError
        When there are several and none was chosen, or the chosen one does not exist.
    """
    hint = f"Choose one with --volume 0..{count - 1}." if count > 1 else "Leave out --volume."
    if volume is None:
        if count > 1:
            raise ChoiceError(f"This is a {what} with {count} volumes.", count=count, hint=hint)
        return 0
    if not 0 <= volume < count:
        held = f"{count} volumes" if count > 1 else "one volume"
        raise ChoiceError(
            f"There is no volume {volume}: the file holds {held}.", count=count, hint=hint
        )
    return volume


def open_image(
    path: Path | str, *, volume: int | None = None, watch: Watch | None = None
) -> Image:
    """Open a picture or a volume, whatever its file is called.

    Parameters
    ----------
    path
        Of the file; recognised by its content, not by its suffix.
    volume
        Which one to take, from 0, when the file holds several.
    watch
        Who looks on and may stop it.

    Raises
    ------
    Cancelled
        When the watch's token was set.
    FormatError
        When no reader takes the file, or it is damaged.
    ChoiceError
        When the file holds several volumes and none was chosen.
    GeometryError
        When its axes make no sense.
    ResourceError
        When it does not fit into the memory.
    InputError
        When there is no such file, or it may not be read.
    """
    path = Path(path)
    head = _read_head(path)
    for kind in FORMATS:
        if kind.accepts(head, path):
            break
    else:
        raise _unrecognised(path, head)
    try:
        image = _read(kind, path, volume, watch)
        sha256 = image.sha256 or sha256_of(path)
        return replace(image, path=path, name=path.name, sha256=sha256)
    except _DAMAGED as error:
        raise FormatError(
            f"{path.name} is a damaged or cut off {kind.label} file.",
            hint=f"Fetch or export it again. The reader said: {_in_one_line(error)}",
        ) from error
    except MemoryError as error:
        raise ResourceError(
            f"{path.name} does not fit into the memory.", hint="Close other programs."
        ) from error


def _read(kind: Format, path: Path, volume: int | None, watch: Watch | None) -> Image:
    """Read with those who look on, where the format can tell them something."""
    if watch is None or kind.read_watched is None:
        return kind.read(path, volume)
    return kind.read_watched(path, volume, watch)


def nan_sentence(array: NDArray[Any], unit: str) -> str:
    """Write how many cells are NaN or infinite; empty when there is none."""
    if array.dtype.kind != "f":
        return ""
    count = sum(int(np.count_nonzero(~np.isfinite(part))) for part in array)
    if count == 0:
        return ""
    return f"{count:,} of {array.size:,} {unit} are not numbers (NaN or infinite)."


def _read_head(path: Path) -> bytes:
    """First bytes of a file."""
    if path.is_dir():
        raise InputError(f"{path.name} is a folder.", hint="Name one file in it.")
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.", hint="Check the spelling.") from None
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be read: {error.strerror or error}.",
            hint="Check its permissions.",
        ) from error
    if not head:
        raise FormatError(f"{path.name} is empty.", hint="Fetch or export it again.")
    return head


def _unrecognised(path: Path, head: bytes) -> FormatError:
    """Make the error for a file that no reader takes, as helpful as can be."""
    if head[128:132] == b"DICM":
        return FormatError(
            f"{path.name} is a DICOM file, which is not read yet.",
            hint="Convert the series to NIfTI first.",
        )
    known = ", ".join(kind.label for kind in FORMATS)
    claimed = [k.label for k in FORMATS if path.name.lower().endswith(k.suffixes)]
    if claimed:
        return FormatError(
            f"{path.name} is no {claimed[0]} file, whatever its name says, or it is damaged.",
            hint=f"Files that can be opened: {known}.",
        )
    return FormatError(
        f"{path.name} is of no known kind.", hint=f"Files that can be opened: {known}."
    )


def _in_one_line(error: BaseException) -> str:
    """Return a foreign error's text without line breaks."""
    return " ".join(str(error).split()) or type(error).__name__
