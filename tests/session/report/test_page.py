"""The page holds everything itself, and whatever is put into it stays text."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
from html.parser import HTMLParser
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.session.report import ReportWishes, build_report, render_page
from camviewer.session.report.page import render_plot

CARD = "# Toy\n\n<script>alert(1)</script>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![x](http://evil/x.png)"


@pytest.fixture
def report(image, explanation, evaluation, trust):
    wishes = ReportWishes(evaluation, {"grad-cam": trust}, card=CARD)
    return build_report(image, explanation, wishes)


class Words(HTMLParser):
    """Collects text and tags."""

    def __init__(self, page):
        super().__init__()
        self.words, self.tags = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data.strip())


def test_everything_is_said(report):
    text = " ".join(Words(render_page(report)).words)
    for words in (
        "What moved the score of Toy & Co",
        "Research use only: explains the model, not the disease.",
        "cat <b>, probability 0.875",
        "It falls from 0.88 to 0.25.",
        "A random part keeps 0.85.",
        "● Supported",
        "○ Not supported",
        "A blank map has none.",
        "sigma 1.5",
        "ab" * 32,
    ):
        assert words in text, words


def test_what_comes_from_files_stays_text_and_nothing_is_loaded(report):
    page = render_page(report)
    tags = Words(page).tags
    assert "script" not in {tag for tag, _ in tags}
    assert "b" not in {tag for tag, attrs in tags if attrs}  # the label's own tag
    assert "cat &lt;b&gt;" in page
    sources = [attrs["src"] for _tag, attrs in tags if "src" in attrs]
    assert all(each.startswith("data:image/png;base64,") for each in sources)
    assert len(sources) == len(report.figures)  # the card's picture is a link, never loaded
    assert not re.search(r"url\(|@import|<link", page)


def test_pictures_in_the_page_are_the_figures(report):
    page = render_page(report)
    held = re.findall(r"data:image/png;base64,([^\"]+)", page)
    assert [base64.b64decode(each) for each in held] == [each.png for each in report.figures]


def test_headings_go_down_by_one_step(report):
    levels = [
        int(tag[1]) for tag, _ in Words(render_page(report)).tags if re.match(r"h\d", tag)
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_plot_is_a_drawing_of_its_own(report):
    svg = render_plot(report, 0)
    assert svg.startswith("<svg xmlns=")
    assert svg.count("<polyline") == 1 + len(report.plots[0].strokes)


def test_without_numbers_the_page_says_so(image, explanation):
    text = " ".join(Words(render_page(build_report(image, explanation, ReportWishes()))).words)
    assert "This was not measured." in text
    assert "No numbers were measured." in text


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
@pytest.mark.parametrize("width", [420, 1100])
def test_a_browser_shows_it_without_running_over_the_edge(report, tmp_path, width):
    (tmp_path / "report.html").write_text(render_page(report), encoding="utf-8")
    shot = tmp_path / "page.png"
    subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={max(width, 500)},3000",
            f"--screenshot={shot}", (tmp_path / "report.html").as_uri(),
        ],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    pixels = np.asarray(Picture.open(shot).convert("L"))
    assert (pixels[:, -3:] > 250).all()  # nothing reaches the right edge
    assert (pixels < 60).mean() > 0.01  # and there is something to be seen


@pytest.mark.parametrize("is_print", [False, True])
def test_the_page_shows_how_every_map_stands(image, explanation, trust, is_print):
    both = {"grad-cam": trust, "cf-cam": trust}
    page = render_page(
        build_report(image, explanation, ReportWishes(None, both)), is_print=is_print
    )
    assert page.count("○ Not supported") == 3
    alone = build_report(image, explanation, ReportWishes(None, {"grad-cam": trust}))
    assert render_page(alone, is_print=is_print).count("○ Not supported") == 1
