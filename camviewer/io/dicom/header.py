"""What a DICOM file's header says of its pictures, through pydicom.

Only the elements listed here are read. No value of them but numbers, and no text of the
library, which may quote such values, gets into a message; what tells of the person is read
apart, once a series.

Source: DICOM PS3.3, C.7.6.2 (image plane), C.7.6.16 (multi-frame functional groups), C.11.1
(rescale), C.11.2 (window).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import FormatError
from camviewer.core.words import say
from camviewer.io.dicom.alike import Key, other_slice, parted
from camviewer.io.dicom.failing import damaged, safely
from camviewer.io.dicom.values import found, number, numbers, whole, words
from camviewer.io.stack import Slice

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from numpy.typing import NDArray

_ELEMENTS = [
    "ImageType", "SOPClassUID", "SOPInstanceUID", "Modality", "SeriesInstanceUID",
    "SeriesNumber", "InstanceNumber", "AcquisitionNumber", "TemporalPositionIdentifier",
    "EchoNumbers", "TriggerTime", "ImagePositionPatient", "ImageOrientationPatient",
    "PixelSpacing", "SliceThickness", "SpacingBetweenSlices", "SamplesPerPixel",
    "PhotometricInterpretation", "PlanarConfiguration", "NumberOfFrames", "Rows", "Columns",
    "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "PixelPaddingValue",
    "RescaleSlope", "RescaleIntercept", "RescaleType", "WindowCenter", "WindowWidth",
    "SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence",
    "RedPaletteColorLookupTableDescriptor", "GreenPaletteColorLookupTableDescriptor",
    "BluePaletteColorLookupTableDescriptor", "RedPaletteColorLookupTableData",
    "GreenPaletteColorLookupTableData", "BluePaletteColorLookupTableData",
]  # fmt: skip
_MOMENTS = (
    "TemporalPositionIdentifier", "TemporalPositionIndex", "EchoNumbers", "TriggerTime",
    "AcquisitionNumber", "FrameAcquisitionNumber", "InstanceNumber",
)  # fmt: skip
# Segmentations and parametric maps.
_NO_PICTURES = {
    "1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7",
    "1.2.840.10008.5.1.4.1.1.30",
}  # fmt: skip
_IMPLICIT, _EXPLICIT = "1.2.840.10008.1.2", "1.2.840.10008.1.2.1"
_DEFLATED, _BIG_ENDIAN = "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"
_UNPACKED = {_IMPLICIT, _EXPLICIT, _DEFLATED, _BIG_ENDIAN}
_PIXELS = b"\xe0\x7f\x10\x00"
_PIXELS_BIG = b"\x7f\xe0\x00\x10"
_UNKNOWN = 0xFFFFFFFF
_SKEW = 0.01
_KINDS = {1: (8, 16, 32), 3: (8,)}


@dataclass(frozen=True, eq=False)
class Source:
    """One file of pictures.

    Attributes
    ----------
    slices
        Its pictures, in the file's order.
    series
        Number of its series, to put series in order.
    dtype
        Of the stored values, in the file's byte order.
    samples, planar
        Values of a pixel, and whether each colour lies in a plane of its own.
    photometric
        ``MONOCHROME1``, ``MONOCHROME2``, ``PALETTE COLOR``, ``RGB``, ``YBR_...``.
    syntax
        UID of the way the pixels are packed.
    start
        Byte at which the pixels begin; 0 where the whole file is deflated.
    kind
        ``OB`` or ``OW``: whether bytes or pairs of bytes are stored.
    bits
        Stored ones.
    modality
        ``CT``, ``MR``, ``DX`` and so on.
    is_hounsfield
        Whether it says that values are Hounsfield units.
    is_localizer
        Whether it is the overview from which slices were planned.
    padding
        Stored value outside the field of view, or None.
    palette
        The elements of a palette; None where there is none.
    """

    slices: tuple[Slice, ...]
    series: int
    dtype: np.dtype[Any]
    samples: int
    planar: int
    photometric: str
    syntax: str
    start: int
    kind: str
    bits: int
    modality: str
    is_hounsfield: bool
    is_localizer: bool
    padding: int | None
    palette: Any

    @property
    def path(self) -> Path:
        """Of the file."""
        return self.slices[0].path

    @property
    def is_colour(self) -> bool:
        """Whether its pictures are red, green and blue."""
        return not self.photometric.startswith("MONOCHROME")

    @property
    def frame_bytes(self) -> int:
        """Bytes of one decoded picture."""
        rows, columns = self.slices[0].shape
        return rows * columns * self.samples * self.dtype.itemsize

    @property
    def is_packed(self) -> bool:
        """Whether the pixels are compressed."""
        return self.syntax not in _UNPACKED

    @property
    def is_plain(self) -> bool:
        """Whether the pixels lie in the file as they do in the memory."""
        return self.syntax in {_IMPLICIT, _EXPLICIT} and self.samples == 1


Known = dict[Key, Source]


def looks_like(head: bytes) -> bool:
    """Tell whether the first bytes are those of a DICOM file, with or without its preamble."""
    if head[128:132] == b"DICM":
        return True
    # Older files begin with group 8, its length or its first elements.
    return head[:2] == b"\x08\0" and head[3:4] == b"\0" and len(head) > 132


def read_header(path: Path, known: Known | None = None) -> Source | None:
    """Read what is known of a file's pictures; None when it is a DICOM file without any.

    Parameters
    ----------
    path
        Of the file.
    known
        Headers read before, by what the slices of a series share; this one is added.

    Raises
    ------
    FormatError
        When it is damaged or cut off, or its pixels are of an unknown kind.
    """
    return safely(lambda: _header(path, {} if known is None else known), path.name)


def _header(path: Path, known: Known) -> Source | None:
    """Read a header; the library's own errors come through."""
    import pydicom

    with path.open("rb") as file:
        data = pydicom.dcmread(file, force=True, stop_before_pixels=True, specific_tags=_tags())
        source = _facts(data, path, known)
        if source is None or source.syntax == _DEFLATED:
            return source
        start, length, kind = _pixels_at(file)
        source = replace(source, start=start, kind=kind)
        size = file.seek(0, 2)
    needed = 1 if source.is_packed else source.frame_bytes * len(source.slices)
    if source.samples == 3 and source.photometric == "YBR_FULL_422":
        needed = needed * 2 // 3
    if size - start < needed or (length != _UNKNOWN and length < needed):
        raise damaged(path.name)
    return source


