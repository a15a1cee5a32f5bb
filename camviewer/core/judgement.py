"""What was measured of heatmaps: plain numbers with their units, and the curves behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite, nan
from typing import TYPE_CHECKING

from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Curve:
    """The points that a number was made of.

    Attributes
    ----------
    x, y : tuple of floats
        Points in order.
    x_label, y_label : str
        What they are, in words.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    x_label: str
    y_label: str


@dataclass(frozen=True)
class Finding:
    """One number about one map of one sample.

    Attributes
    ----------
    value : float
        NaN where it is not defined.
    curves : mapping
        Name to curve; empty where the number comes of none.
    note : str
        Why the number is not defined; empty where it is.
    draws : tuple of floats
        One number per random draw, alike and independent of each other, whose mean is the
        value; empty where the value is no such mean. Draws of two maps stand in one order.
    """

    value: float
    curves: Mapping[str, Curve] = field(default_factory=dict)
    note: str = ""
    draws: tuple[float, ...] = ()


@dataclass(frozen=True)
class Measurement:
    """One metric of one map.

    Attributes
    ----------
    heatmap : str
        Name of the map, as in ``Heatmap.name``.
    metric : str
        Registered name.
    findings : tuple of Finding
        One per sample.
    unit : str
        Of the values; empty for shares and other plain numbers.
    """

    heatmap: str
    metric: str
    findings: tuple[Finding, ...]
    unit: str = ""

    @property
    def values(self) -> tuple[float, ...]:
        """One value per sample; NaN where it is not defined."""
        return tuple(each.value for each in self.findings)

    @property
    def value(self) -> float:
        """Mean over the samples where it is defined; NaN where there is none."""
        known = [value for value in self.values if isfinite(value)]
        return sum(known) / len(known) if known else nan


@dataclass(frozen=True)
class Agreement:
    """How far two maps of one image say the same.

    Attributes
    ----------
    one, other : str
        Names of the maps.
    metric : str
        Registered name.
    value : float
        NaN where it is not defined.
    """

    one: str
    other: str
    metric: str
    value: float


@dataclass(frozen=True)
class Evaluation:
    """All numbers about the maps of one image, or of one batch of samples.

    Attributes
    ----------
    measurements : tuple of Measurement
        One per map and metric, map by map.
    agreements : tuple of Agreement
        One per pair of maps and metric; of several images the mean where it is defined.
    forwards : int
        Inputs that the network looked at, counting each image of a batch.
    batches : int
        Runs of the network that took them.
    milliseconds : float
        Of the whole work.
    parameters : mapping
        Metric to what it was run with.
    controls : tuple of str
        Names of those maps that know nothing of the target: the floor of every number.
    notes : tuple of str
        Sentences the user must see.
    mask : str
        Digest of the mask that the maps were held against; empty without one, or where
        nobody keeps it.
    """

    measurements: tuple[Measurement, ...]
    agreements: tuple[Agreement, ...] = ()
    forwards: int = 0
    batches: int = 0
    milliseconds: float = 0.0
    parameters: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    controls: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    mask: str = ""

    @property
    def heatmaps(self) -> tuple[str, ...]:
        """Names of the maps, in order."""
        return tuple(dict.fromkeys(each.heatmap for each in self.measurements))

    @property
    def metrics(self) -> tuple[str, ...]:
        """Names of the metrics, in order."""
        return tuple(dict.fromkeys(each.metric for each in self.measurements))

    def measurement(self, heatmap: str, metric: str) -> Measurement | None:
        """Return one of them; None where it was not measured."""
        wanted = (heatmap, metric)
        found = (m for m in self.measurements if (m.heatmap, m.metric) == wanted)
        return next(found, None)

    def value(self, heatmap: str, metric: str) -> float:
        """Return one number, the mean over the samples; NaN where it was not measured."""
        found = self.measurement(heatmap, metric)
        return nan if found is None else found.value


@dataclass(frozen=True)
class Workload:
    """What an evaluation will ask of the network.

    Attributes
    ----------
    looks : int
        Inputs that it only looks at.
    explained : int
        Inputs that are explained too.
    maps : mapping
        Map to how often it is made anew.
    """

    looks: int
    explained: int
    maps: Mapping[str, int]

    @property
    def forwards(self) -> int:
        """Inputs that the network looks at, leaving out what single methods add."""
        return self.looks + self.explained


@dataclass(frozen=True)
class EvaluationForecast:
    """What an evaluation will take.

    Attributes
    ----------
    workload : Workload
        What the network is asked.
    forward_seconds : float
        Of one plain pass of one input, measured.
    seconds : float
        Of all of it, right within a factor of about two.
    device : str
        Where it will run.
    """

    workload: Workload
    forward_seconds: float
    seconds: float
    device: str


def combined(evaluations: Sequence[Evaluation]) -> Evaluation:
    """Put evaluations of several images together: their samples one after another.

    A map or metric that an image lacks gives that image a number that is not defined.
    """
    pairs: dict[tuple[str, str], str] = {}
    for each in evaluations:
        pairs.update({(m.heatmap, m.metric): m.unit for m in each.measurements})
    merged = []
    for (heatmap, metric), unit in pairs.items():
        findings: list[Finding] = []
        for each in evaluations:
            found = each.measurement(heatmap, metric)
            findings += _missing(each) if found is None else found.findings
        merged.append(Measurement(heatmap, metric, tuple(findings), unit))
    parameters = {
        name: values for each in evaluations for name, values in each.parameters.items()
    }
    return Evaluation(
        tuple(merged),
        mean_agreements([each.agreements for each in evaluations]),
        forwards=sum(each.forwards for each in evaluations),
        batches=sum(each.batches for each in evaluations),
        milliseconds=sum(each.milliseconds for each in evaluations),
        parameters=parameters,
        controls=tuple(dict.fromkeys(name for each in evaluations for name in each.controls)),
        notes=tuple(dict.fromkeys(note for each in evaluations for note in each.notes)),
    )


def mean_agreements(images: Sequence[Sequence[Agreement]]) -> tuple[Agreement, ...]:
    """Put the pairs of several images together: the mean of each where it is defined."""
    values: dict[tuple[str, str, str], list[float]] = {}
    for each in (pair for image in images for pair in image):
        values.setdefault((each.one, each.other, each.metric), []).append(each.value)
    found = {
        pair: [value for value in all_ if isfinite(value)] for pair, all_ in values.items()
    }
    return tuple(
        Agreement(*pair, sum(known) / len(known) if known else nan)
        for pair, known in found.items()
    )


def _missing(evaluation: Evaluation) -> list[Finding]:
    """Return the findings of an image that lacks a map or a metric."""
    count = max((len(m.findings) for m in evaluation.measurements), default=1)
    return [Finding(nan, note=say("core", "This map was not measured here."))] * count
