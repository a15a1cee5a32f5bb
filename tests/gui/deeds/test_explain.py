"""Measuring, showing and copying numbers from the menu, the palette and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from camviewer.core.judgement import Evaluation, Finding, Measurement
from camviewer.gui.entries import all_entries


@pytest.fixture
def explained(program, session, qtbot):
    program.controller.open_sample("photo")
    qtbot.waitUntil(lambda: bool(session.state.case.predictions), timeout=10000)
    program.controller.explain()
    qtbot.waitUntil(lambda: session.state.case.explanation is not None, timeout=10000)
    return program


def do(program, name):
    program.window.actions_by_name[name].trigger()


def reason(program, text):
    entries = all_entries(program.controller, program.window.actions_by_name)
    return next(entry.reason for entry in entries if entry.text == text)


def test_the_maps_are_measured_where_their_numbers_will_stand(explained, session, qtbot):
    session.state.numbers.wanted = ("road",)
    do(explained, "measure-maps")
    assert session.state.view.place == "compare"
    qtbot.waitUntil(lambda: session.state.numbers.page == "table")
    assert session.state.numbers.evaluation.metrics == ("road",)


def test_without_maps_it_is_said_what_to_do_first(program, session, asker):
    do(program, "measure-maps")
    assert asker.errors == [("There is nothing to measure yet.", "Press Explain first.", "")]
    do(program, "show-numbers")
    assert session.state.view.place == "read"
    QApplication.clipboard().setText("before")
    do(program, "copy-numbers")
    assert QApplication.clipboard().text() == "before"


def test_numbers_are_shown_and_hidden(explained, session):
    session.state.numbers.page = "curves"  # open, but the comparison is not shown
    do(explained, "show-numbers")
    assert (session.state.view.place, session.state.numbers.page) == ("compare", "metrics")
    do(explained, "show-numbers")
    assert (session.state.view.place, session.state.numbers.page) == ("compare", "")


def test_the_table_is_copied(explained, session):
    found = Evaluation((Measurement("grad-cam", "road", (Finding(0.25),)),))
    session.accept_evaluation(session.state.case.explanation, found)
    do(explained, "copy-numbers")
    assert QApplication.clipboard().text() == "Map\tROAD ↑\nGrad-CAM\t0.250"


def test_the_palette_says_what_is_lacking(program, session, qtbot):
    program.controller.open_sample("photo")
    qtbot.waitUntil(lambda: bool(session.state.case.predictions), timeout=10000)
    assert reason(program, "Measure the maps") == "Press Explain first"
    assert reason(program, "Copy the table of numbers") == "Measure the maps first"
    assert reason(program, "Model card") == ""
    program.controller.explain()
    qtbot.waitUntil(lambda: session.state.case.explanation is not None, timeout=10000)
    assert reason(program, "Measure the maps") == ""
    assert reason(program, "Show or hide the numbers") == ""
