"""Session files read again: runs nothing, writes nothing, and checks every field."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import FormatError, InputError
from camviewer.core.job import Explanation
from camviewer.core.json_file import read_json
from camviewer.core.words import say
from camviewer.session.kept_comparison import ComparisonRecord, read_comparison
from camviewer.session.kept_maps import check_maps, read_kept_map
from camviewer.session.kept_numbers import Judged, read_judged, read_numbers
from camviewer.session.places import find_again
from camviewer.session.plain import from_plain
from camviewer.session.records import (
    FORMAT,
    VERSION,
    MovedError,
    Record,
    Workspace,
    repaired,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from camviewer.core.image import Heatmap, Image
    from camviewer.core.judgement import Evaluation
    from camviewer.session.records import Source

_MOST_BYTES = 64_000_000


@dataclass(frozen=True, eq=False)
class Stored:
    """A session file that was read and checked, before its image and maps are.

    Attributes
    ----------
    path, folder
        Of the file, and where its maps lie.
    record, explanation
        What it says; ``explanation`` has no maps yet.
    explained
        Names of the explanation's maps to their number in ``record.maps``.
    evaluation
        What was measured of the explanation's maps; None where nothing was.
    judged, comparison
        What is shown of that, and what stood beside each other; as a new case has it where it
        is damaged.
    warnings
        Sentences about parts that were left out.
    """

    path: Path
    folder: Path
    record: Record
    explanation: Explanation | None
    explained: Mapping[str, int]
    evaluation: Evaluation | None = None
    judged: Judged = field(default_factory=Judged)
    comparison: ComparisonRecord = field(default_factory=ComparisonRecord)
    warnings: tuple[str, ...] = ()


def read_record(path: Path) -> Stored:
    """Read a session file and check all of it; opens no other file.

    Raises
    ------
    FormatError
        When it is damaged, or was saved by a newer version.
    """
    try:
        stored = read_json(path, _MOST_BYTES)
    except FileNotFoundError:
        raise InputError(
            say("session", "There is no file {file}.", file=path.name),
            hint=say("session", "Was it moved?"),
        ) from None
    if not isinstance(stored, dict) or stored.get("format") != FORMAT:
        raise FormatError(
            say("session", "{file} is no session of camviewer, or damaged.", file=path.name)
        )
    number = stored.get("version")
    if type(number) is int and number > VERSION:
        raise FormatError(
            say("session", "{file} was saved by a newer version of camviewer.", file=path.name),
            hint=say("session", "Update camviewer."),
        )
    try:
        if type(number) is not int or number != VERSION:
            raise FormatError(say("session", "It has no version."))  # noqa: TRY301 - one sentence for all of them
        return _checked(path, stored)
    except FormatError as error:
        raise FormatError(
            say("session", "{file} is a damaged session. {fault}", file=path.name, fault=error),
            hint=say("session", "Open an older copy of it."),
        ) from error


def _checked(path: Path, stored: dict[str, Any]) -> Stored:
    folder = from_plain(str, stored.get("folder", ""), "folder")
    if set(folder) & set("/\\:\0") or folder in {"", ".", ".."}:
        raise FormatError(say("session", "{field} is no name of a folder.", field="folder"))
    record = repaired(from_plain(Record, stored))
    ndim = len(record.source.shape)
    check_maps(record.maps, ndim)
    explanation, explained = None, {}
    facts = stored.get("explanation")
    if facts is not None:
        if not isinstance(facts, dict):
            raise FormatError(
                say("session", "{field} is no group of fields.", field="explanation")
            )
        explanation = from_plain(Explanation, facts | {"heatmaps": {}}, "explanation")
        explained = from_plain(dict[str, int], facts.get("maps"), "explanation.maps")
    for numbers in (record.shown, explained):
        if not all(0 <= each < len(record.maps) for each in numbers.values()):
            raise FormatError(say("session", "A map is named that is not there."))
    evaluation, warnings = read_numbers(stored.get("numbers"))
    comparison, more = read_comparison(stored.get("comparison"), ndim)
    return Stored(
        path,
        path.parent / folder,
        record,
        explanation,
        explained=explained,
        evaluation=evaluation,
        judged=read_judged(stored.get("judged")),
        comparison=comparison,
        warnings=(*warnings, *more),
    )


def source_path(stored: Stored) -> Path:
    """Find the image of a session: where it was, or beside the session file.

    Raises
    ------
    MovedError
        When it is at neither place.
    """
    written = stored.record.source.path
    found = find_again(written, stored.path.parent)
    if found is None:
        raise MovedError(Path(written).name, is_folder=stored.record.source.is_folder)
    return found


def located_path(source: Source, located: Path) -> Path:
    """Find the image of a session by what the user pointed at.

    For a folder of slices that may be one of its files, at any depth; for a file its folder.
    """
    name = Path(source.path).name
    if source.is_folder and located.is_file():
        return next((each for each in located.parents if each.name == name), located.parent)
    inside = located / name
    return inside if located.is_dir() and not source.is_folder and inside.is_file() else located


def read_maps(stored: Stored) -> tuple[dict[int, Heatmap], tuple[str, ...]]:
    """Read the maps by their number; damaged ones are left out, each with a sentence."""
    found: dict[int, Heatmap] = {}
    warnings = []
    for number, each in enumerate(stored.record.maps):
        try:
            found[number] = read_kept_map(stored.folder, each)
        except FormatError:
            words = say(
                "session", "The map {map} is not as it was saved, or missing: it is left out."
            )
            warnings.append(words.format(map=each.name))
    return found, tuple(warnings)


def finished(
    stored: Stored, image: Image, maps: Mapping[int, Heatmap], warnings: tuple[str, ...]
) -> Workspace:
    """Put what was read together; sentences of warning go to the image."""
    record = stored.record
    shown = {name: maps[each] for name, each in record.shown.items() if each in maps}
    explanation = stored.explanation
    if explanation is not None:
        own = {name: maps[each] for name, each in stored.explained.items() if each in maps}
        explanation = dataclasses.replace(explanation, heatmaps=own)
    return Workspace(
        dataclasses.replace(image, warnings=(*image.warnings, *warnings, *stored.warnings)),
        record.ask,
        record.view,
        record.overlay,
        record.measures,
        shown,
        explanation,
        record.selected if record.selected in shown else next(iter(shown), ""),
        record.is_looked_at,
        record.predictions,
        record.asked_layer,
        record.asked_target,
        path=stored.path,
        judged=stored.judged,
    )
