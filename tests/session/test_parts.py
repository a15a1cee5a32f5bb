"""What would complete a comparison, and how its runs are gone through."""

from __future__ import annotations

from dataclasses import replace

import pytest

from camviewer.core.errors import Cancelled, LayerError
from camviewer.core.progress import CancelToken, Progress
from camviewer.core.settings import Settings
from camviewer.session.parts import MAIN, Part, asked_beside, run_parts
from camviewer.session.service import Session
from camviewer.session.state import Ask


@pytest.fixture
def session(tmp_path, volume, explain):
    """A volume that was explained by two methods."""
    session = Session(Settings(), tmp_path / "settings.json")
    session.show(volume)
    session.state.ask.methods = ("grad-cam", "cf-cam")
    session.accept(explain(volume))
    return session


def beside(session, axis, *values):
    session.state.comparison.axis = axis
    session.choose_beside(values)


def test_an_axis_shares_what_does_not_vary_on_it():
    ask = Ask(model="net", target="cat", layer="late")
    assert asked_beside(ask, "layers") == ("net", "cat", None)
    assert asked_beside(ask, "targets") == ("net", None, "late")
    assert asked_beside(ask, "models") == (None, "cat", None)


def test_nothing_is_missing_while_the_methods_alone_are_compared(session):
    assert session.missing_parts() == ()
    session.state.ask.methods = ("grad-cam", "cf-cam", "layer-cam")
    (part,) = session.missing_parts()
    assert part.is_main
    assert part.request.methods == ("grad-cam", "cf-cam", "layer-cam")


def test_without_an_image_or_methods_there_is_nothing_to_make(session, tmp_path):
    beside(session, "layers", "blocks.1")
    session.state.ask.methods = ()
    assert session.missing_parts() == ()
    assert Session(Settings(), tmp_path / "other.json").missing_parts() == ()


def test_several_layers_are_explained_in_one_pass(session):
    beside(session, "layers", "blocks.1", "blocks.2")
    (part,) = session.missing_parts()
    assert part.request.layer == "blocks.1"
    assert part.request.further_layers == ("blocks.2",)
    assert part.request.target == session.state.ask.target
    heatmap = session.state.case.heatmaps["grad-cam"]
    assert part.value_of(replace(heatmap, layer="blocks.2")) == "blocks.2"
    assert part.value_of(heatmap) is None


def test_several_targets_are_explained_in_one_pass_but_not_two_of_one_name(session):
    beside(session, "targets", "clear", "0", "nodule")
    first, second = session.missing_parts()
    assert (first.request.target, first.request.further_targets) == ("clear", ("nodule",))
    assert (second.request.target, second.request.further_targets) == ("0", ())
    heatmap = session.state.case.heatmaps["grad-cam"]
    assert first.value_of(replace(heatmap, target="clear")) == "clear"
    assert second.value_of(replace(heatmap, target="clear")) == "0"


def test_another_network_is_asked_about_the_same_class_at_its_own_layer(session):
    session.state.ask.layer = "features"
    beside(session, "models", "nodule3d")
    (part,) = [each for each in session.missing_parts() if not each.is_main]
    assert (part.request.model, part.request.target, part.request.layer) == (
        "nodule3d", "nodule", None,
    )  # fmt: skip
    assert part.value_of(session.state.case.heatmaps["grad-cam"]) == "nodule3d"


def test_a_network_that_does_not_know_the_class_explains_its_own(session):
    session.state.ask.target = "clear"
    beside(session, "models", "efficientnet-lite0")
    part = session.missing_parts()[-1]
    assert part.request.target is None


def test_a_target_that_is_no_class_is_asked_as_it_stands(session):
    session.state.ask.target = "difference:nodule|clear"
    beside(session, "models", "efficientnet-lite0")
    assert session.missing_parts()[-1].request.target == "difference:nodule|clear"


def test_the_cases_own_maps_come_first_where_they_are_stale(session):
    beside(session, "layers", "blocks.1")
    session.state.ask.target = "clear"
    own, other = session.missing_parts()
    assert own.is_main
    assert other.axis == "layers"


class Toy:
    """Explains at once; a layer called ``bad`` fails."""

    def __init__(self, heatmap, explanation):
        self.heatmap, self.explanation = heatmap, explanation

    def explain(self, request, report, token, on_map):
        report(Progress(1, 4, "half"))
        if request.layer == "bad":
            raise LayerError("There is no such layer.")
        on_map(self.heatmap)
        return self.explanation


@pytest.fixture
def toy(session):
    case = session.state.case
    return Toy(case.heatmaps["grad-cam"], case.explanation)


@pytest.fixture
def parts(session):
    request = session.request()
    return tuple(
        Part("models", {MAIN: name}, replace(request, layer=name)) for name in ("bad", "good")
    )


def test_a_part_that_fails_does_not_stop_the_others(toy, parts):
    heard, told = [], []
    fault = run_parts(toy, parts, heard.append, CancelToken(), tell=told.append)
    assert str(fault) == "There is no such layer."
    assert [(each.part, each.content) for each in told] == [
        (parts[0], fault),
        (parts[1], toy.heatmap),
        (parts[1], toy.explanation),
    ]
    assert [(each.done, each.total) for each in heard] == [(1, 8), (5, 8)]
    assert heard[1].label == "2 of 2: half"


def test_a_single_part_reports_as_it_is(toy, parts):
    heard = []
    assert run_parts(toy, parts[1:], heard.append, CancelToken(), tell=lambda _: None) is None
    assert heard == [Progress(1, 4, "half")]


def test_a_stopped_comparison_begins_no_other_part(toy, parts):
    token, told = CancelToken(), []

    def tell(arrival):
        told.append(arrival)
        token.cancel()

    with pytest.raises(Cancelled):
        run_parts(toy, parts, lambda _: None, token, tell=tell)
    assert len(told) == 1
