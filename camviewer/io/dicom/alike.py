"""A series' other slices: what they share is looked up, what differs is read from its bytes.

Turning elements into values takes most of the time of reading a header, and nearly all of them
are the same in every slice of a series.

Source: DICOM PS3.5, 6.2 (numbers as text, several apart by a backslash).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.io.dicom.values import number, numbers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from camviewer.io.stack import Slice

_UID, _TRIGGER, _ACQUISITION, _INSTANCE = 0x00080018, 0x00181060, 0x00200012, 0x00200013
_POSITION, _TEMPORAL = 0x00200032, 0x00200100
_OWN = {_UID, _TRIGGER, _ACQUISITION, _INSTANCE, _POSITION, _TEMPORAL}
# Where these stand among the numbers that order pictures of one place.
_MOMENTS = ((0, _TEMPORAL), (3, _TRIGGER), (4, _ACQUISITION), (6, _INSTANCE))
_FRAMES = {0x00280008, 0x52009230}

Key = tuple[object, ...]


def parted(data: Any, syntax: str) -> tuple[Key, dict[int, bytes]] | None:  # noqa: ANN401
    """Part a dataset into what slices share and what is a slice's own, as the file has them.

    Returns
    -------
    tuple or None
        A key that is the same for slices that share all else, and the own elements by their
        tags; None for a file of several frames, which differ in more.
    """
    shared: list[object] = [syntax, data.original_encoding]
    own: dict[int, bytes] = {}
    for tag, element in data.items():
        code, value = int(tag), element.value
        if code in _FRAMES:
            return None
        if code not in _OWN:
            shared.append((code, value if isinstance(value, bytes) else repr(value)))
        elif value is not None and not isinstance(value, bytes):
            return None
        else:
            own[code] = (value or b"").strip(b"\0 ")
    return (*shared, *sorted(own)), own


def other_slice(one: Slice, own: Mapping[int, bytes], path: Path) -> Slice:
    """Make another slice of a series from what is its own.

    Raises
    ------
    ValueError
        When a number is none.
    """
    place = None
    if own.get(_POSITION) and one.placement is not None:
        place = np.vstack([_several(own[_POSITION]), one.placement[1:]])
    moment = list(one.moment)
    for index, tag in _MOMENTS:
        moment[index] = _first(own.get(tag, b""))
    return replace(
        one,
        path=path,
        uid=f"{own.get(_UID, b'').decode('ascii', 'replace') or path.name}/{0:06d}",
        number=int(_first(own.get(_INSTANCE, b""))),
        placement=place,
        moment=tuple(moment),
    )


def _first(text: bytes) -> float:
    """Return the first number; 0 when there is none."""
    return number(text.split(b"\\")[0]) or 0.0


def _several(text: bytes) -> Any:  # noqa: ANN401 - an array
    """Return a position."""
    return numbers(text.split(b"\\"), 3)
