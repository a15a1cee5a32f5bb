import json

import numpy as np
import pytest

from camviewer.core.errors import ResourceError
from camviewer.core.image import Image, pixel_grid
from camviewer.core.settings import Settings
from camviewer.render.colour import Window
from camviewer.render.presets import Preset, PresetError, shipped_presets
from camviewer.session.preset_shelf import load_presets
from camviewer.session.service import Session


@pytest.fixture
def path(tmp_path):
    return tmp_path / "presets.json"


def reopened(tmp_path):
    return Session(Settings(), tmp_path / "settings.json")


def write(path, *entries):
    path.write_text(json.dumps(entries))


SPINE = {"key": "9", "name": "spine", "label": "Spine", "width": 300, "level": 40}


def test_presets_set_the_window_of_a_ct_only(session, volume):
    session.set_preset("1")
    session.show(volume)
    session.set_preset("6")
    assert (session.state.view.width, session.state.view.level) == (80, 40)
    session.set_preset("liver")
    assert (session.state.view.width, session.state.view.level) == (150, 90)
    session.set_preset("0")
    view = session.state.view
    assert view.level - view.width / 2 < -900
    grey = Image(np.arange(400, dtype=np.uint8).reshape(20, 20), pixel_grid(20, 20))
    session.show(grey)
    before = view.width
    session.set_preset("6")
    assert view.width == before


@pytest.mark.parametrize("what", ["9", "none", "None", ""])
def test_a_preset_that_is_not_there_changes_nothing(session, volume, what):
    session.show(volume)
    view = session.state.view
    view.width = 777.0
    session.set_preset(what)
    assert (view.width, view.level) == (777.0, -600)


def test_the_users_file_adds_and_replaces(path, tmp_path, volume):
    write(path, SPINE, {"key": "1", "name": "lung", "width": 1600, "level": -550})
    session = reopened(tmp_path)
    assert session.notices == ()
    session.show(volume)
    assert (session.state.view.width, session.state.view.level) == (1600, -550)
    session.set_preset("9")
    assert session.preset_in_force().label == "Spine"


def test_a_damaged_file_is_said_once_and_the_shipped_presets_are_used(path, tmp_path):
    write(path, SPINE | {"width": 3})
    session = reopened(tmp_path)
    assert session.state.presets.items == shipped_presets()
    (sentence,) = session.notices
    assert sentence == (
        "Your own presets are not used. presets.json, entry 1: the width of Spine is 3: "
        "it has to be 10 to 4000 HU."
    )
    assert path.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff", b"{}", b"[" * 99_999, b'[{"name": "lung", "key": "2"}]']
)
def test_no_damage_blocks_the_start(path, content):
    path.write_bytes(content)
    found, sentence = load_presets(path)
    assert found == shipped_presets()
    assert sentence.startswith("Your own presets are not used.")


def test_a_folder_in_place_of_the_file_does_not_block_the_start(path):
    path.mkdir()
    assert load_presets(path)[0] == shipped_presets()


def test_presets_are_read_anew_while_the_program_runs(session, path):
    write(path, SPINE)
    heard = []
    session.state.presets.events.items.connect(heard.append)
    assert session.read_shelf() == ""
    assert session.state.presets.items[-1].name == "spine"
    assert len(heard) == 1


def test_the_present_window_is_kept_under_the_first_free_key(session, tmp_path, volume):
    session.show(volume)
    session.state.view.width, session.state.view.level = 333.0, 44.0
    made = session.save_window(" My spine ")
    assert made == Preset("9", "my-spine", "My spine", Window(333.0, 44.0))
    assert session.preset_in_force() == made
    second = session.save_window("Another")
    assert second.key == ""
    assert reopened(tmp_path).state.presets.items[-2:] == (made, second)


@pytest.mark.parametrize("label", ["Lung", "LUNG", "", "  ", "x" * 99])
def test_a_name_that_cannot_be_used_changes_nothing(session, volume, path, label):
    session.show(volume)
    with pytest.raises(PresetError):
        session.save_window(label)
    assert session.state.presets.items == shipped_presets()
    assert not path.exists()


def test_a_window_that_no_ct_has_is_refused(session, volume):
    session.show(volume)
    session.state.view.width = 9.0
    with pytest.raises(PresetError):
        session.save_window("Narrow")


def test_only_what_differs_from_the_shipped_is_written(session, path):
    own = Preset("9", "spine", "Spine", Window(300.0, 40.0))
    session.keep_presets((*shipped_presets(), own))
    assert [each["name"] for each in json.loads(path.read_text())] == ["spine"]
    session.keep_presets(session.state.presets.items[:-1])
    assert json.loads(path.read_text()) == []
    assert session.state.presets.items == shipped_presets()


def test_a_shipped_preset_that_is_left_out_comes_back(session):
    session.keep_presets(shipped_presets()[1:])
    assert session.state.presets.items == shipped_presets()


def test_a_place_that_cannot_be_written_changes_nothing(session, path):
    path.mkdir()
    own = Preset("9", "spine", "Spine", Window(300.0, 40.0))
    with pytest.raises(ResourceError):
        session.keep_presets((*shipped_presets(), own))
    assert session.state.presets.items == shipped_presets()


def test_the_shipped_presets_come_back(session, path):
    write(path, SPINE)
    session.read_shelf()
    session.restore_presets()
    assert session.state.presets.items == shipped_presets()


def test_an_own_preset_never_hides_a_shipped_one(session, path):
    own = Preset("9", "lung", "Lung", Window(300.0, 40.0))
    with pytest.raises(PresetError):
        session.keep_presets((*shipped_presets(), own))
    assert not path.exists()
