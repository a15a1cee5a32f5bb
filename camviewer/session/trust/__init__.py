"""What speaks for a map, in words: five questions, each with a number and a control.

``weigh(image, explanation, name, evaluation)`` answers them from numbers that were measured
with ``evaluate(image, explanation, trust_metrics(image), Against(has_controls=True))``. Each
answer has one of three states, or says why there is none; they are never added up.
"""

from __future__ import annotations

from camviewer.session.trust.answers import (
    TRUST_METRICS,
    trust_lines,
    trust_metrics,
    trust_record,
    weigh,
    weigh_all,
    with_trust_metrics,
)
from camviewer.session.trust.questions import (
    QUESTIONS,
    caution,
    how_measured,
    question_words,
    standing_words,
)

__all__ = [
    "QUESTIONS",
    "TRUST_METRICS",
    "caution",
    "how_measured",
    "question_words",
    "standing_words",
    "trust_lines",
    "trust_metrics",
    "trust_record",
    "weigh",
    "weigh_all",
    "with_trust_metrics",
]
