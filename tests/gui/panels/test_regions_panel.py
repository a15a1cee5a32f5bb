"""The list of hot regions: what it tells, and where it leads."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from camviewer.core.image import Heatmap
from camviewer.gui.panels.regions_panel import RegionsPanel, caption_of
from camviewer.session.regions import find_regions


@pytest.fixture
def panel(controller, qtbot):
    panel = RegionsPanel(controller)
    qtbot.addWidget(panel)
    panel.resize(280, 320)
    panel.show()
    return panel


@pytest.fixture
def listed(panel, session, volume):
    session.show(volume)
    values = np.zeros(volume.grid.shape, np.float32)
    values[5, 0, 0:3], values[0, 2, 1], values[3, 4, 2] = 4.0, 8.0, -2.0
    session.accept_map(Heatmap(values, volume.grid, "grad-cam"))
    case = session.state.case
    session.accept_regions(find_regions(volume, case.heatmap))
    return panel


def cells(panel, row):
    model = panel.model
    return [model.data(model.index(row, column)) for column in range(model.columnCount())]


def test_each_region_has_a_row(listed):
    assert listed.model.headings() == ("#", "share", "ml", "HU", "position, mm")
    assert listed.model.rowCount() == 2
    # Three voxels of 20 mm3; the toy's voxel (i, j, k) holds 20 i + 4 j + k - 1000.
    assert cells(listed, 0) == ["1", "60 %", "0.06", "\u2212899", "R 10 A 0 S 0"]
    assert cells(listed, 1) == ["2", "40 %", "0.02", "\u2212991", "R 0 A 4 S 5"]


def test_the_tip_tells_all_with_units(listed):
    words = listed.model.data(listed.model.index(1, 0), Qt.ItemDataRole.ToolTipRole)
    assert "0.02 ml" in words
    assert "\u2212991 HU" in words
    assert "Peak 8" in words


def test_a_click_and_enter_go_there(listed, session, qtbot):
    table = listed.table
    middle = table.visualRect(listed.model.index(1, 3)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert session.state.case.region == 2
    assert session.state.view.position == pytest.approx((0, 4, 5))
    table.setCurrentIndex(listed.model.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert session.state.case.region == 1
    assert session.state.view.position == pytest.approx((10, 0, 0))


def test_the_marked_region_is_selected_without_going_anywhere(listed, session):
    told = []
    session.state.view.events.position.connect(told.append)
    session.state.case.region = 2
    rows = listed.table.selectionModel().selectedRows()
    assert [index.row() for index in rows] == [1]
    session.state.case.region = 0
    assert not listed.table.selectionModel().hasSelection()
    assert told == []


def test_the_list_is_copied_as_a_table(listed, qtbot):
    clipboard = QGuiApplication.clipboard()
    for act in (
        listed.copy.click,
        lambda: qtbot.keyClick(listed.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier),
    ):
        clipboard.clear()
        act()
        lines = clipboard.text().splitlines()
        assert len(lines) == 3
        assert lines[1].split("\t") == cells(listed, 0)


def test_the_caption_says_what_a_region_is_and_what_it_is_not(listed):
    words = listed.caption.text()
    assert "Together 100 % of what speaks for the target." in words
    assert "reach 50 % of the map's highest value" in words
    assert "Explains the model, not the disease." in words
    many = dataclasses.replace(listed.model.regions, count=34)
    assert caption_of(many).startswith("2 of 34 listed.")


def test_each_empty_list_says_why(panel, session, volume):
    assert "once there is one" in panel.caption.text()
    session.show(volume)
    blank = Heatmap(np.zeros(volume.grid.shape, np.float32), volume.grid, "grad-cam")
    session.accept_map(blank)
    assert panel.caption.text() == "Looking for hot regions\u2026"
    session.accept_regions(find_regions(volume, blank))
    assert "no cell of this map speaks" in panel.caption.text()
    assert not panel.copy.isEnabled()
    assert panel.table.isHidden()


def test_a_pictures_regions_are_counted_in_pixels(panel, session, picture):
    session.show(picture)
    values = np.zeros((2, 3), np.float32)
    values[1, 2] = 1.0
    heatmap = Heatmap(values, picture.grid.divided((2, 3)), "grad-cam")
    session.accept_map(heatmap)
    session.accept_regions(find_regions(picture, heatmap))
    assert panel.model.headings()[2:] == ("px", "mean", "row, column")
    assert cells(panel, 0)[1:] == ["100 %", "100", "\u2013", "14, 24"]


def test_columns_are_wide_enough_for_their_numbers(listed, session, picture):
    table = listed.table
    for axes, column, text in ((3, 1, "8.6 %"), (2, 2, "54614")):
        if axes == 2:
            session.show(picture)
            values = np.zeros((2, 3), np.float32)
            values[1, 1] = 1.0
            grid = picture.grid.divided(values.shape)
            session.accept_map(Heatmap(values, grid, "grad-cam"))
            session.accept_regions(find_regions(picture, session.state.case.heatmap))
        margin = 8
        needed = table.fontMetrics().horizontalAdvance(text) + margin
        assert table.columnWidth(column) >= needed


def test_places_have_the_letters_of_the_view(listed, session):
    session.set_letters("HF")
    assert cells(listed, 1)[-1] == "R 0 A 4 H 5"
    assert "R 0 A 4 H 5" in listed.model.text()


def test_a_place_can_be_read_whole_in_the_narrow_column(listed):
    table = listed.table
    words = table.fontMetrics().horizontalAdvance("L 142 A 173 I 1667")
    sides = sum(table.columnWidth(column) for column in range(4))
    room = 256 - sides - 2 * table.frameWidth()  # of the page in the window's right side
    assert words + 6 <= room
