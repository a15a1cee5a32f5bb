"""The page of measures follows the state, and its edits reach it once."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from camviewer.core.image import Heatmap
from camviewer.gui.panels.measures_panel import MeasuresPanel
from camviewer.session import measures


@pytest.fixture
def panel(controller, session, volume, qtbot):
    session.show(volume)
    state = session.state
    ends = tuple(tuple(map(float, volume.grid.world(v))) for v in ((1, 1, 1), (4, 3, 1)))
    measures.add(state, "distance", "axial", ends)
    measures.add(state, "box", "axial", ends)
    panel = MeasuresPanel(controller)
    qtbot.addWidget(panel)
    panel.resize(280, 400)
    panel.show()
    panel.flush()
    return panel


def cells(panel, row):
    model = panel.table.model()
    return [" ".join(model.index(row, x).data().split()) for x in range(model.columnCount())]


def test_a_row_says_what_was_measured(panel, volume):
    # 3 voxels of 2 mm and 2 of 2 mm; the values are 20 i + 4 j + k - 1000.
    assert cells(panel, 0) == ["Ruler 1", "7.2 mm", "", "–", "ax 2"]
    inside = volume.array[1:5, 1:4, 1]
    mean, deviation = round(inside.mean()), round(inside.std())
    assert cells(panel, 1) == [
        "Box 1", "48 mm²", f"−{-mean} ± {deviation}", "–", "ax 2",
    ]  # fmt: skip


def test_it_follows_what_is_added_and_removed(panel, session, qtbot):
    measures.remove(session.state, 1)
    qtbot.waitUntil(lambda: panel.table.model().rowCount() == 1)
    assert cells(panel, 0)[0] == "Box 1"
    measures.remove_all(session.state)
    qtbot.waitUntil(lambda: panel.table.model().rowCount() == 0)
    assert "tool" in panel.details.text()


def test_a_map_brings_its_share(panel, session, controller, qtbot):
    controller.explain()
    qtbot.waitUntil(lambda: session.state.case.explanation is not None)
    qtbot.waitUntil(lambda: "%" in cells(panel, 1)[3])
    assert cells(panel, 0)[3] == "–"
    session.state.measures.selected = 2
    assert "of the slice's heat" in panel.details.text()


def test_the_marked_one_is_told_in_words(panel, session):
    session.state.measures.selected = 2
    assert panel.table.marked == 2
    words = panel.details.text()
    assert "axial 2/4" in words
    assert "48 mm² (0.48 cm²), 12 pixels" in words
    assert "HU" in words
    session.state.measures.selected = None
    assert panel.table.marked is None


def test_a_click_goes_there(panel, session, qtbot):
    session.state.measures.selected = None
    session.state.view.position = (0.0, 0.0, 0.0)
    at = panel.table.visualRect(panel.table.model().index(1, 1)).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert session.state.measures.selected == 2
    assert session.state.view.position == pytest.approx((5.0, 4.0, 5.0))


def test_a_name_reaches_the_state_once(panel, session, qtbot):
    heard = []
    session.state.measures.events.items.connect(heard.append)
    panel.rows.setData(panel.rows.index(1, 0), "apex")
    panel.rows.setData(panel.rows.index(0, 0), "Ruler 1")  # nothing was changed
    assert len(heard) == 1
    assert session.state.measures.items[1].label == "apex"
    qtbot.waitUntil(lambda: cells(panel, 1)[0] == "apex")


def test_buttons_take_up_a_tool_and_put_it_down(panel, session, qtbot):
    for kind in ("distance", "ellipse", "box", "freehand"):
        qtbot.mouseClick(panel.tools[kind], Qt.MouseButton.LeftButton)
        assert session.state.view.tool == kind
        assert [name for name, each in panel.tools.items() if each.isChecked()] == [kind]
    qtbot.mouseClick(panel.tools["freehand"], Qt.MouseButton.LeftButton)
    assert session.state.view.tool == ""
    assert panel.tools[""].isChecked()
    session.state.view.tool = "box"
    assert panel.tools["box"].isChecked()


def test_the_marked_one_is_removed(panel, session, qtbot):
    session.state.measures.selected = 1
    qtbot.mouseClick(panel.remove, Qt.MouseButton.LeftButton)
    assert [each.key for each in session.state.measures.items] == [2]
    assert not panel.remove.isEnabled()


def test_hidden_it_works_nothing_out(panel, session, monkeypatch):
    panel.hide()
    filled = []
    monkeypatch.setattr(panel, "_cells", lambda *_args: filled.append(1))
    measures.remove(session.state, 1)
    panel._filling.flush()
    assert filled == []


def test_a_picture_is_measured_in_pixels(controller, session, picture, qtbot):
    session.show(picture)
    measures.add(session.state, "box", "", ((2.0, 3.0), (5.0, 9.0)))
    panel = MeasuresPanel(controller)
    qtbot.addWidget(panel)
    panel.show()
    assert cells(panel, 0) == ["Box 1", "28 px²", "0 ± 0", "–", "–"]
    assert "28 px², 28 pixels" in panel.details.text()


def test_a_pictures_heat_is_told_once(controller, session, picture, qtbot):
    session.show(picture)
    measures.add(session.state, "box", "", ((0.0, 0.0), (19.0, 29.0)))
    heatmap = Heatmap(np.ones((2, 3), np.float32), picture.grid.divided((2, 3)), "grad-cam")
    session.accept_map(heatmap)
    panel = MeasuresPanel(controller)
    qtbot.addWidget(panel)
    panel.show()
    assert "Grad-CAM: 100 % of the heat; mean 1, top 1" in panel.details.text()
