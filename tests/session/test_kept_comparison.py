"""A comparison comes back with its session, and nothing else is lost where it is damaged."""

from __future__ import annotations

import dataclasses
import json
import shutil

import numpy as np
import pytest
from PIL import Image

from camviewer.session.grid import grid_of

CHOICES = (
    "axis", "layers", "targets", "models", "first", "second", "is_fading", "fade", "extras",
)  # fmt: skip
DAMAGED = "The comparison of this session is damaged: it is left out."


def beside(session, axis, *values):
    """Choose what stands beside, and let its maps arrive: each twice what the one before is."""
    session.state.comparison.axis = axis
    session.choose_beside(values)
    explanation = session.state.case.explanation
    for part in session.missing_parts():
        session.begin_part(part)
        for place, value in enumerate(part.values.values()):
            title = session.title_beside(axis, value)
            about = {"layers": {"layer": title}, "targets": {"target": title}}.get(axis, {})
            for heatmap in explanation.heatmaps.values():
                array = heatmap.array * np.float32(-(2.0 ** (place + 1)))
                session.accept_beside(part, dataclasses.replace(heatmap, array=array, **about))
        session.end_part(part, explanation)


@pytest.fixture
def case(tmp_path, session, explain):
    """Two methods in three layers and two networks, faded, with all maps made of maps."""
    path = tmp_path / "cat.png"
    Image.fromarray(np.arange(600, dtype=np.uint8).reshape(20, 30)).save(path)
    session.show(session.read(path))
    session.state.ask.methods = ("grad-cam", "cf-cam")
    made = explain(session.state.case.image, target="tabby", model=session.state.ask.model)
    session.accept(dataclasses.replace(made, weights_sha256=""))
    beside(session, "models", "cifake")
    beside(session, "layers", "blocks.1", "blocks.2")
    held = session.state.comparison
    held.first, held.second = "cf-cam", "cf-cam@blocks.2"
    held.is_fading, held.fade = True, 0.25
    held.extras = ("difference", "consensus")
    session.state.view.place = "compare"
    session.state.overlay.scale = "shared"
    return session


@pytest.fixture
def path(case, tmp_path):
    return case.save_workspace(case.workspace(), tmp_path / "visit")


def rewrite(path, change):
    """Let a function change the comparison of a session file."""
    content = json.loads(path.read_text())
    content["comparison"] = change(content["comparison"])
    path.write_text(json.dumps(content))


def choices(session):
    return {name: getattr(session.state.comparison, name) for name in CHOICES}


def test_a_comparison_comes_back_as_it_was(case, path, other):
    other.restore(other.open_file(path))
    before, after = case.state.comparison, other.state.comparison
    assert choices(other) == choices(case)
    assert after.beside.keys() == before.beside.keys()
    for key, column in before.beside.items():
        found = after.beside[key]
        assert (found.title, found.asked, found.names) == (
            column.title, column.asked, column.names,
        )  # fmt: skip
        assert found.explanation.target == column.explanation.target
        assert found.explanation.heatmaps == {}
    assert grid_of(other.state) == grid_of(case.state)
    assert other.state.case.image.warnings == ()
    assert other.history.undo_step == ""


def test_maps_come_back_to_the_bit_and_with_their_sign(case, path, other):
    other.restore(other.open_file(path))
    before, after = case.state.comparison.heatmaps, other.state.comparison.heatmaps
    assert list(after) == list(before)
    assert len(after) == 6
    for name, heatmap in before.items():
        assert after[name].array.tobytes() == heatmap.array.tobytes()
        assert after[name].array.min() < 0 < after[name].array.max()
        assert np.array_equal(after[name].grid.affine, heatmap.grid.affine)
        assert (after[name].name, after[name].layer) == (name, heatmap.layer)


def test_nothing_has_to_be_made_again(case, path, other):
    other.restore(other.open_file(path))
    assert other.missing_parts() == ()
    other.state.comparison.axis = "models"
    assert other.missing_parts() == ()
    other.state.ask.methods = ("grad-cam", "cf-cam", "layer-cam")
    assert other.missing_parts()[-1].request.methods == ("layer-cam",)


def test_maps_made_of_maps_are_made_of_the_same_ones_again(case, path, other):
    other.restore(other.open_file(path))
    assert other.state.comparison.mixes == {}
    names = [each.name for each in other.mix_sources("difference")]
    assert names == ["cf-cam", "cf-cam@blocks.2"]
    assert len(other.mix_sources("consensus")) == 6


