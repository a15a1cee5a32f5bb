"""MetaImage volumes (MHA, MHD): lines of ``key = value``, then the voxels, or another file.

Source: Kitware's MetaIO documentation. The world is LPS there; line i of ``TransformMatrix``
is the direction of array axis i, as ITK reads and writes it.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from camviewer.core.errors import FormatError
from camviewer.core.words import say
from camviewer.io.memory import check_memory
from camviewer.io.spec import FORMATS, Format
from camviewer.io.volume import (
    check_shape,
    chosen_part,
    data_file,
    finished,
    numbering,
    placement,
    which,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from camviewer.core.image import Image

# On disk a MET_LONG has four bytes, whatever the machine's own long has.
_TYPES = {
    "MET_CHAR": "i1",
    "MET_UCHAR": "u1",
    "MET_SHORT": "i2",
    "MET_USHORT": "u2",
    "MET_INT": "i4",
    "MET_UINT": "u4",
    "MET_LONG": "i4",
    "MET_ULONG": "u4",
    "MET_LONG_LONG": "i8",
    "MET_ULONG_LONG": "u8",
    "MET_FLOAT": "f4",
    "MET_DOUBLE": "f8",
}
_FIRST = re.compile(rb"\s*(ObjectType|NDims|Comment|Name|ID|BinaryData)\s*=")
_NEEDED = ("NDims", "DimSize", "ElementType", "ElementDataFile")
_LONGEST_LINE = 65536
_MOST_LINES = 10_000


@dataclass(frozen=True)
class _Layout:
    """Where the voxels begin and how they lie, fastest axis first."""

    shape: tuple[int, ...]
    channels: int
    dtype: np.dtype[Any]
    packed: bool
    skip: int

    @property
    def size(self) -> int:
        """Bytes of all voxels, unpacked."""
        return prod(self.shape) * self.channels * self.dtype.itemsize


def accepts(head: bytes, path: Path) -> bool:  # noqa: ARG001 - one signature for all formats
    """Tell whether the bytes begin with a MetaImage header."""
    return bool(_FIRST.match(head)) and b"NDims" in head and b"DimSize" in head


def read(path: Path, volume: int | None) -> Image:
    """Read one volume with its stored values, its affine and the warnings it deserves.

    Raises
    ------
    FormatError
        When the voxels are text, of no size, or in a file that is missing.
    ChoiceError
        When there are several volumes or channels and none was chosen.
    GeometryError
        When the directions or spacings are singular.
    ResourceError
        When it does not fit into the memory.
    OSError, ValueError
        When the file is cut or damaged.
    """
    with path.open("rb") as file:
        fields = _fields(file)
        start = file.tell()
    layout = _layout(fields, path.name)
    shape = (*layout.shape, *(1,) * (3 - len(layout.shape)))
    if layout.channels > 1:
        shape += (layout.channels,)
    chosen = which(shape, volume)
    local = fields["ElementDataFile"].upper() == "LOCAL"
    source = path if local else data_file(path, fields["ElementDataFile"])
    check_memory(layout.size * 2, path.name)
    with source.open("rb") as file:
        file.seek(start if local else 0)
        content = _content(file, layout)
        rest = 0 if layout.packed else len(file.read(_LONGEST_LINE).strip())
    array = _voxels(content, layout, shape)
    affine, known = _affine(fields)
    header = placement(affine, known=known) | numbering(shape, chosen)
    told = _told_of(rest)
    scale = (
        float(fields.get("ElementToIntensityFunctionSlope", 1.0)),
        float(fields.get("ElementToIntensityFunctionOffset", 0.0)),
    )
    return finished(chosen_part(array, chosen), affine, header, told, scale=scale)


def _told_of(rest: int) -> tuple[str, ...]:
    """Say that bytes are left over behind the voxels."""
    if not rest:
        return ()
    return (say("io", "Behind the voxels more bytes follow than the header tells of."),)


def _fields(file: BinaryIO) -> dict[str, str]:
    """Read the header; the file then stands where local voxels begin."""
    fields: dict[str, str] = {}
    for _ in range(_MOST_LINES):
        line = file.readline(_LONGEST_LINE).decode("utf-8", "replace")
        if not line:
            break
        key, sign, value = line.partition("=")
        if not sign:
            if line.strip():
                raise ValueError(say("io", "a line of the header has no '='"))
            continue
        fields[key.strip()] = value.strip()
        if key.strip() == "ElementDataFile":
            break
    missing = [key for key in _NEEDED if not fields.get(key)]
    if missing:
        raise ValueError(say("io", "the header has no {field}", field=missing[0]))
    return fields


def _layout(fields: Mapping[str, str], name: str) -> _Layout:
    """Return how the voxels lie.

    Raises
    ------
    FormatError
        When they are text or of no size.
    ValueError
        When the fields contradict one another.
    """
    shape = tuple(int(each) for each in fields["DimSize"].split())
    if len(shape) != int(fields["NDims"]):
        raise ValueError(
            say(
                "io",
                "DimSize has {count} numbers, NDims is {axes}",
                count=len(shape),
                axes=fields["NDims"],
            )
        )
    check_shape(shape, name)
    if not _is_true(fields, "BinaryData", default=True):
        raise FormatError(
            say("io", "{name} holds its voxels as text.", name=name),
            hint=say("io", "Save it as binary first."),
        )
    kind = fields["ElementType"].removesuffix("_ARRAY")
    if kind not in _TYPES:
        raise ValueError(say("io", "{field} is {value}", field="ElementType", value=kind))
    channels = int(fields.get("ElementNumberOfChannels", 1))
    if channels < 1:
        raise ValueError(
            say("io", "{field} is {value}", field="ElementNumberOfChannels", value=channels)
        )
    big = _is_true(fields, "BinaryDataByteOrderMSB") or _is_true(fields, "ElementByteOrderMSB")
    dtype = np.dtype(_TYPES[kind]).newbyteorder(">" if big else "<")
    packed = _is_true(fields, "CompressedData")
    return _Layout(shape, channels, dtype, packed, int(fields.get("HeaderSize", 0)))


def _is_true(fields: Mapping[str, str], key: str, *, default: bool = False) -> bool:
    """Read a truth value, of which only the first letter counts."""
    return fields[key][:1].upper() in {"T", "1", "Y"} if fields.get(key) else default


def _content(file: BinaryIO, layout: _Layout) -> bytes:
    """Read the voxels' bytes, unpacked.

    Raises
    ------
    ValueError
        When there are fewer than the header tells of, or more behind the packing.
    """
    if layout.skip == -1 and not layout.packed:  # the voxels are the file's last bytes
        if file.seek(0, 2) < layout.size:
            raise ValueError(say("io", "there are fewer voxels than the header tells of"))
        file.seek(-layout.size, 2)
    elif layout.skip > 0:
        file.seek(layout.skip, 1)
    if not layout.packed:
        content = file.read(layout.size)
    else:
        unpacker = zlib.decompressobj(wbits=47)  # zlib or gzip
        content = unpacker.decompress(file.read(), layout.size + 1)
        if len(content) == layout.size and not unpacker.eof:
            raise ValueError(say("io", "the packed voxels are cut off"))
    if len(content) != layout.size:
        raise ValueError(
            say(
                "io",
                "{found} bytes of voxels instead of {expected}",
                found=f"{len(content):,}",
                expected=f"{layout.size:,}",
            )
        )
    return content


def _voxels(content: bytes, layout: _Layout, shape: tuple[int, ...]) -> NDArray[Any]:
    """Return stored values in the machine's byte order, channels behind the axes."""
    native = layout.dtype.newbyteorder("=")
    array = np.frombuffer(content, layout.dtype).astype(native)  # may be written to
    if layout.channels == 1:
        return array.reshape(shape, order="F")
    return np.moveaxis(array.reshape((layout.channels, *shape[:-1]), order="F"), 0, -1)


