"""Hundreds of cases explained and measured, on all cores or a cluster; it may be killed.

::

    cases = read_cases(path)
    wish = checked(CohortRequest(model, methods, metrics))
    with at_work(cases, wish, folder) as desk:
        desk.work(report, token)
        found = write_report(desk.ledger, desk.run.tally, wish)
"""

from __future__ import annotations

from camviewer.session.cohort.cases import Case, CaseList, read_cases
from camviewer.session.cohort.desk import Desk, Manner, at_work
from camviewer.session.cohort.ledger import Ledger
from camviewer.session.cohort.request import BY_CLASS, CohortRequest, Wish, checked
from camviewer.session.cohort.run import CohortRun, Tally
from camviewer.session.cohort.summary import summary_lines
from camviewer.session.cohort.tables import CohortReport, write_report

__all__ = [
    "BY_CLASS",
    "Case",
    "CaseList",
    "CohortReport",
    "CohortRequest",
    "CohortRun",
    "Desk",
    "Ledger",
    "Manner",
    "Tally",
    "Wish",
    "at_work",
    "checked",
    "read_cases",
    "summary_lines",
    "write_report",
]
