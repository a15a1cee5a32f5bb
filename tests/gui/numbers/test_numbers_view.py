"""Below the comparison: closed a line, open a page; shows the state and edits it once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from camviewer.core.image import Mask
from camviewer.core.judgement import EvaluationForecast, Workload
from camviewer.gui.numbers.numbers_view import CLOSED_PX, LOWEST_PX, chance_text
from camviewer.session.measuring import DEFAULT_METRICS
from tests.gui.numbers.conftest import MAPS, measured


def accept(session, evaluation=None):
    session.accept_evaluation(session.state.case.explanation, evaluation or measured())


def rows(view):
    return list(view.table.numbers.names)


def test_without_maps_there_is_nothing_to_measure(program, session, picture):
    assert not program.window.numbers.isVisibleTo(program.window.compare)
    session.show(picture)
    assert not program.window.numbers.isVisibleTo(program.window.compare)


def test_closed_it_is_one_line_with_a_sentence_and_one_button(numbers, session):
    assert numbers.height() == CLOSED_PX
    assert not numbers.body.isVisible()
    assert not numbers.pages.isVisible()
    assert numbers.go.text() == "Measure these maps"
    assert numbers.go.property("role") == "primary"
    session.state.numbers.forecast = None
    assert numbers.about.whole == "How well does each map explain the network?"


def test_what_it_takes_is_told_before_it_starts(numbers, session):
    session.state.numbers.forecast = EvaluationForecast(Workload(1200, 34, {}), 0.1, 90, "cpu")
    assert numbers.about.whole == "About 2 min · 1,234 passes"
    session.state.numbers.page = "metrics"
    assert numbers.about.whole == "About 2 min"
    session.state.numbers.wanted = ()
    assert numbers.about.whole == "No metric is ticked."
    assert not numbers.go.isEnabled()


def test_measuring_takes_what_is_ticked_and_opens_the_table(numbers, session, qtbot):
    session.begun.clear()
    session.state.numbers.wanted = ("road", "complexity")
    session.state.numbers.has_controls = False
    qtbot.mouseClick(numbers.go, Qt.MouseButton.LeftButton)
    assert not numbers.go.isEnabled()  # one job at a time
    qtbot.waitUntil(lambda: session.state.numbers.page == "table")
    metrics, against = session.begun[-1]
    assert metrics == ("road", "complexity")
    assert not against.has_controls
    assert numbers.table.isVisible()
    assert numbers.go.isEnabled()
    assert (numbers.go.text(), numbers.go.property("role")) == ("Measure again", "plain")
    assert numbers.about.whole == "Took under 1 s"
    assert "7 passes in under 1 s" in numbers.about.toolTip()


def test_open_it_leaves_most_of_the_room_to_the_picture_and_keeps_its_height(
    numbers, session, explained, qtbot
):
    explained.window.resize(1100, 700)
    accept(session)
    session.state.numbers.page = "table"
    qtbot.waitUntil(lambda: numbers.height() > LOWEST_PX)
    whole = sum(numbers.parentWidget().sizes())
    assert numbers.height() <= 0.45 * whole
    numbers.parentWidget().setSizes([whole - 180, 180])
    height = numbers.height()
    session.state.numbers.page = "curves"
    assert numbers.height() == height
    session.state.numbers.page = ""
    qtbot.waitUntil(lambda: numbers.height() == CLOSED_PX)
    session.state.numbers.page = "table"
    qtbot.waitUntil(lambda: abs(numbers.height() - height) <= 2)


def test_the_sign_opens_what_there_is_to_see(numbers, session, qtbot):
    qtbot.mouseClick(numbers.toggle, Qt.MouseButton.LeftButton)
    assert session.state.numbers.page == "metrics"
    qtbot.mouseClick(numbers.toggle, Qt.MouseButton.LeftButton)
    assert session.state.numbers.page == ""
    accept(session)
    qtbot.mouseClick(numbers.toggle, Qt.MouseButton.LeftButton)
    assert session.state.numbers.page == "table"
    numbers.pages.press("agreement")
    assert session.state.numbers.page == "agreement"
    assert numbers.agreement.isVisible()


def test_maps_stand_best_first_and_the_grid_can_follow(numbers, session):
    accept(session)
    assert rows(numbers) == list(MAPS)
    numbers.table.sort_wanted.emit("deletion")  # lower is better
    state = session.state.numbers
    assert (state.sorted_by, state.is_reversed) == ("deletion", False)
    assert rows(numbers) == ["layer-cam", "cf-cam", "grad-cam", "random-cam"]
    numbers.table.sort_wanted.emit("deletion")
    assert rows(numbers) == ["grad-cam", "cf-cam", "layer-cam", "random-cam"]
    numbers.table.sort_wanted.emit("deletion")
    assert session.state.numbers.sorted_by == ""
    assert rows(numbers) == list(MAPS)
    numbers.table.sort_wanted.emit("deletion")
    numbers.table.sort_wanted.emit("deletion")
    numbers.table.sort_wanted.emit("insertion")
    assert not session.state.numbers.is_reversed


def test_the_marked_row_is_the_map_that_is_shown(numbers, session):
    accept(session)
    session.state.numbers.page = "table"
    session.state.case.selected = "cf-cam"
    assert numbers.table.current[0] == "cf-cam"
    assert numbers.cell.whole.startswith("Deletion of CF-CAM: 0.300")
    numbers.table.picked.emit("layer-cam")
    assert session.state.case.selected == "layer-cam"
    numbers.table.picked.emit("random-cam")  # a control is no map of the case
    assert session.state.case.selected == "layer-cam"
    numbers.curves.picked.emit("grad-cam")
    assert session.state.case.selected == "grad-cam"


def test_a_control_may_be_looked_at(numbers, session, qtbot):
    accept(session)
    session.state.numbers.page = "table"
    session.state.case.selected = "cf-cam"
    qtbot.keyClick(numbers.table, Qt.Key.Key_Down)
    assert numbers.table.current[0] == "random-cam"
    assert numbers.cell.whole.startswith("Deletion of (Random weights): 0.100")
    assert session.state.case.selected == "cf-cam"


def test_keys_of_the_picture_stay_out_of_the_numbers(numbers, session, explained, qtbot):
    """Down in the table is the next map and no slice; Tab goes on and hides no panel."""
    accept(session)
    session.state.numbers.page = "table"
    asked = []
    for name, action in explained.window.actions_by_name.items():
        action.triggered.connect(lambda _on=False, name=name: asked.append(name))
    numbers.table.setFocus()
    for key in ("Down", "Home", "End", "Return", "Tab", "Space"):
        qtbot.keyClick(numbers.table, getattr(Qt.Key, f"Key_{key}"))
    assert asked == []
    qtbot.keyClick(numbers.table, Qt.Key.Key_M)  # letters are the picture's, as everywhere
    assert asked == ["next-map"]


def test_why_a_number_is_not_defined_stands_below_the_table(numbers, session):
    accept(session)
    session.state.case.selected = "layer-cam"
    numbers.table.setCurrentIndex(numbers.table.numbers.index(1, 3))
    assert "none can tremble" in numbers.cell.whole


def test_one_image_names_no_best_and_says_so(numbers, session):
    accept(session, measured(metrics=("deletion",)))
    assert numbers.chance.whole.startswith("One image: no number can be called best")
    assert chance_text(measured()).startswith("★")
    accept(session)
    assert numbers.chance.whole.startswith("★")


def test_the_choice_of_curve_and_pairs_is_kept_in_the_state(numbers, session):
    accept(session)
    numbers.curves.wanted.emit("deletion/deletion")
    numbers.agreement.wanted.emit("ssim")
    assert session.state.numbers.curve == "deletion/deletion"
    assert session.state.numbers.pairs == "ssim"
    assert numbers.agreement.chooser.currentData() == "ssim"


def test_the_choice_of_metrics_reaches_the_state_once(numbers, session):
    changes = []
    session.state.numbers.events.wanted.connect(changes.append)
    numbers.chooser.groups["sanity"].boxes["randomisation-cascade-ssim"].click()
    assert len(changes) == 1
    assert set(changes[0]) == {*DEFAULT_METRICS, "randomisation-cascade-ssim"}
    numbers.chooser.controls.click()
    assert not session.state.numbers.has_controls


def test_masks_of_the_case_are_offered(numbers, session):
    inside = np.ones(session.state.case.image.grid.shape, bool)
    session.state.masks.items = (Mask("lung", inside), Mask("nodule", inside))
    session.state.masks.visible = ("nodule",)
    assert numbers.chooser.masks.currentData() == "nodule"
    numbers.chooser.mask_wanted.emit("lung")
    assert session.state.numbers.mask == "lung"
    assert numbers.chooser.masks.currentData() == "lung"
    assert numbers.chooser.groups["localisation"].head.isEnabled()


def test_other_maps_close_it(numbers, session):
    accept(session)
    session.state.numbers.page = "table"
    session.accept(replace(session.state.case.explanation))
    assert numbers.height() == CLOSED_PX or not numbers.body.isVisible()
    assert rows(numbers) == []


@pytest.mark.parametrize("page", ["table", "curves", "agreement"])
def test_an_open_page_without_numbers_says_so(numbers, session, page):
    session.state.numbers.page = page
    texts = {
        "table": numbers.empty, "curves": numbers.curves.empty,
        "agreement": numbers.agreement.empty,
    }  # fmt: skip
    assert texts[page].isVisible()
    assert texts[page].text()
