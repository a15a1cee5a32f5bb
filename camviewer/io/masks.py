"""Regions from files: label volumes and DICOM segmentations, brought onto an image's grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.core.errors import FormatError

if TYPE_CHECKING:
    from pathlib import Path

    from camviewer.core.image import Image, Mask


def read_masks(path: Path, image: Image) -> tuple[Mask, ...]:
    """Read the regions of a file, each on the image's grid.

    Parameters
    ----------
    path
        A volume of whole numbers, each of which but 0 is one region, or a DICOM segmentation.
    image
        Where the masks shall lie.

    Raises
    ------
    FormatError
        When the file holds no regions, or too many to be told apart.
    GeometryError
        When it is a picture and the image a volume, or the other way round.
    """
    raise FormatError("Masks are not read yet.")
