"""Rows that break where the width ends."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from camviewer.gui.flow import Flow


@pytest.fixture
def flow(qtbot):
    """Four boxes of 100 x 20, the third 30 high."""
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = Flow((10, 5, 10, 0), 6)
    boxes = []
    for height in (20, 20, 30, 20):
        box = QWidget()
        box.setFixedSize(100, height)
        layout.addWidget(box)
        boxes.append(box)
    holder.setLayout(layout)
    holder.resize(450, 100)
    holder.show()
    QApplication.processEvents()
    return holder, layout, boxes


def places(boxes):
    return [(box.x(), box.y()) for box in boxes]


def test_all_stand_in_one_row_where_there_is_room(flow):
    _, layout, boxes = flow
    assert places(boxes) == [(10, 5), (116, 5), (222, 5), (328, 5)]
    assert layout.heightForWidth(450) == 35


def test_a_row_breaks_and_the_next_begins_below_the_highest(flow):
    holder, layout, boxes = flow
    holder.resize(332, 100)
    QApplication.processEvents()
    assert places(boxes) == [(10, 5), (116, 5), (222, 5), (10, 41)]
    assert layout.heightForWidth(332) == 61
    assert layout.heightForWidth(331) == 61  # two and two


def test_what_is_hidden_takes_no_room(flow):
    _, layout, boxes = flow
    boxes[0].hide()
    QApplication.processEvents()
    assert places(boxes[1:]) == [(10, 5), (116, 5), (222, 5)]
    assert layout.minimumSize().width() == 120


def test_things_can_be_taken_out(flow):
    _, layout, _ = flow
    assert layout.count() == 4
    assert layout.takeAt(0) is not None
    assert layout.count() == 3
    assert layout.itemAt(3) is None
    assert layout.takeAt(7) is None
