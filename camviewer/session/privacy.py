"""What may be told of a case and of a person, on the screen, in logs and in crash reports."""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import PurePath
from typing import TYPE_CHECKING

from camviewer.core.words import say

if TYPE_CHECKING:
    from types import TracebackType

    from camviewer.core.image import Image

HIDDEN = "…"
_DIGITS = 8
_OWN = "camviewer"
_SUFFIXES = (
    "nii", "gz", "img", "hdr", "dcm", "ima", "nrrd", "nhdr", "mha", "mhd", "raw", "zraw",
    "png", "jpg", "jpeg", "tif", "tiff", "bmp", "npy", "json", "zip", "camviewer",
)  # fmt: skip
# From the first slash or drive to the end of the words; rather too much than a name left over.
_PATH = re.compile(r"(?:file://|[A-Za-z]:[\\/]|\\\\|(?<![\w.])~?/(?=\w))[^\n'\":;<>|]*")
_FILE = re.compile(rf"[^\s'\"/\\(),:;]+\.(?:{'|'.join(_SUFFIXES)})\b", re.IGNORECASE)
_QUOTED = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"")
_DATE = re.compile(r"^(\d{4})(\d{2})(\d{2})$")  # as DICOM writes it
_FRAME = re.compile(r'^(\s*File )"([^"]*)"')


def case_name(image: Image, *, is_hidden: bool) -> str:
    """Name a case on the screen: by its file, or by the start of its SHA-256 alone."""
    if not is_hidden and image.name:
        return image.name
    digest = image.sha256[:_DIGITS]
    return f"{say('privacy', 'case')} {digest}".strip()


def patient_text(image: Image | None, *, is_hidden: bool) -> str:
    """Return what the file tells of the person, a line for each fact; empty when hidden."""
    if image is None or is_hidden:
        return ""
    words = {
        "ID": say("privacy", "ID {value}"),
        "Born": say("privacy", "born {value}"),
        "Date": say("privacy", "study of {value}"),
    }
    return "\n".join(
        words.get(name, "{value}").replace("{value}", _DATE.sub(r"\1-\2-\3", value))
        for name, value in image.patient.items()
        if value
    )


def without_paths(text: str) -> str:
    """Take paths and names of files out of a text."""
    return _FILE.sub(HIDDEN, _PATH.sub(HIDDEN, text))


def crash_text(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> str:
    """Write a traceback that may be sent to somebody.

    Of files of the program only the last two parts of the path are told. Of what the errors
    say, paths and quoted words are left out: they may come from the user's file. A quoted word
    that stands in a line of the program shown above it is none of the user's and stays.
    """
    whole = traceback.TracebackException(kind, error, trace)
    known = "\n".join(_lines_of(whole))
    return "".join(_scrubbed(chunk, known) for chunk in whole.format())


def _lines_of(whole: traceback.TracebackException | None) -> list[str]:
    """Collect the program's own lines of an error and of those behind it."""
    lines: list[str] = []
    while whole is not None:
        lines += [frame.line or "" for frame in whole.stack]
        whole = whole.__cause__ or whole.__context__
    return lines


def _scrubbed(chunk: str, known: str) -> str:
    found = _FRAME.match(chunk)
    if found is not None:
        short = "/".join(PurePath(found[2].replace("\\", "/")).parts[-2:])
        return f'{found[1]}"{short}"{chunk[found.end() :]}'

    def word(quoted: re.Match[str]) -> str:
        inner = quoted[1] if quoted[1] is not None else quoted[2]
        return quoted[0] if inner and inner in known else f"'{HIDDEN}'"

    return without_paths(_QUOTED.sub(word, chunk))


def hide_in_logs() -> None:
    """Let nothing of a case reach a log, whoever writes it; for the whole process.

    Our own records lose paths and names of files, should one have slipped in. What libraries
    say while they read a file may quote it, so of theirs only the logger and the level stay.
    """
    make = logging.getLogRecordFactory()

    def factory(*arguments: object, **more: object) -> logging.LogRecord:
        record = make(*arguments, **more)
        if record.name.split(".")[0] == _OWN:
            record.msg = without_paths(record.getMessage())
        else:
            record.msg = f"a message of {record.name} is withheld: it may tell of a file"
        record.args = ()
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = crash_text(*record.exc_info)
            record.exc_info = None
        return record

    logging.setLogRecordFactory(factory)
    logging.captureWarnings(capture=True)