def _affine(fields: Mapping[str, str]) -> tuple[NDArray[np.float64], bool]:
    """Return index to RAS mm, and whether the file says where left and right are.

    Without a matrix the axes are taken as LPS, as ITK takes them; that is known only where
    ``AnatomicalOrientation`` says the same, by the sides the axes come from: RAI.
    """
    size = int(fields["NDims"])
    matrix = _numbers(fields, ("TransformMatrix", "Orientation", "Rotation"), size * size)
    spacing = _numbers(fields, ("ElementSpacing", "ElementSize"), size)
    offset = _numbers(fields, ("Offset", "Position", "Origin"), size)
    count = min(size, 3)
    lps = np.eye(4)
    if matrix is not None:
        lps[:count, :count] = matrix.reshape(size, size).T[:count, :count]
    if spacing is not None:
        lps[:3, :count] *= spacing[:count]
    if offset is not None:
        lps[:count, 3] = offset[:count]
    known = size >= 3 and (
        matrix is not None or fields.get("AnatomicalOrientation", "").upper() == "RAI"
    )
    return np.diag([-1.0, -1.0, 1.0, 1.0]) @ lps, known


def _numbers(
    fields: Mapping[str, str], keys: tuple[str, ...], count: int
) -> NDArray[np.float64] | None:
    """Read the first of some fields that is there.

    Raises
    ------
    ValueError
        When it has too few or too many numbers.
    """
    for key in keys:
        if key in fields:
            numbers = np.array([float(each) for each in fields[key].split()])
            if numbers.size != count or not np.all(np.isfinite(numbers)):
                raise ValueError(
                    say("io", "{field} is not {count} numbers", field=key, count=count)
                )
            return numbers
    return None


FORMATS.add(Format("metaimage", "MetaImage", (".mha", ".mhd"), accepts, read))
