"""Numbers that judge a heatmap: against another one, or against a mask.

Arrays only; a metric never sees a network, at most a callable that scores.
"""

from __future__ import annotations

from camviewer.metrics import agreement as agreement
from camviewer.metrics import localisation as localisation
from camviewer.metrics.spec import METRICS, Better, Metric

__all__ = ["METRICS", "Better", "Metric"]
