"""DICOM files and folders to one image: the choice among them, the volume and the picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import FormatError
from camviewer.core.image import Image, pixel_grid
from camviewer.core.progress import Watch
from camviewer.core.words import say
from camviewer.io.dicom.failing import quietly
from camviewer.io.dicom.folder import (
    Found,
    Offer,
    labels_of,
    left_out,
    look_at,
    offers_of,
    scan,
)
from camviewer.io.dicom.header import looks_like, read_header
from camviewer.io.dicom.person import read_person
from camviewer.io.dicom.pixels import check_decoder, fill, picture
from camviewer.io.memory import check_memory
from camviewer.io.spec import FOLDERS, FORMATS, Folder, Format, pick
from camviewer.io.stack import layout
from camviewer.io.volume import finished, placement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from camviewer.io.dicom.header import Source
    from camviewer.io.stack import Slice, Stack


def accepts(head: bytes, path: Path) -> bool:  # noqa: ARG001 - one signature for all formats
    """Tell whether the bytes begin a DICOM file."""
    return looks_like(head)


def read(path: Path, volume: int | None) -> Image:
    """Read as :func:`read_watched` does, while nobody looks on."""
    return read_watched(path, volume, Watch())


def read_watched(path: Path, volume: int | None, watch: Watch) -> Image:
    """Read the series that a file belongs to, from its folder; or its own pictures.

    Raises
    ------
    Cancelled
        When the watch's token is set, between two files.
    FormatError
        When it holds no pictures, is damaged, or packed in a way that cannot be decoded.
    ChoiceError
        When there are several volumes or pictures and none was chosen.
    GeometryError
        When positions and directions make no volume.
    ResourceError
        When it does not fit into the memory.
    """
    with quietly():
        own = read_header(path)
        if own is None:
            return _of_a_list(path, volume, watch)
        found = _with_siblings(own, watch)
        offers, scouts = offers_of(found.sources.values())
        return _opened(_of_file(offers, own), volume, found, scouts, watch=watch)


def read_folder(path: Path, volume: int | None) -> Image | None:
    """Read as :func:`read_folder_watched` does, while nobody looks on."""
    return read_folder_watched(path, volume, Watch())


def read_folder_watched(path: Path, volume: int | None, watch: Watch) -> Image | None:
    """Read the one series of a folder, or the chosen one; None when there is no DICOM file.

    Raises
    ------
    Cancelled
        When the watch's token is set, between two files.
    FormatError
        When it holds no pictures, is damaged, or packed in a way that cannot be decoded.
    ChoiceError
        When there are several volumes or pictures and none was chosen.
    GeometryError
        When positions and directions make no volume.
    ResourceError
        When it does not fit into the memory.
    """
    with quietly():
        found = scan(path, watch.token)
        if not found.count:
            return None
        if not found.sources and found.damaged:
            raise found.damaged[0]
        if not found.sources:
            raise FormatError(
                say("io", "{name} holds DICOM files, but none with pictures.", name=path.name),
                hint=say("io", "Name the folder of a series."),
            )
        offers, scouts = offers_of(found.sources.values())
        return _opened(offers, volume, found, scouts, watch=watch)


def _of_a_list(path: Path, volume: int | None, watch: Watch) -> Image:
    """Open what a disc's list of files (DICOMDIR) lies beside."""
    image = None
    if path.stem.upper() == "DICOMDIR":
        image = read_folder_watched(path.parent, volume, watch)
    if image is None:
        raise FormatError(
            say("io", "{name} is a DICOM file without pictures.", name=path.name),
            hint=say("io", "Name an image of the series; regions are opened as a mask."),
        )
    return image


def _with_siblings(own: Source, watch: Watch) -> Found:
    """Find the other files of a file's series; a picture of its own has none."""
    if own.is_colour or own.is_localizer or own.slices[0].placement is None:
        return Found({own.path: own}, 1, ())
    others = (each for each in sorted(own.path.parent.iterdir()) if each.is_file())
    found = look_at((each for each in others if each != own.path), watch.token)
    series = own.slices[0].series
    alike = {p: each for p, each in found.sources.items() if each.slices[0].series == series}
    return Found({own.path: own, **alike}, len(alike) + 1, found.damaged)


def _of_file(offers: list[Offer], own: Source) -> list[Offer]:
    """Keep the volumes of which a file holds a part, with their other phases."""
    sizes = {_kind(each.stack) for each in offers if _holds(each.stack, own)}
    return [each for each in offers if _kind(each.stack) in sizes] or offers


def _holds(stack: Stack, own: Source) -> bool:
    """Tell whether a stack has a slice of a file."""
    return any(each.path == own.path for each in stack.slices)


def _kind(stack: Stack) -> tuple[object, ...]:
    """Tell stacks of one series apart by size and direction, not by phase."""
    first = stack.slices[0]
    turned = first.where[1:].round(2).tolist() if stack.is_placed else first.uid
    return first.shape, str(turned), stack.phases


