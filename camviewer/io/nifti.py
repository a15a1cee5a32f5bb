"""NIfTI-1 and NIfTI-2 volumes through nibabel: stored values, affine, and what to warn of."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import FormatError
from camviewer.core.progress import Watch
from camviewer.core.words import say
from camviewer.io.early import Teller
from camviewer.io.memory import check_memory
from camviewer.io.spec import FORMATS, Format
from camviewer.io.stream import GZIP, Stream
from camviewer.io.volume import (
    check_shape,
    colours,
    finished,
    number_of,
    numbering,
    unfinished,
    which,
)

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from camviewer.core.image import Image

_MAGIC = {348: (344, {b"n+1\0", b"ni1\0"}), 540: (4, {b"n+2\0", b"ni2\0"})}
_PAIRS = {b"ni1\0", b"ni2\0"}
_MILLIMETRES = {"meter": 1000.0, "micron": 0.001}
_LONGEST_HEAD = 1 << 28


def accepts(head: bytes, path: Path) -> bool:  # noqa: ARG001 - one signature for all formats
    """Tell whether the bytes, unpacked when gzipped, begin with a NIfTI header."""
    return _header_size(_unpacked(head)) is not None


def read(path: Path, volume: int | None) -> Image:
    """Read one volume as :func:`read_watched` does, with nobody looking on."""
    return read_watched(path, volume, Watch())


def read_watched(path: Path, volume: int | None, watch: Watch) -> Image:
    """Read one volume with its stored values, its affine and the warnings it deserves.

    Raises
    ------
    FormatError
        When the values are complex, colours, or of no size, or lie in a second file.
    ChoiceError
        When there are several volumes and none was chosen.
    GeometryError
        When the affine is singular.
    ResourceError
        When it does not fit into the memory.
    Cancelled
        When the watch's token was set.
    OSError, ValueError, EOFError
        When the file is cut or damaged.
    """
    with Stream(path) as stream:
        stored, at = _opened(stream, path.name)
        shape, dtype = tuple(int(n) for n in stored.shape), stored.get_data_dtype()
        _check_content(shape, dtype, path.name)
        chosen = which(shape, volume)
        check_memory(int(np.prod(shape[:3])) * dtype.itemsize, path.name)
        stream.skip(int(stored.dataobj.offset) - at)
        number = number_of(shape, chosen)
        empty = _Place((*shape, 1)[:3], dtype, stored)
        array = _values(stream, empty, number, watch)
        if np.prod(shape[3:]) == 1:
            stream.finish()
        sha256 = stream.file.sha256()
    header = {**empty.facts, **numbering(shape, chosen)}
    made = finished(array, empty.affine, header, empty.words(), scale=empty.scale)
    return replace(made, sha256=sha256)


class _Place:
    """What is known of a volume before its values are read.

    Parameters
    ----------
    shape
        Three counts of voxels.
    dtype
        As stored.
    stored
        nibabel's image, of which the header alone is there.
    """

    def __init__(
        self,
        shape: tuple[int, ...],
        dtype: np.dtype[Any],
        stored: Any,  # noqa: ANN401 - untyped
    ) -> None:
        self.shape, self.dtype = shape, dtype
        self.scale = (float(stored.dataobj.slope), float(stored.dataobj.inter))
        self.facts = _facts(stored.header)
        factor = _MILLIMETRES.get(str(self.facts["spatial_unit"]), 1.0)
        self.affine = _scaled(np.asarray(stored.affine, dtype=np.float64), factor)
        self._is_millimetres = factor == 1.0

    def words(self) -> tuple[str, ...]:
        """Say what else must be known."""
        if self._is_millimetres:
            return ()
        if self.facts["spatial_unit"] == "meter":
            return (say("io", "The file measures in meters; shown in millimetres."),)
        return (say("io", "The file measures in microns; shown in millimetres."),)


def _header_size(head: bytes) -> int | None:
    """Return 348 or 540 for a NIfTI-1 or NIfTI-2 header, else None."""
    for order in ("<", ">"):
        if len(head) < 4:
            return None
        size = struct.unpack(f"{order}i", head[:4])[0]
        if size in _MAGIC:
            start, magics = _MAGIC[size]
            if head[start : start + 4] in magics:
                return int(size)
    return None


def _unpacked(head: bytes) -> bytes:
    """Return the first bytes behind gzip, or the bytes as they are."""
    if not head.startswith(GZIP):
        return head
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 600)
    except zlib.error:
        return b""


def _opened(stream: Stream, name: str) -> tuple[Any, int]:
    """Read the header and what lies before the values; with where the stream stands then."""
    import nibabel

    head = stream.read(348)
    _check_single(head, name)
    kind = nibabel.Nifti1Image
    if _header_size(head) == 540:
        kind, head = nibabel.Nifti2Image, head + stream.read(540 - len(head))
    try:
        about = kind.header_class(head, check=False)
        head += stream.read(min(max(0, int(about["vox_offset"]) - len(head)), _LONGEST_HEAD))
        return kind.from_stream(io.BytesIO(head)), len(head)
    except (
        nibabel.filebasedimages.ImageFileError,
        nibabel.spatialimages.HeaderDataError,
    ) as error:
        raise ValueError(str(error)) from error


def _check_single(head: bytes, name: str) -> None:
    """Refuse a header whose values lie in a second file."""
    if head[344:348] in _PAIRS or head[4:8] in _PAIRS:
        raise FormatError(
            say(
                "io", "{name} is only the header of a pair of files (.hdr and .img).", name=name
            ),
            hint=say("io", "Save the pair as one .nii file first."),
        )


def _check_content(shape: tuple[int, ...], dtype: np.dtype[Any], name: str) -> None:
    """Refuse what is no scalar volume.

    Raises
    ------
    FormatError
        When it is complex, colour, empty or flat.
    """
    if dtype.kind == "c":
        raise FormatError(
            say("io", "{name} holds complex numbers.", name=name),
            hint=say("io", "Save its magnitude as a volume of its own."),
        )
    if dtype.fields is not None:
        raise colours(name)
    check_shape(shape, name)


def _values(stream: Stream, place: _Place, number: int, watch: Watch) -> NDArray[Any]:
    """Read stored values of one volume, in the machine's byte order, unscaled.

    The other volumes of the file are never held in memory, and nothing stays mapped to the
    file, which may be replaced, or vanish, while the image is looked at.
    """
    array = np.zeros(place.shape, place.dtype, order="F")
    swapped = array.dtype.newbyteorder("=") != array.dtype
    told = Teller(watch, place.shape[2], array.nbytes)
    stream.skip(number * array.nbytes, watch.token.check)
    if not swapped:
        told.shows(lambda count: unfinished(array, place.affine, place.scale, count))
    stream.fill(array.reshape(-1, order="F").view(np.uint8).data, told)
    if swapped:
        stream.file.sha256()  # of the bytes as they are in the file
        array = array.byteswap(inplace=True).view(array.dtype.newbyteorder("="))
    return array


def _facts(header: Any) -> dict[str, object]:  # noqa: ANN401 - untyped
    """Return what an export and the warnings need; a form the file does not use is empty."""
    qform, sform = header.get_qform(coded=True)[0], header.get_sform(coded=True)[0]
    return {
        "qform_code": int(header["qform_code"]),
        "sform_code": int(header["sform_code"]),
        "qform": [] if qform is None else qform.tolist(),
        "sform": [] if sform is None else sform.tolist(),
        "spatial_unit": str(header.get_xyzt_units()[0]),
    }


def _scaled(affine: NDArray[np.float64], factor: float) -> NDArray[np.float64]:
    """Return an affine whose world is in millimetres."""
    return np.asarray(np.diag([factor, factor, factor, 1.0]) @ affine)


FORMATS.add(Format("nifti", "NIfTI", (".nii", ".nii.gz"), accepts, read, read_watched))
