"""Tables of the pages: sorting, copying, marking, editing, ticking."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from camviewer.gui.panels.listing import Cell, Heading, Listing, ListingModel, number_cell

HEADINGS = (Heading("Name", "what it is"), Heading("Size\nmm", "how long"))
ROWS = [
    [Cell("ten", "ten"), number_cell("10.0\nmm", 10)],
    [Cell("none", "none"), number_cell("–", math.nan)],
    [Cell("nine", "nine"), number_cell("9.0\nmm", 9)],
]


@pytest.fixture
def table(qtbot):
    table = Listing(ListingModel(HEADINGS), "table", "A table")
    qtbot.addWidget(table)
    table.rows.show_rows("abc", ROWS)
    table.resize(260, 200)
    table.show()
    return table


def names(table):
    model = table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_numbers_are_sorted_as_numbers_and_none_is_least(table):
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert names(table) == ["none", "nine", "ten"]
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert names(table) == ["ten", "nine", "none"]


def test_it_starts_in_the_order_of_its_rows(table):
    assert names(table) == ["ten", "none", "nine"]


def test_the_copied_text_is_sorted_and_in_one_line_each(table, qtbot):
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QApplication.clipboard().text()
    assert text == "Name\tSize mm\nnine\t9.0 mm\nnone\t–\nten\t10.0 mm"


def test_a_row_is_marked_by_its_key_also_when_sorted(table):
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    table.mark("a")
    assert table.marked == "a"
    assert table.selectionModel().selectedRows()[0].row() == 2
    table.mark(None)
    assert table.marked is None


def test_marking_tells_nobody_and_a_click_does(table, qtbot):
    picked = []
    table.picked.connect(picked.append)
    table.mark("c")
    assert picked == []
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    at = table.visualRect(table.model().index(2, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert picked == ["a"]


def test_enter_goes_there_and_delete_removes(table, qtbot):
    picked, removed = [], []
    table.picked.connect(picked.append)
    table.remove_wanted.connect(removed.append)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    table.mark("b")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert (picked, removed) == (["b"], ["b"])


def test_new_numbers_of_the_same_rows_keep_what_is_marked(table):
    table.mark("c")
    table.rows.show_rows("abc", [[row[0], number_cell("1", 1)] for row in ROWS])
    assert table.marked == "c"
    assert table.model().index(0, 1).data() == "1"


def test_a_name_is_edited_and_a_number_is_not(table):
    heard = []
    table.rows.renamed.connect(lambda key, text: heard.append((key, text)))
    editable = Qt.ItemFlag.ItemIsEditable
    assert table.rows.flags(table.rows.index(0, 0)) & editable
    assert not table.rows.flags(table.rows.index(0, 1)) & editable
    assert table.rows.setData(table.rows.index(2, 0), " apex ")
    assert heard == [("c", "apex")]


def test_ticks_follow_the_keys_and_tell_of_an_edit(qtbot):
    model = ListingModel(HEADINGS, is_ticked=True)
    model.show_rows("abc", ROWS, (), ("b",))
    role = Qt.ItemDataRole.CheckStateRole
    found = [model.index(row, 0).data(role) for row in range(3)]
    assert [Qt.CheckState(each) for each in found] == [
        Qt.CheckState.Unchecked, Qt.CheckState.Checked, Qt.CheckState.Unchecked,
    ]  # fmt: skip
    heard = []
    model.ticked.connect(lambda key, is_on: heard.append((key, is_on)))
    model.setData(model.index(0, 0), Qt.CheckState.Checked.value, role)
    assert heard == [("a", True)]
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_a_heading_says_what_its_numbers_mean(table):
    model, across = table.model(), Qt.Orientation.Horizontal
    assert model.headerData(1, across, Qt.ItemDataRole.ToolTipRole) == "Size mm: how long"


def test_columns_fit_the_width(table):
    header = table.horizontalHeader()
    assert header.length() == table.viewport().width()
