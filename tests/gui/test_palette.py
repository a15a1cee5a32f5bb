"""The command palette: finds, moves, runs, and says why something cannot be done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from camviewer.gui.palette import Entry, Palette
from camviewer.gui.palette_row import CATEGORY, IS_POSSIBLE, KEYS


@pytest.fixture
def done():
    return []


@pytest.fixture
def palette(qtbot, done):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    entries = [
        Entry("Open", "File", lambda: done.append("open"), "Ctrl+O", "open"),
        Entry(
            "Explain", "Explain", lambda: done.append("explain"), reason="Open a picture first"
        ),
        Entry("Export", "File", lambda: done.append("export")),
    ]
    palette = Palette(parent, entries)
    palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(palette)
    palette.show_over(parent)
    yield palette
    parent.hide()


def texts(palette):
    return [entry.text for entry in palette.found.entries]


def test_it_lists_all_and_finds_by_letters(palette):
    assert texts(palette) == ["Open", "Explain", "Export"]
    palette.filter.setText("exp")
    assert texts(palette) == ["Explain", "Export"]
    palette.filter.setText("nothing like it")
    assert texts(palette) == []
    assert palette.current == -1
    assert palette.count.text().startswith("0 found")


def test_arrows_move_enter_runs_and_it_closes_first(palette, done, qtbot):
    keys = Qt.Key
    presses = (keys.Key_Down, 1), (keys.Key_Down, 2), (keys.Key_Down, 2)
    more = (keys.Key_PageUp, 0), (keys.Key_Up, 0), (keys.Key_PageDown, 2)
    for key, row in (*presses, *more):
        qtbot.keyClick(palette.filter, key)
        assert palette.current == row
    qtbot.keyClick(palette.filter, Qt.Key.Key_Return)
    assert done == ["export"]
    assert not palette.isVisible()


def test_what_cannot_be_done_is_grey_says_why_and_does_not_run(palette, done, qtbot):
    index = palette.found.index(1, 0)
    assert not index.data(IS_POSSIBLE)
    assert index.data(CATEGORY) == "Open a picture first"
    assert palette.found.index(0, 0).data(KEYS) == "Ctrl+O"
    qtbot.keyClick(palette.filter, Qt.Key.Key_Down)
    qtbot.keyClick(palette.filter, Qt.Key.Key_Return)
    assert done == []
    assert palette.isVisible()
    assert "Open a picture first" in palette.filter.accessibleDescription()


def test_escape_closes_it(palette, done, qtbot):
    qtbot.keyClick(palette.filter, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert done == []
