import json
import logging
import os

import pytest

from camviewer.core import settings as module
from camviewer.core.errors import ResourceError
from camviewer.core.settings import (
    DISCLAIMER,
    Settings,
    load_settings,
    peek_settings,
    read_settings,
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
    ui_scale=1.5,
    contrast=True,
    language="de",
    hides_patient=False,
    mouse="pacs",
    letters="HF",
    cine_speed=20,
    autosaves=False,
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


@pytest.mark.parametrize(
    "entry",
    [
        {"theme": "pink"}, {"language": "tlh"}, {"mouse": "trackball"},
        {"ui_scale": 0.9}, {"ui_scale": 2.1}, {"ui_scale": "1.5"}, {"ui_scale": float("nan")},
        {"contrast": 1}, {"hides_patient": None},
    ],
)  # fmt: skip
def test_a_value_that_the_program_does_not_know_gives_its_default(path, entry):
    write(path, {"version": 1, **entry})
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
            "version": 2,
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


# Version 2


def damaged(path, how):
    """Leave a settings file that is damaged in one way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if how == "folder":
        path.mkdir()
        (path / "inside").write_text("x")
    elif how == "loop":
        path.symlink_to(path)
    elif how == "broken link":
        path.symlink_to(path.with_name("gone"))
    elif how == "pipe":
        os.mkfifo(path)
    else:
        path.write_bytes(CONTENTS[how])


CONTENTS = {
    "empty": b"",
    "binary": bytes(range(256)),
    "list": b"[1, 2]",
    "text": b'"dark"',
    "number": b"2",
    "cut": b'{"version": 2, "theme": "li',
    "huge": b'{"version": 2, "theme": "' + b"x" * 2_000_000 + b'"}',
    "deep": b'{"version": 2, "recent": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    "newer": b'{"version": 3, "theme": "light"}',
    "no version": b'{"theme": "light"}',
    "odd version": b'{"version": "2", "theme": "light"}',
    "yes as version": b'{"version": true, "theme": "light"}',
    "version 0": b'{"version": 0, "theme": "light"}',
    "long number": b'{"version": ' + b"9" * 5000 + b"}",
    "utf-16": '{"version": 2}'.encode("utf-16"),
}


@pytest.mark.parametrize("how", [*CONTENTS, "folder", "loop", "broken link", "pipe"])
def test_a_file_that_cannot_be_used_is_put_aside_and_said(path, how):
    damaged(path, how)
    found, sentence = read_settings(path)
    assert found == Settings()
    assert sentence == (
        "Your settings could not be read; the usual ones are used. "
        "The old file is kept as settings.json.bad-1."
    )
    aside = path.with_name("settings.json.bad-1")
    assert os.path.lexists(aside)
    if how in CONTENTS:
        assert aside.read_bytes() == CONTENTS[how]
    assert save_settings(OTHER, path)
    assert read_settings(path) == (OTHER, "")


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_without_permission_does_not_block_the_start(path):
    write(path, {"version": 2, "theme": "light"})
    path.chmod(0)
    assert read_settings(path)[0] == Settings()


def test_a_file_that_cannot_be_read_gives_the_defaults(path, monkeypatch):
    write(path, {"version": 2, "theme": "light"})

    def refuse(*_arguments, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)
    monkeypatch.setattr(type(path), "replace", refuse)
    found, sentence = read_settings(path)
    assert found == Settings()
    assert sentence == "Your settings could not be read; the usual ones are used."


def test_each_field_is_mended_for_itself(path):
    write(
        path,
        b'{"version": 2, "theme": "pink", "recent": ["/a", "", "b\\u0000c", "/a", 3],'
        b' "remembers_recent": 1, "is_radiological": false, "drag_up_brightens": NaN,'
        b' "autosaves": false, "autosaves": false, "inverts_wheel": true}',
    )
    assert read_settings(path) == (
        Settings(recent=("/a",), is_radiological=False, autosaves=False, inverts_wheel=True),
        "",
    )


def test_only_the_last_of_many_recent_files_are_read(path):
    write(path, {"version": 2, "recent": [str(number) for number in range(5000)]})
    assert load_settings(path).recent == tuple("01234567")


def test_numbers_keep_to_their_bounds(monkeypatch):
    monkeypatch.setattr(module, "_BOUNDS", {"scale": (1.0, 2.0)})
    assert [module._is_allowed("scale", x) for x in (1.0, 2.0, 0.9, 2.1, float("nan"))] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_the_first_version_is_brought_up_to_date(path):
    write(path, {"version": 1, "theme": "light", "recent": ["/a"], "remembers_recent": False})
    assert load_settings(path) == Settings(theme="light", remembers_recent=False)
    write(path, {"version": 1, "recent": ["/a"]})
    assert load_settings(path).recent == ("/a",)
    assert module.VERSION == 2


def test_migrations_run_in_their_order(monkeypatch):
    steps = []

    def step(number):
        return lambda stored: steps.append(number) or stored

    monkeypatch.setattr(module, "_MIGRATIONS", (step(1), step(2), step(3)))
    monkeypatch.setattr(module, "VERSION", 4)
    module._migrated({"version": 2})
    assert steps == [2, 3]


def test_looking_at_the_settings_leaves_a_damaged_file_where_it_is(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"version": 2, "language": "de"}', encoding="utf-8")
    assert peek_settings(path).language == "de"
    path.write_text("{", encoding="utf-8")
    assert peek_settings(path) == Settings()
    assert path.read_text(encoding="utf-8") == "{"
    path.unlink()
    assert peek_settings(path) == Settings()
