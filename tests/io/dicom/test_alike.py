"""What is read from bytes is what the library reads; see also test_header.py."""

from pathlib import Path

import numpy as np
import pydicom
import pytest

from camviewer.io.dicom.alike import other_slice, parted
from camviewer.io.dicom.header import read_header

PLACE = np.eye(4)


def _read(path):
    return pydicom.dcmread(path, stop_before_pixels=True)


@pytest.fixture
def one(dicom, pack_dicom, put):
    data = dicom(np.zeros((4, 5), np.int16), PLACE, InstanceNumber=1)
    return read_header(put(pack_dicom(data), "one")).slices[0]


def test_a_slices_own_is_parted_from_what_all_share(dicom, pack_dicom, put):
    same = {"SOPInstanceUID": "1.2.3", "ImagePositionPatient": [1, 2, 3]}
    other = {"SOPInstanceUID": "1.2.33", "ImagePositionPatient": ["4.5", "-5", "6e1"]}
    keys, owns = [], []
    for number, elements in enumerate((same, other)):
        data = dicom(np.zeros((4, 5), np.int16), PLACE, InstanceNumber=number, **elements)
        key, own = parted(_read(put(pack_dicom(data), f"{number}")), "1.2")
        keys.append(key)
        owns.append(own)
    assert keys[0] == keys[1]
    assert owns[1][0x00080018] == b"1.2.33"
    assert owns[1][0x00200032] == b"4.5\\-5\\6e1"


@pytest.mark.parametrize("elements", [{"PixelSpacing": [2, 2]}, {"InstanceNumber": 4}])
def test_another_element_or_one_more_is_another_key(dicom, pack_dicom, put, elements):
    pixels = np.zeros((4, 5), np.int16)
    paths = (
        put(pack_dicom(dicom(pixels, PLACE)), "a"),
        put(pack_dicom(dicom(pixels, PLACE, **elements)), "b"),
    )
    first, second = (parted(_read(path), "1.2")[0] for path in paths)
    assert first != second


def test_files_of_frames_and_elements_already_read_are_not_parted(dicom, pack_dicom, put):
    data = dicom(np.zeros((8, 5), np.int16), Rows=4, NumberOfFrames=2)
    assert parted(_read(put(pack_dicom(data))), "1.2") is None
    data = _read(put(pack_dicom(dicom(np.zeros((4, 5), np.int16), PLACE)), "b"))
    _ = data.ImagePositionPatient
    assert parted(data, "1.2") is None


def test_numbers_are_read_from_their_text(one):
    own = {
        0x00080018: b"1.9", 0x00181060: b"12.5", 0x00200012: b"3", 0x00200013: b"7",
        0x00200032: b"-1.5\\2\\3e1", 0x00200100: b"4\\5",
    }  # fmt: skip
    found = other_slice(one, own, Path("b"))
    assert (found.uid, found.number) == ("1.9/000000", 7)
    assert found.moment == (4.0, 0.0, 0.0, 12.5, 3.0, 0.0, 7.0)
    np.testing.assert_array_equal(found.where[0], [-1.5, 2, 30])
    np.testing.assert_array_equal(found.where[1:], one.where[1:])


def test_what_is_missing_is_nought_or_nowhere(one):
    found = other_slice(one, {0x00200013: b"", 0x00200032: b""}, Path("b"))
    assert (found.uid, found.number, found.placement) == ("b/000000", 0, None)


@pytest.mark.parametrize("text", [b"1\\2", b"1\\2\\x", b"1\\2\\nan"])
def test_a_position_that_is_none_is_refused(one, text):
    with pytest.raises(ValueError, match=r"numbers|float"):
        other_slice(one, {0x00200032: text}, Path("b"))
