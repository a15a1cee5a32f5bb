import gzip

import numpy as np
import pytest

from camviewer.core.digest import sha256_of
from camviewer.core.errors import FormatError, InputError
from camviewer.io import FORMATS, open_image


def test_every_format_has_a_sample(makers):
    assert set(makers) == set(FORMATS.names())


def test_a_good_file_opens_with_its_axes_and_its_stored_values(sample_of, put):
    _, make = sample_of
    sample = make()
    path = put(sample.content, "good.bin")
    image = open_image(path)
    assert image.grid.ndim == sample.axes
    assert image.array.dtype == sample.array.dtype
    np.testing.assert_array_equal(image.array, sample.array)
    assert (image.name, image.path) == ("good.bin", path)
    assert image.sha256 == sha256_of(path)


@pytest.mark.parametrize("name", ["wrong.png", "wrong.nii.gz", "wrong", "wrong.txt"])
def test_a_file_is_recognised_by_its_content(sample_of, put, name):
    sample = sample_of[1]()
    assert open_image(put(sample.content, name)).grid.ndim == sample.axes


def test_no_other_format_claims_a_file(sample_of, put):
    owner, make = sample_of
    path = put(make().content)
    head = path.read_bytes()[:4096]
    assert [kind.name for kind in FORMATS if kind.accepts(head, path)] == [owner]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.98])
def test_a_cut_file_is_refused_with_a_sentence_and_a_hint(sample_of, put, share):
    content = sample_of[1]().content
    with pytest.raises(FormatError) as caught:
        open_image(put(content[: int(len(content) * share)], "cut.bin"))
    assert str(caught.value).endswith(".")
    assert "cut.bin" in str(caught.value)
    assert caught.value.hint


def test_a_volume_that_is_not_in_a_file_of_one_is_refused(sample_of, put):
    with pytest.raises(InputError, match="no volume 1: the file holds one volume"):
        open_image(put(sample_of[1]().content), volume=1)


def test_the_array_hangs_on_no_file(sample_of, put):
    sample = sample_of[1]()
    path = put(sample.content)
    image = open_image(path)
    path.write_bytes(b"\0" * len(sample.content))
    np.testing.assert_array_equal(image.array, sample.array)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.nii", b"hello", "no NIfTI file"),
        ("a.png", b"hello", "no PNG"),
        ("a.xyz", b"hello", "of no known kind"),
        ("a.nii", b"", "empty"),
        ("a.dcm", bytes(128) + b"DICM", "without pictures"),
        ("a.gz", b"\x1f\x8bhello", "of no known kind"),
        ("a.nii.gz", gzip.compress(b"words, words" * 50), "no NIfTI file"),
    ],
)
def test_other_files_are_refused_with_what_could_be_opened(put, name, content, words):
    with pytest.raises(FormatError, match=words) as caught:
        open_image(put(content, name))
    assert caught.value.hint


def test_an_empty_folder_and_a_missing_file_are_told_apart(tmp_path):
    with pytest.raises(InputError, match="is a folder without DICOM or PNG or TIFF slices"):
        open_image(tmp_path)
    with pytest.raises(InputError, match="There is no file"):
        open_image(str(tmp_path / "none.nii"))


def test_every_format_says_what_it_is():
    for kind in FORMATS:
        assert kind.label
        assert all(suffix.startswith(".") for suffix in kind.suffixes)
