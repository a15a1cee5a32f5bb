"""What a run would take, in words."""

from __future__ import annotations

import dataclasses

import pytest

from camviewer.core.job import Estimate, Forecast
from camviewer.gui.panels.outlook_line import (
    OutlookLine,
    added_text,
    memory_text,
    outlook_text,
    outlook_warning,
    passes_text,
)
from camviewer.session.outlook import Outlook


def outlook(seconds=12.0, count=600_000_000, windows=1, free=8 * 10**9):
    each = (Estimate("grad-cam", 0.0, 0.01, 10**6), Estimate("rise", 1000.0, 11.0, 10**8))
    return Outlook(Forecast(each, windows, 0.0213, seconds, count, "cpu"), free)


@pytest.fixture
def line(qtbot):
    line = OutlookLine()
    qtbot.addWidget(line)
    line.show()
    return line


@pytest.mark.parametrize(
    ("count", "text"),
    [(1000, "1 MB"), (21_400_000, "21 MB"), (96e6, "0.1 GB"), (8.34e9, "8.3 GB")],
)
def test_memory_is_in_megabytes_or_gigabytes(count, text):
    assert memory_text(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.01, ""), (0.31, "+0.3 s"), (0.96, "+1 s"), (12.4, "+12 s"), (130, "+2 min")],
)
def test_what_a_method_adds_is_silent_about_what_nobody_feels(seconds, text):
    assert added_text(Estimate("m", 1.0, seconds, 0)) == text


def test_passes_are_told_where_there_are_several():
    assert passes_text(Estimate("m", 1000.0, 1.0, 0)) == "1,000 passes"
    assert passes_text(Estimate("m", 1.0, 1.0, 0)) == ""


def test_a_picture_has_time_and_memory_and_a_scan_its_windows():
    assert outlook_text(outlook()) == "About 12 s · 0.6 GB"
    assert outlook_text(outlook(windows=405)) == "About 12 s · 0.6 GB · 405 windows"
    assert outlook_text(outlook(seconds=0.3)) == "Under 1 s · 0.6 GB"


def test_only_what_is_too_much_is_warned_of():
    assert outlook_warning(outlook()) == ""
    assert outlook_warning(outlook(seconds=61)).startswith("Takes long.")
    full = outlook_warning(outlook(count=9 * 10**9))
    assert full == "That is more than the 8.0 GB of memory that are free."


def test_the_line_is_calm_until_there_is_a_warning(line):
    line.show_outlook(outlook(), {"rise": "RISE"})
    assert line.words.text() == "About 12 s · 0.6 GB"
    assert line.words.property("role") == "caption"
    assert not line._sign.isVisible()
    line.show_outlook(outlook(seconds=100), {})
    assert line.words.text().startswith("About 2 min · 0.6 GB. Takes long.")
    assert line.words.property("role") == "warning"
    assert line._sign.isVisible()
    line.show_outlook(None, {})
    assert line.words.text() == ""
    assert not line._sign.isVisible()
    assert line.toolTip() == ""


def test_the_tooltip_lists_every_method(line):
    line.show_outlook(outlook(), {"rise": "RISE"})
    assert line.toolTip().splitlines() == [
        "Estimated from one measured pass of 0.021 s on CPU.",
        "Free memory: 8.0 GB.",
        "grad-cam: no time of its own",
        "RISE: +11 s, 1,000 passes",
    ]


def test_the_place_of_the_line_stays_when_it_is_empty(line):
    empty = line.sizeHint().height()
    line.show_outlook(dataclasses.replace(outlook()), {})
    assert line.sizeHint().height() == empty
