"""DICOM pixels to arrays: plain ones straight into place, packed ones through decoders."""

from __future__ import annotations

import hashlib
import io
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.digest import sha256_of
from camviewer.core.errors import FormatError
from camviewer.core.progress import Progress, Watch
from camviewer.core.words import say
from camviewer.io.dicom.failing import damaged, safely
from camviewer.io.dicom.jpeg import is_sound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from numpy.typing import NDArray

    from camviewer.io.dicom.header import Source
    from camviewer.io.stack import Slice

    _Job = tuple[Source, Mapping[int, tuple[Slice, NDArray[Any]]]]

_THREADS = 4
_TOLD_SECONDS = 0.1
# gdcm ends the program at some damaged pictures, so it decodes only what nothing else does.
_ORDER = ("pydicom", "pylibjpeg", "pyjpegls", "pillow", "gdcm")
_LOSSLESS_JPEG = {"1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70"}
_JPEG_12_BIT = "1.2.840.10008.1.2.4.51"


def check_decoder(source: Source) -> None:
    """Refuse pixels for which no decoder is installed.

    Raises
    ------
    FormatError
        When there is none; names the compression.
    """
    from pydicom.pixels.decoders.base import get_decoder
    from pydicom.uid import UID

    uid = UID(source.syntax)
    try:
        is_known = bool(get_decoder(uid).is_available)
    except NotImplementedError:
        is_known = False
    if source.syntax == _JPEG_12_BIT and source.bits > 8:
        is_known = False  # the decoders take its 8 bits only
    if not is_known:
        raise _undecodable(source, uid.name if uid.name != source.syntax else "")


def _undecodable(source: Source, way: str) -> FormatError:
    """Make the error for a compression without a decoder; ``way`` is empty if it is unknown."""
    words = say("io", "{name} is compressed in a way that cannot be decoded here: unknown.")
    if way:
        words = say(
            "io",
            "{name} is compressed in a way that cannot be decoded here: {way} ({bits} bits).",
        )
    return FormatError(
        words.format(name=source.path.name, way=way, bits=source.bits),
        hint=say("io", "Export the images uncompressed (Explicit VR Little Endian)."),
    )


def fill(
    planes: NDArray[Any],
    slices: Sequence[Slice],
    slots: Sequence[int],
    sources: Mapping[Path, Source],
    *,
    watch: Watch | None = None,
) -> str:
    """Read slices into a volume, each file once, and return one digest of all the files.

    Parameters
    ----------
    planes : (depth, rows, columns)
        Filled in place; slope and intercept are applied when it holds floating point numbers.
    slices, slots
        What to read, and the index along the first axis where it goes.
    sources
        The files' headers.
    watch
        Hears how many slices are there, and may end the reading between two files.

    Returns
    -------
    str
        SHA-256 of the file, or over the sorted SHA-256 of several files.

    Raises
    ------
    Cancelled
        When the watch's token is set.
    FormatError
        When a file is damaged or has changed since its header was read.
    """
    pairs = sorted(zip(slices, slots, strict=True), key=lambda pair: _place(pair[0]))
    jobs = [
        (sources[path], {each.frame: (each, planes[slot]) for each, slot in members})
        for path, members in groupby(pairs, key=lambda pair: pair[0].path)
    ]
    digests = sorted(_loaded(jobs, watch or Watch()))
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def _loaded(jobs: Sequence[_Job], watch: Watch) -> Iterator[str]:
    """Read files at the same time; the digest of each, in their order."""

    def load(job: _Job) -> str:
        watch.token.check()
        return _load(*job)

    done, total, told = 0, sum(len(wanted) for _, wanted in jobs), 0.0
    # Reading and hashing leave Python's lock free; two files at a time are twice as fast.
    with ThreadPoolExecutor(_THREADS) as pool:
        for job, digest in zip(jobs, pool.map(load, jobs), strict=True):
            done += len(job[1])
            if time.monotonic() - told > _TOLD_SECONDS or done == total:
                told = time.monotonic()
                watch.report(Progress(done, total, ""))
            yield digest


def picture(source: Source, frame: int) -> tuple[NDArray[Any], str]:
    """Decode one picture, (rows, columns) or (rows, columns, 3), and its file's digest.

    Raises
    ------
    FormatError
        When the pixels are cut off or damaged.
    """
    digest = safely(lambda: sha256_of(source.path), source.path.name)
    pixels = next(_decoded(source, [frame]))
    return np.array(pixels, dtype=pixels.dtype.newbyteorder("=")), digest


def _place(piece: Slice) -> tuple[str, int]:
    """Where a slice lies in the files."""
    return str(piece.path), piece.frame


def _load(source: Source, wanted: Mapping[int, tuple[Slice, NDArray[Any]]]) -> str:
    """Read the wanted frames of a file to where they belong; return its digest."""
    if source.is_plain:
        return safely(lambda: _read_plain(source, wanted), source.path.name)
    for frame, pixels in zip(wanted, _decoded(source, list(wanted)), strict=True):
        _put(pixels, *wanted[frame])
    return safely(lambda: sha256_of(source.path), source.path.name)


