"""Session files: written whole, read again with everything that was on the screen."""

import dataclasses
import json
import math
import shutil
import stat

import numpy as np
import pytest
from PIL import Image

from camviewer.core.errors import FormatError, GeometryError, InputError, ResourceError
from camviewer.core.judgement import Agreement, Curve, Evaluation, Finding, Measurement
from camviewer.session.records import NOT_OF_THE_CASE, MovedError, Workspace
from camviewer.session.state import Measure
from camviewer.session.workspace import is_workspace, workspace_path, write_workspace
from camviewer.session.workspace_reading import read_record

MEASURE = Measure(4, "distance", "", ((1.5, 2.0), (3.0, 4.25)), "width")


def parts(session):
    """Everything a session file has to bring back, as plain values."""
    state = session.state
    found = {}
    for name in ("view", "overlay", "measures", "ask"):
        holder = getattr(state, name)
        for field in dataclasses.fields(holder):
            if field.name not in NOT_OF_THE_CASE:
                found[name, field.name] = getattr(holder, field.name)
    case = state.case
    found["case"] = (case.selected, case.is_looked_at, case.predictions, list(case.heatmaps))
    found["stale"] = session.is_stale()
    explanation = case.explanation
    found["explanation"] = explanation and dataclasses.replace(explanation, heatmaps={})
    found["explained"] = list(explanation.heatmaps) if explanation else None
    return found


def facts(heatmap):
    """All of a map, with its values as bytes."""
    about = {
        field.name: getattr(heatmap, field.name)
        for field in dataclasses.fields(heatmap)
        if field.name not in {"array", "grid"}
    }
    grid = (heatmap.grid.shape, heatmap.grid.affine.tobytes())
    return about, grid, heatmap.array.tobytes(), heatmap.array.dtype


def draw(path, rows=20, first=0):
    pixels = np.arange(first, first + rows * 30 * 3).astype(np.uint8)
    Image.fromarray(pixels.reshape(rows, 30, 3)).save(path)


@pytest.fixture
def case(tmp_path, session, explain):
    """A picture in a file, explained, with everything changed from what it was."""
    folder = tmp_path / "images"
    folder.mkdir()
    path = folder / "cat ä.png"
    draw(path)
    session.show(session.read(path))
    image = session.state.case.image
    model = session.state.ask.model
    session.state.ask.target = "tabby"
    session.begin_maps()
    made = explain(image, target="tabby", model=model)
    session.accept(dataclasses.replace(made, weights_sha256=""))
    state = session.state
    state.view.position = (3.0, 7.0)
    state.view.width, state.view.level = 99.5, 33.25
    state.view.is_radiological = False
    state.view.annotations = "minimal"
    state.view.place = "compare"
    state.overlay.opacity, state.overlay.threshold = 0.35, 0.1
    state.overlay.colours, state.overlay.ramp, state.overlay.scale = "hot", "step", "shared"
    state.overlay.signed = True
    state.measures.items, state.measures.selected = (MEASURE,), 4
    state.ask.methods = ("grad-cam", "cf-cam")
    state.ask.parameters = {"cf-cam": {"sigma": 1.5, "clip": True, "metric": "cosine"}}
    state.case.selected = "cf-cam"
    return session


@pytest.fixture
def path(case, tmp_path):
    return case.save_workspace(case.workspace(), tmp_path / "images" / "visit")


def change(path, **changes):
    """Change fields of a session file; a dot leads into a group."""
    content = json.loads(path.read_text())
    for name, value in changes.items():
        holder = content
        *groups, last = name.split("__")
        for group in groups:
            holder = holder[int(group) if group.isdigit() else group]
        holder[last] = value
    path.write_text(json.dumps(content))


def test_everything_on_the_screen_comes_back(case, path, other):
    assert path.name == "visit.camviewer.json"
    other.restore(other.open_file(path))
    assert parts(other) == parts(case)
    maps, found = case.state.case.heatmaps, other.state.case.heatmaps
    for name, heatmap in maps.items():
        assert facts(found[name]) == facts(heatmap)
    assert other.state.case.explanation.heatmaps["cf-cam"] is found["cf-cam"]
    image, back = case.state.case.image, other.state.case.image
    assert np.array_equal(back.array, image.array)
    assert back.warnings == image.warnings
    assert other.settings.recent[0] == str(path)
    assert other.history.undo_step == ""


