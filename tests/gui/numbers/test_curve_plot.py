"""The plot: all curves in view, words at the axes, values by mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt

from camviewer.gui.numbers.curve_plot import CurvePlot
from camviewer.gui.numbers.curves_page import lines_of
from camviewer.gui.theme import THEMES, apply_theme
from tests.gui.numbers.conftest import X


@pytest.fixture
def plot(qtbot, sheet):
    plot = CurvePlot()
    qtbot.addWidget(plot)
    plot.resize(500, 260)
    plot.show_lines(lines_of(sheet, "deletion/deletion"), "Share", "Probability")
    plot.show()
    qtbot.waitExposed(plot)
    return plot


def test_every_map_has_its_curve_and_all_points_are_in_view(plot, sheet):
    items = plot.getPlotItem().listDataItems()
    assert len(items) == 4
    for line, item in zip(plot.lines, items, strict=True):
        x, y = item.getData()
        assert tuple(x) == X
        assert tuple(y) == line.curve.y
    (left, right), (low, high) = plot.getPlotItem().viewRange()
    assert left <= 0
    assert low <= 0
    assert right >= 1
    assert 1 <= high < 1.2


def test_the_axes_are_named_in_words(plot):
    item = plot.getPlotItem()
    assert "Share" in item.getAxis("bottom").labelString()
    assert "Probability" in item.getAxis("left").labelString()


def test_shares_are_written_as_they_are(plot):
    for side in ("bottom", "left"):
        axis = plot.getPlotItem().getAxis(side)
        assert axis.autoSIPrefixScale == 1.0  # else 0.8 is written 800


def test_the_marked_curve_is_thick_and_on_top(plot):
    plot.mark("cf-cam")
    widths = {
        line.name: (item.opts["pen"].widthF(), item.zValue())
        for line, item in zip(plot.lines, plot.getPlotItem().listDataItems(), strict=True)
    }
    for part in (0, 1):
        assert max(widths, key=lambda name: widths[name][part]) == "cf-cam"
    assert len({each for name, each in widths.items() if name != "cf-cam"}) == 1


def test_keys_go_from_point_to_point(plot, qtbot):
    seen = []
    plot.pointed.connect(seen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(plot, key)
    assert seen == [0.0, 0.25, 0.0, 1.0]
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.at == 1.0
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert plot.at == 0.0


def test_the_mouse_reads_off_the_nearest_point_and_nothing_outside(plot):
    box = plot.getPlotItem().getViewBox()
    place = box.mapViewToScene(QPointF(0.55, 0.5))
    plot.scene().sigMouseMoved.emit(place)
    assert plot.at == 0.5
    assert plot._cursor.isVisible()
    assert plot._cursor.value() == 0.5
    plot.scene().sigMouseMoved.emit(QPointF(-5, -5))
    assert plot.at is None
    assert not plot._cursor.isVisible()


def test_nothing_measured_is_no_error(plot, qtbot):
    plot.show_lines((), "", "")
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    plot.point_at(0.5)
    assert plot.at is None
    assert plot.steps == ()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_follows_the_theme(plot, qapp, theme):
    apply_theme(qapp, theme)
    qapp.processEvents()
    assert plot.backgroundBrush().color().name() == THEMES[theme].panel.lower()
    axis = plot.getPlotItem().getAxis("left")
    assert axis.textPen().color().name() == THEMES[theme].secondary.lower()
    apply_theme(qapp, "dark")