@cache
def _tags() -> list[Any]:
    """Look up the tags of the elements once."""
    from pydicom.tag import Tag

    return [Tag(name) for name in _ELEMENTS]


def _facts(data: Any, path: Path, known: Known) -> Source | None:  # noqa: ANN401 - pydicom's
    """Gather the facts of one file, from those of another slice where they are the same."""
    syntax = str(data.file_meta.get("TransferSyntaxUID", "") or _IMPLICIT)
    parts = parted(data, syntax)
    if parts is not None and parts[0] in known:
        alike = known[parts[0]]
        return replace(alike, slices=(other_slice(alike.slices[0], parts[1], path),))
    if "Rows" not in data or str(data.get("SOPClassUID", "")) in _NO_PICTURES:
        return None
    _check_pixels(data, path.name)
    source = _source(data, path, syntax)
    if parts is not None:
        known[parts[0]] = source
    return source


def _pixels_at(file: BinaryIO) -> tuple[int, int, str]:
    """Find where the pixels begin, their length, as the file tells it, and their kind.

    Whether the kind is written is seen here, as some files are of both sorts: no length is
    like one, because lengths are even and its first letter is odd.
    """
    tag, size = file.read(4), file.read(4)
    if tag not in {_PIXELS, _PIXELS_BIG}:
        raise ValueError("no pixels")
    kind = "OW"
    if size[:2] in {b"OB", b"OW", b"UN"}:
        kind = "OB" if size[:2] == b"OB" else "OW"
        size = file.read(4)
    return file.tell(), int.from_bytes(size, "little" if tag == _PIXELS else "big"), kind


def _source(data: Any, path: Path, syntax: str) -> Source:  # noqa: ANN401 - pydicom's
    """Gather the facts of one file."""
    allocated, signed = int(data.BitsAllocated), bool(data.get("PixelRepresentation", 0))
    count = max(1, int(data.get("NumberOfFrames", 1) or 1))
    kind = str(found(data, 0, "RescaleType") or "HU")
    rescaled = found(data, 0, "RescaleIntercept") is not None
    order = "<" if data.original_encoding[1] is not False else ">"
    photometric = str(data.get("PhotometricInterpretation", "MONOCHROME2"))
    modality = str(data.get("Modality", ""))
    return Source(
        slices=tuple(_slice(data, path, frame, count) for frame in range(count)),
        series=int(data.get("SeriesNumber", 0) or 0),
        dtype=np.dtype(f"{order}{'i' if signed else 'u'}{allocated // 8}"),
        samples=int(data.get("SamplesPerPixel", 1)),
        planar=int(data.get("PlanarConfiguration", 0) or 0),
        photometric=photometric,
        syntax=syntax,
        start=0,
        kind="OW",
        bits=int(data.get("BitsStored", allocated)),
        modality=modality,
        is_hounsfield=modality == "CT" and kind == "HU" and rescaled,
        is_localizer="LOCALIZER" in words(data.get("ImageType", ())),
        padding=whole(data.get("PixelPaddingValue")),
        palette=data if photometric == "PALETTE COLOR" else None,
    )