def test_a_volume_with_windows_comes_back(tmp_path, session, explain, other):
    session.show(session.sample("ct"))
    image = session.state.case.image
    session.begin_maps()
    session.accept(explain(image))
    session.go_hottest()
    session.state.view.maximised = "sagittal"
    path = session.save_workspace(session.workspace(), tmp_path / "ct.json")
    assert path.name == "ct.camviewer.json"
    other.restore(other.open_file(path))
    assert parts(other) == parts(session)
    for name, heatmap in session.state.case.heatmaps.items():
        assert facts(other.state.case.heatmaps[name]) == facts(heatmap)
    assert other.state.case.image.path is None
    assert sorted(each.suffix for each in (tmp_path / "ct.camviewer").iterdir()) == [".gz"] * 2


def test_an_image_that_was_not_explained_comes_back(tmp_path, session, other):
    session.show(session.sample("photo"))
    path = session.save_workspace(session.workspace(), tmp_path / "a")
    assert not (tmp_path / "a.camviewer").exists()
    other.restore(other.open_file(path))
    assert parts(other) == parts(session)


def test_maps_that_differ_from_the_explanations_are_kept_apart(case, tmp_path, other):
    state = case.state.case
    changed = dataclasses.replace(
        state.heatmaps["cf-cam"], array=state.heatmaps["cf-cam"].array * 2
    )
    state.heatmaps = {"cf-cam": changed}
    path = case.save_workspace(case.workspace(), tmp_path / "b")
    other.restore(other.open_file(path))
    found = other.state.case
    assert facts(found.heatmaps["cf-cam"]) == facts(changed)
    own = state.explanation.heatmaps["cf-cam"]
    assert facts(found.explanation.heatmaps["cf-cam"]) == facts(own)


def test_half_a_map_is_not_saved(case):
    state = case.state.case
    half = dataclasses.replace(state.heatmaps["cf-cam"], progress=(1, 9))
    state.heatmaps = {**state.heatmaps, "cf-cam": half}
    workspace = case.workspace()
    assert list(workspace.heatmaps) == ["grad-cam"]
    assert workspace.selected == "grad-cam"


def test_no_folder_but_that_of_the_image_is_named(path, tmp_path):
    assert str(tmp_path) not in path.read_text()
    assert json.loads(path.read_text())["source"]["path"] == "cat ä.png"


def test_the_folder_may_be_moved_as_a_whole(path, tmp_path, other, case):
    shutil.move(tmp_path / "images", tmp_path / "elsewhere")
    other.restore(other.open_file(tmp_path / "elsewhere" / path.name))
    assert parts(other) == parts(case)


def test_the_session_file_may_be_renamed(path, other, case):
    renamed = path.replace(path.with_name("new name.txt"))
    assert is_workspace(renamed)
    other.restore(other.open_file(renamed))
    assert parts(other) == parts(case)


def test_an_image_from_another_folder_is_found_from_there(case, tmp_path, other):
    path = case.save_workspace(case.workspace(), tmp_path / "sessions" / "deep" / "a")
    assert json.loads(path.read_text())["source"]["path"] == "../../images/cat ä.png"
    other.restore(other.open_file(path))
    assert parts(other) == parts(case)


def test_an_image_that_was_moved_is_asked_for(path, tmp_path, other, case):
    there = tmp_path / "there.png"
    (tmp_path / "images" / "cat ä.png").rename(there)
    with pytest.raises(MovedError) as caught:
        other.open_file(path)
    assert caught.value.name == "cat ä.png"
    assert "cat ä.png" in str(caught.value)
    assert "cat ä.png" in caught.value.hint
    assert str(tmp_path) not in str(caught.value) + caught.value.hint
    other.restore(other.read_workspace(path, there))
    assert parts(other) == parts(case)
    assert other.state.case.image.warnings == ()


def test_an_image_that_lies_beside_the_session_is_found(case, tmp_path, other):
    path = case.save_workspace(case.workspace(), tmp_path / "sessions" / "a")
    (tmp_path / "images" / "cat ä.png").rename(tmp_path / "sessions" / "cat ä.png")
    other.restore(other.open_file(path))
    assert parts(other) == parts(case)


