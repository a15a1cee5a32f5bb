"""What a DICOM file tells of the person: for the screen only, never in a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from camviewer.io.dicom.failing import safely

if TYPE_CHECKING:
    from pathlib import Path

_PERSON = {
    "Name": "PatientName",
    "ID": "PatientID",
    "Born": "PatientBirthDate",
    "Study": "StudyDescription",
    "Date": "StudyDate",
    "Series": "SeriesDescription",
}


def read_person(path: Path) -> dict[str, str]:
    """Read what a file tells of the person, without what is empty or cannot be decoded.

    Raises
    ------
    FormatError
        When the file is damaged.
    """
    return safely(lambda: _person(path), path.name)


def _person(path: Path) -> dict[str, str]:
    """Read what tells of the person; the library's own errors come through."""
    import pydicom

    elements: Any = list(_PERSON.values())  # names are taken, whatever the annotations say
    data: Any = pydicom.dcmread(
        path, force=True, stop_before_pixels=True, specific_tags=elements
    )
    told = {}
    for name, element in _PERSON.items():
        value = _text(data, element)
        if value:
            told[name] = value
    return told


def _text(data: Any, element: str) -> str:  # noqa: ANN401 - pydicom's dataset
    """Return an element as words on one line; empty when it cannot be decoded."""
    try:
        return " ".join(str(data.get(element, "") or "").replace("^", " ").split())
    except (ValueError, LookupError, AttributeError):
        return ""
