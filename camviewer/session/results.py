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
from camviewer.session.figures import case_figure
from camviewer.session.regions import find_regions, regions_csv, regions_record
from camviewer.session.state import Overlay
from camviewer.session.target_words import nameless_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from camviewer.core.image import Heatmap, Image
    from camviewer.core.job import Explanation, Prediction
    from camviewer.session.regions import Regions

_PACKAGES = ("torch", "torchvision", "numpy", "scikit-learn", "nibabel")


def write_results(
    folder: Path, image: Image, explanation: Explanation, overlay: Overlay | None = None
) -> tuple[Path, ...]:
    """Write every map, its figure and one ``result.json``.

    Parameters
    ----------
    folder
        Made when it is missing.
    image, explanation
        What was explained and the maps.
    overlay
        How the figures look; None is the program's default.

    Returns
    -------
    tuple of Path
        The files, ``result.json`` last.

    Raises
    ------
    ResourceError
        When the folder cannot be written.
    """
    from camviewer.io import make_folder, write_bytes
    from camviewer.render.figure import save_png

    make_folder(folder)
    overlay = overlay or Overlay()
    written: list[Path] = []
    figures: dict[str, list[str]] = {}
    stems = file_stems(explanation)
    for heatmap in explanation.heatmaps.values():
        stem = stems[heatmap.name]
        written += _write_map(folder, image, heatmap, stem)
        figures[stem] = [heatmap.name]
    if len(explanation.heatmaps) > 1:
        figures["comparison"] = list(explanation.heatmaps)
    for name, methods in figures.items():
        written.append(folder / f"{name}.png")
        save_png(case_figure(image, explanation, methods, overlay), written[-1])
    table = folder / "regions.csv"
    write_bytes(table, regions_csv(_regions(image, explanation, stems)).encode())
    written.append(table)
    record = folder / "result.json"
    text = json.dumps(describe_result(image, explanation), indent=2, allow_nan=False) + "\n"
    write_bytes(record, text.encode())
    return (*written, record)


def _regions(
    image: Image, explanation: Explanation, stems: Mapping[str, str]
) -> dict[str, Regions]:
    """Find the hot regions of every map, by the names of their files."""
    maps = explanation.heatmaps.values()
    return {stems[each.name]: find_regions(image, each) for each in maps}


def _write_map(folder: Path, image: Image, heatmap: Heatmap, stem: str) -> list[Path]:
    """Write the raw numbers: NIfTI for volumes, NumPy for pictures."""
    from camviewer.io import heatmaps as files
    from camviewer.render.overlay import sample_grid

    if not image.is_volume:
        path = folder / f"{stem}.npy"
        files.write_array(path, heatmap)
        return [path]
    source = folder / f"{stem}.nii.gz"
    native = folder / f"{stem}.native.nii.gz"
    files.write_volume(source, sample_grid(heatmap, image.grid), image.grid, image.header)
    files.write_volume(native, heatmap.array, heatmap.grid, {})
    return [source, native]


def file_stems(explanation: Explanation) -> dict[str, str]:
    """File names of all maps without their ending, by the maps' names; no two are the same."""
    stems: dict[str, str] = {}
    for heatmap in explanation.heatmaps.values():
        stem, number = file_stem(heatmap), 1
        while stem in stems.values():
            number += 1
            stem = f"{file_stem(heatmap)}_{number}"
        stems[heatmap.name] = stem
    return stems


def file_stem(heatmap: Heatmap) -> str:
    """File name of a map without its ending: letters, digits and ``+ @ . - _`` only."""
    return re.sub(r"[^\w+@.-]+", "_", nameless_words(heatmap.name).replace("→", "_for_"))


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
