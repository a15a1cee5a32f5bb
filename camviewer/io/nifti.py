"""NIfTI-1 and NIfTI-2 volumes through nibabel: stored values, affine, and what to warn of."""

from __future__ import annotations

import gzip
import struct
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import FormatError
from camviewer.io.memory import check_memory
from camviewer.io.spec import FORMATS, Format
from camviewer.io.volume import check_shape, colours, finished, numbering, which

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from camviewer.core.image import Image

_GZIP = b"\x1f\x8b"
_MAGIC = {348: (344, {b"n+1\0", b"ni1\0"}), 540: (4, {b"n+2\0", b"ni2\0"})}
_PAIRS = {b"ni1\0", b"ni2\0"}
_MILLIMETRES = {"meter": 1000.0, "micron": 0.001}
_BLOCK = 1 << 22


def accepts(head: bytes, path: Path) -> bool:  # noqa: ARG001 - one signature for all formats
    """Tell whether the bytes, unpacked when gzipped, begin with a NIfTI header."""
    return _header_size(_unpacked(head)) is not None


def read(path: Path, volume: int | None) -> Image:
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
    OSError, ValueError, EOFError
        When the file is cut or damaged.
    """
    with _opened(path) as stored:
        shape, dtype = tuple(int(n) for n in stored.shape), stored.get_data_dtype()
        _check_content(shape, dtype, path.name)
        chosen = which(shape, volume)
        check_memory(int(np.prod(shape[:3])) * dtype.itemsize, path.name)
        array = _values(stored.dataobj, chosen).reshape((*shape, 1)[:3])
        header = _facts(stored.header)
        slope, intercept = float(stored.dataobj.slope), float(stored.dataobj.inter)
        affine = np.asarray(stored.affine, dtype=np.float64)
    factor = _MILLIMETRES.get(str(header["spatial_unit"]), 1.0)
    header |= numbering(shape, chosen)
    sentences: tuple[str, ...] = ()
    if factor != 1.0:
        sentences = (f"The file measures in {header['spatial_unit']}s; shown in millimetres.",)
    scale = (slope, intercept)
    return finished(array, _scaled(affine, factor), header, sentences, scale=scale)


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
    if not head.startswith(_GZIP):
        return head
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 600)
    except zlib.error:
        return b""


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a NIfTI of either version, gzipped or not, whatever its suffix says."""
    import nibabel

    with path.open("rb") as raw:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        stream: io.IOBase = gzip.GzipFile(fileobj=raw) if packed else raw
        head = stream.read(540)
        _check_single(head, path.name)
        stream.seek(0)
        kind = nibabel.Nifti2Image if _header_size(head) == 540 else nibabel.Nifti1Image
        try:
            yield kind.from_stream(stream)
        except (
            nibabel.filebasedimages.ImageFileError,
            nibabel.spatialimages.HeaderDataError,
        ) as error:
            raise ValueError(str(error)) from error


def _check_single(head: bytes, name: str) -> None:
    """Refuse a header whose values lie in a second file."""
    if head[344:348] in _PAIRS or head[4:8] in _PAIRS:
        raise FormatError(
            f"{name} is only the header of a pair of files (.hdr and .img).",
            hint="Save the pair as one .nii file first.",
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
            f"{name} holds complex numbers.", hint="Save its magnitude as a volume of its own."
        )
    if dtype.fields is not None:
        raise colours(name)
    check_shape(shape, name)


def _values(stored: Any, chosen: tuple[int, ...]) -> NDArray[Any]:  # noqa: ANN401 - untyped
    """Read stored values of one volume, in the machine's byte order, unscaled.

    The other volumes of the file are never held in memory, and nothing stays mapped to the
    file, which may be replaced while the image is looked at.
    """
    from nibabel.fileslice import fileslice

    stream = stored.file_like
    whole = (slice(None),) * (len(stored.shape) - len(chosen))
    array: NDArray[Any] = fileslice(
        stream, whole + chosen, stored.shape, stored.dtype, stored.offset, order="F"
    )
    if np.prod(stored.shape[3:]) == 1:
        while stream.read(_BLOCK):  # to the end, where gzip compares its checksum
            pass
    return np.asarray(array, dtype=array.dtype.newbyteorder("="))


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


FORMATS.add(Format("nifti", "NIfTI", (".nii", ".nii.gz"), accepts, read))
