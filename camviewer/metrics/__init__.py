"""Numbers that judge a heatmap.

Some need the map alone, another map or a mask: arrays only. Others ask the network, which they
know as callables: see :mod:`camviewer.metrics.subject`. All are generic over S, the spatial
axes.
"""

from __future__ import annotations

from camviewer.metrics import agreement as agreement
from camviewer.metrics import boxes as boxes
from camviewer.metrics import coherence as coherence
from camviewer.metrics import concentration as concentration
from camviewer.metrics import curves as curves
from camviewer.metrics import faithfulness as faithfulness
from camviewer.metrics import infidelity as infidelity
from camviewer.metrics import localisation as localisation
from camviewer.metrics import randomisation as randomisation
from camviewer.metrics import road as road
from camviewer.metrics import stability as stability
from camviewer.metrics.spec import METRICS, Better, Metric

__all__ = ["METRICS", "Better", "Metric"]
