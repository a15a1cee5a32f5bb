"""The printed report: its text is text, its pages are pages, and each has the disclaimer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pypdfium2
import pytest

from camviewer.core.settings import DISCLAIMER
from camviewer.gui.report_pdf import report_pdf
from camviewer.metrics import METRICS
from camviewer.session.report import ReportWishes, build_report
from tests.session.report import conftest as cases

image, explanation, evaluation, trust = (
    cases.image, cases.explanation, cases.evaluation, cases.trust
)  # fmt: skip


@pytest.fixture
def pdf(qapp, image, explanation, evaluation, trust):
    wishes = ReportWishes(evaluation, {"grad-cam": trust}, card="# Toy\n\n" + "Words. " * 900)
    document = pypdfium2.PdfDocument(report_pdf(build_report(image, explanation, wishes)))
    yield document
    document.close()


def text_of(page):
    text = page.get_textpage()
    found = text.get_text_range()
    text.close()
    return " ".join(found.split())


def test_text_can_be_found_and_each_page_has_the_disclaimer(pdf):
    texts = [text_of(page) for page in pdf]
    whole = " ".join(texts)
    assert len(texts) >= 3
    assert all(DISCLAIMER in text for text in texts)
    assert [f"{n} / {len(texts)}" in text for n, text in enumerate(texts, 1)] == [True] * len(
        texts
    )
    for words in ("What moved the score of Toy & Co", "cat <b>", "It falls from 0.88 to 0.25.",
                  "0.375", "Deletion", "Grad-CAM", "ab" * 32):  # fmt: skip
        assert words.replace(" ", "") in whole.replace(" ", ""), words
    assert "Muster" not in whole


def test_pages_are_a4_with_white_margins_and_show_the_figures(pdf):
    page = pdf[0]
    assert page.get_size() == pytest.approx((595, 842), abs=1)
    pixels = np.asarray(page.render(scale=1.0).to_pil().convert("L"))
    for edge in (pixels[:, :40], pixels[:, -40:], pixels[:40], pixels[-40:]):
        assert edge.min() > 250
    assert (pixels < 40).mean() > 0.02  # a figure's dark ground


def many(evaluation, count):
    """Give every map ``count`` metrics, so that tables fill more than a page."""
    names = METRICS.names()[:count]
    first = evaluation.measurements[0]
    maps = [f"map {place}" for place in range(7)]
    return replace(
        evaluation,
        measurements=tuple(
            replace(first, heatmap=heatmap, metric=name) for heatmap in maps for name in names
        ),
    )


@pytest.mark.parametrize("count", [8, 13, 20, 31])
def test_no_page_begins_with_the_rest_of_a_table_or_stands_empty(
    qapp, image, explanation, evaluation, trust, count
):
    wishes = ReportWishes(many(evaluation, count), {"grad-cam": trust}, card="Words.")
    report = build_report(image, explanation, wishes)
    document = pypdfium2.PdfDocument(report_pdf(report))
    texts = [text_of(page) for page in document]
    for table in report.numbers:
        head = "".join(table.head).replace(" ", "")
        pages = [n for n, text in enumerate(texts) if head in text.replace(" ", "")]
        assert len(pages) == 1, table.head  # never repeated over what follows
        rows = sum("".join(row).replace(" ", "") in texts[pages[0]].replace(" ", "")
                   for row in table.rows)  # fmt: skip
        assert rows == len(table.rows)
    for heading in ("Numbers about the maps", "How the maps were made", "May it be believed?"):
        (page,) = [text for text in texts if heading in text]
        assert len(page) - page.index(heading) > len(heading) + len(DISCLAIMER) + 20
    for page in list(document)[:-1]:
        pixels = np.asarray(page.render(scale=0.5).to_pil().convert("L"))
        lowest = np.flatnonzero((pixels[: int(0.93 * len(pixels))] < 200).any(axis=1)).max()
        assert lowest > 0.5 * len(pixels)
    document.close()
