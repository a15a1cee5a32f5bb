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
from camviewer.core.words import either, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from camviewer.core.image import Image
    from camviewer.core.progress import Watch

HEAD_BYTES = 4096
_LISTED = 12
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
        OSError, ValueError, EOFError and their kin mean that the file is damaged. It sets
        ``sha256`` where more than this one file was read, or all of it was read anyway.
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


@dataclass(frozen=True)
class Folder:
    """One kind of folder that can be opened as one image.

    Attributes
    ----------
    name, label
        Registered name and the words shown.
    read
        ``read(path, volume)``: the image, or None when the folder holds nothing of this kind.
    read_watched
        ``read_watched(path, volume, watch)``: the same, telling how far it is; None where
        nothing is to be told.
    """

    name: str
    label: str
    read: Callable[[Path, int | None], Image | None]
    read_watched: Callable[[Path, int | None, Watch], Image | None] | None = None


FORMATS: Registry[Format] = Registry("format")
FOLDERS: Registry[Folder] = Registry("kind of folder")


class ChoiceError(InputError):
    """A file that holds several images, of which none or a missing one was chosen.

    Parameters
    ----------
    count
        How many the file holds; the choice is a number from 0 to count - 1.
    labels
        What each is, as the file calls it: for the screen only, never logged; may be empty.
    """

    def __init__(
        self, message: str, *, count: int, hint: str = "", labels: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, hint=hint)
        self.count = count
        self.labels = labels


def pick(
    count: int,
    volume: int | None,
    several: str = "",
    *,
    labels: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
) -> int:
    """Tell which of ``count`` images is meant.

    Parameters
    ----------
    count, volume
        How many there are, and the number of the chosen one, from 0.
    several
        Sentence that there are several; needed only where there are.
    labels, words
        What each is: with the file's own words, and without any, for the hint.

    Raises
    ------
    ChoiceError
        When there are several and none was chosen, or the chosen one does not exist.
    """
    if volume is None and count == 1:
        return 0
    if volume is not None and 0 <= volume < count:
        return volume
    message = several if volume is None else _not_held(count, volume)
    raise ChoiceError(message, count=count, hint=_choice_hint(count, words), labels=labels)


def _not_held(count: int, volume: int) -> str:
    """Say that the chosen image is not there."""
    if count == 1:
        return say(
            "io", "There is no volume {number}: the file holds one volume.", number=volume
        )
    words = say("io", "There is no volume {number}: the file holds {count} volumes.")
    return words.format(number=volume, count=count)


def _choice_hint(count: int, words: tuple[str, ...]) -> str:
    """Write how one of several images is chosen on the command line."""
    if count == 1:
        return say("io", "Leave out --volume.")
    listed = [f"{number}: {each}" for number, each in enumerate(words[:_LISTED])]
    if not listed:
        return say("io", "Choose one with --volume 0..{last}.", last=count - 1)
    names = "; ".join([*listed, "…"] if len(words) > _LISTED else listed)
    return say(
        "io", "Choose one with --volume 0..{last} ({names}).", last=count - 1, names=names
    )


def open_image(
    path: Path | str, *, volume: int | None = None, watch: Watch | None = None
) -> Image:
    """Open a picture or a volume, whatever its file is called.

    Parameters
    ----------
    path
        Of the file, or of a folder of slices; recognised by its content, not by its suffix.
    volume
        Which one to take, from 0, when there are several.
    watch
        Who looks on and may stop it.

    Raises
    ------
    Cancelled
        When the watch's token was set.
    FormatError
        When no reader takes the file, or it is damaged.
    ChoiceError
        When there are several volumes and none was chosen.
    GeometryError
        When its axes make no sense.
    ResourceError
        When it does not fit into the memory.
    InputError
        When there is no such file or folder, or it may not be read.
    """
    path = Path(path)
    if path.is_dir():
        return _open_folder(path, volume, watch)
    kind = _kind_of(path)
    try:
        image = _read(kind, path, volume, watch)
        digest = image.sha256 or sha256_of(path)
        return replace(image, path=path, name=path.name, sha256=digest)
    except _DAMAGED as error:
        raise _damaged(path.name, kind, error) from error
    except MemoryError as error:
        raise _too_large(path.name) from error


