"""``measures.csv``: what was measured as plain numbers. The user's labels are not written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.session.csv_table import csv_text
from camviewer.session.measures import heat_numbers, image_numbers, measure_frame, numbers
from camviewer.session.target_words import nameless_words
from camviewer.session.words import map_label

if TYPE_CHECKING:
    from pathlib import Path

    from camviewer.core.image import Image
    from camviewer.session.state import Measure, State

MEASURES = "measures.csv"
Row = dict[str, object]


def write_measures(folder: Path, state: State) -> tuple[Path, ...]:
    """Write ``measures.csv``; nothing where nothing was measured.

    Raises
    ------
    ResourceError
        When the folder cannot be written.
    """
    from camviewer.io import write_bytes

    if state.case.image is None or not state.measures.items:
        return ()
    path = folder / MEASURES
    write_bytes(path, measures_csv(state).encode())
    return (path,)


def measures_csv(state: State) -> str:
    """Write all measures as a table with a header line, decimal points and commas between.

    Lengths are in mm (px in a picture), areas in mm² and cm² (px²), values in the image's
    unit, shares between 0 and 1. An empty field says that there is no such number.
    """
    image, items = state.case.image, state.measures.items
    if image is None:
        return ""
    order = numbers(items)
    rows = [
        {"kind": each.kind, "number": order[each.key], **_row(state, image, each)}
        for each in items
    ]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    plain = ({name: _plain(value) for name, value in row.items()} for row in rows)
    return csv_text(columns, plain)


def _row(state: State, image: Image, measure: Measure) -> Row:
    row: Row = {}
    if measure.plane:
        frame = measure_frame(image, measure)
        row = {"plane": measure.plane, "slice": frame.index + 1, "slices": frame.count}
    return {
        **row,
        **_of_image(image, measure),
        **_of_heat(state, image, measure),
        **_points(image, measure),
    }


def _of_image(image: Image, measure: Measure) -> Row:
    found = image_numbers(image, measure)
    row: Row = {f"length_{found.unit}": found.length, f"area_{found.unit}2": found.area}
    if found.unit == "mm":
        row["area_cm2"] = None if found.area is None else found.area / 100
    values = found.values
    names = ("count", "mean", "deviation", "minimum", "maximum")
    columns = ("values", "mean", "population_sd", "minimum", "maximum")
    for column, name in zip(columns, names, strict=True):
        row[column] = None if values is None else getattr(values, name)
    return {**row, "unit": image.unit}


def _of_heat(state: State, image: Image, measure: Measure) -> Row:
    heatmap, smooth = state.case.heatmap, state.overlay.smooth
    if heatmap is None:
        return {}
    row: Row = {"heatmap": nameless_words(map_label(heatmap))}
    found = heat_numbers(image, measure, heatmap, smooth=smooth)
    for name in ("mean", "maximum", "slice_share", "whole_share"):
        row[f"heat_{name}"] = None if found is None else getattr(found, name)
    return row


def _points(image: Image, measure: Measure) -> Row:
    """Both ends, or the corners of the box around a region."""
    letters = ("r_mm", "a_mm", "s_mm") if image.is_volume else ("row", "column")
    ends = list(measure.points)
    if measure.kind == "freehand":
        ends = [tuple(map(extreme, zip(*ends, strict=True))) for extreme in (min, max)]
    return {
        f"{end}_{letter}": value
        for end, point in zip(("from", "to"), ends, strict=False)
        for letter, value in zip(letters, point, strict=True)
    }


def _plain(value: object) -> object:
    """Write numbers to six digits; nothing for what is not known."""
    if value is None or value != value:  # noqa: PLR0124 - NaN differs from itself
        return ""
    return f"{value:.6g}" if isinstance(value, float) else value
