"""Rows, columns and heads of the comparison."""

from __future__ import annotations

from dataclasses import replace

import pytest

from camviewer.core.job import Prediction
from camviewer.core.judgement import Evaluation, Finding, Measurement
from camviewer.session.comparison import Beside
from camviewer.session.grid import grid_of, map_titles
from camviewer.session.state import State


@pytest.fixture
def state(picture, explain):
    state = State()
    explanation = explain(picture, model="strong", target="cat")
    state.case.explanation = explanation
    state.case.heatmaps = explanation.heatmaps
    return state


def put(state, axis, value, title, **about):
    """Put a column beside the case's own, with one of two maps."""
    held = state.comparison
    held.axis = axis
    setattr(held, axis, (value,))
    name = f"grad-cam@{title}"
    held.heatmaps = {name: replace(state.case.heatmaps["grad-cam"], name=name)}
    asked = (None, None, None)
    held.beside = {(axis, value): Beside(title, asked, {"grad-cam": name}, **about)}


def test_methods_alone_stand_in_one_row_without_heads(state):
    table = grid_of(state)
    assert (table.heads, table.rows) == ((), (("grad-cam", "cf-cam"),))
    assert map_titles(state) == {"grad-cam": "Grad-CAM", "cf-cam": "CF-CAM"}


def test_a_row_for_each_method_and_a_column_for_each_layer(state):
    put(state, "layers", "early", "early")
    table = grid_of(state)
    assert table.methods == ("grad-cam", "cf-cam")
    assert table.rows == (("grad-cam", "grad-cam@early"), ("cf-cam", ""))
    assert [head.title for head in table.heads] == ["features", "early"]
    assert table.names == ("grad-cam", "grad-cam@early", "cf-cam")
    assert map_titles(state)["grad-cam@early"] == "Grad-CAM · early"


def test_rows_follow_the_numbers_that_are_sorted_by(state):
    measured = tuple(
        Measurement(name, "average-drop", (Finding(value),))
        for name, value in (("grad-cam", 0.5), ("cf-cam", 0.1))
    )
    state.numbers.evaluation = Evaluation(measured)
    state.numbers.sorted_by = "average-drop"
    assert grid_of(state).rows == (("cf-cam", "grad-cam"),)
    put(state, "layers", "early", "early")
    assert grid_of(state).methods == ("cf-cam", "grad-cam")


def test_a_column_that_nothing_is_known_of_is_named_without_its_folders(state):
    state.comparison.axis, state.comparison.models = "models", ("/home/me/nets/card.toml",)
    assert grid_of(state).heads[1].title == "card.toml"


def test_each_network_says_what_it_explains_and_what_it_sees_itself(state, picture, explain):
    other = explain(picture, model="weak", target="cat")
    dog = Prediction(7, "dog", 0.6, 3.0)
    cat = Prediction(1, "cat", 0.25, 2.0)
    put(
        state,
        "models",
        "weak",
        "Weak",
        explanation=replace(other, predictions=(dog, cat), target=cat),
    )
    own, weak = grid_of(state).heads
    assert own.said == "explains cat 90.0 %"
    assert weak.said == "says dog 60.0 % · explains cat 25.0 %"


def test_each_target_says_how_likely_it_is(state, picture, explain):
    dog = Prediction(7, "dog", 0.0002, -3.0)
    other = replace(explain(picture, target="cat"), further_targets=(dog,))
    put(state, "targets", "dog", "dog", explanation=other)
    assert [head.said for head in grid_of(state).heads] == ["90.0 %", "<0.1 %"]


def test_in_a_scan_a_target_is_told_of_its_own_window_only(state, volume, explain):
    other = explain(volume, target="clear")
    put(state, "targets", "clear", "clear", explanation=other)
    assert grid_of(state).heads[1].said == "90.0 % in its strongest window"
    further = replace(other, further_targets=(Prediction(0, "nodule", 0.4, 1.0),))
    put(state, "targets", "nodule", "nodule", explanation=further)
    assert grid_of(state).heads[1].said == ""


def test_a_fault_stands_at_its_head(state):
    put(state, "layers", "early", "early", fault="No.")
    assert grid_of(state).heads[1].fault == "No."


def test_before_anything_was_explained_the_heads_say_what_is_chosen():
    state = State()
    state.comparison.axis, state.comparison.layers = "layers", ("early",)
    assert [head.title for head in grid_of(state).heads] == ["As chosen at the left", "early"]
    state.ask.layer = "late"
    assert grid_of(state).heads[0].title == "late"
