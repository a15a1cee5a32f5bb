"""What stands beside the case's own maps comes, goes stale and goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from camviewer.core.errors import LayerError
from camviewer.core.progress import CancelToken
from camviewer.core.settings import Settings
from camviewer.session.mixing import mix
from camviewer.session.service import Session


@pytest.fixture
def session(tmp_path, volume, explain):
    session = Session(Settings(), tmp_path / "settings.json")
    session.show(volume)
    session.state.ask.methods = ("grad-cam", "cf-cam")
    session.accept(explain(volume))
    return session


def run(session, axis, *values):
    """Choose what stands beside, and let its maps arrive."""
    session.state.comparison.axis = axis
    session.choose_beside(values)
    for part in session.missing_parts():
        session.begin_part(part)
        for value in part.values.values():
            for heatmap in session.state.case.explanation.heatmaps.values():
                about = {"layers": {"layer": value}, "targets": {"target": value}}.get(axis, {})
                session.accept_beside(part, replace(heatmap, **about))
        session.end_part(part, session.state.case.explanation)


@pytest.fixture
def held(session):
    return session.state.comparison


def test_maps_beside_never_touch_those_of_the_case(session, held):
    before, explanation = session.state.case.heatmaps, session.state.case.explanation
    run(session, "layers", "blocks.1")
    assert session.state.case.heatmaps is before
    assert session.state.case.explanation is explanation
    assert list(held.heatmaps) == ["grad-cam@blocks.1", "cf-cam@blocks.1"]
    assert held.heatmaps["grad-cam@blocks.1"].name == "grad-cam@blocks.1"
    assert session.missing_parts() == ()


def test_a_method_ticked_later_is_all_that_is_missing(session):
    run(session, "layers", "blocks.1")
    session.state.ask.methods = ("grad-cam", "layer-cam")
    own, beside = session.missing_parts()
    assert own.is_main
    assert beside.request.methods == ("layer-cam",)


def test_a_new_target_makes_layers_stale_but_not_targets(session, held):
    run(session, "layers", "blocks.1")
    run(session, "targets", "clear")
    assert not session.is_stale_map("grad-cam@blocks.1")
    session.state.ask.target = "clear"
    assert session.is_stale_map("grad-cam@blocks.1")
    assert not session.is_stale_map("grad-cam→clear")
    assert session.is_stale_map("grad-cam") is session.is_stale() is True


def test_a_new_layer_makes_targets_stale_but_not_layers(session):
    run(session, "layers", "blocks.1")
    run(session, "targets", "clear")
    session.state.ask.layer = "blocks.0"
    assert session.is_stale_map("grad-cam→clear")
    assert not session.is_stale_map("grad-cam@blocks.1")


def test_stale_maps_go_when_their_column_is_made_again(session, held):
    run(session, "layers", "blocks.1")
    session.state.ask.target = "clear"
    part = session.missing_parts()[-1]
    session.begin_part(part)
    assert held.heatmaps == {}
    assert not session.is_stale_beside("layers", "blocks.1")


def test_another_network_drops_layers_and_targets_and_keeps_networks(session, held):
    run(session, "layers", "blocks.1")
    run(session, "models", "nodule3d")
    assert len(held.heatmaps) == 4
    session.state.ask.model = "nodule3d"  # the same: nothing happens
    assert held.layers == ("blocks.1",)
    session.state.ask.model = "efficientnet-lite0"
    assert held.layers == ()
    assert list(held.beside) == [("models", "nodule3d")]
    assert all(" · " in name for name in held.heatmaps)


def test_the_network_that_becomes_the_main_one_stands_beside_no_more(session, held):
    run(session, "models", "efficientnet-lite0")
    session.state.ask.model = "efficientnet-lite0"
    assert held.models == ()


def test_another_case_begins_with_nothing_beside(session, held, picture):
    run(session, "layers", "blocks.1")
    held.first = "cf-cam"
    session.accept_mix(mix("difference", session.mix_sources("difference"), CancelToken()))
    session.show(picture)
    assert (held.heatmaps, held.beside, held.mixes) == ({}, {}, {})
    assert (held.layers, held.first) == ((), "")
    assert held.axis == "layers"


def test_two_columns_of_one_name_are_told_apart(session, held):
    run(session, "targets", "clear", "0")
    assert [each.title for each in held.beside.values()] == ["clear", "clear (2)"]
    run(session, "models", "nodule3d")
    assert held.beside["models", "nodule3d"].title == "Nodule3D (research demo) (2)"


def test_why_a_column_failed_stands_there_until_it_is_tried_again(session, held):
    held.axis = "layers"
    session.choose_beside(("nowhere",))
    (part,) = session.missing_parts()
    session.begin_part(part)
    session.end_part(part, LayerError("There is no such layer."))
    assert held.beside["layers", "nowhere"].fault == "There is no such layer."
    session.begin_part(part)
    assert held.beside["layers", "nowhere"].fault == ""


def test_what_was_taken_away_meanwhile_is_not_taken_over(session, held):
    held.axis = "layers"
    session.choose_beside(("blocks.1",))
    (part,) = session.missing_parts()
    heatmap = replace(session.state.case.heatmaps["grad-cam"], layer="blocks.1")
    held.beside = {}
    session.accept_beside(part, heatmap)
    session.end_part(part, session.state.case.explanation)
    assert (held.heatmaps, held.beside) == ({}, {})


def test_unfinished_maps_beside_go_with_their_job(session, held):
    held.axis = "layers"
    session.choose_beside(("blocks.1",))
    (part,) = session.missing_parts()
    session.begin_part(part)
    heatmap = replace(session.state.case.heatmaps["grad-cam"], layer="blocks.1")
    session.accept_beside(part, replace(heatmap, progress=(1, 9)))
    session.start_job("")
    session.cancelled()
    assert held.heatmaps == {}
    assert session.missing_parts()[0].request.methods == ("grad-cam", "cf-cam")


def test_a_difference_is_made_of_the_pair_and_a_consensus_of_all_but_controls(session, held):
    case = session.state.case
    control = replace(case.heatmaps["grad-cam"], method="random-cam", name="random-cam")
    rough = replace(case.heatmaps["grad-cam"], name="rough", progress=(1, 2))
    case.heatmaps = {**case.heatmaps, "random-cam": control, "rough": rough}
    held.second = "random-cam"
    assert [each.name for each in session.mix_sources("difference")] == [
        "grad-cam",
        "random-cam",
    ]
    assert [each.name for each in session.mix_sources("consensus")] == ["grad-cam", "cf-cam"]
    case.heatmaps = {"grad-cam": case.heatmaps["grad-cam"]}
    assert session.mix_sources("difference") == ()
    assert session.mix_sources("disagreement") == ()


def test_mixed_maps_are_stale_with_one_of_their_sources_and_can_be_dropped(session, held):
    run(session, "targets", "clear")
    for name in ("difference", "consensus"):
        session.accept_mix(mix(name, session.mix_sources(name), CancelToken()))
    assert not session.is_stale_map("difference")
    session.state.ask.layer = "blocks.0"
    assert session.is_stale_map("consensus")
    session.drop_mixes(["consensus"])
    assert list(held.mixes) == ["difference"]


def test_consensus_and_disagreement_are_shown_together(session, held):
    session.toggle_mix("consensus")
    session.toggle_mix("difference")
    assert held.extras == ("difference", "consensus", "disagreement")
    session.toggle_mix("consensus")
    assert held.extras == ("difference",)


def test_a_and_b_are_chosen_stepped_and_swapped(session, held):
    run(session, "targets", "clear")
    names = ("grad-cam", "grad-cam→clear", "cf-cam", "cf-cam→clear")
    session.choose_map("second", "cf-cam")
    assert (held.first, held.second) == ("grad-cam", "cf-cam")
    session.choose_map("first", "cf-cam")
    assert (held.first, held.second) == ("cf-cam", "grad-cam")
    session.step_map("first")
    assert held.first == names[3]
    session.step_map("first")
    assert held.first == names[1]  # grad-cam is B
    session.swap_maps()
    assert (held.is_fading, held.fade) == (True, 1.0)
    session.swap_maps()
    assert held.fade == 0.0