def _opened(
    offers: list[Offer], volume: int | None, found: Found, scouts: int, *, watch: Watch
) -> Image:
    """Read the chosen volume or picture."""
    labels = labels_of(offers) if len(offers) > 1 and volume is None else ()
    words = tuple(each.words for each in offers)
    several = say("io", "This is a folder or file with {count} volumes.", count=len(offers))
    chosen = pick(len(offers), volume, several, labels=labels, words=words)
    stack = offers[chosen].stack
    told = left_out(found, scouts)
    own = found.sources[stack.slices[0].path]
    if stack.is_placed and not own.is_colour and not own.is_localizer:
        image = _volume(stack, found.sources, told, watch)
    else:
        image = _picture(own, stack.slices[0], told)
    if len(offers) > 1:
        image = replace(image, header={**image.header, "series": chosen})
    return replace(image, patient=read_person(own.path))


def _volume(
    stack: Stack, sources: Mapping[Path, Source], told: tuple[str, ...], watch: Watch
) -> Image:
    """Read a stack into one array, (columns, rows, depth), stored values where they agree."""
    own = sources[stack.slices[0].path]
    members = [sources[path] for path in dict.fromkeys(each.path for each in stack.slices)]
    check_decoder(own)
    placed = layout(stack)
    scales = {each.scale for each in stack.slices}
    dtype = _type_of(members) if len(scales) == 1 else np.dtype(np.float32)
    rows, columns = stack.slices[0].shape
    check_memory(placed.depth * rows * columns * dtype.itemsize, own.path.name)
    planes = np.empty((placed.depth, rows, columns), dtype)
    digest = fill(planes, stack.slices, placed.slots, sources, watch=watch)
    _blank(planes, placed.slots, own.padding)
    scale = scales.pop() if len(scales) == 1 else (1.0, 0.0)
    header = placement(placed.affine, known=True) | _facts(
        own, stack.slices[len(stack.slices) // 2].window, scale
    )
    header["dicom_files"] = tuple(each.path for each in members)
    told = (*placed.sentences, *told, *_inverted(own))
    image = finished(planes.T, placed.affine, header, told, scale=scale)
    return replace(image, unit=_unit(own, image.unit), sha256=digest)


def _type_of(members: Iterable[Source]) -> np.dtype[Any]:
    """Return the type that holds the stored values of all files, in the machine's order."""
    return np.result_type(*{each.dtype.newbyteorder("=") for each in members})


def _blank(planes: NDArray[Any], slots: tuple[int, ...], padding: int | None) -> None:
    """Fill the places of missing slices with the padding value, else with the lowest one."""
    missing = sorted(set(range(len(planes))) - set(slots))
    if missing:
        low = min(planes[slot].min() for slot in slots)
        limits = np.iinfo(planes.dtype) if planes.dtype.kind != "f" else None
        fits = limits is not None and padding is not None and limits.min <= padding < low
        planes[missing] = padding if fits else low


def _facts(
    own: Source, window: tuple[float, float] | None, scale: tuple[float, float]
) -> dict[str, object]:
    """Return what the window and an export need of the header."""
    facts: dict[str, object] = {"modality": own.modality}
    if window is not None:
        facts["window"] = window
    if own.padding is not None:
        facts["padding"] = own.padding * scale[0] + scale[1]
    return facts


def _unit(own: Source, guessed: str) -> str:
    """Return HU for a CT that is rescaled to it; a guess only where a CT does not say."""
    if own.is_hounsfield:
        return "HU"
    return guessed if own.modality == "CT" else ""


def _inverted(own: Source) -> tuple[str, ...]:
    """Tell that a volume asks to be shown with white for its lowest value."""
    if own.photometric != "MONOCHROME1":
        return ()
    return (say("io", "The file asks for white where values are low; shown black here."),)


def _picture(own: Source, piece: Slice, told: tuple[str, ...]) -> Image:
    """Read one picture without a place in space, low values black."""
    check_memory(2 * own.frame_bytes, own.path.name)
    pixels, digest = picture(own, piece.frame)
    grid = pixel_grid(*piece.shape)
    if own.is_colour:
        header: dict[str, object] = {"dicom_files": (own.path,)}
        return Image(pixels, grid, warnings=told, sha256=digest, header=header)
    scale, window = piece.scale, piece.window
    if own.photometric == "MONOCHROME1":
        top = -1 if own.dtype.kind == "i" else 2**own.bits - 1
        np.subtract(pixels.dtype.type(top), pixels, out=pixels)
        if window is not None:
            window = (window[0], top * scale[0] + 2 * scale[1] - window[1])
    facts = _facts(own, window, scale) | {"dicom_files": (own.path,)}
    return Image(pixels, grid, *scale, warnings=told, header=facts, sha256=digest)


FORMATS.add(Format("dicom", "DICOM", (".dcm", ".dicom", ".ima"), accepts, read, read_watched))
FOLDERS.add(Folder("dicom", "DICOM", read_folder, read_folder_watched))
