"""A session in a file: one JSON beside the image, and a folder with its raw maps.

``NAME.camviewer.json`` names the image by its path from there and its SHA-256; the maps lie in
``NAME.camviewer/``. :mod:`camviewer.session.workspace_reading` reads it again.
"""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.digest import sha256_of
from camviewer.core.errors import InputError, ResourceError
from camviewer.core.json_file import write_json
from camviewer.core.words import say
from camviewer.session.file_names import file_stem
from camviewer.session.kept_comparison import comparison_record
from camviewer.session.kept_masks import mask_records
from camviewer.session.kept_numbers import plain_numbers
from camviewer.session.places import way_to
from camviewer.session.plain import to_plain
from camviewer.session.records import FORMAT, SUFFIX, VERSION, MapRecord, Record, Source

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from pathlib import Path

    from camviewer.core.image import Heatmap, Image
    from camviewer.session.records import Workspace

_HEAD_BYTES = 4096


def is_workspace(path: Path) -> bool:
    """Tell whether a file is a session, by its first bytes; a damaged one by its name too."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except (OSError, ValueError):
        return False
    is_ours = head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and FORMAT.encode() in head
    return is_ours or path.name.lower().endswith(SUFFIX)


def workspace_path(path: Path) -> Path:
    """Give a session file its ending."""
    stem = path.name.removesuffix(".json").removesuffix(".camviewer")
    return path.with_name(stem + SUFFIX)


# Writing


def write_workspace(
    workspace: Workspace,
    path: Path,
    *,
    written: MutableMapping[str, str] | None = None,
    is_private: bool = False,
) -> None:
    """Write a session; an older one of that name stays whole until this one is.

    Parameters
    ----------
    workspace, path
        What, and where its JSON goes.
    written
        Names of map files that are there already, to their SHA-256; new ones are added.
    is_private
        Whether only this user may read it; such a file holds the whole path of the image.

    Raises
    ------
    InputError
        When the image came from no file.
    ResourceError
        When the place cannot be written.
    """
    from camviewer.io import make_folder

    source = _source(workspace.image, None if is_private else path.parent)
    folder = path.with_name(path.name.removesuffix(".json"))
    maps = _distinct_maps(workspace)
    if maps or workspace.comparison.heatmaps:
        make_folder(folder)
    writer = _MapWriter(folder, {} if written is None else written, is_private)
    records = tuple(writer.write(each) for each in maps)
    compared = comparison_record(workspace.comparison, writer.write)
    content = {
        "format": FORMAT,
        "version": VERSION,
        "program": f"camviewer {version('camviewer')}",
        "folder": folder.name,
        **_described(workspace, source, records, maps),
        "masks": to_plain(mask_records(workspace.masks, None if is_private else path.parent)),
        **plain_numbers(workspace.evaluation, workspace.judged),
        "comparison": to_plain(compared),
    }
    try:
        write_json(path, content, is_private=is_private)
    except OSError as error:
        raise ResourceError(
            say(
                "session",
                "{file} cannot be written: {reason}.",
                file=path.name,
                reason=error.strerror or say("session", "an error of the disk"),
            ),
            hint=say("session", "Choose another folder, or free some space."),
        ) from error
    _tidy(folder, {each.file for each in (*records, *compared.maps)})


def _source(image: Image, folder: Path | None) -> Source:
    """Say where an image came from, from a folder or by its whole path."""
    # Which series of a DICOM folder, or which volume of a 4D file.
    volume = image.header.get("series", image.header.get("volume"))
    sample = image.header.get("sample")
    facts = {
        "name": image.name,
        "volume": volume if isinstance(volume, int) else None,
        "sha256": image.sha256,
        "shape": image.grid.shape,
    }
    if isinstance(sample, str):
        return Source(sample=sample, **facts)  # type: ignore[arg-type]
    if image.path is None:
        raise InputError(
            say("session", "This image came from no file, so its session cannot be saved."),
            hint=say("session", "Save the image as a file and open that."),
        )
    way, is_folder = way_to(image.path, folder), image.path.is_dir()
    return Source(path=way, is_folder=is_folder, **facts)  # type: ignore[arg-type]


def _distinct_maps(workspace: Workspace) -> list[Heatmap]:
    """List the maps that are shown and those of the explanation, each once."""
    explained = workspace.explanation.heatmaps if workspace.explanation else {}
    every = (*workspace.heatmaps.values(), *explained.values())
    return list({id(each): each for each in every}.values())


def _described(
    workspace: Workspace, source: Source, records: tuple[MapRecord, ...], maps: list[Heatmap]
) -> dict[str, Any]:
    """Write everything but the maps' values as plain JSON."""
    number = {id(each): place for place, each in enumerate(maps)}
    explanation = workspace.explanation
    explained = None
    if explanation is not None:
        numbers = {name: number[id(each)] for name, each in explanation.heatmaps.items()}
        facts = to_plain(dataclasses.replace(explanation, heatmaps={}))
        explained = facts | {"heatmaps": {}, "maps": numbers}
    record = Record(
        source=source,
        ask=workspace.ask,
        view=workspace.view,
        overlay=workspace.overlay,
        measures=workspace.measures,
        is_looked_at=workspace.is_looked_at,
        predictions=workspace.predictions,
        maps=records,
        shown={name: number[id(each)] for name, each in workspace.heatmaps.items()},
        selected=workspace.selected,
        asked_layer=workspace.asked_layer,
        asked_target=workspace.asked_target,
    )
    plain: dict[str, Any] = to_plain(record) | {"explanation": explained}
    return plain


@dataclass(frozen=True)
class _MapWriter:
    """Writes maps into one folder; arguments as those of :func:`write_workspace`."""

    folder: Path
    written: MutableMapping[str, str]
    is_private: bool

    def write(self, heatmap: Heatmap) -> MapRecord:
        """Write one map unless it is there; its file's name says what it holds."""
        from camviewer.io.map_files import map_suffix, write_map

        digest = hashlib.sha256(repr(heatmap.array.shape).encode())
        digest.update(np.ascontiguousarray(heatmap.array).data)
        ending = f"{digest.hexdigest()[:16]}{map_suffix(heatmap)}"
        name = f"{file_stem(heatmap)[:60]}-{ending}"
        path = self.folder / name
        if name not in self.written:
            write_map(path, heatmap)
            if self.is_private:
                path.chmod(0o600)
            self.written[name] = sha256_of(path)
        affine = tuple(tuple(float(x) for x in row) for row in heatmap.grid.affine)
        facts = {each: getattr(heatmap, each) for each in MapRecord.facts()}
        return MapRecord(name, self.written[name], heatmap.grid.shape, affine, **facts)


def _tidy(folder: Path, kept: set[str]) -> None:
    """Remove maps of an older save under this name, and nothing else."""
    from camviewer.io.map_files import is_map_name

    if not folder.is_dir():
        return
    for each in folder.iterdir():
        if is_map_name(each.name) and each.name not in kept:
            each.unlink(missing_ok=True)