def _damaged(name: str, kind: Format, error: BaseException) -> FormatError:
    """Make the error for a file that its reader failed at."""
    return FormatError(
        say(
            "io",
            "{name} is a damaged or cut off {kind} file.",
            name=name,
            kind=say("formats", kind.label),
        ),
        hint=say(
            "io",
            "Fetch or export it again. The reader said: {reason}",
            reason=_in_one_line(error),
        ),
    )


def _too_large(name: str) -> ResourceError:
    """Make the error for an image at which the memory ran out."""
    return ResourceError(
        say("io", "{name} does not fit into the memory.", name=name),
        hint=say("io", "Close other programs."),
    )


def _read(kind: Format, path: Path, volume: int | None, watch: Watch | None) -> Image:
    """Read with those who look on, where the format can tell them something."""
    if watch is None or kind.read_watched is None:
        return kind.read(path, volume)
    return kind.read_watched(path, volume, watch)


def _open_folder(path: Path, volume: int | None, watch: Watch | None) -> Image:
    """Open a folder by the first kind that finds something of its own in it."""
    name = path.resolve().name
    try:
        for kind in FOLDERS:
            if watch is None or kind.read_watched is None:
                image = kind.read(path, volume)
            else:
                image = kind.read_watched(path, volume, watch)
            if image is not None:
                return replace(image, path=path, name=name)
    except OSError as error:
        raise _unreadable(name, error.strerror or say("io", "an error of the disk")) from error
    except MemoryError as error:
        raise _too_large(name) from error
    kinds = either(say("formats", kind.label) for kind in FOLDERS)
    raise FormatError(
        say("io", "{name} is a folder without {kinds}.", name=name, kinds=kinds),
        hint=say("io", "Name a folder of slices, or one file."),
    )


def _unreadable(name: str, reason: str) -> InputError:
    """Make the error for what the disk or the system does not give."""
    return InputError(
        say("io", "{name} cannot be read: {reason}.", name=name, reason=reason),
        hint=say("io", "Check its permissions."),
    )


def _kind_of(path: Path) -> Format:
    """Find the format of a file by its first bytes."""
    head = _read_head(path)
    for kind in FORMATS:
        if kind.accepts(head, path):
            return kind
    raise _unrecognised(path)


def nan_sentence(array: NDArray[Any], words: str) -> str:
    """Write how many cells are NaN or infinite; empty when there is none.

    Parameters
    ----------
    words
        The sentence, with ``{count}`` of ``{total}`` in it.
    """
    if array.dtype.kind != "f":
        return ""
    count = sum(int(np.count_nonzero(~np.isfinite(part))) for part in array)
    if count == 0:
        return ""
    return words.format(count=f"{count:,}", total=f"{array.size:,}")


def _read_head(path: Path) -> bytes:
    """First bytes of a file."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except FileNotFoundError:
        raise InputError(
            say("io", "There is no file {path}.", path=path),
            hint=say("io", "Check the spelling."),
        ) from None
    except OSError as error:
        raise _unreadable(path.name, error.strerror or str(error)) from error
    if not head:
        raise FormatError(
            say("io", "{name} is empty.", name=path.name),
            hint=say("io", "Fetch or export it again."),
        )
    return head


def _unrecognised(path: Path) -> FormatError:
    """Make the error for a file that no reader takes, as helpful as can be."""
    known = ", ".join(say("formats", kind.label) for kind in FORMATS)
    claimed = [k.label for k in FORMATS if path.name.lower().endswith(k.suffixes)]
    message = say("io", "{name} is of no known kind.", name=path.name)
    if claimed:
        message = say(
            "io",
            "{name} is no {kind} file, whatever its name says, or it is damaged.",
            name=path.name,
            kind=say("formats", claimed[0]),
        )
    return FormatError(
        message, hint=say("io", "Files that can be opened: {kinds}.", kinds=known)
    )


def _in_one_line(error: BaseException) -> str:
    """Return a foreign error's text without line breaks."""
    return " ".join(str(error).split()) or type(error).__name__
