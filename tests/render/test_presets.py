import json

import pytest

from camviewer.core.errors import CamViewerError, FormatError, UnknownNameError
from camviewer.core.settings import resource
from camviewer.render.colour import Window
from camviewer.render.presets import (
    Preset,
    PresetError,
    check_preset,
    check_presets,
    merged,
    name_of,
    own_among,
    preset,
    read_presets,
    relabelled,
    shipped_presets,
    write_presets,
)

PRESETS = shipped_presets()
SPINE = Preset("9", "spine", "Spine", Window(300.0, 40.0))
ENTRY = {"key": "9", "name": "spine", "label": "Spine", "width": 300, "level": 40}


def test_presets_are_sensible():
    assert [entry.key for entry in PRESETS] == list("12345678")
    assert len({entry.name for entry in PRESETS}) == len({e.label for e in PRESETS}) == 8
    for entry in PRESETS:
        assert entry.window.low < entry.window.high
        assert 10 <= entry.window.width <= 4000


def test_presets_are_the_published_ones():
    published = {
        "lung": (1500, -600),
        "mediastinum": (400, 40),
        "abdomen": (350, 40),
        "liver": (150, 90),
        "bone": (2000, 500),
        "brain": (80, 40),
        "stroke": (40, 40),
        "angio": (600, 170),
    }
    assert {e.name: (e.window.width, e.window.level) for e in PRESETS} == published


def test_presets_are_read_from_the_shipped_file():
    stored = json.loads(resource("presets.json").read_text(encoding="utf-8"))
    assert [entry["label"] for entry in stored] == [entry.label for entry in PRESETS]


def test_preset_is_found_by_name_and_a_near_miss_is_named():
    assert preset("lung").window == Window(1500.0, -600.0)
    with pytest.raises(UnknownNameError) as caught:
        preset("lungs")
    assert "lung" in caught.value.hint


def test_presets_come_back_as_they_were_written(tmp_path):
    path = tmp_path / "presets.json"
    write_presets(path, [SPINE, *PRESETS[:2]])
    assert read_presets(path) == (SPINE, *PRESETS[:2])


def test_the_key_and_the_words_may_be_left_out(tmp_path):
    path = tmp_path / "presets.json"
    path.write_text('[{"name": "spine", "width": 300, "level": 40.5}]')
    assert read_presets(path) == (Preset("", "spine", "spine", Window(300.0, 40.5)),)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"width": 5}, "entry 2: the width of Spine is 5: it has to be 10 to 4000 HU"),
        ({"width": 4001}, "width of Spine"),
        ({"width": -300}, "width of Spine"),
        ({"width": True}, "width of Spine is no number"),
        ({"width": "300"}, "width of Spine is no number"),
        ({"width": None}, "width of Spine is no number"),
        ({"width": float("nan")}, "width of Spine is no number"),
        ({"width": float("inf")}, "width of Spine is inf"),
        ({"width": 10**400}, "width of Spine is inf"),
        ({"level": 1e9}, "level of Spine"),
        ({"level": float("nan")}, "level of Spine is no number"),
        ({"key": 9}, "key of Spine"),
        ({"key": "0"}, "key of Spine is '0'"),
        ({"key": "12"}, "key of Spine"),
        ({"name": "My spine"}, "lower case"),
        ({"name": "9"}, "lower case"),
        ({"name": None}, "no name"),
        ({"label": ""}, "1 to 40 characters"),
        ({"label": "x" * 41}, "1 to 40 characters"),
        ({"label": "a\tb"}, "1 to 40 characters"),
    ],
)
def test_a_faulty_entry_is_named_with_its_fault(tmp_path, change, words):
    path = tmp_path / "presets.json"
    first = {"name": "first", "width": 300, "level": 40}
    path.write_text(json.dumps([first, ENTRY | change]))
    with pytest.raises(PresetError) as caught:
        read_presets(path)
    assert words in str(caught.value)
    assert "presets.json, entry 2" in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("content", ["{}", "3", "null", "[[]]", '["lung"]', str([0] * 101)])
def test_what_is_no_list_of_presets_is_refused(tmp_path, content):
    path = tmp_path / "presets.json"
    path.write_text(content)
    with pytest.raises(CamViewerError):
        read_presets(path)


@pytest.mark.parametrize("content", [b"", b"[", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_refused(tmp_path, content):
    path = tmp_path / "presets.json"
    path.write_bytes(content)
    with pytest.raises(FormatError):
        read_presets(path)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (Preset("", "spine", "Other", Window(80.0, 40.0)), "called Other"),
        (Preset("", "other", "SPINE", Window(80.0, 40.0)), "called SPINE"),
        (Preset("9", "other", "Other", Window(80.0, 40.0)), "key 9 of Other"),
    ],
)
def test_two_presets_are_never_alike(other, words):
    with pytest.raises(PresetError) as caught:
        check_presets([SPINE, other])
    assert words in str(caught.value)


def test_many_presets_may_have_no_key():
    windows = (Preset("", f"own-{n}", f"Own {n}", Window(80.0, n)) for n in range(3))
    check_presets(windows)


def test_own_presets_replace_those_of_their_name_and_follow_the_others():
    lung = Preset("1", "lung", "My lung", Window(1600.0, -550.0))
    found = merged(PRESETS, (SPINE, lung))
    assert found[0] == lung
    assert found[-1] == SPINE
    assert [each.name for each in found[1:-1]] == [each.name for each in PRESETS[1:]]
    assert own_among(PRESETS, found) == (lung, SPINE)


def test_an_own_preset_cannot_take_the_key_of_another():
    with pytest.raises(PresetError) as caught:
        merged(PRESETS, (Preset("3", "spine", "Spine", Window(300.0, 40.0)),))
    assert "key 3 of Spine is already that of Abdomen" in str(caught.value)
    abdomen = Preset("", "abdomen", "Abdomen", Window(350.0, 40.0))
    assert merged(PRESETS, (Preset("3", "spine", "Spine", Window(300.0, 40.0)), abdomen))


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Spine", "spine"),
        ("Hals, weich", "hals-weich"),
        ("  A--B ", "a-b"),
        ("3 mm", "own-3-mm"),
    ],
)
def test_a_name_is_made_of_the_words(label, name):
    assert name_of(label) == name
    check_preset(relabelled(SPINE, label))


@pytest.mark.parametrize("label", ["Äpfel", "骨", "x" * 40, "-" * 10, "1" * 40, "ß"])
def test_any_words_give_a_name_that_is_allowed(label):
    check_preset(relabelled(SPINE, label))
