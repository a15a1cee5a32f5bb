"""Files to :mod:`camviewer.core.image` and back.

The order of the imports below is the order in which the formats are asked.
"""

from __future__ import annotations

from camviewer.io import metaimage as metaimage
from camviewer.io import nifti as nifti
from camviewer.io import nrrd as nrrd
from camviewer.io import raster as raster
from camviewer.io.heatmaps import read_heatmap, write_array, write_volume
from camviewer.io.output import make_folder, write_bytes
from camviewer.io.spec import FORMATS, ChoiceError, Format, open_image

__all__ = [
    "FORMATS",
    "ChoiceError",
    "Format",
    "make_folder",
    "open_image",
    "read_heatmap",
    "write_array",
    "write_bytes",
    "write_volume",
]
