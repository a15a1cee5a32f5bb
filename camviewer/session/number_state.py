"""The part of the state that holds numbers about maps; see :mod:`camviewer.session.state`."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - psygnal reads annotations at run time
from dataclasses import dataclass, field
from typing import ClassVar

from psygnal import SignalGroupDescriptor

from camviewer.core.judgement import Evaluation, EvaluationForecast  # noqa: TC001 - as above
from camviewer.core.trust import Trust  # noqa: TC001 - as above
from camviewer.session.measuring import DEFAULT_METRICS

NUMBER_PAGES = ("table", "curves", "agreement", "metrics")
"""What is shown of the numbers: all of them, curves, pairs of maps, or what to measure."""


@dataclass(eq=False)
class Numbers:
    """What was measured of the maps that are shown.

    Attributes
    ----------
    evaluation
        All numbers so far, controls among them; None while nothing was measured.
    sorted_by
        Metric that the maps are sorted by, best first; empty keeps their order.
    is_reversed
        Whether the worst comes first.
    trust
        What speaks for each map, by its name; those not weighed yet are missing.
    wanted
        Metrics that are measured next, by their registered names.
    has_controls
        Whether maps that know nothing of the target are measured beside them.
    mask
        Name of the mask that maps are held against; empty takes the first that is shown.
    forecast
        What measuring the wanted metrics would take; None while that is not known.
    page
        Which of :data:`NUMBER_PAGES` stands below the comparison; empty while it is closed.
    curve
        Which curve is drawn: metric and curve with a slash between; empty takes the first.
    pairs
        Metric by which maps are held against each other; empty takes the first.
    """

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()
    evaluation: Evaluation | None = None
    sorted_by: str = ""
    is_reversed: bool = False
    trust: Mapping[str, Trust] = field(default_factory=dict)
    wanted: tuple[str, ...] = DEFAULT_METRICS
    has_controls: bool = True
    mask: str = ""
    forecast: EvaluationForecast | None = None
    page: str = ""
    curve: str = ""
    pairs: str = ""
