import os
import stat

import pytest

from camviewer.core.errors import FormatError
from camviewer.core.json_file import put_aside, read_json, write_json


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "folder" / "a.json"
    content = {"a": [1, 2.5, None, True], "ä": "\udcff"}
    write_json(path, content)
    assert read_json(path) == content
    assert [each.name for each in path.parent.iterdir()] == ["a.json"]


def test_a_private_file_is_for_its_owner_alone(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("old")
    path.chmod(0o644)
    write_json(path, {}, is_private=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_content_that_cannot_be_written_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.json"
    write_json(path, {"old": 1})
    with pytest.raises(ValueError, match="Out of range"):
        write_json(path, float("nan"))
    assert read_json(path) == {"old": 1}


def test_nothing_there_is_told_from_something_damaged(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_json(tmp_path / "none.json")
    loop = tmp_path / "loop.json"
    loop.symlink_to(loop)
    with pytest.raises(FormatError):
        read_json(loop)
    with pytest.raises(FormatError, match=r"x\.json cannot be read: File name too long\.$"):
        read_json(tmp_path / f"{'x' * 999}.json")


def test_a_pipe_does_not_hold_up_the_reader(tmp_path):
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    with pytest.raises(FormatError):
        read_json(pipe)


def test_a_large_file_is_not_read(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("[" + " " * 100 + "]")
    assert read_json(path, 102) == []
    with pytest.raises(FormatError) as caught:
        read_json(path, 101)
    assert "too large" in str(caught.value)


def test_no_folder_gets_into_the_sentence(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("{")
    with pytest.raises(FormatError) as caught:
        read_json(path)
    assert str(caught.value).startswith("a.json ")
    assert str(tmp_path) not in str(caught.value) + caught.value.hint


def test_files_put_aside_do_not_replace_each_other(tmp_path):
    path = tmp_path / "a.json"
    for number in range(1, 12):
        path.write_text(str(number))
        assert put_aside(path) == f"a.json.bad-{min(number, 9)}"
    assert (tmp_path / "a.json.bad-1").read_text() == "1"
    assert (tmp_path / "a.json.bad-9").read_text() == "11"
    assert put_aside(path) == ""
