"""Result files of an explanation: maps, figures with a legend, and ``result.json``.

No path, name or header text of the input is written: the input is known by its SHA-256.
"""

from __future__ import annotations

import dataclasses
import json
import platform
import re
from importlib.metadata import PackageNotFoundError, version
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.settings import DISCLAIMER
from camviewer.session.exporting import Export, ExportPlan, check_plan, write_files
from camviewer.session.regions import find_regions, regions_csv, regions_record
from camviewer.session.state import Overlay
from camviewer.session.target_words import nameless_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from camviewer.core.image import Heatmap, Image
    from camviewer.core.job import Explanation, Prediction
    from camviewer.session.regions import Regions
    from camviewer.session.state import View

RECORDS = ("regions.csv", "result.json")
"""Files that every export has."""
_PACKAGES = ("torch", "torchvision", "numpy", "scikit-learn", "nibabel")


def write_results(
    folder: Path,
    image: Image,
    explanation: Explanation,
    overlay: Overlay | None = None,
    *,
    plan: ExportPlan | None = None,
    view: View | None = None,
) -> tuple[Path, ...]:
    """Write maps and figures as planned, ``regions.csv`` and one ``result.json``.

    Parameters
    ----------
    folder
        Made when it is missing.
    image, explanation
        What was explained and the maps.
    overlay
        How the maps look on figures; None is the program's default.
    plan
        Which files, and how large figures are; None writes every map and its figure as PNG.
    view
        How the image looks on figures; None is as a new case.

    Returns
    -------
    tuple of Path
        The files, ``result.json`` last.

    Raises
    ------
    InputError
        When the plan cannot be carried out; nothing is written then.
    ResourceError
        When the folder cannot be written.
    """
    from camviewer.io import make_folder, write_bytes

    export = Export(image, explanation, plan or ExportPlan(), overlay or Overlay(), view)
    check_plan(image, export.plan)
    make_folder(folder)
    written = write_files(export, folder)
    table, record = (folder / name for name in RECORDS)
    write_bytes(table, regions_csv(_regions(image, explanation, export.stems)).encode())
    text = json.dumps(describe_result(image, explanation), indent=2, allow_nan=False) + "\n"
    write_bytes(record, text.encode())
    return (*written, table, record)


def _regions(
    image: Image, explanation: Explanation, stems: Mapping[str, str]
) -> dict[str, Regions]:
    """Find the hot regions of every map, by the names of their files."""
    maps = explanation.heatmaps.values()
    return {stems[each.name]: find_regions(image, each) for each in maps}


def describe_result(image: Image, explanation: Explanation) -> dict[str, Any]:
    """Describe all that is needed to make the maps again, as plain JSON values."""
    record = {
        "program": f"camviewer {version('camviewer')}",
        "disclaimer": DISCLAIMER,
        "input": {
            "sha256": image.sha256,
            "shape": list(image.array.shape),
            "spacing": [round(step, 6) for step in image.grid.spacing],
            "unit": image.unit,
            "warnings": list(image.warnings),
        },
        "model": {
            "name": re.split(r"[/\\]", explanation.model.rstrip("/\\"))[-1],
            "label": explanation.model_label,
            "weights_sha256": explanation.weights_sha256,
        },
        "versions": _versions(),
        "device": explanation.device,
        "precision": {
            "computed_in": explanation.precision,
            "deviation_from_float32": dict(explanation.deviation),
        },
        "seed": explanation.seed,
        "predictions": [_prediction(each) for each in explanation.predictions[:5]],
        "target": _prediction(explanation.target),
        "further_targets": [_prediction(each) for each in explanation.further_targets],
        "layer": {"name": explanation.layer, "reason": explanation.layer_reason},
        "windows": _windows(explanation),
        "milliseconds": round(explanation.milliseconds, 1),
        "notes": list(explanation.notes),
        "methods": {
            nameless_words(name): _map(image, heatmap)
            for name, heatmap in explanation.heatmaps.items()
        },
        "rank_correlation": _agreement(explanation),
    }
    plain: dict[str, Any] = _plain(record)
    return plain


def _windows(explanation: Explanation) -> dict[str, Any] | None:
    """Return the scanned windows' scores, highest first."""
    if not explanation.windows:
        return None
    ordered = sorted(explanation.windows, key=lambda each: -each.probability)
    scores = [
        {
            "probability": round(each.probability, 5),
            "low_mm": [round(x, 1) for x in each.low],
            "high_mm": [round(x, 1) for x in each.high],
        }
        for each in ordered
    ]
    return {"count": len(scores), "scores": scores}


def _agreement(explanation: Explanation) -> dict[str, dict[str, float]]:
    """Return how far each pair of methods ranks the cells alike, in [-1, 1]."""
    from camviewer.metrics import METRICS

    correlate = METRICS.get("rank-correlation").run
    maps = list(explanation.heatmaps.values())
    return {
        nameless_words(one.name): {
            nameless_words(other.name): round(correlate(one.array, other.array), 4)
            for other in maps[index + 1 :]
            if other.array.shape == one.array.shape
        }
        for index, one in enumerate(maps[:-1])
    }


def _prediction(each: Prediction) -> dict[str, Any]:
    return {
        "index": each.index,
        "label": nameless_words(each.label),
        "probability": None if isnan(each.probability) else round(each.probability, 6),
        "score": round(each.score, 6),
    }


def _map(image: Image, heatmap: Heatmap) -> dict[str, Any]:
    return {
        "method": heatmap.method,
        "layer": heatmap.layer,
        "target": nameless_words(heatmap.target),
        "native_grid": list(heatmap.grid.shape),
        "cell_size": [round(step, 4) for step in heatmap.grid.spacing],
        "parameters": heatmap.parameters,
        "diagnostics": heatmap.diagnostics,
        "milliseconds": round(heatmap.milliseconds, 3),
        "minimum": float(heatmap.array.min()),
        "maximum": float(heatmap.array.max()),
        "note": heatmap.note,
        "hot_regions": regions_record(find_regions(image, heatmap)),
    }


def _plain(values: Any) -> Any:  # noqa: ANN401 - whatever a dataclass or a tensor left behind
    """Make values that JSON holds: no numpy scalars, no dataclasses, no infinities."""
    if dataclasses.is_dataclass(values) and not isinstance(values, type):
        values = dataclasses.asdict(values)
    elif isinstance(values, (np.ndarray, np.generic)):
        values = values.tolist()
    if hasattr(values, "items"):
        return {str(name): _plain(value) for name, value in values.items()}
    if isinstance(values, (list, tuple)):
        return [_plain(value) for value in values]
    if isinstance(values, (bool, str)) or values is None:
        return values
    return _number(float(values))


def _number(value: float) -> float | int | str:
    """Make a number that JSON holds; infinities become words."""
    if not np.isfinite(value):
        return str(value)
    return int(value) if value.is_integer() else value


def _versions() -> dict[str, str]:
    """Versions of what the numbers depend on, without importing any of it."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