def _put(pixels: NDArray[Any], piece: Slice, plane: NDArray[Any]) -> None:
    """Copy a frame to its place, scaled where the place holds floating point numbers."""
    if pixels.shape != plane.shape:
        raise damaged(piece.path.name)
    if plane.dtype.kind != "f":
        plane[...] = pixels
        return
    slope, intercept = piece.scale
    np.multiply(pixels, np.float32(slope), out=plane, casting="unsafe")
    plane += np.float32(intercept)


def _read_plain(source: Source, wanted: Mapping[int, tuple[Slice, NDArray[Any]]]) -> str:
    """Read frames that are not packed, and the digest of their file, in one pass."""
    digest = hashlib.sha256()
    spare: NDArray[Any] = np.empty(0, source.dtype)
    with source.path.open("rb") as file:
        digest.update(file.read(source.start))
        for frame in range(len(source.slices)):
            piece, plane = wanted.get(frame, (None, spare))
            if plane.dtype != source.dtype or piece is None:
                spare = np.empty(source.slices[0].shape, source.dtype)
                target = spare
            else:
                target = plane
            _read_into(file, target)
            digest.update(target.data)
            if piece is None:
                continue
            _drop_unused_bits(target, source.bits)
            if target is spare:
                _put(target, piece, plane)
        digest.update(file.read())
    return digest.hexdigest()


def _read_into(file: BinaryIO, array: NDArray[Any]) -> None:
    """Fill an array from a file.

    Raises
    ------
    EOFError
        When the file ends before.
    """
    if file.readinto(array.data.cast("B")) != array.nbytes:  # type: ignore[attr-defined]
        raise EOFError


def _drop_unused_bits(array: NDArray[Any], bits: int) -> None:
    """Extend the sign, or clear what lies above the stored bits: PS3.5, 8.1.1."""
    shift = 8 * array.dtype.itemsize - bits
    if shift:
        np.left_shift(array, shift, out=array)
        np.right_shift(array, shift, out=array)


def _decoded(source: Source, frames: Sequence[int]) -> Iterator[NDArray[Any]]:
    """Decode pictures, rising; colours as red, green and blue with 8 bits.

    Raises
    ------
    FormatError
        When the pixels are cut off or damaged.
    """
    check_decoder(source)
    with _opened(source) as stream:
        if source.syntax in _LOSSLESS_JPEG:
            safely(lambda: _check_jpeg(stream, source), source.path.name)
        pixels = _frames(stream, source, frames)
        for _ in frames:
            yield safely(lambda: _coloured(next(pixels), source), source.path.name)


def _opened(source: Source) -> BinaryIO:
    """Open a file where its pixels begin."""
    if not source.start:
        return safely(lambda: io.BytesIO(_inflated(source.path)), source.path.name)
    file: BinaryIO = safely(lambda: source.path.open("rb"), source.path.name)
    file.seek(source.start)
    return file


def _inflated(path: Path) -> bytes:
    """Return the pixels of a file that is deflated as a whole."""
    import pydicom

    return bytes(pydicom.dcmread(path, specific_tags=["PixelData"]).PixelData)


def _check_jpeg(stream: BinaryIO, source: Source) -> None:
    """Refuse pictures that gdcm might not survive.

    Raises
    ------
    ValueError
        When one is not in order.
    """
    from pydicom.encaps import generate_frames

    start, bits = stream.tell(), 8 * source.dtype.itemsize
    for code in generate_frames(stream, number_of_frames=len(source.slices)):
        if not is_sound(code, source.slices[0].shape, source.samples, bits):
            raise ValueError("a faulty picture")
    stream.seek(start)


def _frames(stream: BinaryIO, source: Source, frames: Sequence[int]) -> Iterator[NDArray[Any]]:
    """Decode some pictures through the library."""
    from pydicom.pixels.decoders.base import get_decoder
    from pydicom.uid import UID

    rows, columns = source.slices[0].shape
    decoder = get_decoder(UID(source.syntax))
    known = decoder.available_plugins if source.is_packed else ()
    found = decoder.iter_array(
        stream,
        indices=frames,
        decoding_plugin=next((each for each in _ORDER if each in known), ""),
        rows=rows,
        columns=columns,
        number_of_frames=len(source.slices),
        samples_per_pixel=source.samples,
        planar_configuration=source.planar,
        photometric_interpretation=source.photometric,
        bits_allocated=8 * source.dtype.itemsize,
        bits_stored=source.bits,
        pixel_representation=int(source.dtype.kind == "i"),
        pixel_keyword="PixelData",
        pixel_vr=source.kind,
    )
    return (pixels for pixels, _ in found)


def _coloured(pixels: NDArray[Any], source: Source) -> NDArray[Any]:
    """Look colours up in the palette, if there is one."""
    from pydicom.pixels.processing import apply_color_lut

    if source.palette is None:
        return pixels
    coloured: NDArray[Any] = apply_color_lut(pixels, source.palette)
    return coloured if coloured.dtype == np.uint8 else (coloured >> 8).astype(np.uint8)
