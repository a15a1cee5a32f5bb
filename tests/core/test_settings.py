import json
import logging

import pytest

from camviewer.core import settings as module
from camviewer.core.errors import ResourceError
from camviewer.core.settings import (
    DISCLAIMER,
    Settings,
    load_settings,
    resource,
    save_settings,
    settings_path,
)

OTHER = Settings(
    theme="light",
    recent=("/a.nii.gz", "/b.png"),
    remembers_recent=True,
    is_radiological=False,
    is_anterior_left=False,
    drag_up_brightens=True,
    inverts_wheel=True,
    mouse="pacs",
    letters="HF",
    cine_speed=20,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "settings.json"


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())


def test_the_disclaimer_is_the_agreed_one():
    assert DISCLAIMER == "Research use only: explains the model, not the disease"


def test_settings_come_back_as_they_were(path):
    assert save_settings(OTHER, path)
    assert load_settings(path) == OTHER
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.json"]


def test_no_file_means_defaults(path):
    assert load_settings(path) == Settings()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"version": 1, "theme": "li',
        b"\xff\xfe\x00\x80",
        b"\x00" * 64,
        b"[1, 2]",
        b"null",
        b'"text"',
        b"{}",
        b'{"version": 99, "theme": "light"}',
        b'{"version": "1", "theme": "light"}',
        b'{"version": 1' + b" " * 10 + b', "theme": NaN}',
        b'{"version": 1, "theme": null, "recent": null, "is_radiological": null}',
        b'{"version": 1, "theme": 3, "recent": "x", "is_radiological": "no"}',
        b'{"version": 1, "theme": ["light"], "recent": {}, "is_radiological": 0}',
    ],
)
def test_a_damaged_file_gives_the_defaults(path, content):
    write(path, content)
    assert load_settings(path) == Settings()


def test_endless_brackets_give_the_defaults(path):
    write(path, b"[" * 100_000)
    assert load_settings(path) == Settings()


def test_a_folder_in_place_of_the_file_gives_the_defaults(path):
    path.mkdir(parents=True)
    assert load_settings(path) == Settings()


def test_one_damaged_entry_does_not_take_the_others_with_it(path):
    write(
        path,
        {
            "version": 1,
            "theme": "light",
            "recent": ["/a", 3, None, "/b"],
            "is_radiological": "maybe",
            "inverts_wheel": True,
            "from_the_future": 1,
        },
    )
    found = load_settings(path)
    assert found == Settings(theme="light", recent=("/a", "/b"), inverts_wheel=True)


def test_a_place_that_cannot_be_written_is_said_and_not_raised(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert not save_settings(OTHER, blocked / "settings.json")


def test_no_path_gets_into_the_log(path, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    write(path, b"{ /home/name/patient.nii")
    load_settings(path)
    blocked = tmp_path / "file"
    blocked.write_text("")
    save_settings(OTHER, blocked / "settings.json")
    assert caplog.records
    assert not any("/" in record.getMessage() for record in caplog.records)


def test_the_newest_file_comes_first_and_once(tmp_path):
    settings = Settings()
    for name in ("a", "b", "c", "a"):
        settings = settings.with_recent(tmp_path / name)
    assert settings.recent == tuple(str(tmp_path / name) for name in "acb")


def test_only_the_last_files_are_kept(tmp_path):
    settings = Settings()
    for number in range(12):
        settings = settings.with_recent(tmp_path / str(number))
    assert len(settings.recent) == 8
    assert settings.recent[0].endswith("11")


def test_no_file_is_remembered_when_switched_off(tmp_path):
    settings = Settings(remembers_recent=False)
    assert settings.with_recent(tmp_path / "a").recent == ()


def test_the_users_file_is_where_the_system_puts_such_files():
    assert settings_path().name == "settings.json"
    assert settings_path().is_absolute()
    assert "camviewer" in settings_path().parts[-2]


def test_a_shipped_file_is_found_beside_or_inside_the_package():
    assert resource("presets.json").is_file()


def test_a_file_inside_the_package_comes_first(tmp_path, monkeypatch):
    package = tmp_path / "camviewer"
    for root in (package, tmp_path):
        write(root / "resources" / "x.json", b"{}")
    monkeypatch.setattr(module, "__file__", str(package / "core" / "settings.py"))
    assert resource("x.json") == package / "resources" / "x.json"


def test_a_missing_shipped_file_is_one_sentence_and_a_hint():
    with pytest.raises(ResourceError) as caught:
        resource("samples", "unicorn.nii.gz")
    assert "samples/unicorn.nii.gz" in str(caught.value)
    assert caught.value.hint
