"""Whose image a file of ours belongs to: its study, its frame of reference, its sources.

Of the person nothing is taken unless it is asked for. The study's own numbers (UIDs) always
are: they tie what was made to the images it was made from.

Source: DICOM PS3.3, C.7.1.1 (patient), C.7.2.1 (study), C.12.1.1 (identity removed).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import InputError
from camviewer.core.words import say
from camviewer.io.dicom.failing import quietly, safely

if TYPE_CHECKING:
    from camviewer.core.image import Image

_TAGS = [
    "SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID",
    "FrameOfReferenceUID", "BurnedInAnnotation",
]  # fmt: skip
_EMPTY = (
    "PatientID", "PatientName", "PatientBirthDate", "PatientSex", "AccessionNumber", "StudyID",
    "StudyDate", "StudyTime", "ReferringPhysicianName",
)  # fmt: skip
# The library asks for a class before it copies what tells of a person; any does.
CT = "1.2.840.10008.5.1.4.1.1.2"
_REMOVED = "camviewer: names, numbers and dates left out; UIDs kept"


@dataclass(frozen=True, eq=False)
class Origin:
    """Where an image came from, as a file made of it tells.

    Attributes
    ----------
    study, frame_of_reference, series
        UIDs: the source's, or fresh ones; ``series`` is empty without a source.
    sources
        Class and UID of each of the source's files.
    person
        A pydicom dataset of what tells of the person and the study; its elements are empty
        unless they were asked for.
    is_identified
        Whether they were.
    burned_in
        Whether the pixels themselves tell who the person is: ``"YES"``, ``"NO"``, or empty
        where that is not known, as for a photo.
    """

    study: str
    frame_of_reference: str
    series: str
    sources: tuple[tuple[str, str], ...]
    person: Any
    is_identified: bool = False
    burned_in: str = ""


def source_files(image: Image) -> tuple[Path, ...]:
    """Return the DICOM files that an image was read from; none for any other image."""
    files = image.header.get("dicom_files")
    known = files if isinstance(files, tuple) else ()
    return tuple(each for each in known if isinstance(each, Path))


def origin_of(image: Image, *, with_patient: bool = False) -> Origin:
    """Find out where an image came from, its files read anew.

    Parameters
    ----------
    image : Image
        Of any kind; one that came from no DICOM file gets a study of its own.
    with_patient
        Whether what its file tells of the person is taken over.

    Raises
    ------
    InputError
        When its DICOM files are no longer there.
    FormatError
        When one is damaged.
    """
    files = source_files(image)
    with quietly():
        if not files:
            return _fresh(image)
        if not all(path.is_file() for path in files):
            raise InputError(
                say(
                    "io",
                    "The DICOM files of this image are no longer where they were read from.",
                ),
                hint=say("io", "Put them back, or open the image again, and export once more."),
            )
        return _of_files(files, image, with_patient=with_patient)


def _fresh(image: Image) -> Origin:
    """Make a study for an image that has none."""
    from pydicom.uid import generate_uid

    study, frame = str(generate_uid()), str(generate_uid())
    return Origin(study, frame, "", (), _nobody(), burned_in=_burned_in(image, ""))


def _burned_in(image: Image, told: str) -> str:
    """Tell whether pixels name somebody: no volume's do, unless its file says so."""
    return told or ("NO" if image.is_volume else "")


def _nobody() -> Any:  # noqa: ANN401 - pydicom's dataset
    """Make what a file must tell of a person, all of it empty."""
    from pydicom import Dataset

    person = Dataset()
    person.SOPClassUID, person.SOPInstanceUID = CT, "1.2"
    for name in _EMPTY:
        setattr(person, name, "")
    person.PatientIdentityRemoved = "YES"
    person.DeidentificationMethod = _REMOVED
    return person


def _of_files(files: tuple[Path, ...], image: Image, *, with_patient: bool) -> Origin:
    """Read the numbers of all files, and the person of the first."""
    from pydicom.uid import generate_uid

    heads = [safely(lambda path=path: _head(path), path.name) for path in files]  # type: ignore[misc]
    first = heads[0]
    person = _nobody()
    if with_patient:
        person = safely(lambda: _person(files[0]), files[0].name)
    return Origin(
        str(first.get("StudyInstanceUID", "") or generate_uid()),
        str(first.get("FrameOfReferenceUID", "") or generate_uid()),
        str(first.get("SeriesInstanceUID", "")),
        tuple((str(each.SOPClassUID), str(each.SOPInstanceUID)) for each in heads),
        person,
        is_identified=with_patient,
        burned_in=_burned_in(image, str(first.get("BurnedInAnnotation", "") or "")),
    )


def _head(path: Path) -> Any:  # noqa: ANN401 - pydicom's dataset
    """Read the numbers of one file."""
    import pydicom

    tags: Any = _TAGS  # names are taken, whatever the annotations say
    data: Any = pydicom.dcmread(path, force=True, stop_before_pixels=True, specific_tags=tags)
    return data


def _person(path: Path) -> Any:  # noqa: ANN401 - pydicom's dataset
    """Read all that tells of the person and the study, of one file."""
    import pydicom

    person: Any = pydicom.dcmread(path, force=True, stop_before_pixels=True)
    for name in _EMPTY:
        if name not in person:
            setattr(person, name, "")
    person.SOPClassUID = CT
    return person
