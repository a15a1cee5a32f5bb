"""A report as a page of HTML that needs no other file, or for printing."""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import TYPE_CHECKING

from camviewer.core.settings import resource
from camviewer.core.words import say

if TYPE_CHECKING:
    from jinja2 import Environment

    from camviewer.session.report.content import Figure, Report

FIGURE = "figure"
PLOT = "plot"
_PAPER_PX = (670, 330)
"""Most of an A4 page's width and height that a figure takes, at 96 pixels to the inch."""


def render_page(report: Report, *, is_print: bool = False) -> str:
    """Write a report as HTML; whatever stands in it is escaped.

    Parameters
    ----------
    is_print
        For a printer that knows few styles and is handed the pictures by their names,
        ``figure-0`` and ``plot-0``; else the page holds all of them itself.
    """
    name = "print.html" if is_print else "page.html"
    sources = [
        f"{FIGURE}-{place}" if is_print else _inline(figure.png)
        for place, figure in enumerate(report.figures)
    ]
    return (
        _templates()
        .get_template(name)
        .render(
            report=report,
            sources=sources,
            card=_from_markdown(report.card),
            plots=[f"{PLOT}-{place}" for place, _ in enumerate(report.plots)],
            words=_words(report),
            widths=[_paper_width(figure) for figure in report.figures],
        )
    )


def render_plot(report: Report, place: int) -> str:
    """Write one plot as an SVG file."""
    plot = _templates().get_template("plot.svg")
    return plot.render(plot=report.plots[place], is_file=True)


def _words(report: Report) -> dict[str, str]:
    """Headings and what stands where nothing was measured, by the templates' own names."""
    return {
        "moved": say("report", "What moved the score"),
        "believed": say("report", "May it be believed?"),
        "speaks": say("report", "What speaks for the map of {map}:").format(map=report.trusted),
        "unchecked": say("report", "This was not measured."),
        "numbers": say("report", "Numbers about the maps"),
        "unmeasured": say("report", "No numbers were measured."),
        "made": say("report", "How the maps were made"),
        "network": say("report", "The network"),
    }


def _paper_width(figure: Figure) -> int:
    """Width of a figure on paper, so small that two of them stand on the first page."""
    across, down = _PAPER_PX
    return round(min(figure.width, across, figure.width * down / figure.height))


def _inline(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def _from_markdown(text: str) -> str:
    """Turn a model's card into HTML; tags in it stay text, and nothing is loaded."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    html: str = reader.render(text)
    return html.replace("h1>", "h3>").replace("h2>", "h4>")  # it stands below a heading


@lru_cache(maxsize=1)
def _templates() -> Environment:
    """Read the templates, which escape all that is put into them."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(resource("report")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
