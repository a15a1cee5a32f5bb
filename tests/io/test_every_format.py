import gzip

import numpy as np
import pytest

from camviewer.core.errors import FormatError, InputError
from camviewer.io import FORMATS, open_image

EACH = pytest.mark.parametrize("kind", FORMATS, ids=FORMATS.names())


@EACH
def test_values_and_their_type_come_back_as_stored(kind, good):
    path, values = good[kind.name]
    image = open_image(path)
    assert image.array.dtype == values.dtype
    np.testing.assert_array_equal(image.array, values)
    assert image.grid.shape == values.shape[: image.grid.ndim]
    assert image.path == path
    assert len(image.sha256) == 64


@EACH
def test_it_is_recognised_by_its_content_under_any_name(kind, good, tmp_path):
    path, values = good[kind.name]
    other = tmp_path / "scan.xyz"
    other.write_bytes(path.read_bytes())
    np.testing.assert_array_equal(open_image(other).array, values)


@EACH
def test_no_other_format_claims_its_file(kind, good):
    path, _ = good[kind.name]
    head = path.read_bytes()[:4096]
    assert [each.name for each in FORMATS if each.accepts(head, path)] == [kind.name]


@EACH
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_cut_file_is_told_in_a_sentence_with_a_hint(kind, good, tmp_path, share):
    path, _ = good[kind.name]
    content = path.read_bytes()
    cut = tmp_path / "cut"
    cut.write_bytes(content[: int(share * len(content))])
    with pytest.raises(FormatError) as caught:
        open_image(cut)
    assert str(caught.value).endswith(".")
    assert caught.value.hint


def test_an_empty_a_missing_and_a_foreign_file_and_a_folder_are_told(tmp_path):
    (tmp_path / "empty.nii").touch()
    (tmp_path / "text.png").write_text("no picture at all")
    (tmp_path / "dicom").write_bytes(bytes(128) + b"DICM" + bytes(100))
    for name, words in {
        "empty.nii": "is empty",
        "text.png": "no PNG",
        "dicom": "DICOM",
        "gone.nii": "no file",
    }.items():
        with pytest.raises(InputError, match=words) as caught:
            open_image(tmp_path / name)
        assert caught.value.hint
    with pytest.raises(InputError, match="folder"):
        open_image(tmp_path)


def test_a_gzip_of_something_else_is_no_image(tmp_path):
    (tmp_path / "a.nii.gz").write_bytes(gzip.compress(b"words, words" * 50))
    with pytest.raises(FormatError):
        open_image(tmp_path / "a.nii.gz")
