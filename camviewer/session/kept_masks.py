"""The masks of a session file: named by their files, never copied, read again with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from camviewer.core.digest import sha256_of
from camviewer.core.errors import CamViewerError
from camviewer.core.words import say
from camviewer.session.masks import mask_numbers, read_masks
from camviewer.session.places import find_again, way_to
from camviewer.session.records import MaskRecord
from camviewer.session.state import Masks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.core.image import Image, Mask


def mask_records(masks: Masks, folder: Path | None) -> tuple[MaskRecord, ...]:
    """Say which masks lie over a case; those that came from no file are left out.

    Parameters
    ----------
    folder
        Of the session file; None writes whole paths.
    """
    return tuple(
        MaskRecord(
            way_to(each.path, folder),
            each.sha256,
            each.number,
            each.name,
            is_shown=each.name in masks.visible,
        )
        for each in masks.items
        if each.path is not None
    )


def read_kept_masks(
    records: Sequence[MaskRecord], folder: Path, image: Image
) -> tuple[Masks, tuple[str, ...]]:
    """Read the masks of a session again and measure them.

    Parameters
    ----------
    folder
        Of the session file.

    Returns
    -------
    Masks
        Those that are as they were.
    tuple of str
        A sentence for each file that is not, with its name: for the screen only.
    """
    files: dict[str, tuple[Mask, ...]] = {}
    told = []
    for each in records:
        if each.path not in files:
            files[each.path], fault = _read(each, folder, image)
            told += [fault] if fault else []
    kept = [(each, _mask_of(each, files[each.path])) for each in records]
    found = [(each, mask) for each, mask in kept if mask is not None]
    items = tuple(mask for _, mask in found)
    masks = Masks(
        items,
        tuple(each.name for each, _ in found if each.is_shown),
        {mask.name: mask_numbers(image, mask) for mask in items},
    )
    return masks, tuple(told)


def _read(record: MaskRecord, folder: Path, image: Image) -> tuple[tuple[Mask, ...], str]:
    """Read one file of masks, or say why it cannot be."""
    name = Path(record.path).name
    path = find_again(record.path, folder)
    if path is None:
        words = say(
            "session", "The mask file {name} is no longer where it was: its masks are left out."
        )
        return (), words.format(name=name)
    try:
        if record.sha256 and sha256_of(path) != record.sha256:
            words = say(
                "session", "The mask file {name} has changed since: its masks are left out."
            )
            return (), words.format(name=name)
        return read_masks(path, image), ""
    except (CamViewerError, OSError):
        words = say("session", "The mask file {name} cannot be read: its masks are left out.")
        return (), words.format(name=name)


def _mask_of(record: MaskRecord, masks: tuple[Mask, ...]) -> Mask | None:
    """Take one mask of its file, by its number, under the name it had."""
    found = next((each for each in masks if each.number == record.number), None)
    return None if found is None else replace(found, name=record.name)
