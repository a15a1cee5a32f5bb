from camviewer.session.places import find_again, way_to


def test_the_way_is_written_from_the_folder_and_found_again(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    file = tmp_path / "a" / "x.nii"
    file.touch()
    assert way_to(file, tmp_path / "b") == "../a/x.nii"
    assert way_to(file, None) == file.resolve().as_posix()
    assert find_again("../a/x.nii", tmp_path / "b") == file.resolve()


def test_a_file_beside_the_session_is_found_too(tmp_path):
    (tmp_path / "x.nii").touch()
    assert find_again("../gone/x.nii", tmp_path) == (tmp_path / "x.nii").resolve()
    assert find_again("../gone/y.nii", tmp_path) is None
    assert find_again("bad\0name", tmp_path) is None
