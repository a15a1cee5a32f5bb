"""Regions from files: label volumes and DICOM segmentations, brought onto an image's grid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.digest import sha256_of
from camviewer.core.errors import FormatError, GeometryError
from camviewer.core.image import Mask
from camviewer.core.words import say
from camviewer.io.dicom.segments import is_segmentation, read_segments
from camviewer.io.memory import check_memory
from camviewer.io.nrrd import segment_names
from camviewer.io.regions import is_turned_only, on_grid
from camviewer.io.spec import FORMATS, HEAD_BYTES, ChoiceError, open_image

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from camviewer.core.image import Grid, Image

_MOST = 128


@dataclass(frozen=True, eq=False)
class _Labels:
    """Whole numbers on a grid, and what those that are regions are called."""

    array: NDArray[Any]
    grid: Grid
    names: dict[int, str]
    origin: str
    warnings: tuple[str, ...] = ()


def read_masks(path: Path, image: Image) -> tuple[Mask, ...]:
    """Read the regions of a file, each on the image's grid.

    Parameters
    ----------
    path
        A volume of whole numbers, each of which but 0 is one region, or a DICOM segmentation;
        for a picture, a picture of its size.
    image
        Where the masks shall lie.

    Raises
    ------
    FormatError
        When the file holds no regions, or too many to be told apart.
    GeometryError
        When it is a picture and the image a volume, or the other way round, or a picture of
        another size.
    ResourceError
        When the masks do not fit into the memory.
    """
    masks: list[Mask] = []
    for labels in _labels(path):
        _check_axes(labels.grid, image)
        count = len(masks) + len(labels.names)
        if count > _MOST:
            raise _too_many(path.name, count)
        check_memory(len(labels.names) * int(np.prod(image.grid.shape)), path.name)
        masks += _split(labels, image.grid)
    if not masks:
        raise FormatError(
            say("io", "{name} marks no region: all is 0.", name=path.name),
            hint=say("io", "Export it again."),
        )
    digest = sha256_of(path) if path.is_file() else ""
    return tuple(
        replace(mask, path=path, sha256=digest, number=number)
        for number, mask in enumerate(masks)
    )


def _labels(path: Path) -> Iterator[_Labels]:
    """Read all layers of regions of a file."""
    if path.is_file() and is_segmentation(path):
        for array, grid, name in read_segments(path):
            yield _Labels(array, grid, {1: name}, "DICOM")
        return
    kind = _origin(path)
    for layer, image in _layers(path):
        names = segment_names(path) if kind == "NRRD" else {}
        values = _whole(image, path.name)
        found = [int(each) for each in np.unique(values) if each]
        if len(found) > _MOST:
            raise _too_many(path.name, len(found))
        told = {each: names.get((layer, each), _name(found, each)) for each in found}
        yield _Labels(values, image.grid, told, kind, image.warnings)


def _too_many(name: str, count: int) -> FormatError:
    """Make the error for an image that is no label volume."""
    return FormatError(
        say(
            "io",
            "{name} holds {count} different values, more than {most}: no regions.",
            name=name,
            count=f"{count:,}",
            most=_MOST,
        ),
        hint=say("io", "Name a label volume, in which each region has a number of its own."),
    )


def _origin(path: Path) -> str:
    """Label of a file's format; empty for a folder or a file that cannot be read."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return next((kind.label for kind in FORMATS if kind.accepts(head, path)), "")


def _layers(path: Path) -> Iterator[tuple[int, Image]]:
    """Read a file, or each volume of a file that holds several."""
    try:
        image = open_image(path)
    except ChoiceError as error:
        count = error.count
    else:
        yield 0, image
        return
    for layer in range(count):
        yield layer, open_image(path, volume=layer)


def _whole(image: Image, name: str) -> NDArray[Any]:
    """Return the values of an image as whole numbers.

    Raises
    ------
    FormatError
        When they are colours or no whole numbers.
    """
    array = image.array
    if image.is_colour:
        if (array != array[..., :1]).any():
            raise FormatError(
                say("io", "{name} holds colours: no regions.", name=name),
                hint=say("io", "Save it as grey."),
            )
        array = array[..., 0]
    if image.slope == 1.0 and image.intercept == 0.0 and array.dtype.kind in "iu":
        return array
    values = image.values(array)
    if not np.isfinite(values).all() or (values != np.rint(values)).any():
        raise FormatError(
            say("io", "{name} holds values that are no whole numbers: no regions.", name=name),
            hint=say("io", "Name a label volume, or save it as whole numbers."),
        )
    return values.astype(np.int32)


def _name(found: list[int], label: int) -> str:
    """Call a region that has no name."""
    if len(found) == 1:
        return say("io", "Mask")
    return say("io", "Label {number}", number=label)


def _check_axes(grid: Grid, image: Image) -> None:
    """Refuse regions that cannot lie on the image.

    Raises
    ------
    GeometryError
        When the number of axes differs, or a picture's size.
    """
    if grid.ndim != image.grid.ndim:
        raise GeometryError(
            say("io", "The regions and the image have not the same number of axes."),
            hint=say("io", "Volumes take label volumes, pictures take pictures."),
        )
    if grid.ndim == 2 and grid.shape != image.grid.shape:
        own, wanted = (
            f"{rows} × {columns}" for rows, columns in (grid.shape, image.grid.shape)
        )
        raise GeometryError(
            say(
                "io",
                "The regions have {own} pixels, the image {wanted}.",
                own=own,
                wanted=wanted,
            ),
            hint=say("io", "Save them in the size of the picture."),
        )


def _split(labels: _Labels, grid: Grid) -> Iterator[Mask]:
    """Make one mask of each region, on another grid."""
    told = labels.warnings
    if not is_turned_only(labels.grid, grid):
        told = (
            *told,
            say("io", "The regions lie on another grid: each voxel takes the nearest one's."),
        )
    moved = on_grid(labels.array, labels.grid, grid)
    for label, name in labels.names.items():
        inside = moved == label
        outside = () if inside.any() else (say("io", "The region does not overlap the image."),)
        yield Mask(name, inside, labels.origin, (*told, *outside))
