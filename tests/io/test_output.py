import pytest

from camviewer.core.errors import ResourceError
from camviewer.io.output import make_folder, whole_file, write_bytes


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path):
    write_bytes(tmp_path / "a.bin", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [
        ("a.bin", b"new")
    ]


def test_a_file_that_was_there_stays_when_the_new_one_fails(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")

    def fill():
        with whole_file(path) as file:
            file.write(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(ResourceError, match="No space"):
        fill()
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [
        ("a.bin", b"old")
    ]


def test_a_fault_of_our_own_leaves_no_half_file(tmp_path):
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "a.bin"):
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_made_with_its_parents(tmp_path):
    folder = make_folder(tmp_path / "a" / "b")
    assert folder.is_dir()
    assert make_folder(folder) == folder
    assert list(folder.iterdir()) == []


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path):
    (tmp_path / "a").touch()
    with pytest.raises(ResourceError) as caught:
        make_folder(tmp_path / "a" / "b")
    assert caught.value.hint
