"""Folders of DICOM files: what lies in them, and which volumes and pictures it makes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.errors import FormatError
from camviewer.core.words import say
from camviewer.io.dicom.header import looks_like, read_header
from camviewer.io.dicom.person import read_person
from camviewer.io.stack import Stack, stacks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from camviewer.core.progress import CancelToken
    from camviewer.io.dicom.header import Known, Source
    from camviewer.io.stack import Slice

_HEAD = 144
_MOST_FILES = 20_000


@dataclass(frozen=True, eq=False)
class Found:
    """The DICOM files of a folder.

    Attributes
    ----------
    sources
        Those with pictures, by their path.
    count
        All of them.
    damaged
        Why some cannot be read.
    """

    sources: Mapping[Path, Source]
    count: int
    damaged: tuple[FormatError, ...]


@dataclass(frozen=True, eq=False)
class Offer:
    """One volume or picture that can be opened.

    Attributes
    ----------
    stack
        Its slices.
    words
        What it is, without a word of the file's; see :func:`labels_of` for those.
    """

    stack: Stack
    words: str


def scan(folder: Path, token: CancelToken | None = None) -> Found:
    """Read the headers of a folder's DICOM files; of those below it when it has none itself.

    Raises
    ------
    Cancelled
        When the token is set, between two files.
    FormatError
        When there are too many files below it.
    """
    found = look_at((path for path in sorted(folder.iterdir()) if path.is_file()), token)
    return found if found.sources else look_at(_below(folder), token)


def look_at(paths: Iterable[Path], token: CancelToken | None = None) -> Found:
    """Read the headers of those files that are DICOM.

    Raises
    ------
    Cancelled
        When the token is set, between two files.
    """
    sources: dict[Path, Source] = {}
    known: Known = {}
    damaged: list[FormatError] = []
    count = 0
    for path in paths:
        if token is not None:
            token.check()
        if not _is_dicom(path):
            continue
        count += 1
        try:
            source = read_header(path, known)
        except FormatError as error:
            damaged.append(error)
            continue
        if source is not None:
            sources[path] = source
    return Found(sources, count, tuple(damaged))


def offers_of(sources: Iterable[Source]) -> tuple[list[Offer], int]:
    """Make all volumes and pictures, in the order of the series, and count scouts left out."""
    everything = sorted(sources, key=lambda each: (each.series, each.slices[0].series))
    shown = [each for each in everything if not each.is_localizer] or everything
    offers = []
    for series in dict.fromkeys(each.slices[0].series for each in shown):
        members = [each for each in shown if each.slices[0].series == series]
        offers += [Offer(stack, _words(stack)) for stack in _stacks(members)]
    return offers, len(everything) - len(shown)


def labels_of(offers: Sequence[Offer]) -> tuple[str, ...]:
    """Write what each is, with the file's own words for its series; for the screen only."""
    told = {}
    for each in offers:
        first = each.stack.slices[0]
        if first.series not in told:
            told[first.series] = read_person(first.path).get("Series", "")
    return tuple(
        ", ".join(part for part in (each.words, told[each.stack.slices[0].series]) if part)
        for each in offers
    )


def _stacks(members: Sequence[Source]) -> Iterator[Stack]:
    """Make the volumes of a series, then its pictures: colours and scouts make no volume."""
    flat = [each for each in members if each.is_colour or each.is_localizer]
    slices = [piece for each in members if each not in flat for piece in each.slices]
    if slices:
        yield from stacks_of(slices)
    for each in flat:
        yield from (Stack((piece,)) for piece in each.slices)


def left_out(found: Found, scouts: int) -> tuple[str, ...]:
    """Write which files are not shown."""
    told: tuple[str, ...] = ()
    if found.damaged:
        told += (_damaged_files(len(found.damaged)),)
    if scouts:
        told += (_scout_images(scouts),)
    return told


def _damaged_files(count: int) -> str:
    if count == 1:
        return say("io", "1 damaged file is left out.")
    return say("io", "{count} damaged files are left out.", count=f"{count:,}")


def _scout_images(count: int) -> str:
    if count == 1:
        return say("io", "1 scout image is left out.")
    return say("io", "{count} scout images are left out.", count=f"{count:,}")


def _words(stack: Stack) -> str:
    """Write what a stack is."""
    first = stack.slices[0]
    if not stack.is_placed:
        number = first.frame + 1
        called = (
            say("io", "picture {number}", number=number)
            if first.frame
            else say("io", "picture")
        )
        return f"{called}, {first.shape[0]} × {first.shape[1]}"
    count = len(stack.slices)
    parts = [say("io", "1 slice")]
    if count > 1:
        parts = [say("io", "{count} slices", count=f"{count:,}"), f"{stack.spacing:.2f} mm"]
    parts.append(_plane(first))
    if stack.phases > 1:
        phase = say("io", "phase {number} of {count}")
        parts.append(phase.format(number=stack.phase, count=stack.phases))
    return ", ".join(parts)


def _plane(piece: Slice) -> str:
    """Write which way a slice lies."""
    planes = say("io", "sagittal"), say("io", "coronal"), say("io", "axial")
    return planes[int(np.abs(piece.normal).argmax())]


def _is_dicom(path: Path) -> bool:
    """Tell whether a file that can be read begins as a DICOM file does."""
    try:
        with path.open("rb") as file:
            return looks_like(file.read(_HEAD))
    except OSError:
        return False


def _below(folder: Path) -> Iterator[Path]:
    """Yield all files below a folder.

    Raises
    ------
    FormatError
        When there are too many.
    """
    count = 0
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            count += 1
            if count > _MOST_FILES:
                raise FormatError(
                    say(
                        "io",
                        "{name} holds more than {most} files.",
                        name=folder.name,
                        most=f"{_MOST_FILES:,}",
                    ),
                    hint=say("io", "Name the folder of one series."),
                )
            yield Path(parent) / name
