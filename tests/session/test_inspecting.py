"""Which map is looked into, what is taken over, and what is asked for from then on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from camviewer.core.channels import Channels, Reading
from camviewer.core.image import Heatmap, Image, pixel_grid
from camviewer.core.job import Explanation, Prediction
from camviewer.core.params import describe, number
from camviewer.session.catalogue import Catalogue, MethodInfo
from camviewer.session.inspected import Inspected
from camviewer.session.inspecting import (
    accept,
    begin,
    inspectable,
    is_asked,
    likeness,
    use,
    wanted,
)
from camviewer.session.state import Ask, Case

METHODS = Catalogue().methods()


@dataclass(frozen=True)
class Two:
    sigma: float = number(1.0, help="x")
    share: float = number(5.0, help="x")


INFO = MethodInfo("cf-cam", "CF-CAM", "cf-cam", "", "", "", describe(Two))


def heatmap(method="cf-cam", layer="late", value=1.0, **more):
    grid = pixel_grid(2, 2)
    return Heatmap(np.full((2, 2), value, np.float32), grid, method, layer, "cat", **more)


def case(*maps, selected=""):
    found = Case()
    found.image = Image(np.zeros((4, 4), np.uint8), pixel_grid(4, 4))
    found.heatmaps = {each.name: each for each in maps}
    found.selected = selected
    target = Prediction(0, "cat", 0.9, 1.0)
    found.explanation = Explanation(
        dict(found.heatmaps), (target,), target, "late", "", "flat", "Toy", "cpu"
    )
    return found


def reading(made=None, shares=(0.2, 0.7, 0.1)):
    size = len(shares)
    channels = Channels(
        np.ones(size), np.ones(size), np.zeros(size, int), np.ones(size, bool),
        np.ones(size), np.array(shares),
    )  # fmt: skip
    return Reading(channels, made or heatmap(), {"sigma": 1.0, "share": 5.0})


def test_the_map_that_is_shown_is_looked_into():
    one, other = heatmap("cf-cam"), heatmap("cf-cam-code")
    assert inspectable(case(one, other, selected="cf-cam-code"), METHODS) is other


def test_where_another_method_is_shown_the_first_of_cf_cam_is_taken():
    grad, own = heatmap("grad-cam"), heatmap("cf-cam-spatial")
    assert inspectable(case(grad, own, selected="grad-cam"), METHODS) is own


def test_maps_that_refine_or_have_no_explanation_are_left_alone():
    assert inspectable(case(heatmap("grad-cam")), METHODS) is None
    assert inspectable(case(heatmap(progress=(1, 9))), METHODS) is None
    lone = case(heatmap())
    lone.explanation = None
    assert inspectable(lone, METHODS) is None


def test_beginning_forgets_what_came_before():
    state = Inspected()
    first = heatmap(parameters={"sigma": 2.0})
    begin(state, first)
    assert state.parameters == {"sigma": 2.0}
    accept(state, reading(), 1.0)
    state.trouble = "x"
    begin(state, heatmap(layer="early"))
    assert (state.original, state.reading, state.likeness, state.maps) == (None,) * 4
    assert (state.selected, state.trouble, state.parameters) == (None, "", {})


def test_the_marked_channel_stays_while_the_layer_does():
    state = Inspected()
    begin(state, heatmap())
    state.selected = 2
    begin(state, heatmap("cf-cam-code"))
    assert state.selected == 2
    begin(state, None)
    assert state.selected is None
    assert state.heatmap is None


def test_at_first_the_strongest_channel_is_marked_and_later_the_users():
    state = Inspected()
    begin(state, heatmap())
    first = reading()
    accept(state, first, 1.0)
    assert state.selected == 1
    assert state.original is first
    state.selected = 2
    second = reading(shares=(0.9, 0.1, 0.0))
    accept(state, second, 0.5)
    assert state.selected == 2
    assert state.original is first
    assert state.reading is second
    assert state.likeness == 0.5


def test_a_marked_channel_that_is_not_there_is_none():
    state = Inspected()
    state.selected = 9
    accept(state, reading(), 1.0)
    assert state.selected == 1


def test_likeness_is_the_cosine():
    one = heatmap()
    other = replace(one, array=np.array([[1, 0], [0, 0]], np.float32))
    assert likeness(reading(one), reading(one)) == pytest.approx(1)
    assert likeness(reading(one), reading(other)) == pytest.approx(0.5)


def test_only_what_differs_from_the_defaults_is_asked_for():
    state, ask = Inspected(), Ask()
    ask.methods = ("grad-cam",)
    ask.parameters = {"grad-cam": {"x": 1}, "cf-cam": {"share": 9.0}}
    begin(state, heatmap(parameters={"sigma": 3.0, "share": 5.0}))
    assert wanted(state, INFO) == {"sigma": 3.0}
    assert not is_asked(state, ask, INFO)
    use(state, ask, INFO)
    assert ask.parameters == {"grad-cam": {"x": 1}, "cf-cam": {"sigma": 3.0}}
    assert ask.methods == ("grad-cam", "cf-cam")
    assert is_asked(state, ask, INFO)
    use(state, ask, INFO)
    assert ask.methods == ("grad-cam", "cf-cam")


def test_what_was_never_named_is_the_default():
    state, ask = Inspected(), Ask()
    begin(state, heatmap(parameters={"sigma": 1.0, "share": 5.0}))
    assert is_asked(state, ask, INFO)
    ask.parameters = {"cf-cam": {"sigma": 2.0}}
    assert not is_asked(state, ask, INFO)
