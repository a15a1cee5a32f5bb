"""The small picture of an answer: lines over shares, or a bar with marks."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from camviewer.core.judgement import Curve
from camviewer.gui.views.trust_plot import TrustPlot, plot_words


def curve(*y):
    x = tuple(place / max(1, len(y) - 1) for place in range(len(y)))
    return Curve(x, y, "Share of the cells removed", "Probability")


@pytest.fixture
def plot(qtbot):
    plot = TrustPlot()
    qtbot.addWidget(plot)
    return plot


def columns_of(plot, role):
    """Columns of the picture that hold a colour of the palette."""
    image, wanted = plot.grab().toImage(), plot.palette().color(role).name()
    return {
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).name() == wanted
    }


def test_nothing_to_draw_takes_no_room(plot):
    plot.show_curves(())
    assert plot.isHidden()
    assert plot_words(()) == ""


def test_curves_span_from_zero_to_one_at_least(plot):
    plot.show_curves((curve(0.9, 0.2), curve(0.9, 0.8)))
    assert (plot.is_bar, plot.span) == (False, (0.0, 1.0))
    plot.show_curves((curve(3.0, -1.0),))
    assert plot.span == (-1.0, 3.0)


def test_a_bar_is_as_long_as_its_number(plot):
    role = QPalette.ColorRole.Accent
    plot.show_curves((curve(0.25), curve(0.5)))
    assert (plot.is_bar, plot.span) == (True, (0.0, 1.0))
    short = columns_of(plot, role)
    plot.show_curves((curve(0.75), curve(0.5)))
    long = columns_of(plot, role)
    assert len(long) == pytest.approx(3 * len(short), abs=4)
    plot.show_curves((curve(12.0), curve(20.0)))
    assert plot.span == (0.0, 21.0)


def test_the_maps_own_line_is_drawn_over_the_whole_width(plot):
    plot.show_curves((curve(0.9, 0.6, 0.2), curve(0.9, 0.9, 0.9)))
    drawn = columns_of(plot, QPalette.ColorRole.Accent)
    assert len(drawn) > 0.5 * plot.width()


def test_a_screen_reader_is_told_what_is_drawn(plot):
    plot.show_curves((curve(0.9, 0.2),))
    words = "Probability against share of the cells removed."
    assert plot.accessibleName().startswith(words)
    marks = (Curve((0,), (0.4,), "this map", "mm"), Curve((0,), (0.1,), "edges", "mm"))
    assert plot_words(marks) == "Bar and marks, mm: this map 0.4; edges 0.1"