def test_a_changed_image_is_never_shown_silently(path, tmp_path, other):
    draw(tmp_path / "images" / "cat ä.png", first=5)
    other.restore(other.open_file(path))
    (warning,) = other.state.case.image.warnings
    assert "has changed" in warning


def test_an_image_of_another_shape_is_refused(path, tmp_path, other):
    draw(tmp_path / "images" / "cat ä.png", rows=21)
    with pytest.raises(GeometryError):
        other.open_file(path)


def test_a_changed_map_is_left_out_and_said(path, other):
    folder = path.with_name("visit.camviewer")
    changed = next(each for each in folder.iterdir() if each.name.startswith("cf-cam"))
    changed.write_bytes(changed.read_bytes()[:-4] + b"\0\0\0\1")
    other.restore(other.open_file(path))
    assert list(other.state.case.heatmaps) == ["grad-cam"]
    assert list(other.state.case.explanation.heatmaps) == ["grad-cam"]
    assert other.state.case.selected == "grad-cam"
    (warning,) = other.state.case.image.warnings
    assert "The map cf-cam is not as it was saved, or missing" in warning


def test_a_session_without_its_folder_shows_the_rest(path, other):
    shutil.rmtree(path.with_name("visit.camviewer"))
    other.restore(other.open_file(path))
    assert other.state.case.heatmaps == {}
    assert len(other.state.case.image.warnings) == 2
    assert other.state.overlay.colours == "hot"


def test_other_weights_are_said(path, other):
    change(path, explanation__model="efficientnet-lite0", explanation__weights_sha256="0" * 64)
    (warning,) = other.open_file(path).image.warnings
    assert warning == "A network has other weights now than when these maps were made."


def test_a_network_that_is_not_here_is_said_and_another_one_asked(path, other):
    change(
        path, explanation__model="gone", explanation__weights_sha256="0" * 64, ask__model="gone"
    )
    other.restore(other.open_file(path))
    assert "is not here" in other.state.case.image.warnings[0]
    assert other.state.ask.model == "efficientnet-lite0"
    assert list(other.state.case.heatmaps) == ["grad-cam", "cf-cam"]


# Numbers about the maps

LINE = Curve((0.0, 1.0), (1.0, 0.0), "Share", "Probability")
NUMBERS = Evaluation(
    (
        Measurement("grad-cam", "road", (Finding(0.25, {"most": LINE}),)),
        Measurement("cf-cam", "infidelity", (Finding(0.5, draws=(0.4, 0.6)),), "score²"),
        Measurement("cf-cam", "road", (Finding(math.nan, note="Blank."),)),
        Measurement("random-cam", "road", (Finding(math.inf),)),
    ),
    (Agreement("grad-cam", "cf-cam", "ssim", 0.75),),
    12, 3, 45.5, {"road": {"shares": 9}}, ("random-cam",), ("A note.",),
)  # fmt: skip


@pytest.fixture
def measured(case, tmp_path):
    case.accept_evaluation(case.state.case.explanation, NUMBERS)
    return case.save_workspace(case.workspace(), tmp_path / "images" / "visit")


def test_a_session_opens_with_its_numbers(measured, other):
    other.restore(other.open_file(measured))
    numbers = other.state.numbers
    assert repr(numbers.evaluation) == repr(NUMBERS)  # as NaN is not equal to itself
    assert numbers.page == "table"


def test_a_session_without_numbers_has_none(path, other):
    assert json.loads(path.read_text())["numbers"] is None
    other.restore(other.open_file(path))
    assert (other.state.numbers.evaluation, other.state.numbers.page) == (None, "")


@pytest.mark.parametrize(
    "changes",
    [
        {"numbers": 3}, {"numbers": []}, {"numbers": {}},
        {"numbers__measurements__0__findings__0__value": "high"},
        {"numbers__measurements__0__findings": 1}, {"numbers__controls": 3},
        {"numbers__measurements__0__findings__0__curves": {"most": 1}},
    ],
)  # fmt: skip
def test_damaged_numbers_are_left_out_with_a_sentence(measured, other, changes):
    change(measured, **changes)
    opened = other.open_file(measured)
    assert "numbers about the maps are damaged" in opened.image.warnings[-1]
    other.restore(opened)
    assert other.state.numbers.evaluation is None
    assert list(other.state.case.heatmaps) == ["grad-cam", "cf-cam"]


