"""Files to :mod:`camviewer.core.image` and back.

The order of the imports below is the order in which the formats are asked.
"""

from __future__ import annotations

from camviewer.io import dicom as dicom
from camviewer.io import metaimage as metaimage
from camviewer.io import nifti as nifti
from camviewer.io import nrrd as nrrd
from camviewer.io import picture_stack as picture_stack
from camviewer.io import raster as raster
from camviewer.io.heatmaps import read_heatmap, write_array, write_volume
from camviewer.io.masks import read_masks
from camviewer.io.output import make_folder, write_bytes
from camviewer.io.spec import FOLDERS, FORMATS, ChoiceError, Folder, Format, open_image

__all__ = [
    "FOLDERS",
    "FORMATS",
    "ChoiceError",
    "Folder",
    "Format",
    "make_folder",
    "open_image",
    "read_heatmap",
    "read_masks",
    "write_array",
    "write_bytes",
    "write_volume",
]
