"""What came of a case, as plain JSON values: small enough to be kept for ten thousand cases."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass, field
from math import inf, nan
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.image import Grid, Heatmap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from camviewer.core.image import Image
    from camviewer.core.job import Explanation
    from camviewer.core.judgement import Evaluation, Measurement


@dataclass(frozen=True)
class Failure:
    """Why a case has no result.

    Attributes
    ----------
    sentence, hint : str
        For the user; without the name or path of a file.
    trace : str
        Of a fault of the program's own; empty for all else.
    """

    sentence: str
    hint: str = ""
    trace: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a worker hands back of one case.

    Attributes
    ----------
    key : str
        Of the case.
    record : mapping
        The result; empty where there is none.
    failure : Failure or None
        Why there is none.
    seconds : float
        That it took.
    """

    key: str
    record: Mapping[str, Any] = field(default_factory=dict)
    failure: Failure | None = None
    seconds: float = 0.0


def describe_case(
    key: str, image: Image, explanation: Explanation, found: Evaluation | None
) -> dict[str, Any]:
    """Describe a result as plain JSON values, without a name or path.

    Parameters
    ----------
    found
        None where nothing was measured.
    """
    from camviewer.session.number_records import plain_number
    from camviewer.session.target_words import nameless_words

    target = explanation.target
    measured = () if found is None else found.measurements
    return {
        "key": key,
        "image": {
            "sha256": image.sha256,
            "shape": list(image.grid.shape),
            "affine": image.grid.affine.tolist(),
            "warnings": list(image.warnings),
        },
        "model": explanation.model_label,
        "weights_sha256": explanation.weights_sha256,
        "device": explanation.device,
        "target": {
            "index": target.index,
            "label": nameless_words(target.label),
            "probability": plain_number(target.probability),
            "score": plain_number(target.score),
        },
        "predicted": explanation.predictions[0].label if explanation.predictions else "",
        "layer": explanation.layer,
        "values": _by_map(measured),
        "undefined": _reasons(measured),
        "units": {each.metric: each.unit for each in measured},
        "agreement": [
            [each.one, each.other, each.metric, plain_number(each.value)]
            for each in (() if found is None else found.agreements)
        ],
        "controls": [] if found is None else list(found.controls),
        "forwards": 0 if found is None else found.forwards,
        "milliseconds": round(explanation.milliseconds + _milliseconds(found), 1),
        "map_milliseconds": {
            name: round(each.milliseconds, 3) for name, each in explanation.heatmaps.items()
        },
        "notes": [*explanation.notes, *(() if found is None else found.notes)],
        "maps": {name: packed(each) for name, each in explanation.heatmaps.items()},
    }


def _milliseconds(found: Evaluation | None) -> float:
    return 0.0 if found is None else found.milliseconds


def _by_map(measured: tuple[Measurement, ...]) -> dict[str, dict[str, Any]]:
    """Values by map and metric."""
    from camviewer.session.number_records import plain_number

    found: dict[str, dict[str, Any]] = {}
    for each in measured:
        found.setdefault(each.heatmap, {})[each.metric] = plain_number(each.findings[0].value)
    return found


def _reasons(measured: tuple[Measurement, ...]) -> dict[str, dict[str, str]]:
    """Why numbers are not defined, by map and metric."""
    found: dict[str, dict[str, str]] = {}
    for each in measured:
        if each.findings[0].note:
            found.setdefault(each.heatmap, {})[each.metric] = each.findings[0].note
    return found


def number_of(value: float | str | None) -> float:
    """Read a number back: NaN for none, words for infinite ones."""
    if value is None:
        return nan
    if isinstance(value, str):
        return -inf if value.startswith("-") else inf
    return float(value)


def packed(heatmap: Heatmap) -> dict[str, Any]:
    """Pack a raw map and its grid into plain values; the numbers stay the same bits."""
    values = np.ascontiguousarray(heatmap.array, dtype="<f4")
    return {
        "method": heatmap.method,
        "layer": heatmap.layer,
        "shape": list(values.shape),
        "affine": heatmap.grid.affine.tolist(),
        "float32": base64.b64encode(zlib.compress(values.tobytes(), 1)).decode("ascii"),
    }


def unpacked(name: str, stored: Mapping[str, Any]) -> Heatmap:
    """Make a map again of what :func:`packed` made."""
    content = zlib.decompress(base64.b64decode(stored["float32"]))
    shape = tuple(stored["shape"])
    values = np.frombuffer(content, dtype="<f4").reshape(shape).astype(np.float32)
    grid = Grid(shape, np.array(stored["affine"], np.float64))
    return Heatmap(values, grid, stored["method"], stored["layer"], name=name)