def test_numbers_of_a_metric_or_map_that_is_not_there_are_passed_over(measured, other):
    change(
        measured, numbers__measurements__0__metric="beauty",
        numbers__measurements__1__heatmap="gone", numbers__agreements__0__other="gone",
    )  # fmt: skip
    other.restore(other.open_file(measured))
    found = other.state.numbers.evaluation
    assert [(m.heatmap, m.metric) for m in found.measurements] == [
        ("cf-cam", "road"), ("random-cam", "road"),
    ]  # fmt: skip
    assert found.agreements == ()


# Files that somebody damaged


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe\0", b"{}", b"[" * 99_999, b"x" * 100]
)
def test_a_damaged_file_is_refused_in_a_sentence(tmp_path, other, content):
    path = tmp_path / "a.camviewer.json"
    path.write_bytes(content)
    with pytest.raises(FormatError) as caught:
        other.open_file(path)
    assert "a.camviewer.json" in str(caught.value)
    assert str(tmp_path) not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 0}, {"version": None}, {"version": "1"}, {"version": 1.0},
        {"source": None}, {"source": []}, {"source__shape": "x"}, {"source__path": 3},
        {"source__volume": "1"}, {"view": 3}, {"view__width": "wide"},
        {"view__position": [[1]]}, {"overlay__visible": 1}, {"ask__methods": "grad-cam"},
        {"measures__items": {}}, {"measures__items": [{"key": 1}]},
        {"measures__items__0__points": [1]}, {"predictions": [{}]}, {"maps": {}},
        {"maps__0__shape": [-1, 5]}, {"maps__0__shape": [0, 5]}, {"maps__0__shape": [10]},
        {"maps__0__shape": [10**6, 10**6]}, {"maps__0__affine": [[1.0]]},
        {"maps__0__file": "../../secret"}, {"maps__0__file": "/etc/passwd"},
        {"maps__0__file": 3}, {"shown": {"grad-cam": 99}}, {"shown": {"grad-cam": -1}},
        {"shown": []}, {"explanation": 3}, {"explanation__target": None},
        {"explanation__maps": {"x": 99}}, {"explanation__maps": None},
        {"folder": "../visit.camviewer"}, {"folder": ".."}, {"folder": 3},
        {"folder": "a\\b"}, {"folder": "/home"}, {"folder": ""},
    ],
)  # fmt: skip
def test_a_field_that_makes_no_sense_is_refused_in_a_sentence(path, other, changes):
    change(path, **changes)
    with pytest.raises(FormatError) as caught:
        other.open_file(path)
    assert "visit.camviewer.json is a damaged session." in str(caught.value)


def test_a_newer_version_is_refused_in_a_sentence(path, other):
    change(path, version=2)
    with pytest.raises(FormatError) as caught:
        other.open_file(path)
    assert "newer version of camviewer" in str(caught.value)
    assert caught.value.hint == "Update camviewer."


def test_unknown_fields_are_passed_over(path, other, case):
    change(path, from_the_future={"a": [1]}, view__more=3, maps__0__odd="x")
    other.restore(other.open_file(path))
    assert parts(other) == parts(case)


def test_values_of_the_display_that_make_no_sense_take_their_default(path, other):
    change(
        path, overlay__colours="pink", overlay__ramp="steep", overlay__scale="none",
        overlay__opacity=7, overlay__threshold=-1, overlay__fixed_top=0, view__annotations="x",
        view__compare_plane="oblique", view__maximised="x", view__width=-5,
        view__position=[1.0], measures__items__0__points=[[1.0]],
    )  # fmt: skip
    other.restore(other.open_file(path))
    overlay, view = other.state.overlay, other.state.view
    assert (overlay.colours, overlay.ramp, overlay.scale) == ("inferno", "linear", "map")
    assert (overlay.opacity, overlay.threshold, overlay.fixed_top) == (1.0, 0.0, 1e-4)
    assert (view.annotations, view.compare_plane, view.maximised) == ("all", "axial", "")
    assert view.width > 0
    assert len(view.position) == 2
    assert (other.state.measures.items, other.state.measures.selected) == ((), None)


def test_an_odd_path_of_the_image_is_only_not_found(path, other):
    for odd in ("\0", "a" * 5000, "no such folder/x.png"):
        change(path, source__path=odd)
        with pytest.raises(MovedError):
            other.open_file(path)


