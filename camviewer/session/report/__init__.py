"""The report about one case: one page for browsers, and the same for printing."""

from __future__ import annotations

from camviewer.session.report.content import Report, ReportWishes, build_report
from camviewer.session.report.page import render_page
from camviewer.session.report.writing import write_report

__all__ = [
    "Report",
    "ReportWishes",
    "build_report",
    "render_page",
    "write_report",
]
