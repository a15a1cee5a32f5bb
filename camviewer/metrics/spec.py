"""What a metric is, and the list of all of them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from camviewer.core.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Measure = Callable[[NDArray[Any], NDArray[Any]], float]


class Better(enum.StrEnum):
    """Which way a metric is good."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True)
class Metric:
    """One number about a heatmap.

    Attributes
    ----------
    name, label
        Registered name and the words shown.
    against
        What the second array is: ``"map"`` or ``"mask"``.
    better
        Direction in which it is good.
    range
        Least and greatest value.
    reference
        Paper or textbook.
    run
        ``run(heatmap, other) -> float``; both arrays of one shape. NaN where undefined.
    """

    name: str
    label: str
    against: str
    better: Better
    range: tuple[float, float]
    reference: str
    run: Measure


METRICS: Registry[Metric] = Registry("metric")
