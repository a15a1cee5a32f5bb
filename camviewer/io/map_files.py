"""The maps of a session file: raw values beside it, the same bits when they are read again.

Their grids stand in the session file, in float64, as a NIfTI header holds float32 alone.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import FormatError
from camviewer.core.words import say
from camviewer.io.heatmaps import write_array, write_volume

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from camviewer.core.image import Heatmap

_NAME = re.compile(r"[\w+@.-]{1,120}-[0-9a-f]{16}\.(?:npy|nii\.gz)")
_DAMAGED = (OSError, ValueError, EOFError, MemoryError, zlib.error)


def is_map_name(name: str) -> bool:
    """Tell whether a file name is one that this program gives to the maps of a session."""
    return _NAME.fullmatch(name) is not None


def map_suffix(heatmap: Heatmap) -> str:
    """Return the ending of a map's file: NIfTI for volumes, NumPy for pictures."""
    return ".nii.gz" if heatmap.grid.ndim == 3 else ".npy"


def write_map(path: Path, heatmap: Heatmap) -> None:
    """Write the raw values of a map on its own grid.

    Raises
    ------
    ResourceError
        When the place cannot be written.
    """
    if heatmap.grid.ndim == 3:
        write_volume(path, heatmap.array, heatmap.grid, {})
    else:
        write_array(path, heatmap)


def read_map(path: Path, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Read the raw values of a map; never runs anything the file holds.

    Raises
    ------
    FormatError
        When the file is damaged, or its values have another shape or type.
    """
    try:
        array = _read_volume(path, shape) if len(shape) == 3 else _read_array(path, shape)
    except _DAMAGED as error:
        raise _refused(say("io", "The map {name} is damaged.", name=path.name)) from error
    if array is None or not np.isfinite(array).all():
        raise _refused(
            say("io", "The map {name} is not the one that was saved.", name=path.name)
        )
    return array


def _refused(sentence: str) -> FormatError:
    return FormatError(
        sentence, hint=say("io", "Copy the session again, with the folder beside it.")
    )


def _read_array(path: Path, shape: tuple[int, ...]) -> NDArray[np.float32] | None:
    """Read a picture's map; the shape is looked at before any value is."""
    mapped = np.load(path, mmap_mode="r", allow_pickle=False)
    if mapped.shape != shape or mapped.dtype != np.float32:
        return None
    return np.array(mapped)


def _read_volume(path: Path, shape: tuple[int, ...]) -> NDArray[np.float32] | None:
    """Read a volume's map, no more bytes than its shape needs."""
    import nibabel
    from nibabel.filebasedimages import ImageFileError
    from nibabel.spatialimages import HeaderDataError
    from nibabel.wrapstruct import WrapStructError

    most = int(np.prod(shape)) * 4 + 4096
    with gzip.open(path) as file:
        content = file.read(most)
    kind = nibabel.Nifti2Image if max(shape) > 32767 else nibabel.Nifti1Image
    try:
        image: Any = kind.from_stream(io.BytesIO(content))
    except (ImageFileError, HeaderDataError, WrapStructError):
        return None
    if image.shape != shape or image.get_data_dtype() != np.float32:
        return None
    return np.ascontiguousarray(np.asanyarray(image.dataobj), dtype=np.float32)
