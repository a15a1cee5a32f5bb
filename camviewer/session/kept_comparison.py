"""The comparison of a session file: what stood beside each other, and its maps.

It is a part by itself: what is damaged in it costs nothing but the comparison.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - annotations are read at run time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from camviewer.core.errors import FormatError
from camviewer.core.job import Explanation  # noqa: TC001 - as above
from camviewer.core.words import say
from camviewer.session.comparison import AXES, EXTRAS, Beside, Comparison
from camviewer.session.kept_maps import check_maps, read_kept_map
from camviewer.session.plain import from_plain
from camviewer.session.records import MapRecord  # noqa: TC001 - as above

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from camviewer.core.image import Heatmap

_ASKED = 3
"""Network, target and layer."""


@dataclass(frozen=True)
class ColumnRecord:
    """A layer, a target or a network that stood beside the main one.

    Attributes
    ----------
    axis, value
        What it is.
    title, asked, explanation
        As in :class:`camviewer.session.comparison.Beside`; ``explanation`` without its maps.
    maps
        Method to the number of its map in ``ComparisonRecord.maps``.
    """

    axis: str
    value: str
    title: str
    asked: tuple[str | None, ...]
    maps: Mapping[str, int] = field(default_factory=dict)
    explanation: Explanation | None = None


@dataclass(frozen=True)
class ComparisonRecord:
    """Everything of a comparison but maps made of maps, which are made again.

    Attributes
    ----------
    axis, layers, targets, models, first, second, is_fading, fade, extras
        As in :class:`camviewer.session.comparison.Comparison`.
    columns
        All that were held, also of other axes.
    maps
        Theirs.
    """

    axis: str = "methods"
    layers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    first: str = ""
    second: str = ""
    is_fading: bool = False
    fade: float = 0.5
    extras: tuple[str, ...] = ()
    columns: tuple[ColumnRecord, ...] = ()
    maps: tuple[MapRecord, ...] = ()


_CHOICES = (
    "axis", "layers", "targets", "models", "first", "second", "is_fading", "fade", "extras",
)  # fmt: skip


# Writing


def comparison_record(
    held: Comparison, write: Callable[[Heatmap], MapRecord]
) -> ComparisonRecord:
    """Say what is compared.

    Parameters
    ----------
    write
        Writes a map beside the session file.
    """
    whole = {name: each for name, each in held.heatmaps.items() if each.progress is None}
    number = {name: place for place, name in enumerate(whole)}
    columns = tuple(
        ColumnRecord(
            axis,
            value,
            each.title,
            each.asked,
            {method: number[name] for method, name in each.names.items() if name in number},
            None if each.explanation is None else replace(each.explanation, heatmaps={}),
        )
        for (axis, value), each in held.beside.items()
    )
    return ComparisonRecord(
        **{name: getattr(held, name) for name in _CHOICES},
        columns=columns,
        maps=tuple(write(each) for each in whole.values()),
    )


# Reading


def read_comparison(stored: object, ndim: int) -> tuple[ComparisonRecord, tuple[str, ...]]:
    """Read and check the comparison of a session file; opens no other file.

    Parameters
    ----------
    stored
        As JSON gives it; None in files of older versions.
    ndim
        Axes of the image.

    Returns
    -------
    ComparisonRecord
        An empty one where it is damaged.
    tuple of str
        The sentence that says so.
    """
    if stored is None:
        return ComparisonRecord(), ()
    try:
        return _checked(from_plain(ComparisonRecord, _mapless(stored), "comparison"), ndim), ()
    except FormatError:
        return ComparisonRecord(), (_damaged(),)


def _mapless(stored: object) -> object:
    """Take away maps that stand in the file itself; this program writes none there."""
    if not isinstance(stored, dict) or not isinstance(stored.get("columns"), list):
        return stored
    columns = [
        each | {"explanation": each["explanation"] | {"heatmaps": {}}}
        if isinstance(each, dict) and isinstance(each.get("explanation"), dict)
        else each
        for each in stored["columns"]
    ]
    return stored | {"columns": columns}


def _checked(record: ComparisonRecord, ndim: int) -> ComparisonRecord:
    """Refuse what does not fit together; odd values of the display get their default."""
    check_maps(record.maps, ndim)
    keys = [(each.axis, each.value) for each in record.columns]
    numbers = [number for each in record.columns for number in each.maps.values()]
    is_sound = (
        record.axis in AXES
        and len(set(keys)) == len(keys)
        and all(axis in AXES[1:] for axis, _ in keys)
        and all(len(each.asked) == _ASKED for each in record.columns)
        and all(0 <= number < len(record.maps) for number in numbers)
        and len(set(numbers)) == len(numbers)
        and len({each.name for each in record.maps}) == len(record.maps)
    )
    if not is_sound:
        raise FormatError(say("session", "The comparison makes no sense."))
    extras = tuple(each for each in EXTRAS if each in record.extras)
    return replace(record, fade=min(max(record.fade, 0.0), 1.0), extras=extras)


def read_columns(
    record: ComparisonRecord, folder: Path, fits: Callable[[ColumnRecord], bool]
) -> tuple[Comparison, tuple[str, ...]]:
    """Bring a comparison back.

    Parameters
    ----------
    folder
        Where its maps lie.
    fits
        Tells whether a column is still that of its network; it is left out otherwise.

    Returns
    -------
    Comparison
        With the maps that are as they were saved.
    tuple of str
        A sentence where some were left out.
    """
    found = Comparison(**{name: getattr(record, name) for name in _CHOICES})
    kept = [each for each in record.columns if fits(each)]
    maps, is_whole = _read_maps(record, kept, folder)
    found.heatmaps = {each.name: each for each in maps.values()}
    found.beside = {
        (each.axis, each.value): Beside(
            each.title,
            each.asked,
            {
                method: maps[number].name
                for method, number in each.maps.items()
                if number in maps
            },
            each.explanation,
        )
        for each in kept
    }
    if not is_whole:
        return found, (_incomplete(),)
    return found, (() if len(kept) == len(record.columns) else (_other_network(),))


def _damaged() -> str:
    return say("kept_comparison", "The comparison of this session is damaged: it is left out.")


def _incomplete() -> str:
    return say(
        "kept_comparison",
        "Maps of the comparison are not as they were saved, or missing: they are left out.",
    )


def _other_network() -> str:
    return say(
        "kept_comparison",
        "A network of the comparison is another one now, or not here: its maps are left out.",
    )


def _read_maps(
    record: ComparisonRecord, columns: list[ColumnRecord], folder: Path
) -> tuple[dict[int, Heatmap], bool]:
    """Read the maps of some columns by their number, and tell whether all were there."""
    found, is_whole = {}, True
    for number in (number for each in columns for number in each.maps.values()):
        try:
            found[number] = read_kept_map(folder, record.maps[number])
        except FormatError:
            is_whole = False
    return found, is_whole
