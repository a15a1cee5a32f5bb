"""Folders of PNG or TIFF slices to one volume, in the order a person would count them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.digest import sha256_of
from camviewer.core.errors import FormatError
from camviewer.core.words import say
from camviewer.io import raster
from camviewer.io.memory import check_memory
from camviewer.io.spec import FOLDERS, HEAD_BYTES, Folder, pick

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from camviewer.core.image import Image

_SUFFIXES = {".png", ".tif", ".tiff"}
_NUMBER = re.compile(r"(\d+)")


def read_folder(path: Path, volume: int | None) -> Image | None:
    """Read the PNG and TIFF files of a folder as slices; None when there are none.

    Their place is unknown; see :func:`camviewer.io.raster.stacked`.

    Raises
    ------
    FormatError
        When the slices differ in size, one is damaged, or all are colours.
    ChoiceError
        When another volume than the first is asked for.
    ResourceError
        When they do not fit into the memory.
    """
    files = slices_in(path)
    if not files:
        return None
    pick(1, volume)
    planes, told = _stacked(files)
    digests = sorted(sha256_of(each) for each in files)
    digest = digests[0] if len(files) == 1 else _joined(digests)
    unknown = say(
        "io",
        "Spacing is unknown: slices and pixels are taken as 1 mm, in the order of the file "
        "names.",
    )
    return replace(raster.stacked(planes, (unknown, *told)), sha256=digest)


def slices_in(folder: Path) -> list[Path]:
    """List a folder's PNG and TIFF files, 2 before 10."""
    files = (each for each in folder.iterdir() if each.suffix.lower() in _SUFFIXES)
    return sorted((each for each in files if _is_picture(each)), key=_natural)


def _joined(digests: Sequence[str]) -> str:
    """Return one digest of several files."""
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def _natural(path: Path) -> tuple[tuple[int, str], ...]:
    """Order names by the numbers in them, then by their letters."""
    parts = _NUMBER.split(path.name.lower())
    return (
        *((int(part), "") if part.isdigit() else (-1, part) for part in parts),
        (0, path.name),
    )


def _is_picture(path: Path) -> bool:
    """Tell whether a file begins as a picture does."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return raster.accepts(file.read(HEAD_BYTES), path)


def _stacked(files: Sequence[Path]) -> tuple[NDArray[Any], tuple[str, ...]]:
    """Read slices into (depth, rows, columns), and say what was done to them.

    Raises
    ------
    FormatError
        When they differ in size.
    """
    planes: NDArray[Any] | None = None
    notes: dict[str, None] = {}
    for index, (file, pixels) in enumerate(_pictures(files, notes)):
        if planes is None:
            check_memory(pixels.nbytes * len(files), file.parent.name)
            planes = np.empty((len(files), *pixels.shape), pixels.dtype)
        if pixels.shape != planes.shape[1:]:
            raise _unlike(planes[0], files[0].name, pixels, file.name)
        if pixels.dtype != planes.dtype:
            planes = planes.astype(np.result_type(planes, pixels))
        planes[index] = pixels
    return np.empty((0, 0, 0)) if planes is None else planes, tuple(notes)


def _unlike(
    first: NDArray[Any], name: str, other: NDArray[Any], other_name: str
) -> FormatError:
    """Make the error for slices of two sizes."""
    return FormatError(
        say(
            "io",
            "The slices differ in size: {size} in {name}, {other} in {other_name}.",
            size=_size(first),
            name=name,
            other=_size(other),
            other_name=other_name,
        ),
        hint=say("io", "Put the slices of one volume into a folder of their own."),
    )


def _pictures(
    files: Sequence[Path], notes: dict[str, None]
) -> Iterator[tuple[Path, NDArray[Any]]]:
    """Read pictures one by one, colours as grey; what they warn of is noted once."""
    for file in files:
        try:
            image = raster.read(file, None)
        except (OSError, ValueError, SyntaxError) as error:
            raise FormatError(
                say("io", "{name} is a damaged or cut off picture.", name=file.name),
                hint=say("io", "Export it again."),
            ) from error
        notes.update(dict.fromkeys(image.warnings))
        pixels = image.array
        if image.is_colour:
            notes[say("io", "Colours were turned to grey.")] = None
            pixels = np.rint(pixels @ np.array([0.299, 0.587, 0.114])).astype(pixels.dtype)
        yield file, pixels


def _size(pixels: NDArray[Any]) -> str:
    """Write rows and columns."""
    return f"{pixels.shape[0]} × {pixels.shape[1]}"


FOLDERS.add(Folder("pictures", "PNG or TIFF slices", read_folder))