def test_a_map_that_still_refines_is_left_out(case, tmp_path, other):
    held = case.state.comparison
    half = dataclasses.replace(held.heatmaps["cf-cam@blocks.2"], progress=(1, 9))
    held.heatmaps = {**held.heatmaps, half.name: half}
    path = case.save_workspace(case.workspace(), tmp_path / "half")
    other.restore(other.open_file(path))
    found = other.state.comparison
    assert half.name not in found.heatmaps
    assert list(found.beside["layers", "blocks.2"].names) == ["grad-cam"]
    assert other.missing_parts()[0].request.methods == ("cf-cam",)


def test_saving_again_keeps_its_maps_and_tidies_those_of_before(case, path):
    folder = path.with_name("visit.camviewer")
    before = {each.name for each in folder.iterdir()}
    assert len(before) == 8
    case.state.comparison.axis = "models"
    case.save_workspace(case.workspace(), path)
    assert {each.name for each in folder.iterdir()} == before
    case.forget_comparison()
    case.save_workspace(case.workspace(), path)
    assert len(list(folder.iterdir())) == 2


def test_the_copy_does_not_follow_later_changes(case):
    workspace = case.workspace()
    case.state.comparison.fade = 1.0
    case.forget_comparison()
    assert workspace.comparison.fade == 0.25
    assert len(workspace.comparison.heatmaps) == 6


def test_a_session_of_before_has_no_comparison_and_opens(path, other):
    content = json.loads(path.read_text())
    for name in ("comparison", "judged"):
        del content[name]
    path.write_text(json.dumps(content))
    other.restore(other.open_file(path))
    assert list(other.state.case.heatmaps) == ["grad-cam", "cf-cam"]
    assert other.state.comparison.beside == {}
    assert other.state.comparison.axis == "methods"
    assert other.state.case.image.warnings == ()


def at(*way, to):
    """Change a value inside the comparison."""

    def change(content):
        holder = content
        for step in way[:-1]:
            holder = holder[step]
        holder[way[-1]] = to
        return content

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda _content: 3, lambda _content: [], lambda _content: "x",
        at("axis", to="colours"), at("axis", to=3), at("layers", to="late"),
        at("is_fading", to=1), at("fade", to="half"), at("columns", to={}),
        at("columns", 0, to=None), at("columns", 0, "asked", to=["x"]),
        at("columns", 0, "axis", to="methods"), at("columns", 0, "maps", to={"grad-cam": 99}),
        at("columns", 0, "maps", to={"grad-cam": -1}), at("columns", 0, "maps", to=[1]),
        at("columns", 0, "maps", to={"a": 3, "b": 3}), at("columns", 0, "explanation", to=7),
        at("columns", 0, "explanation", "target", to=None), at("maps", to=None),
        at("maps", 0, "file", to="../../secret"), at("maps", 0, "file", to="/etc/passwd"),
        at("maps", 0, "shape", to=[10]), at("maps", 0, "affine", to=[[1.0]]),
        at("maps", 0, "name", to="cf-cam@blocks.2"), at("maps", 0, "shape", to=[0, 4]),
        lambda content: content | {"columns": content["columns"][:1] * 2},
    ],
)  # fmt: skip
def test_a_damaged_comparison_costs_only_itself_and_one_sentence(case, path, other, change):
    rewrite(path, change)
    other.restore(other.open_file(path))
    assert other.state.case.image.warnings == (DAMAGED,)
    held = other.state.comparison
    assert (held.axis, held.heatmaps, held.beside, held.extras) == ("methods", {}, {}, ())
    assert list(other.state.case.heatmaps) == ["grad-cam", "cf-cam"]
    assert other.state.overlay.scale == "shared"
    assert other.state.view.place == "compare"


def test_maps_that_stand_in_the_file_itself_are_never_read(path, other):
    rewrite(path, at("columns", 0, "explanation", "heatmaps", to={"x": {"array": [1]}}))
    other.restore(other.open_file(path))
    assert other.state.case.image.warnings == ()


def test_values_of_the_display_that_make_no_sense_take_their_default(path, other):
    rewrite(path, lambda old: old | {"fade": 7.0, "extras": ["consensus", "sum", "difference"]})
    other.restore(other.open_file(path))
    assert other.state.comparison.fade == 1.0
    assert other.state.comparison.extras == ("difference", "consensus")
    assert other.state.case.image.warnings == ()


