"""Sentences about an explanation that the window and the result files share."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.words import say
from camviewer.session.target_words import short_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.core.image import Heatmap
    from camviewer.core.job import Explanation, Prediction

_LETTERS = (("R", "L"), ("A", "P"), ("S", "I"))


def place(position_mm: Sequence[float]) -> str:
    """Write a position by its letters: ``R 18 A 125 I 612 mm``; (R, A, S) in mm."""
    parts = [
        f"{names[value < 0]} {abs(value):.0f}"
        for names, value in zip(_LETTERS, position_mm, strict=True)
    ]
    return f"{' '.join(parts)} mm"


def percent(probability: float) -> str:
    """Write a probability; what would round to all or nothing is said to be near it."""
    if probability > 0.999:
        return ">99.9 %"
    if 0 < probability < 0.001:
        return "<0.1 %"
    return f"{100 * probability:.1f} %"


def map_label(heatmap: Heatmap) -> str:
    """Name a map: its method's words, and its layer or target where there are several."""
    from camviewer.engine.methods import METHODS

    label = heatmap.method
    if label in METHODS:
        label = say("methods", METHODS.get(label).label)
    rest = short_words(heatmap.name.removeprefix(heatmap.method))
    return label + rest.replace("@", " · ").replace("→", " · ")


def map_title(heatmap: Heatmap) -> str:
    """Name a map with its target and its layer, each said once."""
    parts = [*map_label(heatmap).split(" · "), short_words(heatmap.target), heatmap.layer]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def chance(prediction: Prediction) -> str:
    """Write how likely a target is, or its score where it has no probability."""
    if isnan(prediction.probability):
        return say("words", "score {value}").format(value=f"{prediction.score:.3g}")
    return f"{prediction.probability:.3f}"


def scan_sentence(explanation: Explanation) -> str:
    """Say what the scanned windows said; empty where the network saw the whole image.

    The highest window's probability is the prediction.
    """
    if not explanation.windows:
        return ""
    top = max(explanation.windows, key=lambda window: window.probability)
    centre = [float(x) for x in np.mean([top.low, top.high], axis=0)]
    above = sum(window.probability > 0.5 for window in explanation.windows)
    words = say(
        "words",
        "{count} windows for {target}: highest {share} at {place}, {above} above 50 %",
    )
    return words.format(
        count=len(explanation.windows),
        target=explanation.target.label,
        share=percent(top.probability),
        place=place(centre),
        above=above,
    )


def deviation_sentence(explanation: Explanation) -> str:
    """Say how far a run in half precision lies from float32; empty for float32 itself."""
    found = dict(explanation.deviation)
    if not found:
        return ""
    parts = [
        f"{words} {_share(found.pop(name))}"
        for name, words in (
            ("score", say("words", "score")),
            ("activations", say("words", "layer")),
        )
        if name in found
    ]
    if found:
        words = say("words", "maps up to {share}")
        parts.append(words.format(share=_share(max(found.values()))))
    words = say("words", "{precision} differs from float32: {parts}")
    return words.format(precision=explanation.precision, parts=", ".join(parts))


def _share(value: float) -> str:
    """Write a share in percent, never rounded to nothing."""
    if isnan(value):
        return say("words", "unknown")
    if 0 < value < 5e-5:
        return "<0.01 %"
    return f"{100 * value:.2g} %"


def diagnostics_sentence(heatmap: Heatmap) -> str:
    """Say what a method found out about its channels: ``clusters 1 · noise 12``."""
    words = _diagnostics()
    return " · ".join(
        f"{words.get(name, name.replace('_', ' '))} {float(value):.3g}"
        for name, value in heatmap.diagnostics.items()
        if isinstance(value, (int, float))
    )


def _diagnostics() -> dict[str, str]:
    """Words for what methods note; others are called as they call it."""
    return {
        "dominant": say("diagnostics", "dominant"),
        "clusters": say("diagnostics", "clusters"),
        "noise": say("diagnostics", "noise"),
        "dead": say("diagnostics", "dead"),
        "eps": say("diagnostics", "eps"),
        "min_points": say("diagnostics", "min points"),
        "weight_spread": say("diagnostics", "weight spread"),
        "reconstructed": say("diagnostics", "reconstructed"),
        "score_share": say("diagnostics", "score share"),
        "completeness": say("diagnostics", "completeness"),
        "relus": say("diagnostics", "relus"),
    }


def axis_words(label: str) -> str:
    """Say in the user's language what an axis of a curve means; files keep the English."""
    return {
        "Share of the cells taken away": say("axes", "Share of the cells taken away"),
        "Share of the cells put back": say("axes", "Share of the cells put back"),
        "Share of the cells removed": say("axes", "Share of the cells removed"),
        "Share of the layers, from the output": say(
            "axes", "Share of the layers, from the output"
        ),
        "Deviation of the noise": say("axes", "Deviation of the noise"),
        "Deviation of the noise over the gradients' own": say(
            "axes", "Deviation of the noise over the gradients' own"
        ),
        "Probability": say("axes", "Probability"),
        "Similarity": say("axes", "Similarity"),
        "Error": say("axes", "Error"),
    }.get(label, label)
