"""What the numbers of a cohort say: means with their intervals, and the order of methods."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from camviewer.session.number_records import short_number

if TYPE_CHECKING:
    from camviewer.metrics.ranks import Ranking
    from camviewer.session.cohort.gathering import Gathered

ALL = ""
"""As a class: all of them."""

_ARROWS = {"higher": "↑", "lower": "↓", "neither": " "}


@dataclass(frozen=True)
class Summary:
    """One map and metric over the cases of a class.

    Attributes
    ----------
    group, name, metric : str
        Class (empty for all), map and metric.
    unit, better : str
        Of the values, and whether higher or lower is better.
    is_control : bool
        Whether the map knows nothing of the target.
    mean, low, high, median : float
        Over the cases where it is defined, with the 95 % bootstrap interval of the mean.
    count, undefined : int
        Cases with a finite number and without one.
    is_best : bool
        Better than every other map beyond chance; controls do not compete.
    """

    group: str
    name: str
    metric: str
    unit: str
    better: str
    is_control: bool
    mean: float
    low: float
    high: float
    median: float
    count: int
    undefined: int
    is_best: bool


def summaries(gathered: Gathered) -> list[Summary]:
    """Sum up all cases, then each class where there are several, metric by metric."""
    groups = gathered.groups
    chosen = {ALL: np.ones(len(gathered.told), bool)}
    if len(groups) > 1:
        own = np.array([each.group for each in gathered.told])
        chosen |= {group: own == group for group in groups}
    return [
        each
        for group, places in chosen.items()
        for metric in gathered.metrics
        for each in _of_metric(gathered, metric, group, places)
    ]


def _of_metric(
    gathered: Gathered, metric: str, group: str, places: np.typing.NDArray[np.bool_]
) -> list[Summary]:
    """Sum up one metric of every map that has it."""
    from camviewer.metrics import METRICS
    from camviewer.metrics.interval import intervals

    names = [name for name in gathered.values if metric in gathered.values[name]]
    columns = [np.array(gathered.column(name, metric))[places] for name in names]
    better = str(METRICS.get(metric).better)
    best = _best(gathered, better, dict(zip(names, columns, strict=True)))
    found = []
    for name, column, each in zip(
        names, columns, intervals([each.tolist() for each in columns]), strict=True
    ):
        known = column[np.isfinite(column)]
        median = float(np.median(known)) if known.size else float("nan")
        found.append(
            Summary(
                group, name, metric, gathered.units.get(metric, ""), better,
                name in gathered.controls, each.mean, each.low, each.high, median, each.count,
                int(column.size - known.size), name == best,
            )
        )  # fmt: skip
    return found


def _best(
    gathered: Gathered, better: str, columns: dict[str, np.typing.NDArray[np.float64]]
) -> str | None:
    """Name the map that is better than all others beyond chance; None where none is."""
    from camviewer.metrics.interval import best

    rivals = [name for name in columns if name not in gathered.controls]
    if better == "neither":
        return None
    place = best([columns[name].tolist() for name in rivals], is_higher=better == "higher")
    return None if place is None else rivals[place]


def rankings(gathered: Gathered) -> dict[str, Ranking]:
    """Rank the maps, metric by metric; controls and metrics without a good side stay out."""
    from camviewer.metrics import METRICS
    from camviewer.metrics.ranks import ranking

    found = {}
    for metric in gathered.metrics:
        better = str(METRICS.get(metric).better)
        names = [
            name
            for name in gathered.values
            if name not in gathered.controls and metric in gathered.values[name]
        ]
        columns = {name: gathered.column(name, metric) for name in names}
        one = ranking(columns, is_higher=better == "higher") if better != "neither" else None
        if one is not None:
            found[metric] = one
    return found


def summary_lines(found: list[Summary], order: dict[str, Ranking]) -> list[str]:
    """Write the means over all cases for a terminal, the best mean rank first."""
    lines: list[str] = []
    for metric in dict.fromkeys(each.metric for each in found):
        rows = [each for each in found if each.metric == metric and each.group == ALL]
        ranks = {} if metric not in order else order[metric].ranks
        rows.sort(key=lambda each: (each.is_control, ranks.get(each.name, np.inf)))
        lines.append(_head(rows[0], order.get(metric)))
        lines += [_line(each, ranks.get(each.name, float("nan"))) for each in rows]
        lines.append("")
    return lines


def _head(row: Summary, order: Ranking | None) -> str:
    unit = f" [{row.unit}]" if row.unit else ""
    chance = "" if order is None or isnan(order.p) else f" · Friedman p = {order.p:.2g}"
    return f"{row.metric} {_ARROWS[row.better]}{unit}{chance}"


def _line(row: Summary, rank: float) -> str:
    name = f"({row.name})" if row.is_control else row.name
    between = f"[{short_number(row.low)} {short_number(row.high)}]"
    placed = "" if isnan(rank) else f"rank {rank:.2f}"
    gone = f" ({row.undefined} undefined)" if row.undefined else ""
    star = " *" if row.is_best else ""
    return (
        f"  {name:<18}{short_number(row.mean):>9} {between:<18} median "
        f"{short_number(row.median):<9}{placed:<11} n = {row.count}{gone}{star}"
    )
