"""Numbers about maps as JSON and as a table of values, without a name or path of the input."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import version
from math import isfinite, isinf, isnan
from typing import TYPE_CHECKING, Any

from camviewer.core.settings import DISCLAIMER
from camviewer.session.csv_table import csv_text
from camviewer.session.target_words import nameless_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from camviewer.core.judgement import Evaluation, Finding

_CURVE_COLUMNS = (
    "image", "map", "metric", "curve", "x", "y", "x_means", "y_means", "control",
)  # fmt: skip
_COLUMNS = ("image", "map", "metric", "value", "unit", "better", "control", "note")


def describe_evaluation(evaluation: Evaluation, images: Sequence[str] = ()) -> dict[str, Any]:
    """Describe all numbers as plain JSON values.

    Parameters
    ----------
    images
        SHA-256 of each sample's file.

    Notes
    -----
    A number that is not defined is null, with a note; an infinite one is a word.
    """
    return {
        "program": f"camviewer {version('camviewer')}",
        "disclaimer": DISCLAIMER,
        "images": list(images),
        "maps": {
            nameless_words(name): _of_map(evaluation, name) for name in evaluation.heatmaps
        },
        "agreement": [
            {**asdict(each), "one": nameless_words(each.one),
             "other": nameless_words(each.other), "value": plain_number(each.value)}
            for each in evaluation.agreements
        ],
        "parameters": {name: dict(given) for name, given in evaluation.parameters.items()},
        "forwards": evaluation.forwards,
        "batches": evaluation.batches,
        "milliseconds": round(evaluation.milliseconds, 1),
        "notes": list(evaluation.notes),
    }  # fmt: skip


def _of_map(evaluation: Evaluation, heatmap: str) -> dict[str, Any]:
    """Describe all numbers of one map."""
    from camviewer.metrics import METRICS

    found = [each for each in evaluation.measurements if each.heatmap == heatmap]
    return {
        "is_control": heatmap in evaluation.controls,
        "metrics": {
            each.metric: {
                "value": plain_number(each.value),
                "unit": each.unit,
                "better": str(METRICS.get(each.metric).better),
                "samples": [_finding(finding) for finding in each.findings],
            }
            for each in found
        },
    }


def _finding(finding: Finding) -> dict[str, Any]:
    """Describe one number with its curves."""
    found: dict[str, Any] = {"value": plain_number(finding.value)}
    if finding.note:
        found["note"] = finding.note
    if finding.draws:
        found["draws"] = list(finding.draws)
    if finding.curves:
        found["curves"] = {name: asdict(curve) for name, curve in finding.curves.items()}
    return found


def plain_number(value: float) -> float | str | None:
    """Make a number that JSON holds: null for none, a word for an infinite one."""
    if isnan(value):
        return None
    return str(value) if isinf(value) else value


def evaluation_rows(
    evaluation: Evaluation, images: Sequence[str] = ()
) -> list[dict[str, object]]:
    """List every number of every sample, one row each."""
    from camviewer.metrics import METRICS

    return [
        {
            "image": images[sample] if sample < len(images) else sample,
            "map": nameless_words(each.heatmap),
            "metric": each.metric,
            "value": "" if isnan(finding.value) else finding.value,
            "unit": each.unit,
            "better": str(METRICS.get(each.metric).better),
            "control": each.heatmap in evaluation.controls,
            "note": finding.note,
        }
        for each in evaluation.measurements
        for sample, finding in enumerate(each.findings)
    ]


def write_json(path: Path, evaluation: Evaluation, images: Sequence[str] = ()) -> None:
    """Write all numbers and curves.

    Raises
    ------
    ResourceError
        When the place cannot be written.
    """
    from camviewer.io import write_bytes

    text = json.dumps(describe_evaluation(evaluation, images), indent=2, allow_nan=False)
    write_bytes(path, f"{text}\n".encode())


def write_csv(path: Path, evaluation: Evaluation, images: Sequence[str] = ()) -> None:
    """Write one row per number.

    Raises
    ------
    ResourceError
        When the place cannot be written.
    """
    from camviewer.io import write_bytes

    write_bytes(path, csv_text(_COLUMNS, evaluation_rows(evaluation, images)).encode())


def curve_rows(evaluation: Evaluation, images: Sequence[str] = ()) -> list[dict[str, object]]:
    """List every point of every curve, one row each."""
    return [
        {
            "image": images[sample] if sample < len(images) else sample,
            "map": nameless_words(each.heatmap),
            "metric": each.metric,
            "curve": name,
            "x": x,
            "y": y,
            "x_means": curve.x_label,
            "y_means": curve.y_label,
            "control": each.heatmap in evaluation.controls,
        }
        for each in evaluation.measurements
        for sample, finding in enumerate(each.findings)
        for name, curve in finding.curves.items()
        for x, y in zip(curve.x, curve.y, strict=True)
    ]


def write_curves(path: Path, evaluation: Evaluation, images: Sequence[str] = ()) -> None:
    """Write one row per point of a curve.

    Raises
    ------
    ResourceError
        When the place cannot be written.
    """
    from camviewer.io import write_bytes

    write_bytes(path, csv_text(_CURVE_COLUMNS, curve_rows(evaluation, images)).encode())


def write_numbers(
    folder: Path, evaluation: Evaluation, images: Sequence[str] = ()
) -> tuple[Path, ...]:
    """Write ``numbers.json``, ``numbers.csv``, and ``curves.csv`` where there are curves.

    Raises
    ------
    ResourceError
        When the folder cannot be written.
    """
    writers = {"numbers.json": write_json, "numbers.csv": write_csv, "curves.csv": write_curves}
    names = number_files(evaluation)
    for name in names:
        writers[name](folder / name, evaluation, images)
    return tuple(folder / name for name in names)


def number_files(evaluation: Evaluation) -> tuple[str, ...]:
    """Names of the files that :func:`write_numbers` writes."""
    numbers = ("numbers.json", "numbers.csv")
    return (*numbers, "curves.csv") if curve_rows(evaluation) else numbers


def short_number(value: float) -> str:
    """Write a number in a table: three digits that count, a dash for none."""
    if isnan(value):
        return "–"
    if not isfinite(value):
        return "∞" if value > 0 else "-∞"
    if value and not 1e-3 <= abs(value) < 1e4:
        return f"{value:.1e}"
    return f"{value:.3f}" if abs(value) < 100 else f"{value:.0f}"
