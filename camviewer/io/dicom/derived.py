"""What every DICOM file that the program makes has in common: who made it, of what, how."""

from __future__ import annotations

import io
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TypeVar

from camviewer.core.errors import InputError
from camviewer.core.settings import DISCLAIMER
from camviewer.core.words import say
from camviewer.io.dicom.failing import quietly
from camviewer.io.output import write_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from camviewer.io.dicom.origin import Origin

T = TypeVar("T")

MAKER = "camviewer"
_REASON = ("DCM", "121321", "Image source for image processing operation")
_LONGEST = 64
_LONGEST_TEXT = 1024


@dataclass(frozen=True)
class Making:
    """How a file was made; no word of it tells of the person.

    Attributes
    ----------
    model
        Label of the network.
    weights_sha256
        Of its weights; empty where they have no file.
    target
        What is explained, in words.
    series_uid, series_number, instance
        Where the file goes among those made together; the instance counts from 1.
    """

    model: str
    weights_sha256: str
    target: str
    series_uid: str
    series_number: int
    instance: int = 1


def new_uid() -> str:
    """Make a number that nothing else in the world has."""
    from pydicom.uid import generate_uid

    return str(generate_uid())


def program_version() -> str:
    """Return the version that a file tells of its maker."""
    return version(MAKER)


def short(text: str, most: int = _LONGEST) -> str:
    """Cut words to the length that an element holds, without what parts values."""
    plain = " ".join(text.replace("\\", "/").split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def describe(data: Any, origin: Origin, making: Making, what: str) -> None:  # noqa: ANN401
    """Write into a dataset of what it was made, by which network, and how to read it.

    Parameters
    ----------
    data
        A pydicom dataset, changed in place.
    what
        The method and its layer, in words.
    """
    facts = [what, f"explains: {making.target}", f"model: {making.model}"]
    if making.weights_sha256:
        facts.append(f"weights SHA-256: {making.weights_sha256}")
    facts += [f"program: {MAKER} {program_version()}", DISCLAIMER]
    data.SpecificCharacterSet = "ISO_IR 192"
    data.DerivationDescription = short("; ".join(facts), _LONGEST_TEXT)
    data.SeriesDescription = short("camviewer: explains the model, research use only")
    if not origin.is_identified:
        data.PatientIdentityRemoved = origin.person.PatientIdentityRemoved
        data.DeidentificationMethod = origin.person.DeidentificationMethod
    _refer(data, origin)


def _refer(data: Any, origin: Origin) -> None:  # noqa: ANN401 - pydicom's dataset
    """Name the files it was made of; no others."""
    from pydicom import Dataset

    for name in ("SourceImageSequence", "ReferencedSeriesSequence"):
        if name in data:
            del data[name]
    if not origin.sources:
        return
    references = [_reference(*each) for each in origin.sources]
    series = Dataset()
    series.SeriesInstanceUID = origin.series
    series.ReferencedInstanceSequence = [_reference(*each) for each in origin.sources]
    data.ReferencedSeriesSequence = [series]
    for each in references:
        each.PurposeOfReferenceCodeSequence = [code(*_REASON)]
    data.SourceImageSequence = references


def _reference(kind: str, uid: str) -> Any:  # noqa: ANN401 - pydicom's dataset
    from pydicom import Dataset

    item = Dataset()
    item.ReferencedSOPClassUID = kind
    item.ReferencedSOPInstanceUID = uid
    return item


def code(scheme: str, value: str, meaning: str) -> Any:  # noqa: ANN401 - pydicom's dataset
    """Make a coded word."""
    from pydicom import Dataset

    item = Dataset()
    item.CodeValue = value
    item.CodingSchemeDesignator = scheme
    item.CodeMeaning = meaning
    return item


def made(work: Callable[[], T], path: Path) -> T:
    """Let the library make something, and turn its refusal into a sentence of ours.

    Raises
    ------
    InputError
        When it cannot be written as DICOM; the library's error, which may quote the source,
        does not hang on it.
    """
    with quietly():
        try:
            return work()
        except (ValueError, TypeError, AttributeError, LookupError):
            pass  # raised below, where the library's error is forgotten
    raise InputError(
        say(
            "io",
            "{name} cannot be written as DICOM: an element of the source makes no sense.",
            name=path.name,
        ),
        hint=say("io", "Export without patient data, or as NIfTI and PNG."),
    )


def save(data: Any, path: Path) -> None:  # noqa: ANN401 - pydicom's dataset
    """Write a dataset as a whole file.

    Raises
    ------
    InputError
        When an element makes no sense.
    ResourceError
        When the place cannot be written.
    """
    import pydicom

    stream = io.BytesIO()
    made(lambda: pydicom.dcmwrite(stream, data, enforce_file_format=True), path)
    write_bytes(path, stream.getvalue())
