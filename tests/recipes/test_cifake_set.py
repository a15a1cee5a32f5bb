import hashlib
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from camviewer.core.errors import Cancelled, FormatError, InputError
from camviewer.core.progress import CancelToken, no_report
from camviewer.recipes.cifake_set import read_pictures


def _read(path, part="train", report=no_report, token=None):
    return read_pictures(path, part, report, token or CancelToken())


@pytest.fixture
def folder(cifake_folder, tmp_path):
    return Path(shutil.copytree(cifake_folder, tmp_path / "cifake"))


def test_every_picture_is_read_as_its_file_holds_it_in_the_order_of_names(cifake_folder):
    found = _read(cifake_folder)
    files = sorted(cifake_folder.glob("train/*/*.jpg"), key=lambda file: file.as_posix())
    assert len(found) == len(files) == 80
    assert found.pixels.dtype == torch.uint8
    for file, pixels, is_real in zip(files, found.pixels, found.is_real, strict=True):
        np.testing.assert_array_equal(pixels.permute(1, 2, 0), np.asarray(Image.open(file)))
        assert bool(is_real) == (file.parent.name == "REAL")


def test_the_two_parts_are_kept_apart(cifake_folder):
    assert len(_read(cifake_folder, "test")) == 20
    assert _read(cifake_folder, "test").is_real.sum() == 10


def test_a_zip_and_its_folder_are_the_same_set(cifake_folder, cifake_zip):
    packed, unpacked = _read(cifake_zip), _read(cifake_folder)
    assert torch.equal(packed.pixels, unpacked.pixels)
    assert torch.equal(packed.is_real, unpacked.is_real)
    assert packed.sha256 == unpacked.sha256


def test_the_digest_is_of_names_lengths_and_bytes(folder):
    digest = hashlib.sha256()
    for file in sorted(folder.glob("test/*/*"), key=lambda file: file.as_posix()):
        content = file.read_bytes()
        name = file.relative_to(folder).as_posix()
        digest.update(f"{name}\n{len(content)}\n".encode() + content)
    assert _read(folder, "test").sha256 == digest.hexdigest()


def test_some_pictures_keep_their_truth(cifake_folder):
    whole = _read(cifake_folder)
    some = whole.some(torch.tensor([79, 0]))
    assert some.is_real.tolist() == [1.0, 0.0]
    assert torch.equal(some.pixels[0], whole.pixels[79])
    assert (len(some), some.sha256) == (2, whole.sha256)


def test_progress_is_told_and_the_reading_can_be_stopped(cifake_folder):
    told = []
    _read(cifake_folder, report=told.append)
    assert (told[-1].done, told[-1].total) == (80, 80)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        _read(cifake_folder, token=token)


def _no_zip(folder):
    path = folder / "set.zip"
    path.write_bytes(b"no zip at all")
    return path


def _cut_zip(folder):
    path = folder / "set.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.glob("train/*/*"):
            archive.write(file, file.relative_to(folder).as_posix())
    path.write_bytes(path.read_bytes()[:-400])
    return path


def _spoilt_zip(folder):
    """Make a zip whose list of files is whole, but not the bytes of one of them."""
    path = folder / "set.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.glob("train/*/*"):
            archive.write(file, file.relative_to(folder).as_posix())
        start = archive.infolist()[0].header_offset + 100
    content = bytearray(path.read_bytes())
    content[start] ^= 0xFF
    path.write_bytes(content)
    return path


def _no_class(folder):
    shutil.rmtree(folder / "train" / "FAKE")
    return folder


def _cut_picture(folder):
    file = next((folder / "train" / "FAKE").iterdir())
    file.write_bytes(file.read_bytes()[:200])
    return folder


def _no_picture(folder):
    next((folder / "train" / "FAKE").iterdir()).write_text("nothing")
    return folder


def _large_picture(folder):
    Image.new("RGB", (64, 48)).save(folder / "train" / "REAL" / "0000 (2).jpg")
    return folder


@pytest.mark.parametrize(
    ("spoil", "kind", "words"),
    [
        (_no_zip, FormatError, r"set\.zip cannot be read"),
        (_cut_zip, FormatError, r"set\.zip cannot be read"),
        (_spoilt_zip, FormatError, r"set\.zip cannot be read"),
        (_no_class, InputError, "no pictures in train/FAKE"),
        (_cut_picture, FormatError, "train/FAKE/.* is damaged"),
        (_no_picture, FormatError, "train/FAKE/.* is damaged"),
        (_large_picture, InputError, "train/REAL/.* has 64 × 48 pixels"),
        (lambda folder: folder / "gone.zip", InputError, "no gone.zip"),
    ],
)
def test_each_fault_is_one_sentence_with_a_hint(folder, spoil, kind, words):
    with pytest.raises(kind, match=words) as caught:
        _read(spoil(folder))
    assert caught.value.hint
    assert "\n" not in str(caught.value)
