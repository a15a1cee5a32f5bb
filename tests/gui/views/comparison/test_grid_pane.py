"""The grid of methods and columns follows the state; cells that stay are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from camviewer.core.errors import LayerError
from camviewer.core.judgement import Evaluation, Finding, Measurement
from camviewer.gui.views.comparison.cell import Gap
from camviewer.gui.views.comparison.grid_pane import GridPane


@pytest.fixture
def held(ct, hot_right, body, explained):
    ct.state.ask.methods = ("grad-cam", "layer-cam")
    explained(ct, [hot_right(body(), name) for name in ct.state.ask.methods])
    return ct.state.comparison


@pytest.fixture
def pane(ct, held, shown):
    pane = GridPane(ct)
    pane.show_planes(("axial",))
    return shown(pane, 700, 600)


def run(session, *values):
    """Let the layers arrive that stand beside."""
    session.state.comparison.axis = "layers"
    session.choose_beside(values)
    (part,) = session.missing_parts()
    session.begin_part(part)
    for value in values:
        for heatmap in session.state.case.explanation.heatmaps.values():
            session.accept_beside(part, replace(heatmap, layer=value))


def at(pane, name):
    """Row and column of a map."""
    index = pane._grid.indexOf(pane.cells[name])
    return pane._grid.getItemPosition(index)[:2]


def gaps(pane):
    return [each.text() for each in pane.findChildren(Gap) if each.isVisibleTo(pane)]


def test_further_layers_stand_in_columns_below_their_heads(pane, ct):
    own = pane.cells["grad-cam"]
    run(ct, "early", "middle")
    assert pane.cells["grad-cam"] is own
    assert at(pane, "grad-cam@middle") == (0, 2)
    assert at(pane, "layer-cam@early") == (1, 1)
    assert [head.title.whole for head in pane.heads.heads] == ["late", "early", "middle"]
    assert pane.cells["layer-cam@early"].title.whole == "LayerCAM"
    assert pane.cells["layer-cam@early"].accessibleName() == "LayerCAM · early"


def test_places_without_a_map_say_why(pane, ct, held):
    held.axis = "layers"
    ct.choose_beside(("early",))
    assert gaps(pane) == ["Not made yet"] * 2
    ct.start_job("")
    assert gaps(pane) == ["…"] * 2
    ct.finish_job()
    (part,) = ct.missing_parts()
    ct.end_part(part, LayerError("There is no such layer."))
    assert gaps(pane) == ["No map"] * 2
    assert pane.heads.heads[1].said.whole == "There is no such layer."


def test_heads_stand_still_above_and_move_sideways_with_their_columns(pane, ct):
    run(ct, "a", "b", "c", "d", "e")
    QApplication.processEvents()
    bar = pane.horizontalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(100)
    for head, name in zip(
        pane.heads.heads, ("grad-cam", "grad-cam@a", "grad-cam@b"), strict=False
    ):
        cell = pane.cells[name]
        left = cell.mapTo(pane, cell.rect().topLeft()).x()
        assert head.mapTo(pane, head.rect().topLeft()).x() == pytest.approx(left, abs=1)
        assert head.mapTo(pane, head.rect().bottomLeft()).y() <= pane.viewport().y()


def test_the_grid_follows_what_is_sorted_by(pane, ct):
    measured = tuple(
        Measurement(name, "average-drop", (Finding(value),))
        for name, value in (("grad-cam", 0.9), ("layer-cam", 0.1))
    )
    ct.state.numbers.evaluation = Evaluation(measured)
    assert list(pane.cells) == ["grad-cam", "layer-cam"]
    ct.state.numbers.sorted_by = "average-drop"
    assert list(pane.cells) == ["layer-cam", "grad-cam"]
    assert at(pane, "layer-cam") < at(pane, "grad-cam")
    ct.state.numbers.is_reversed = True
    assert list(pane.cells) == ["grad-cam", "layer-cam"]


def test_mixed_maps_stand_last(pane, ct):
    ct.toggle_mix("difference")
    ct.toggle_mix("consensus")
    assert list(pane.cells)[2:] == ["difference", "consensus", "disagreement"]
    run(ct, "early")
    assert at(pane, "difference") == (2, 0)
    assert at(pane, "disagreement") == (3, 0)
    ct.state.case.heatmaps = {}
    ct.state.comparison.layers = ()
    assert pane.is_empty
    assert not pane.cells


def test_a_and_b_are_marked_by_their_buttons(pane, ct, held, hot_right, body):
    assert pane.cells["grad-cam"].marks["first"].isHidden()  # two maps leave no choice
    ct.accept_map(hot_right(body(), "cf-cam"))
    assert pane.cells["grad-cam"].marks["first"].isChecked()
    assert pane.cells["layer-cam"].marks["second"].isChecked()
    pane.cells["cf-cam"].marks["second"].click()
    assert held.second == "cf-cam"
    assert not pane.cells["layer-cam"].marks["second"].isChecked()
    pane.cells["cf-cam"].marks["second"].click()
    assert pane.cells["cf-cam"].marks["second"].isChecked()


def test_in_a_list_of_all_planes_every_title_is_whole(pane, ct):
    run(ct, "early")
    pane.show_planes(("axial", "coronal", "sagittal"))
    assert pane.heads.isHidden()
    assert list(pane.cells) == ["grad-cam", "grad-cam@early", "layer-cam", "layer-cam@early"]
    assert pane.cells["grad-cam@early"].title.whole == "Grad-CAM · early"
    assert {at(pane, name)[1] for name in pane.cells} == {0}


def test_cells_that_scroll_are_high_enough_for_their_width(pane, ct):
    run(ct, "early")
    pane.resize(900, 300)
    QApplication.processEvents()
    for cell in pane.cells.values():
        assert cell.view.height() >= 180


def test_a_mixed_map_that_was_asked_for_is_scrolled_to(ct, held, shown, qtbot):
    pane = GridPane(ct)
    pane.show_planes(("axial",))
    shown(pane, 420, 260)
    assert pane.verticalScrollBar().value() == 0
    held.extras = ("difference",)

    def is_seen():
        cell = pane.cells["difference"]
        top = cell.mapTo(pane.viewport(), cell.rect().topLeft()).y()
        middle = top + cell.height() // 2
        return 0 <= middle <= pane.viewport().height()

    qtbot.waitUntil(lambda: pane.verticalScrollBar().value() > 0)
    qtbot.waitUntil(is_seen)
    pane.verticalScrollBar().setValue(0)
    pane.show_cells()  # nothing new: what the user scrolled to stays
    QApplication.processEvents()
    assert pane.verticalScrollBar().value() == 0
