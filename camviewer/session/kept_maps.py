"""Maps of a session file: checked before any of them is read, and read as they were saved."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.digest import sha256_of
from camviewer.core.errors import FormatError
from camviewer.core.image import Grid, Heatmap
from camviewer.core.words import say
from camviewer.session.records import MapRecord

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_MOST_CELLS = 2**31


def check_maps(records: Sequence[MapRecord], ndim: int) -> None:
    """Make sure that every map has a sound shape and a file name of its own kind.

    Parameters
    ----------
    ndim
        Axes of the image.

    Raises
    ------
    FormatError
        When one of them makes no sense.
    """
    from camviewer.io.map_files import is_map_name

    for each in records:
        is_sound = len(each.shape) == ndim and all(count > 0 for count in each.shape)
        if not is_sound or math.prod(each.shape) > _MOST_CELLS:
            raise FormatError(say("session", "The shape of a map makes no sense."))
        if len(each.affine) != ndim + 1 or any(len(row) != ndim + 1 for row in each.affine):
            raise FormatError(say("session", "The grid of a map makes no sense."))
        if not is_map_name(each.file):
            raise FormatError(say("session", "The file name of a map makes no sense."))


def read_kept_map(folder: Path, record: MapRecord) -> Heatmap:
    """Read one map.

    Raises
    ------
    FormatError
        When it is missing, or not as it was saved.
    """
    from camviewer.io.map_files import read_map

    path = folder / record.file
    try:
        is_same = sha256_of(path) == record.sha256
    except OSError:
        is_same = False
    if not is_same:
        raise FormatError(
            say("session", "The map {file} is not as it was saved.", file=record.file)
        )
    facts = {name: getattr(record, name) for name in MapRecord.facts()}
    grid = Grid(record.shape, np.array(record.affine, np.float64))
    return Heatmap(read_map(path, record.shape), grid, **facts)
