"""Made-up comparisons, numbers and answers about trust for the pictures of the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.judgement import Agreement, Curve, Evaluation, Finding, Measurement
from camviewer.core.progress import CancelToken
from camviewer.session.measuring import CONTROLS, DEFAULT_METRICS
from camviewer.session.mixing import mix
from camviewer.session.trust import trust_metrics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from camviewer.core.image import Image
    from camviewer.core.job import Explanation
    from camviewer.session.service import Session

_LAYERS = ("features.denseblock3", "features.transition2.conv")
_SHARES = tuple(place / 20 for place in range(21))
_PUT_BACK = {"insertion", "road-least"}
_CURVES = {
    "deletion": ("deletion", "Share of the cells taken away", "Probability"),
    "insertion": ("insertion", "Share of the cells put back", "Probability"),
    "road-most": ("most", "Share of the cells removed", "Probability"),
    "road-least": ("least", "Share of the cells removed", "Probability"),
    "randomisation-cascade-rank": (
        "cascade", "Share of the layers, from the output", "Similarity",
    ),
}  # fmt: skip
_KEPT = 0.86
"""Of the order with shuffled weights: a map that hardly cares is one of the states."""


def judged_states(session: Session) -> dict[str, Callable[[], None]]:
    """List the states of Compare, Numbers and Trust, in the order they are entered."""
    state = session.state
    numbers, view = state.numbers, state.view
    return {
        "compare-layers": lambda: compare_layers(session),
        "compare-fade": lambda: fade(session),
        "compare-difference": lambda: subtract(session),
        "numbers-none": lambda: _to_methods(session, "table"),
        "numbers-table": lambda: measure(session),
        "numbers-curves": lambda: setattr(numbers, "page", "curves"),
        "numbers-agreement": lambda: setattr(numbers, "page", "agreement"),
        "numbers-metrics": lambda: setattr(numbers, "page", "metrics"),
        "trust-none": lambda: setattr(view, "place", "trust"),
        "trust": lambda: weigh(session),
    }


def compare_layers(session: Session) -> None:
    """Put two more layers beside the main one, and let their maps arrive."""
    state = session.state
    state.view.place, state.view.compare_plane = "compare", "axial"
    state.comparison.axis = "layers"
    explanation = state.case.explanation
    session.choose_beside(_LAYERS)
    for part in session.missing_parts():
        if part.is_main or explanation is None:
            continue
        session.begin_part(part)
        for place, value in enumerate(part.values):
            for each in tuple(state.case.heatmaps.values()):
                array = np.roll(each.array, place + 1, axis=0) * np.float32(0.5)
                session.accept_beside(part, replace(each, array=array, layer=value))
        session.end_part(part, explanation)


def fade(session: Session) -> None:
    """Draw two maps in one place."""
    held = session.state.comparison
    held.is_fading, held.fade = True, 0.4


def subtract(session: Session) -> None:
    """Show the difference, consensus and disagreement as cells of their own."""
    held = session.state.comparison
    held.axis, held.is_fading = "methods", False
    held.extras = ("difference", "consensus", "disagreement")
    for name in held.extras:
        sources = session.mix_sources(name)
        if sources and name not in held.mixes:
            session.accept_mix(mix(name, sources, CancelToken()))


def _to_methods(session: Session, page: str) -> None:
    """Compare the methods alone, with the numbers' panel open and empty."""
    held, numbers = session.state.comparison, session.state.numbers
    held.extras = ()
    numbers.evaluation, numbers.trust, numbers.page = None, {}, page


def measure(session: Session) -> None:
    """Take over numbers of all maps and their controls, sorted by one of them."""
    image, explanation = session.state.case.image, session.state.case.explanation
    if image is None or explanation is None:
        return
    session.accept_evaluation(explanation, made_up_numbers(image, explanation))
    numbers = session.state.numbers
    numbers.page, numbers.sorted_by = "table", "insertion"


def made_up_numbers(image: Image, explanation: Explanation) -> Evaluation:
    """Make numbers by which each question about trust has an answer."""
    metrics = tuple(dict.fromkeys((*DEFAULT_METRICS, *trust_metrics(image))))
    names = (*explanation.heatmaps, *CONTROLS)
    measured = tuple(_measured(place, name, metrics) for place, name in enumerate(names))
    pairs = tuple(
        Agreement(one, other, metric, 0.9 - 0.15 * abs(place - further))
        for metric in ("dice-top10", "rank-correlation")
        for place, one in enumerate(names)
        for further, other in enumerate(names)
        if place < further
    )
    return Evaluation(
        tuple(each for found in measured for each in found),
        pairs,
        forwards=2480,
        batches=160,
        milliseconds=48_000.0,
        controls=CONTROLS,
    )


def _measured(place: int, name: str, metrics: tuple[str, ...]) -> Iterator[Measurement]:
    """Make one map's numbers; those of a control are the floor."""
    is_floor = name in CONTROLS
    rng = np.random.default_rng(sum(name.encode()))
    for metric in metrics:
        value = _KEPT if metric in _CURVES and metric.startswith("random") else rng.uniform()
        if metric == "max-sensitivity":
            value = 0.52 + 0.02 * place
        curves = {}
        if metric in _CURVES:
            title, across, up = _CURVES[metric]
            steep = 0.5 if is_floor else 5.0 - place
            curves = {title: Curve(_SHARES, _line(metric, steep), across, up)}
        yield Measurement(name, metric, (Finding(float(value), curves),))


def _line(metric: str, steep: float) -> tuple[float, ...]:
    """Let a curve fall, rise, or stay where it is."""
    shares = np.array(_SHARES)
    if metric.startswith("random"):
        values = 1 - (1 - _KEPT) * shares
    elif metric == "insertion":
        values = 0.93 * (1 - np.exp(-steep * shares))
    else:
        values = 0.93 * np.exp(-(steep if metric not in _PUT_BACK else 0.3) * shares)
    return tuple(float(value) for value in values)


def weigh(session: Session) -> None:
    """Answer the questions from these numbers."""
    case, found = session.state.case, session.state.numbers.evaluation
    if case.image is None or case.explanation is None or found is None:
        return
    session.accept_trust(
        case.explanation, session.weigh_maps(case.image, case.explanation, found)
    )


def end(session: Session) -> None:
    """Go back to reading one map, with nothing beside it."""
    session.forget_comparison()
    session.state.comparison.axis = "methods"
    session.state.numbers.page = ""
    session.state.view.place = "read"
