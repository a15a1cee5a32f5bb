"""The cases of a cohort, read from a folder, a list of paths or a table."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.errors import FormatError, InputError, UnknownNameError
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

COLUMNS = ("image", "mask", "class", "target", "id")
_SEPARATORS = ",;\t"
_NEW_LINE = re.compile(r"\r\n|\n|\r")
_MOST_BYTES = 64_000_000


@dataclass(frozen=True)
class Case:
    """One line of a list.

    Attributes
    ----------
    line : int
        Of the list, from 1; of a folder, the number of the file.
    image : Path
        What is explained.
    mask : Path or None
        Where the finding is.
    group : str
        The class that the list names; may be empty.
    target : str
        What is explained of this case alone; empty for what all share.
    name : str
        The list's id of it; may tell of a person.
    fault : str
        Why the line cannot be used; empty where it can.
    """

    line: int
    image: Path
    mask: Path | None = None
    group: str = ""
    target: str = ""
    name: str = ""
    fault: str = ""


@dataclass(frozen=True)
class CaseList:
    """All cases of a cohort.

    Attributes
    ----------
    cases : tuple of Case
        In the list's order; lines that make no sense are among them, with their fault.
    notes : tuple of str
        Sentences the user must see; they name no file.
    """

    cases: tuple[Case, ...]
    notes: tuple[str, ...] = ()


def read_cases(path: Path) -> CaseList:
    """Read the cases of a folder, a text file with one path a line, or a table (CSV).

    Parameters
    ----------
    path
        Of the folder or list. Paths in it count from where the list lies. In a folder every
        image is a case; images in folders within it have the folder's name as their class.

    Raises
    ------
    InputError
        When there is no such list, or nothing in it.
    FormatError
        When it is no text, or its header makes no sense.
    """
    if path.is_dir():
        found = _folder_cases(path)
    else:
        lines = _lines(path)
        is_table = path.suffix.lower() in {".csv", ".tsv"} or _is_header(lines)
        read = _table_cases if is_table else _text_cases
        found = CaseList(tuple(read(lines, path.parent)))
    if not found.cases:
        raise InputError(
            say("cohort", "There is no case in the list."),
            hint=say("cohort", "Write one path a line."),
        )
    return found


def _lines(path: Path) -> list[str]:
    """Read the lines of a list."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputError(
            say("cohort", "There is no such list or folder."),
            hint=say("cohort", "Check the name."),
        ) from None
    except OSError as error:
        raise InputError(
            say("cohort", "The list cannot be read: {reason}.", reason=error.strerror),
            hint=say("cohort", "Check its permissions."),
        ) from error
    if len(content) > _MOST_BYTES:
        raise FormatError(
            say("cohort", "The list is too large to be one."),
            hint=say("cohort", "Name a text file."),
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _NEW_LINE.split(_decoded(content, "utf-16"))
    if b"\0" in content:
        raise FormatError(
            say("cohort", "The list is no text file."),
            hint=say("cohort", "Name a text or CSV file."),
        )
    return _NEW_LINE.split(_decoded(content, "utf-8-sig"))


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FormatError(
            say(
                "cohort",
                "Line {line} of the list holds letters that cannot be read.",
                line=line,
            ),
            hint=say("cohort", "Save the list as UTF-8 (in a spreadsheet: CSV UTF-8)."),
        ) from error


def _is_header(lines: Sequence[str]) -> bool:
    """Tell whether the first line names columns and no file."""
    words = {each.strip().lower() for each in re.split(r"[,;\t]", lines[0])} if lines else set()
    return "image" in words and words <= set(COLUMNS)


def _text_cases(lines: Sequence[str], folder: Path) -> Iterator[Case]:
    """Read one path a line; empty lines and those that begin with # are left out."""
    for number, line in enumerate(lines, 1):
        text = line.strip().strip('"')
        if text and not text.startswith("#"):
            yield _case(number, {"image": text}, folder)


def _table_cases(lines: Sequence[str], folder: Path) -> Iterator[Case]:
    """Read the rows under a header."""
    header = lines[0] if lines else ""
    separator = max(_SEPARATORS, key=header.count)
    columns = [each.strip().strip('"').lower() for each in header.split(separator)]
    _check_header(columns)
    for number, line in enumerate(lines[1:], 2):
        # Line by line: a quotation mark that does not close must not swallow the rest.
        try:
            fields = next(csv.reader([line], delimiter=separator, strict=True), [])
        except csv.Error:
            yield Case(number, folder, fault="The line is no row of a table.")
            continue
        if any(each.strip() for each in fields):
            yield _row(number, columns, fields, folder)


def _row(number: int, columns: Sequence[str], fields: Sequence[str], folder: Path) -> Case:
    """Make a case of a row."""
    if any(each.strip() for each in fields[len(columns) :]):
        return Case(number, folder, fault="The line has more fields than the header.")
    given = {name: each.strip() for name, each in zip(columns, fields, strict=False)}
    return _case(number, given, folder)


def _check_header(columns: Sequence[str]) -> None:
    """Refuse a header without images, with a column twice or an unknown one."""
    if not any(columns):
        raise FormatError(say("cohort", "The table is empty."), hint=_hint())
    if "image" not in columns:
        raise FormatError(say("cohort", "The table has no column 'image'."), hint=_hint())
    for name in columns:
        if name not in COLUMNS:
            raise UnknownNameError(say("kinds", "column of a list"), name, COLUMNS)
        if columns.count(name) > 1:
            raise FormatError(
                say("cohort", "The table has the column '{name}' twice.", name=name),
                hint=_hint(),
            )


def _hint() -> str:
    return say(
        "cohort",
        "Its first line names the columns: image, and if wanted mask, class, target, id.",
    )


def _case(number: int, given: dict[str, str], folder: Path) -> Case:
    """Make a case of what a line gives; a line that makes no sense has a fault."""
    image, mask = given.get("image", ""), given.get("mask", "")
    fault = "" if image else "The line names no image."
    if "\0" in image + mask:
        fault = "The line names a file that cannot exist."
    return Case(
        number,
        folder / image if not fault else folder,
        folder / mask if mask and not fault else None,
        given.get("class", ""),
        given.get("target", ""),
        given.get("id", ""),
        fault,
    )


def _folder_cases(folder: Path) -> CaseList:
    """Take the images of a folder and of the folders in it."""
    try:
        inside = sorted(folder.iterdir(), key=_natural)
        below = [each for each in inside if each.is_dir() and not each.name.startswith(".")]
        files = [(each, "") for each in inside if each.is_file()]
        files += [
            (each, group.name)
            for group in below
            for each in sorted(group.iterdir(), key=_natural)
            if each.is_file()
        ]
    except OSError as error:
        raise InputError(
            say("cohort", "The folder cannot be read: {reason}.", reason=error.strerror),
            hint=say("cohort", "Check its permissions."),
        ) from error
    chosen = [(each, group) for each, group in files if _is_image(each)]
    cases = tuple(
        Case(number, path, group=group) for number, (path, group) in enumerate(chosen, 1)
    )
    left = len(files) - len(chosen)
    notes = (f"Files that are no images were left out: {left}.",) if left else ()
    return CaseList(cases, notes)


def _natural(path: Path) -> list[tuple[int, str]]:
    """Order names with numbers as people do: 2 before 10."""
    parts = re.split(r"(\d+)", path.name.lower())
    return [(int(each), "") if each.isdecimal() else (-1, each) for each in parts]


def _is_image(path: Path) -> bool:
    """Tell whether a file is an image by its name, or by its first bytes where it has none."""
    from camviewer.io import FORMATS
    from camviewer.io.spec import HEAD_BYTES

    if path.name.startswith("."):
        return False
    if path.name.lower().endswith(tuple(end for kind in FORMATS for end in kind.suffixes)):
        return True
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return True  # so that it is told among the cases that failed
    return any(kind.accepts(head, path) for kind in FORMATS)
