"""Regions of a DICOM segmentation, through highdicom.

Source: DICOM PS3.3, C.8.20 (segmentation).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import FormatError
from camviewer.core.image import Grid
from camviewer.core.words import say
from camviewer.io.dicom.failing import quietly, safely
from camviewer.io.dicom.header import looks_like

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_SEGMENTATIONS = ("1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7")
_LPS_TO_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])
_HALF = 0.5


def is_segmentation(path: Path) -> bool:
    """Tell whether a file is a DICOM segmentation."""
    with path.open("rb") as file:
        if not looks_like(file.read(144)):
            return False
    with quietly():
        return safely(lambda: _class_of(path), path.name) in _SEGMENTATIONS


def read_segments(path: Path) -> list[tuple[NDArray[np.uint8], Grid, str]]:
    """Read each region as zeros and ones on the segmentation's own grid, with its name.

    Raises
    ------
    FormatError
        When the file is damaged, or its frames make no regular volume.
    """
    with quietly():
        return safely(lambda: _segments(path), path.name)


def _class_of(path: Path) -> str:
    """Read what kind of DICOM file it is."""
    import pydicom

    data = pydicom.dcmread(path, force=True, specific_tags=["SOPClassUID"])
    return str(data.get("SOPClassUID", ""))


def _segments(path: Path) -> list[tuple[NDArray[np.uint8], Grid, str]]:
    """Read all regions; the library's own errors come through."""
    import highdicom

    stored: Any = highdicom.seg.segread(path)
    if stored.get_volume_geometry() is None:
        raise FormatError(
            say(
                "io",
                "{name} holds regions whose slices make no regular volume.",
                name=path.name,
            ),
            hint=say("io", "Export it as a label volume (NIfTI)."),
        )
    found = []
    for number in stored.segment_numbers:
        volume = stored.get_volume(segment_numbers=[number])
        array = (volume.array[..., 0] >= _HALF).astype(np.uint8)
        grid = Grid(array.shape, _LPS_TO_RAS @ volume.affine)
        found.append((array, grid, str(stored.get_segment_description(number).segment_label)))
    return found
