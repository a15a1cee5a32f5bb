"""What is compared, and what is held for that beside the case's own maps."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - psygnal reads annotations at run time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from psygnal import SignalGroupDescriptor

from camviewer.core.image import Heatmap  # noqa: TC001 - as above
from camviewer.core.job import Explanation  # noqa: TC001 - as above

if TYPE_CHECKING:
    from collections.abc import Sequence

AXES = ("methods", "layers", "targets", "models")
"""What stands beside each other in the grid; the methods stand below each other."""
EXTRAS = ("difference", "consensus", "disagreement")
"""Maps made of maps, by their name."""


@dataclass(frozen=True, eq=False)
class Mix:
    """A map made of maps.

    Attributes
    ----------
    heatmap
        Its method and name are one of :data:`EXTRAS`.
    sources
        What it was made of.
    resampled
        How many of them lay on other cells before.
    """

    heatmap: Heatmap
    sources: tuple[Heatmap, ...]
    resampled: int = 0


@dataclass(frozen=True, eq=False)
class Beside:
    """A layer, a target or a network that is held beside the main one.

    Attributes
    ----------
    title
        Its words.
    asked
        Network, target and layer that were chosen otherwise; None where it does not matter.
    names
        Method to the name of its map in ``Comparison.heatmaps``.
    explanation
        Of the finished run; None while it runs, and where it was stopped.
    fault
        Why there is none; may be empty.
    """

    title: str
    asked: tuple[str | None, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    explanation: Explanation | None = None
    fault: str = ""


@dataclass(eq=False)
class Comparison:
    """What the user compares; the case's own maps stay what and where they are.

    Attributes
    ----------
    axis
        One of :data:`AXES`.
    layers, targets, models
        Chosen beside the main one, in the order they stand.
    heatmaps
        Their maps by name, also while a job still runs.
    beside
        (axis, value) to what is known of it.
    first, second
        Names of the two maps that are held against each other; empty takes the first two.
    is_fading
        Whether these two are drawn in one place instead of the grid.
    fade
        Share of the second one there, in [0, 1].
    extras
        Those of :data:`EXTRAS` that have a cell.
    mixes
        Those that are worked out, by name.
    """

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()
    axis: str = "methods"
    layers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    heatmaps: Mapping[str, Heatmap] = field(default_factory=dict)
    beside: Mapping[tuple[str, str], Beside] = field(default_factory=dict)
    first: str = ""
    second: str = ""
    is_fading: bool = False
    fade: float = 0.5
    extras: tuple[str, ...] = ()
    mixes: Mapping[str, Mix] = field(default_factory=dict)

    @property
    def chosen(self) -> tuple[str, ...]:
        """What stands beside the main one on the present axis."""
        if self.axis == "methods":
            return ()
        values: tuple[str, ...] = getattr(self, self.axis)
        return values

    def further(self) -> tuple[Heatmap, ...]:
        """List the maps that stand beside the case's own on the present axis."""
        columns = [self.beside.get((self.axis, value)) for value in self.chosen]
        names = [name for each in columns if each is not None for name in each.names.values()]
        return tuple(self.heatmaps[name] for name in names if name in self.heatmaps)


def pair_of(comparison: Comparison, names: Sequence[str]) -> tuple[str, str]:
    """Return the two maps that are held against each other; empty where there are too few.

    Parameters
    ----------
    names
        Of all maps that can be; what was not chosen among them are the first free ones.
    """
    first = comparison.first if comparison.first in names else ""
    second = comparison.second if comparison.second in names else ""
    free = [name for name in names if name not in {first, second}]
    first = first or (free.pop(0) if free else "")
    second = second or (free.pop(0) if free else "")
    return first, second


def keep_models_alone(comparison: Comparison) -> None:
    """Let go what belongs to the main network: its layers and targets, and their maps."""
    comparison.layers, comparison.targets = (), ()
    comparison.beside = {
        key: each for key, each in comparison.beside.items() if key[0] == "models"
    }
    drop_unheld(comparison)


def drop_unheld(comparison: Comparison) -> None:
    """Let maps go that no column has."""
    names = {name for each in comparison.beside.values() for name in each.names.values()}
    comparison.heatmaps = {
        name: each for name, each in comparison.heatmaps.items() if name in names
    }


def drop_refining(comparison: Comparison) -> None:
    """Take away maps beside the case's own that no job refines any more."""
    maps = comparison.heatmaps
    whole = {name: each for name, each in maps.items() if each.progress is None}
    if len(whole) == len(maps):
        return
    comparison.beside = {
        key: replace(each, names={m: name for m, name in each.names.items() if name in whole})
        for key, each in comparison.beside.items()
    }
    comparison.heatmaps = whole
