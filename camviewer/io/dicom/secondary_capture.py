"""A drawn figure as a DICOM Secondary Capture: red, green and blue, with its legend in it.

Source: DICOM PS3.3, A.8.1 (secondary capture), C.7.6.1.1.8 (burned in annotation); written
through highdicom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import InputError
from camviewer.core.words import say
from camviewer.io.dicom.derived import (
    MAKER,
    describe,
    made,
    new_uid,
    program_version,
    save,
)

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from camviewer.io.dicom.derived import Making
    from camviewer.io.dicom.origin import Origin

_MOST_PIXELS = 65_535
_MM_PER_INCH = 25.4


def write_capture(
    path: Path, pixels: NDArray[np.uint8], origin: Origin, making: Making, *, dpi: float
) -> None:
    """Write a figure.

    Parameters
    ----------
    pixels : uint8 array, (rows, columns, 3)
        Red, green and blue, with all that is to be read in the figure drawn in.
    origin, making
        Whose image it shows, and what made it. ``origin.burned_in`` is what is known of
        writing in the source's own pixels: the figure shows them, and adds nothing that
        tells of a person.
    dpi
        Pixels per inch of paper.

    Raises
    ------
    InputError
        When it is too large, or an element of the source makes no sense.
    ResourceError
        When the place cannot be written.
    """
    if max(pixels.shape[:2]) > _MOST_PIXELS:
        raise InputError(
            say(
                "io",
                "A figure of {width} × {height} pixels is too large for DICOM.",
                width=pixels.shape[1],
                height=pixels.shape[0],
            ),
            hint=say("io", "Choose fewer dots per inch, or a narrower figure."),
        )
    save(made(lambda: _dataset(pixels, origin, making, dpi), path), path)


def _dataset(pixels: NDArray[np.uint8], origin: Origin, making: Making, dpi: float) -> Any:  # noqa: ANN401
    """Make the file's dataset; the library's own errors come through."""
    import highdicom

    person = origin.person
    data: Any = highdicom.sc.SCImage(
        pixel_array=np.ascontiguousarray(pixels),
        photometric_interpretation="RGB",
        bits_allocated=8,
        coordinate_system="PATIENT",
        study_instance_uid=origin.study,
        series_instance_uid=making.series_uid,
        series_number=making.series_number,
        sop_instance_uid=new_uid(),
        instance_number=making.instance,
        manufacturer=MAKER,
        manufacturer_model_name=MAKER,
        software_versions=program_version(),
        patient_id=person.PatientID,
        patient_name=person.PatientName,
        patient_birth_date=person.PatientBirthDate,
        patient_sex=person.PatientSex or None,
        accession_number=person.AccessionNumber,
        study_id=person.StudyID,
        study_date=person.StudyDate,
        study_time=person.StudyTime,
        referring_physician_name=person.ReferringPhysicianName,
        patient_orientation=("L", "P"),
        specific_character_set="ISO_IR 192",
    )
    data.copy_patient_and_study_information(person)
    _finish(data, origin, making, dpi)
    return data


def _finish(data: Any, origin: Origin, making: Making, dpi: float) -> None:  # noqa: ANN401
    """Write what the figure is; several planes in one picture have no one orientation."""
    data.PatientOrientation = None
    data.ImageType = ["DERIVED", "SECONDARY"]
    data.ConversionType = "WSD"
    data.ContentQualification = "RESEARCH"
    step = float(f"{_MM_PER_INCH / dpi:.6g}")
    data.NominalScannedPixelSpacing = [step, step]
    if "BurnedInAnnotation" in data:
        del data.BurnedInAnnotation
    if origin.burned_in:
        data.BurnedInAnnotation = origin.burned_in
    describe(data, origin, making, "figure of the program's window or command line")
