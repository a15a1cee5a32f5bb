import pytest

from camviewer.cli.command import check_file_name, print_notes, read_settings
from camviewer.core.errors import InputError, ResourceError


def test_parameters_are_kept_by_method():
    assert read_settings(["cf-cam.sigma=1.5", "cf-cam.metric=cosine", "grad-cam++.x=a=b"]) == {
        "cf-cam": {"sigma": "1.5", "metric": "cosine"},
        "grad-cam++": {"x": "a=b"},
    }
    assert read_settings([]) == {}


@pytest.mark.parametrize("text", ["", "sigma=1", "cf-cam.sigma", ".sigma=1", "cf-cam.=1"])
def test_another_form_is_refused(text):
    with pytest.raises(InputError) as caught:
        read_settings([text])
    assert caught.value.hint


def test_a_folder_is_no_file_name(tmp_path):
    check_file_name(tmp_path / "a.png")
    with pytest.raises(ResourceError):
        check_file_name(tmp_path)


def test_notes_are_marked(capsys):
    print_notes(("One.", "Two."))
    assert capsys.readouterr().out == "note: One.\nnote: Two.\n"