def _check_pixels(data: Any, name: str) -> None:  # noqa: ANN401 - pydicom's dataset
    """Refuse pixels that are no whole numbers of a usual size.

    Raises
    ------
    FormatError
        When one pixel has an unusual number of bits or colours.
    """
    allocated, samples = int(data.BitsAllocated), int(data.get("SamplesPerPixel", 1))
    stored = int(data.get("BitsStored", allocated))
    high = int(data.get("HighBit", stored - 1))
    if allocated not in _KINDS.get(samples, ()) or high != stored - 1 or stored > allocated:
        raise FormatError(
            say(
                "io",
                "{name} holds pixels of {samples} × {stored} bits, up to bit {high} of "
                "{allocated}, which are not read.",
                name=name,
                samples=samples,
                stored=stored,
                high=high,
                allocated=allocated,
            ),
            hint=say("io", "Export it with 8 or 16 bits."),
        )
    if int(data.Rows) < 1 or int(data.Columns) < 1:
        raise FormatError(
            say("io", "{name} has no pixels.", name=name), hint=say("io", "Export it again.")
        )


def _slice(data: Any, path: Path, frame: int, count: int) -> Slice:  # noqa: ANN401 - pydicom's
    """Gather what is known of one picture."""
    spacing = numbers(found(data, frame, "PixelSpacing"), 2)
    if spacing is not None and spacing.min() <= 0:
        raise ValueError("pixels of no size")
    claimed = (found(data, frame, name) for name in ("SpacingBetweenSlices", "SliceThickness"))
    thickness = next((value for value in map(number, claimed) if value), 0.0)
    # Without groups of their own all frames would lie where the file's one position is.
    has_place = spacing is not None and (
        count == 1 or "PerFrameFunctionalGroupsSequence" in data
    )
    return Slice(
        path=path,
        frame=frame,
        series=str(data.get("SeriesInstanceUID", "")),
        uid=_uid(data, path, frame),
        number=frame + 1 if count > 1 else int(data.get("InstanceNumber", 0) or 0),
        shape=(int(data.Rows), int(data.Columns)),
        placement=_placement(data, frame) if has_place else None,
        spacing=(1.0, 1.0) if spacing is None else (float(spacing[0]), float(spacing[1])),
        thickness=abs(thickness),
        scale=(
            number(found(data, frame, "RescaleSlope")) or 1.0,
            number(found(data, frame, "RescaleIntercept")) or 0.0,
        ),
        moment=_moment(data, frame),
        window=_window(data, frame),
    )


def _uid(data: Any, path: Path, frame: int) -> str:  # noqa: ANN401 - pydicom's dataset
    """Return what tells a picture from all others."""
    return f"{data.get('SOPInstanceUID', '') or path.name}/{frame:06d}"


def _moment(data: Any, frame: int) -> tuple[float, ...]:  # noqa: ANN401 - pydicom's dataset
    """Return what orders pictures of one place."""
    return tuple(number(found(data, frame, name)) or 0.0 for name in _MOMENTS)


def _placement(data: Any, frame: int) -> NDArray[np.float64] | None:  # noqa: ANN401 - pydicom's
    """Return position and directions of one picture; None when they are not given.

    Raises
    ------
    ValueError
        When the directions are no unit vectors at right angles.
    """
    position = numbers(found(data, frame, "ImagePositionPatient"), 3)
    directions = numbers(found(data, frame, "ImageOrientationPatient"), 6)
    if position is None or directions is None:
        return None
    pair = directions.reshape(2, 3)
    if np.abs(pair @ pair.T - np.eye(2)).max() > _SKEW:
        raise ValueError("directions at no right angle")
    return np.vstack([position, pair / np.linalg.norm(pair, axis=1, keepdims=True)])


def _window(data: Any, frame: int) -> tuple[float, float] | None:  # noqa: ANN401 - pydicom's
    """Return width and level of the first window, if it is one."""
    level = number(found(data, frame, "WindowCenter"))
    width = number(found(data, frame, "WindowWidth"))
    return None if level is None or width is None or width < 1 else (width, level)
