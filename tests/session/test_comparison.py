"""What is held for a comparison beside the case's own maps."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.image import Heatmap, pixel_grid
from camviewer.session.comparison import Beside, Comparison, Mix, drop_refining, pair_of
from camviewer.session.grid import find_map, shared_maps
from camviewer.session.state import State


def made(name, progress=None):
    return Heatmap(np.ones((2, 2), np.float32), pixel_grid(2, 2), name, progress=progress)


@pytest.fixture
def state():
    state = State()
    state.case.heatmaps = {"a": made("a"), "b": made("b")}
    held = state.comparison
    held.axis, held.layers = "layers", ("early",)
    held.heatmaps = {"a@early": made("a@early"), "b@early": made("b@early", (1, 2))}
    names = {"a": "a@early", "b": "b@early"}
    held.beside = {("layers", "early"): Beside("early", ("net", None, None), names)}
    return state


def test_nothing_is_compared_at_first():
    held = Comparison()
    assert (held.axis, held.chosen, held.further()) == ("methods", (), ())


def test_the_present_axis_tells_what_stands_beside(state):
    held = state.comparison
    assert held.chosen == ("early",)
    assert [each.name for each in held.further()] == ["a@early", "b@early"]
    held.axis = "targets"
    assert held.chosen == ()
    assert held.further() == ()


def test_a_map_is_found_wherever_it_is_held(state):
    mixed = made("difference")
    state.comparison.mixes = {"difference": Mix(mixed, ())}
    assert find_map(state, "a") is state.case.heatmaps["a"]
    assert find_map(state, "a@early") is state.comparison.heatmaps["a@early"]
    assert find_map(state, "difference") is mixed
    assert find_map(state, "nowhere") is None


def test_a_shared_scale_is_that_of_what_is_shown(state):
    assert [each.name for each in shared_maps(state)] == ["a", "b"]
    state.view.place = "compare"
    assert [each.name for each in shared_maps(state)] == ["a", "b", "a@early", "b@early"]
    state.comparison.axis = "methods"
    assert [each.name for each in shared_maps(state)] == ["a", "b"]


@pytest.mark.parametrize(
    ("first", "second", "pair"),
    [
        ("", "", ("a", "b")),
        ("c", "", ("c", "a")),
        ("", "a", ("b", "a")),
        ("b", "c", ("b", "c")),
        ("gone", "b", ("a", "b")),
    ],
)
def test_the_pair_is_what_was_chosen_else_the_first_free_maps(first, second, pair):
    assert pair_of(Comparison(first=first, second=second), ("a", "b", "c")) == pair


def test_of_too_few_maps_there_is_no_pair():
    assert pair_of(Comparison(), ("a",)) == ("a", "")
    assert pair_of(Comparison(), ()) == ("", "")


def test_maps_that_nobody_refines_any_more_go_with_their_names(state):
    drop_refining(state.comparison)
    assert list(state.comparison.heatmaps) == ["a@early"]
    found = state.comparison.beside["layers", "early"]
    assert found.names == {"a": "a@early"}