def test_what_the_user_has_chosen_for_every_case_is_not_changed(case, path, other):
    change(path, view__tool="distance", view__mouse="pacs")
    other.restore(other.open_file(path))
    assert other.state.view.tool == ""
    assert other.settings.is_radiological is True


def test_reading_writes_nothing(path, other, tmp_path):
    def listed():
        return {(each, each.stat().st_mtime_ns) for each in (tmp_path / "images").rglob("*")}

    before = listed()
    other.open_file(path)
    assert listed() == before


# Recognising and writing


def test_a_session_is_known_by_its_content(path, tmp_path):
    assert is_workspace(path)
    image = tmp_path / "images" / "cat ä.png"
    assert not is_workspace(image)
    assert not is_workspace(tmp_path)
    assert not is_workspace(tmp_path / "none")
    other = tmp_path / "other.json"
    other.write_text('{"version": 1}')
    assert not is_workspace(other)


@pytest.mark.parametrize("name", ["a", "a.json", "a.camviewer", "a.camviewer.json"])
def test_a_session_file_has_its_ending_once(tmp_path, name):
    assert workspace_path(tmp_path / name).name == "a.camviewer.json"


def test_maps_of_an_older_save_go_and_nothing_else_does(case, path):
    folder = path.with_name("visit.camviewer")
    own = folder / "notes.txt"
    own.write_text("mine")
    case.state.case.explanation = None
    case.state.case.heatmaps = {"grad-cam": case.state.case.heatmaps["grad-cam"]}
    case.save_workspace(case.workspace(), path)
    names = sorted(each.name.split("-0")[0][:8] for each in folder.iterdir())
    assert len(names) == 2
    assert own.read_text() == "mine"


def test_a_save_that_fails_leaves_the_old_session_whole(case, path, monkeypatch, other):
    before = parts(case)
    from camviewer.session import workspace as module

    def full(*_arguments, **_more):
        raise OSError(28, "No space left on device")

    case.state.overlay.opacity = 0.9
    heat = case.state.case.heatmaps["cf-cam"]
    case.state.case.heatmaps = {"cf-cam": dataclasses.replace(heat, array=heat.array + 1)}
    monkeypatch.setattr(module, "write_json", full)
    with pytest.raises(ResourceError) as caught:
        case.save_workspace(case.workspace(), path)
    assert "No space left" in str(caught.value)
    other.restore(other.open_file(path))
    assert parts(other) == before


def test_an_image_from_no_file_cannot_be_saved(session, picture, tmp_path):
    session.show(picture)
    workspace = session.workspace()
    assert not workspace.can_be_saved
    with pytest.raises(InputError):
        session.save_workspace(workspace, tmp_path / "a")
    assert list(tmp_path.glob("a*")) == []


def test_nothing_open_is_no_session(session):
    assert session.workspace() is None


def test_maps_that_are_there_are_not_written_again(case, tmp_path):
    path, written = tmp_path / "p" / "a.camviewer.json", {}
    write_workspace(case.workspace(), path, written=written, is_private=True)
    folder = path.with_name("a.camviewer")
    times = {each: each.stat().st_mtime_ns for each in folder.iterdir()}
    case.state.overlay.opacity = 0.9
    write_workspace(case.workspace(), path, written=written, is_private=True)
    assert times == {each: each.stat().st_mtime_ns for each in folder.iterdir()}
    assert read_record(path).record.overlay.opacity == 0.9
    assert {stat.S_IMODE(each.stat().st_mode) for each in (path, *folder.iterdir())} == {0o600}


def test_a_private_copy_holds_the_whole_path(case, tmp_path):
    path = tmp_path / "p" / "a.camviewer.json"
    write_workspace(case.workspace(), path, is_private=True)
    source = json.loads(path.read_text())["source"]
    assert source["path"] == (tmp_path / "images" / "cat ä.png").as_posix()
    content = "".join(each.name for each in path.parent.rglob("*"))
    assert ".png" not in content


def test_the_copy_does_not_follow_later_changes(case):
    workspace = case.workspace()
    assert isinstance(workspace, Workspace)
    case.state.overlay.opacity = 0.9
    case.state.view.width = 5.0
    assert workspace.overlay.opacity == 0.35
    assert workspace.view.width == 99.5