@pytest.mark.parametrize("how", ["changed", "missing"])
def test_a_changed_or_missing_map_is_left_out_and_can_be_made_again(path, other, how):
    folder = path.with_name("visit.camviewer")
    (file,) = folder.glob("cf-cam@blocks.1*")
    if how == "changed":
        file.write_bytes(file.read_bytes()[:-4] + b"\0\0\0\1")
    else:
        file.unlink()
    other.restore(other.open_file(path))
    held = other.state.comparison
    assert "cf-cam@blocks.1" not in held.heatmaps
    assert len(held.heatmaps) == 5
    assert list(held.beside["layers", "blocks.1"].names) == ["grad-cam"]
    (warning,) = other.state.case.image.warnings
    assert "Maps of the comparison are not as they were saved, or missing" in warning
    (part,) = other.missing_parts()
    assert (tuple(part.values), part.request.methods) == (("blocks.1",), ("cf-cam",))


def test_without_its_folder_one_sentence_tells_of_all_its_maps(path, other):
    shutil.rmtree(path.with_name("visit.camviewer"))
    other.restore(other.open_file(path))
    told = [each for each in other.state.case.image.warnings if "comparison" in each]
    assert len(told) == 1
    assert other.state.comparison.heatmaps == {}


def column_of(content, axis):
    return next(each for each in content["columns"] if each["axis"] == axis)


@pytest.mark.parametrize("changes", [{"weights_sha256": "0" * 64}, {"model": "gone"}])
def test_the_maps_of_another_network_are_left_out(path, other, changes):
    def change(content):
        found = column_of(content, "models")["explanation"]
        found |= {"model": "efficientnet-lite0", "weights_sha256": "0" * 64} | changes
        return content

    rewrite(path, change)
    other.restore(other.open_file(path))
    held = other.state.comparison
    assert {axis for axis, _ in held.beside} == {"layers"}
    assert len(held.heatmaps) == 4
    (warning,) = other.state.case.image.warnings
    assert "is another one now, or not here" in warning
    held.axis = "models"
    assert [part.axis for part in other.missing_parts()] == ["models"]


def test_layers_of_other_weights_than_the_main_maps_are_left_out(path, other):
    def change(content):
        column_of(content, "layers")["explanation"]["weights_sha256"] = "1" * 64
        return content

    rewrite(path, change)
    other.restore(other.open_file(path))
    assert ("layers", "blocks.1") not in other.state.comparison.beside
    assert ("layers", "blocks.2") in other.state.comparison.beside


def test_a_network_that_is_not_here_does_not_stand_beside(path, other):
    rewrite(path, lambda old: old | {"models": ["gone", "cifake"]})
    other.restore(other.open_file(path))
    assert other.state.comparison.models == ("cifake",)


def test_another_case_begins_without_it(path, other):
    other.restore(other.open_file(path))
    other.show(other.sample("photo"))
    assert (other.state.comparison.heatmaps, other.state.comparison.beside) == ({}, {})


@pytest.mark.parametrize("length", [10**200, 10**400])
def test_a_map_of_an_endless_shape_costs_the_comparison_alone(length, path, other):
    def grow(content):
        content["maps"][0]["shape"] = [length, 2]
        return content

    rewrite(path, grow)
    other.restore(other.open_file(path))
    assert other.state.case.image.warnings == (DAMAGED,)
    assert other.state.comparison.beside == {}


def test_maps_of_nobody_knows_which_network_are_left_out(path, other):
    def forget(content):
        for each in content["columns"]:
            each["explanation"] = None
        return content

    rewrite(path, forget)
    other.restore(other.open_file(path))
    held = other.state.comparison
    assert {axis for axis, _ in held.beside} == {"layers"}  # the main network's own
    assert len(held.heatmaps) == 4


def test_layers_of_a_network_that_is_not_here_do_not_come_back(path, other):
    content = json.loads(path.read_text())
    content["ask"]["model"] = "gone-net"
    path.write_text(json.dumps(content))
    other.restore(other.open_file(path))
    held = other.state.comparison
    assert (held.layers, held.targets) == ((), ())
    assert {axis for axis, _ in held.beside} <= {"models"}
