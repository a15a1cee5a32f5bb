"""What the readers of volumes share: the choice, the second file, the finished image."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import FormatError
from camviewer.core.image import Grid, Image
from camviewer.core.orientation import to_ras
from camviewer.core.words import say
from camviewer.io.geometry import affine_sentences
from camviewer.io.spec import nan_sentence, pick

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_AIR_HU = -500.0
_SAMPLE = 250_000
_MANY_FILES = re.compile(r"^LIST\b|%0?\d*d|\*", re.IGNORECASE)


def which(shape: tuple[int, ...], volume: int | None) -> tuple[int, ...]:
    """Return the index into the axes behind the third of the volume that is meant.

    Raises
    ------
    ChoiceError
        When there are several and none was chosen, or the chosen one does not exist.
    """
    more = shape[3:]
    count = int(np.prod(more))
    several = say("io", "This is a {axes}D file with {count} volumes.")
    chosen = pick(count, volume, several.format(axes=len(shape), count=count))
    return (
        tuple(int(each) for each in np.unravel_index(chosen, more, order="F")) if more else ()
    )


def check_shape(shape: tuple[int, ...], name: str) -> None:
    """Refuse what is empty or flat.

    Raises
    ------
    FormatError
        When it has fewer than two axes, or one without voxels.
    """
    if len(shape) >= 2 and min(shape) >= 1:
        return
    message = say("io", "{name} has the shape of nothing: no volume.", name=name)
    if shape:
        size = " × ".join(map(str, shape))
        message = say("io", "{name} has the shape {shape}: no volume.", name=name, shape=size)
    raise FormatError(message, hint=say("io", "Export it again."))


def colours(name: str) -> FormatError:
    """Make the error for a volume of colours."""
    return FormatError(
        say("io", "{name} holds colours in a volume.", name=name),
        hint=say("io", "Save one channel as a volume of its own."),
    )


def data_file(path: Path, named: str) -> Path:
    """Find the file of voxels that a header names, relative to the header's folder.

    Of an absolute path that leads nowhere the last part is looked for beside the header, as
    pairs of files are often moved together.

    Raises
    ------
    FormatError
        When it is missing, or the voxels lie in more than one file.
    """
    if _MANY_FILES.search(named):
        raise FormatError(
            say(
                "io",
                "{name} is only a header whose voxels are spread over several files.",
                name=path.name,
            ),
            hint=say("io", "Save it as one file first."),
        )
    wanted = path.parent / named.replace("\\", "/")
    for found in (wanted, path.parent / wanted.name):
        if found.is_file():
            return found
    raise FormatError(
        say(
            "io",
            "{name} is only a header: its voxels lie in {other}, which is missing.",
            name=path.name,
            other=wanted.name,
        ),
        hint=say("io", "Put both files into one folder."),
    )


def chosen_part(array: NDArray[Any], chosen: tuple[int, ...]) -> NDArray[Any]:
    """Copy one volume, in the machine's byte order, so that the others can be forgotten.

    Parameters
    ----------
    array
        Three axes in space, then the others, (I, J, K, ...).
    chosen
        Index into the others.
    """
    index: Any = (Ellipsis, *chosen)
    part: NDArray[Any] = array[index]
    return part.astype(part.dtype.newbyteorder("="), order="F", copy=bool(chosen))


def number_of(shape: tuple[int, ...], chosen: tuple[int, ...]) -> int:
    """Return the number, from 0, of a volume given by its index into the further axes."""
    return int(np.ravel_multi_index(chosen, shape[3:], order="F")) if chosen else 0


def numbering(shape: tuple[int, ...], chosen: tuple[int, ...]) -> dict[str, object]:
    """Return for the header which volume it is, from 0, and how many the file holds."""
    count = int(np.prod(shape[3:]))
    return {"volume": number_of(shape, chosen), "volumes": count}


def placement(affine: NDArray[np.float64], *, known: bool) -> dict[str, object]:
    """Return the header of a volume whose file gives one orientation, or none.

    Parameters
    ----------
    affine
        Index to RAS mm.
    known
        Whether the file says where left and right are.
    """
    return {
        "qform_code": 0,
        "sform_code": int(known),
        "qform": [],
        "sform": affine.tolist(),
        "spatial_unit": "mm",
    }


def finished(
    array: NDArray[Any],
    affine: NDArray[np.float64],
    header: Mapping[str, object],
    sentences: tuple[str, ...] = (),
    *,
    scale: tuple[float, float] = (1.0, 0.0),
) -> Image:
    """Join voxels and affine to an image, with its unit and the warnings it deserves.

    Parameters
    ----------
    array
        Stored values, three axes.
    affine
        Index to RAS mm, (4, 4).
    header
        As :func:`camviewer.io.geometry.affine_sentences` takes it.
    sentences
        What the reader itself has to say.
    scale
        Slope and intercept.

    Raises
    ------
    GeometryError
        When the affine is singular.
    """
    grid = Grid(array.shape, affine)
    to_ras(grid)  # refuses what cannot be shown
    words = say("io", "{count} of {total} voxels are not numbers (NaN or infinite).")
    nan = nan_sentence(array, words)
    told = affine_sentences(grid, header) + sentences + ((nan,) if nan else ())
    image = Image(array, grid, *scale, warnings=told, header=header)
    return replace(image, unit="HU" if _looks_like_ct(image) else "")


def unfinished(
    array: NDArray[Any], affine: NDArray[np.float64], scale: tuple[float, float], count: int
) -> Image:
    """Make an image to look at, of which only the first slices along the last axis are there.

    Parameters
    ----------
    array
        Stored values, three axes; still being filled.
    affine
        Index to RAS mm, (4, 4).
    scale
        Slope and intercept.
    count
        Slices that are there.
    """
    image = Image(array, Grid(array.shape, affine), *scale)
    there = array[..., :count]
    part = Image(there, Grid(there.shape, affine), *scale)
    return replace(image, unit="HU" if _looks_like_ct(part) else "")


def _looks_like_ct(image: Image) -> bool:
    """Tell whether values reach below any tissue, as air does in Hounsfield units."""
    step = max(1, round((image.array.size / _SAMPLE) ** (1 / 3)))
    sample = image.values(image.array[::step, ::step, ::step])
    finite = sample[np.isfinite(sample)]
    return finite.size > 0 and bool(finite.min() <= _AIR_HU) and bool(finite.max() > 0)
