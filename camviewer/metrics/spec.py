"""What a metric is, and the list of all of them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from camviewer.core.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable

AGAINST = ("nothing", "map", "mask", "score", "explain")
"""What a map can be held against; see :class:`Metric`."""

ARRAYS = ("nothing", "map", "mask")
"""Metrics that never see a network."""

GROUPS = (
    "faithfulness", "concentration", "stability", "sanity", "localisation", "agreement",
)  # fmt: skip
"""What a metric tells of a map; see :class:`Metric`."""

_USUAL_GROUPS = {
    "score": "faithfulness",
    "explain": "stability",
    "nothing": "concentration",
    "mask": "localisation",
    "map": "agreement",
}


class Better(enum.StrEnum):
    """Which way a metric is good."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True)
class NoParams:
    """For a metric without a choice."""


@dataclass(frozen=True)
class Metric:
    """One number about a heatmap.

    Attributes
    ----------
    name, label
        Registered name and the words shown.
    against
        What the map is held against: ``"nothing"``, another ``"map"``, a ``"mask"``, the
        network's ``"score"`` of changed images, or the method's own maps when it has to
        ``"explain"`` again.
    better
        Direction in which it is good.
    range
        Least and greatest value.
    reference
        Paper or textbook.
    run
        ``run(heatmap) -> float``, ``run(heatmap, other) -> float`` (both arrays of one shape;
        NaN where undefined), or for ``"score"`` and ``"explain"`` ``run(case, params)``: a
        generator of :mod:`camviewer.metrics.subject`.
    summary
        One sentence in plain words; the first line of ``run`` when left out.
    unit
        Of the value; empty for shares and other plain numbers.
    params
        Dataclass of :mod:`camviewer.core.params` fields.
    top
        The value counts only where the explained class is among the so many likeliest; None
        where that does not matter.
    group
        One of :data:`GROUPS`; that which is usual for ``against`` when left out.
    """

    name: str
    label: str
    against: str
    better: Better
    range: tuple[float, float]
    reference: str
    run: Callable[..., Any]
    summary: str = ""
    unit: str = ""
    params: type = NoParams
    top: int | None = None
    group: str = ""

    def __post_init__(self) -> None:
        if self.against not in AGAINST:
            message = f"{self.name} is held against {self.against!r}"
            raise ValueError(message)
        if not self.group:
            object.__setattr__(self, "group", _USUAL_GROUPS[self.against])
        if self.group not in GROUPS:
            message = f"{self.name} is of the group {self.group!r}"
            raise ValueError(message)
        if not self.summary:
            first = (self.run.__doc__ or "").strip().splitlines()[:1]
            object.__setattr__(self, "summary", "".join(first))

    @property
    def needs_network(self) -> bool:
        """Whether a network has to be run for it."""
        return self.against not in ARRAYS


METRICS: Registry[Metric] = Registry("metric")
