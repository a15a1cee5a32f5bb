"""Whether the map changes when the network's weights are shuffled."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.trust import Evidence, Standing
from camviewer.core.words import say
from camviewer.session.trust.questions import unknown
from camviewer.session.trust.weighed import HALF, badge_of, control_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from camviewer.session.trust.weighed import Weighed

METRIC = "randomisation-cascade-rank"
_NOISE = 9.0
"""Pairs times a squared correlation, which is 1 on average where there is none."""
MOST_KEPT = 0.5
"""However few the cells: a quarter of the order's variance must not be kept."""


def randomisation(case: Weighed) -> Evidence:
    """Hold what is left of the map's order against what chance gives on as many cells."""
    found, curve = case.finding(METRIC), case.curve(METRIC)
    if case.heatmap.is_blank:
        words = say("trust", "The map is blank, so that it can lose nothing.")
        return unknown("randomisation", words)
    if found is None:
        return unknown("randomisation", say("trust", "Not measured yet."))
    if isnan(found.value) or curve is None:
        words = say("trust", "The network cannot be copied, or the map is the same everywhere.")
        return unknown("randomisation", words)
    chance = chance_of(_cells(case))
    floor = [case.curve(METRIC, name) for name in case.controls if name != case.heatmap.name]
    return Evidence(
        "randomisation",
        _standing(case, found.value, chance),
        _sentence(found.value, chance),
        case.with_window(_compared(case, chance)),
        found.value,
        curves=(curve, *(each for each in floor if each is not None)),
        metrics=(METRIC,),
    )


def _standing(case: Weighed, value: float, chance: float) -> Standing:
    if abs(value) >= max(HALF, chance):
        return Standing.NOT_SUPPORTED
    if chance >= HALF:
        return Standing.UNKNOWN
    is_lost = abs(value) <= min(chance, MOST_KEPT)
    if not is_lost or badge_of(case.heatmap.method) or case.looks_elsewhere:
        return Standing.MIXED
    return Standing.SUPPORTED


def _sentence(value: float, chance: float) -> str:
    words = say(
        "trust",
        "With all weights shuffled the map keeps its order to {value} (1 is unchanged, 0 is "
        "nothing left).",
    )
    if abs(value) < chance and chance >= HALF:
        words = say(
            "trust",
            "With all weights shuffled the map keeps its order to {value}, but it has so few "
            "independent cells that this tells nothing.",
        )
    return words.format(value=f"{value:.2f}")


def _compared(case: Weighed, chance: float) -> str:
    words = say("trust", "Chance alone gives up to ±{chance} on as many independent cells.")
    parts = [words.format(chance=f"{chance:.2f}")]
    for name in case.controls:
        found = case.finding(METRIC, name)
        if name != case.heatmap.name and found is not None and not isnan(found.value):
            words = say("trust", "Kept by {control}: {value}.")
            parts.append(words.format(control=control_words(name), value=f"{found.value:.2f}"))
    badge = badge_of(case.heatmap.method)
    if badge:
        words = say("trust", "Passing says little of this method ({badge}).")
        parts.append(words.format(badge=badge))
    return " ".join(parts)


def chance_of(cells: float) -> float:
    """Two standard deviations of Spearman's correlation of as many unrelated cells.

    Notes
    -----
    ``2 / sqrt(n - 1)``; 1 where there are too few.
    """
    return min(1.0, 2 / (cells - 1) ** 0.5) if cells > 1 else 1.0


def independent_cells(array: NDArray[np.float32]) -> float:
    """Count how many unrelated cells say as much as those of a smooth map.

    Notes
    -----
    ``n^2 / sum_ij r(i - j)^2`` with r the map's own autocorrelation: Clifford, Richardson and
    Hemon 1989, doi:10.2307/2532039, with the other map taken to be as smooth. Distances up to
    half of the map count where r is beyond three of its own deviations: the others hold noise
    alone, which would add up.
    """
    values = array - array.mean(dtype=np.float64)
    padded = [2 * count for count in values.shape]
    axes = tuple(range(values.ndim))
    power = np.abs(np.fft.rfftn(values, padded, axes)) ** 2
    products = np.fft.irfftn(power, padded, axes)
    pairs = _pairs(values.shape)
    with np.errstate(invalid="ignore", divide="ignore"):
        alike = np.where(pairs > 0.5, products / pairs, 0.0)
    if not alike.flat[0] > 0:
        return 0.0
    weights = pairs * (alike / alike.flat[0]) ** 2
    is_own = _near(values.shape) & (weights > _NOISE)
    is_own.flat[0] = True
    return float(values.size**2 / weights[is_own].sum())


def _near(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Distances up to half of the map, on the doubled grid of the transform."""
    found = np.ones((), bool)
    for count in shape:
        away = np.minimum(np.arange(2 * count), 2 * count - np.arange(2 * count))
        found = np.logical_and.outer(found, away <= count / 2)
    return found


def _pairs(shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Pairs of cells at each distance, on the doubled grid of the transform."""
    found = np.ones(())
    for count in shape:
        away = np.minimum(np.arange(2 * count), 2 * count - np.arange(2 * count))
        found = np.multiply.outer(found, np.maximum(count - away, 0.0))
    return found


def _cells(case: Weighed) -> float:
    """Independent cells of what the network was asked about."""
    heatmap, window = case.heatmap, case.window
    if window is None:
        return independent_cells(heatmap.array)
    grid = heatmap.grid
    ends = np.floor(grid.index([window.low, window.high]) + 0.5).astype(int)
    low, high = np.maximum(ends.min(0), 0), np.minimum(ends.max(0), np.array(grid.shape))
    cut = tuple(slice(a, max(b, a + 1)) for a, b in zip(low, high, strict=True))
    return independent_cells(heatmap.array[cut])
