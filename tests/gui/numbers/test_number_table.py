"""The table: what stands in its cells, the star, and what it tells the user."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from camviewer.gui.numbers.number_table import STAR, NumberTable
from tests.gui.numbers.conftest import MAPS, WHY

ROLE = Qt.ItemDataRole


@pytest.fixture
def table(qtbot, sheet):
    table = NumberTable()
    qtbot.addWidget(table)
    table.resize(700, 200)
    table.show_sheet(sheet)
    table.show()
    qtbot.waitExposed(table)
    return table


def row(table, place):
    return [table.numbers.text(place, column) for column in range(table.numbers.columnCount())]


def test_rows_are_maps_and_columns_metrics(table):
    assert row(table, 0) == ["0.500", "0.600", f"{STAR} 2.0·10⁻⁵", "0.500"]
    assert row(table, 1) == ["0.200", "0.400", "4.0·10⁻⁵", "–"]
    heads = [
        table.numbers.headerData(place, Qt.Orientation.Vertical) for place in range(len(MAPS))
    ]
    assert heads == ["Grad-CAM", "LayerCAM", "CF-CAM", "(Random)"]
    assert table.numbers.headerData(0, Qt.Orientation.Horizontal) == "Deletion\n↓"


def test_only_what_is_better_beyond_the_chance_of_its_draws_has_a_star(table):
    """Of deletion the control is lowest and LayerCAM next: one image cannot tell chance."""
    starred = [
        (map_, column)
        for map_ in range(4)
        for column in range(4)
        if STAR in table.numbers.text(map_, column)
    ]
    assert starred == [(0, 2)]
    assert table.numbers.data(table.numbers.index(0, 2), ROLE.FontRole).bold()
    assert table.numbers.data(table.numbers.index(0, 0), ROLE.FontRole) is None


def test_a_control_is_fainter_than_the_maps(table):
    colour = table.numbers.data(table.numbers.index(3, 0), ROLE.ForegroundRole)
    assert colour == QApplication.palette().placeholderText().color()
    assert table.numbers.data(table.numbers.index(0, 0), ROLE.ForegroundRole) is None


def test_a_control_says_what_it_is_for(table):
    side = Qt.Orientation.Vertical
    assert table.numbers.headerData(3, side, ROLE.ToolTipRole).startswith("Random: a control.")
    assert table.numbers.headerData(0, side, ROLE.ToolTipRole) == "Grad-CAM"


def test_a_cell_tells_its_number_and_why_there_is_none(table):
    model = table.numbers
    assert model.sentence(1, 3) == (
        f"Likeness under gradient noise of LayerCAM: not defined. {WHY}"
    )
    assert model.data(model.index(1, 3), ROLE.ToolTipRole) == model.sentence(1, 3)
    assert model.sentence(0, 2).startswith("Infidelity of Grad-CAM: 2.0·10⁻⁵ score². better")
    assert "Formula: arXiv:1806.07421" in model.headerData(
        0, Qt.Orientation.Horizontal, ROLE.ToolTipRole
    )


def test_what_was_not_measured_is_an_empty_cell(table, sheet, evaluation):
    less = tuple(m for m in evaluation.measurements if m.heatmap != "cf-cam")
    table.show_sheet(replace(sheet, evaluation=replace(evaluation, measurements=less)))
    assert row(table, 2) == ["", "", "", ""]


def test_arrows_tell_the_cell_and_pick_its_map(table, qtbot):
    told, picked = [], []
    table.told.connect(told.append)
    table.picked.connect(picked.append)
    table.mark("cf-cam")
    table.mark("grad-cam")
    assert (told, picked) == ([], [])  # showing tells nobody
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert picked[-1] == "layer-cam"
    assert told[-1].startswith("Deletion of LayerCAM: 0.200")
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert told[-1].startswith("Insertion of LayerCAM: 0.400")
    assert table.current == ("layer-cam", "insertion")


def test_a_click_on_a_head_or_return_asks_to_sort(table, qtbot):
    wanted = []
    table.sort_wanted.connect(wanted.append)
    head = table.horizontalHeader()
    place = QPoint(head.sectionViewportPosition(1) + 10, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted == ["insertion"]
    table.mark("cf-cam")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert wanted == ["insertion", table.current[1]]


def test_the_sign_of_sorting_stands_over_its_column(table):
    head = table.horizontalHeader()
    table.show_sorting("insertion", is_reversed=False)
    assert head.sortIndicatorSection() == 1
    best_first = head.sortIndicatorOrder()
    table.show_sorting("insertion", is_reversed=True)
    assert head.sortIndicatorOrder() != best_first
    table.show_sorting("", is_reversed=False)
    assert head.sortIndicatorSection() == -1


def test_the_marked_cell_stays_when_the_rows_change_places(table, sheet):
    table.mark("cf-cam")
    table.setCurrentIndex(table.numbers.index(2, 1))
    names = list(sheet.maps)[::-1]
    table.show_sheet(replace(sheet, maps={name: sheet.maps[name] for name in names}))
    assert table.current == ("cf-cam", "insertion")
    assert table.currentIndex().row() == 1
    table.show_sheet(None)
    assert table.current == ("", "")
    assert table.sentence == ""


def test_the_table_is_copied_as_it_is_shown_without_stars(table, qtbot):
    table.mark("grad-cam")
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QApplication.clipboard().text().split("\n")]
    assert lines[0][:3] == ["Map", "Deletion ↓", "Insertion ↑"]
    assert lines[1] == ["Grad-CAM", "0.500", "0.600", "2.0·10⁻⁵", "0.500"]
    assert lines[2][-1] == "–"
    assert len(lines) == 5


def test_names_and_numbers_are_not_cut(table):
    metrics = table.fontMetrics()
    for column in range(table.numbers.columnCount()):
        for place in range(4):
            wide = metrics.horizontalAdvance(table.numbers.text(place, column))
            assert table.columnWidth(column) > wide
    assert table.verticalHeader().width() > metrics.horizontalAdvance("(Random)")
