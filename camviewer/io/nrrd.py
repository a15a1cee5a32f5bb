"""NRRD volumes, with the voxels behind the header or in a second file, through pynrrd.

Source: the definition of the format, version 5 (teem.sourceforge.net/nrrd/format.html). The
space origin is the centre of the first voxel.
"""

from __future__ import annotations

from contextlib import contextmanager
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import FormatError
from camviewer.core.words import say
from camviewer.io.memory import check_memory
from camviewer.io.spec import FORMATS, Format
from camviewer.io.volume import (
    check_shape,
    chosen_part,
    colours,
    data_file,
    finished,
    numbering,
    placement,
    which,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from camviewer.core.image import Image

_LPS = (-1.0, -1.0, 1.0)
_SPACES = {
    "right-anterior-superior": (1.0, 1.0, 1.0),
    "left-anterior-superior": (-1.0, 1.0, 1.0),
    "left-posterior-superior": _LPS,
    "ras": (1.0, 1.0, 1.0),
    "las": (-1.0, 1.0, 1.0),
    "lps": _LPS,
}
_WITH_TIME = {"rast": "ras", "last": "las", "lpst": "lps"}
_MILLIMETRES = {"": 1.0, "???": 1.0, "mm": 1.0, "cm": 10.0, "um": 1e-3, "microns": 1e-3}
_MILLIMETRES |= dict.fromkeys(("millimeter", "millimeters"), 1.0)
_MILLIMETRES |= dict.fromkeys(("micron", "micrometer", "micrometers"), 1e-3)
_SIZES = ((8, ("64", "long", "double")), (2, ("16", "short")), (1, ("int8", "char")))
_SPATIAL = {"domain", "space", "???", "none"}
_COLOURS = ("rgb", "hsv", "xyz-color")
_NEEDED = ("type", "dimension", "sizes", "encoding")


def accepts(head: bytes, path: Path) -> bool:  # noqa: ARG001 - one signature for all formats
    """Tell whether the bytes begin with the magic line of NRRD."""
    return head.startswith(b"NRRD000")


def read(path: Path, volume: int | None) -> Image:
    """Read one volume with its stored values, its affine and the warnings it deserves.

    Raises
    ------
    FormatError
        When the values are colours or blocks, of no size, or in a file that is missing.
    ChoiceError
        When there are several volumes and none was chosen.
    GeometryError
        When the directions are singular.
    ResourceError
        When it does not fit into the memory.
    OSError, ValueError, EOFError
        When the file is cut or damaged.
    """
    header, start = _header(path)
    sizes = tuple(int(each) for each in header["sizes"])
    check_shape(sizes, path.name)
    _check_kinds(header, path.name)
    order = _order(header, path.name)
    shape = _shape(sizes, order)
    chosen = which(shape, volume)
    array = _values(path, header, start).transpose(sum(order, ())).reshape(shape)
    affine, known = _affine(header, order[0])
    factor, told = _unit(header, order[0])
    affine = np.diag([factor, factor, factor, 1.0]) @ affine
    facts = placement(affine, known=known) | numbering(shape, chosen)
    return finished(chosen_part(array, chosen), affine, facts, told)


def segment_names(path: Path) -> dict[tuple[int, int], str]:
    """Read what regions are called, by their layer and their label.

    Source: the fields ``SegmentN_Name``, ``_LabelValue`` and ``_Layer`` that 3D Slicer writes.

    Raises
    ------
    ValueError
        When the header is damaged.
    """
    header, _ = _header(path)
    names = {}
    for key in header:
        segment, _, field = key.rpartition("_")
        layer = str(header.get(f"{segment}_Layer", 0))
        label = str(header.get(f"{segment}_LabelValue", ""))
        if field == "Name" and layer.isdecimal() and label.isdecimal():
            names[int(layer), int(label)] = str(header[key])
    return names


@contextmanager
def _its_errors() -> Iterator[None]:
    """Turn the library's own error into one that means a damaged file."""
    import nrrd

    try:
        yield
    except (nrrd.errors.NRRDError, LookupError, OverflowError) as error:
        raise ValueError(str(error)) from error


def _header(path: Path) -> tuple[dict[str, Any], int]:
    """Read the header, and tell where it ends."""
    import nrrd

    with path.open("rb") as file, _its_errors():
        header = dict(nrrd.read_header(file))
        start = file.tell()
    missing = [key for key in _NEEDED if key not in header]
    if missing:
        raise ValueError(say("io", "the header has no {field}", field=missing[0]))
    if len(header["sizes"]) != header["dimension"]:
        raise _unfitting("sizes")
    return header, start


def _check_kinds(header: Mapping[str, Any], name: str) -> None:
    """Refuse what is no scalar volume.

    Raises
    ------
    FormatError
        When the values are colours or blocks of bytes.
    """
    if header["type"] == "block":
        raise FormatError(
            say("io", "{name} holds blocks of bytes instead of numbers.", name=name),
            hint=say("io", "Save it as numbers."),
        )
    if any(kind.lower().startswith(_COLOURS) for kind in header.get("kinds", ())):
        raise colours(name)


def _order(header: Mapping[str, Any], name: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the axes that lie in space, and the others.

    Raises
    ------
    FormatError
        When not two or three lie in space.
    """
    axes = range(header["dimension"])
    directions = header.get("space directions")
    if directions is not None:
        if len(directions) != len(axes):
            raise _unfitting("space directions")
        spatial = tuple(axis for axis in axes if _lies_in_space(directions[axis]))
    else:
        kinds = [kind.lower() for kind in header.get("kinds", ["domain"] * len(axes))]
        if len(kinds) != len(axes):
            raise _unfitting("kinds")
        spatial = tuple(axis for axis in axes if kinds[axis] in _SPATIAL)[:3]
    if not 2 <= len(spatial) <= 3:
        raise FormatError(
            say(
                "io",
                "{name} has {count} axes in space: no volume.",
                name=name,
                count=len(spatial),
            ),
            hint=say("io", "Export it again."),
        )
    return spatial, tuple(axis for axis in axes if axis not in spatial)


def _unfitting(field: str) -> ValueError:
    return ValueError(
        say("io", "{field} and {other} do not fit", field=field, other="dimension")
    )


def _lies_in_space(direction: NDArray[np.float64] | None) -> bool:
    """Tell whether a direction is given and is not that of time, the fourth of its numbers."""
    if direction is None or np.all(np.isnan(direction)):
        return False
    return len(direction) <= 3 or bool(np.any(direction[:3])) or not direction[3]


def _shape(
    sizes: tuple[int, ...], order: tuple[tuple[int, ...], tuple[int, ...]]
) -> tuple[int, ...]:
    """Return the sizes in space, three of them, then the others."""
    spatial = (*(sizes[axis] for axis in order[0]), 1)[:3]
    return spatial + tuple(sizes[axis] for axis in order[1])


def _values(path: Path, header: dict[str, Any], start: int) -> NDArray[Any]:
    """Read the stored values of all volumes, fastest axis first."""
    import nrrd

    named = header.get("data file", header.get("datafile"))
    source = path if named is None else data_file(path, named)
    # The library opens a second file by itself, and leaves it open when that is damaged.
    local = {key: header[key] for key in header if key not in {"data file", "datafile"}}
    needed = prod(int(each) for each in header["sizes"]) * _bytes_each(header["type"])
    raw = header["encoding"] == "raw"
    check_memory(needed if raw else 2 * needed + source.stat().st_size, path.name)
    with source.open("rb") as file, _its_errors():
        file.seek(start if named is None else 0)
        array: NDArray[Any] = nrrd.read_data(local, file, None, "F")
    return array


def _bytes_each(kind: str) -> int:
    """Return the size of one value of a type, of whose many names these parts tell it."""
    for size, parts in _SIZES:
        if any(part in kind for part in parts):
            return size
    return 4


def _affine(
    header: Mapping[str, Any], spatial: tuple[int, ...]
) -> tuple[NDArray[np.float64], bool]:
    """Return index to RAS in the file's unit, and whether left and right are known.

    Where the space has no name the axes are taken as LPS, as ITK takes them.
    """
    space = str(header.get("space", "")).lower().removesuffix("-time")
    signs = _SPACES.get(_WITH_TIME.get(space, space))
    affine = np.eye(4)
    directions = header.get("space directions")
    if directions is not None:
        steps = np.asarray([directions[axis] for axis in spatial], dtype=np.float64)[:, :3]
        affine[: steps.shape[1], : len(spatial)] = steps.T
        if steps.shape == (2, 3):
            normal = np.cross(steps[0], steps[1])
            affine[:3, 2] = normal / (np.linalg.norm(normal) or 1.0)
    else:
        spacings = np.asarray(header.get("spacings", ()), dtype=np.float64)
        for column, axis in enumerate(spatial):
            if axis < spacings.size and np.isfinite(spacings[axis]):
                affine[column, column] = spacings[axis]
    origin = np.asarray(header.get("space origin", np.zeros(3)), dtype=np.float64)[:3]
    affine[: origin.size, 3] = np.nan_to_num(origin)
    known = signs is not None and directions is not None
    return np.diag([*(signs or _LPS), 1.0]) @ affine, known


def _unit(header: Mapping[str, Any], spatial: tuple[int, ...]) -> tuple[float, tuple[str, ...]]:
    """Return millimetres per unit of the file, and what to say of it."""
    units = list(header.get("space units", ()))
    if not units:
        units = [unit for axis, unit in enumerate(header.get("units", ())) if axis in spatial]
    unit = units[0] if units else ""
    factor = _MILLIMETRES.get(unit.lower())
    if factor is None:
        told = say("io", "The file measures in '{unit}': taken as millimetres.", unit=unit)
        return 1.0, (told,)
    if factor != 1.0:
        told = say("io", "The file measures in {unit}; shown in millimetres.", unit=unit)
        return factor, (told,)
    return 1.0, ()


FORMATS.add(Format("nrrd", "NRRD", (".nrrd", ".nhdr"), accepts, read))
