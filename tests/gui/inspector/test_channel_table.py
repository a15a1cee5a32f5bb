"""The channels in rows: sorted by number, marked without echo."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from camviewer.core.channels import DOMINANT, NOISE, Channels
from camviewer.gui.inspector.channel_table import ChannelTable, Rows


def channels(norms=(2.0, 10.0, 1.0)):
    return Channels(
        np.array(norms), np.array([0.5, -0.25, 0.1]), np.array([0, DOMINANT, NOISE]),
        np.array([True, True, False]), np.array([0.5, -0.25, 0.0]),
        np.array([1.5, -0.5, 0.0]),
    )  # fmt: skip


@pytest.fixture
def table(qtbot):
    table = ChannelTable()
    qtbot.addWidget(table)
    table.resize(400, 200)
    table.show()
    table.show_channels(channels())
    table.heard = []
    table.chosen.connect(table.heard.append)
    return table


def rows(table):
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_each_channel_has_a_row(table):
    assert rows(table) == [
        ["0", "cluster 1", "2", "0.5", "0.5", "150.0 %"],
        ["1", "dominant", "10", "−0.25", "−0.25", "−50.0 %"],
        ["2", "noise", "1", "0.1", "–", "–"],
    ]


def test_a_column_is_sorted_by_its_numbers(table):
    table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert [row[0] for row in rows(table)] == ["1", "0", "2"]
    table.sortByColumn(5, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in rows(table)] == ["1", "2", "0"]


def test_rows_gone_to_by_keys_are_picked(table, qtbot):
    table.mark(0)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.heard == [1]


def test_a_clicked_row_is_picked(table, qtbot):
    at = table.visualRect(table.model().index(2, 3)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert table.heard == [2]


def test_focus_alone_picks_nothing(table):
    table.clearFocus()
    table.setFocus()
    assert table.heard == []


def test_marking_tells_nobody(table):
    table.mark(2)
    assert table.marked == 2
    table.mark(None)
    assert table.marked is None
    assert table.heard == []


def test_the_mark_and_the_order_stay_with_other_numbers(table):
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    table.mark(1)
    table.show_channels(channels(norms=(2.0, 0.5, 1.0)))
    assert table.marked == 1
    assert [row[0] for row in rows(table)] == ["1", "2", "0"]
    assert table.heard == []


def test_nothing_is_shown_where_there_is_nothing(table):
    table.show_channels(None)
    assert rows(table) == []
    assert table.marked is None


def test_rows_are_made_when_they_are_looked_at():
    rows = Rows(channels())
    assert rows._made == {}
    assert rows[1][0].text == "1"
    assert set(rows._made) == {1}
    assert [row[0].text for row in rows[1:]] == ["1", "2"]
    assert len(list(rows)) == 3
    with pytest.raises(IndexError):
        rows[3]
