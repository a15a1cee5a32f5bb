from dataclasses import fields, replace

import numpy as np
import pytest
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian

from camviewer.core.errors import FormatError
from camviewer.io.dicom.header import looks_like, read_header

ARRAY = np.arange(60, dtype=np.int16).reshape(5, 4, 3)


def _plain(thing):
    """A source or a slice as what can be compared."""
    values = {each.name: getattr(thing, each.name) for each in fields(thing)}
    if "slices" in values:
        values["slices"] = [_plain(each) for each in values["slices"]]
    return {key: np.asarray(each).tolist() for key, each in values.items()}


@pytest.mark.parametrize("change", ["none", "rows", "window", "no-place", "signed", "numbers"])
def test_what_slices_share_is_looked_up_and_gives_the_same(series, put_series, change):
    slices = series(ARRAY, np.diag([1.0, 2, 3, 1]), AcquisitionNumber=4)
    if change == "rows":
        slices[1].PixelSpacing = [7, 8]
    if change == "window":
        slices[1].WindowCenter, slices[1].WindowWidth = 3, 9
    if change == "no-place":
        del slices[1].ImagePositionPatient
    if change == "numbers":
        for each in slices:
            each.TriggerTime, each.TemporalPositionIdentifier = 12.5, 3
            each.EchoNumbers = [1, 2]
    if change == "signed":
        slices[1].PixelRepresentation = 0
    known = {}
    for path in sorted(put_series(slices).iterdir()):
        assert _plain(read_header(path, known)) == _plain(read_header(path))
    assert len(known) == (1 if change in {"none", "numbers"} else 2)


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian])
def test_the_pixels_begin_where_the_header_ends(dicom, pack_dicom, put, syntax):
    content = pack_dicom(dicom(ARRAY[:, :, 0].T.copy(), np.eye(4), syntax=syntax))
    source = read_header(put(content))
    assert content[source.start :] == ARRAY[:, :, 0].T.tobytes()
    assert source.is_plain
    assert not source.is_packed
    assert source.frame_bytes == 40
    assert not replace(source, samples=3).is_plain


def test_a_file_is_told_by_its_first_bytes():
    assert looks_like(bytes(128) + b"DICM")
    assert looks_like(b"\x08\0\x05\0" + bytes(200))
    assert not looks_like(b"\x08\0\x05\0")
    assert not looks_like(b"NRRD0005" + bytes(200))
    assert not looks_like(b"")


@pytest.mark.parametrize(
    "elements",
    [
        {"PixelSpacing": [0, 1]},
        {"ImageOrientationPatient": [1, 0, 0, 1, 0, 0]},
        {"ImageOrientationPatient": [0, 0, 0, 0, 0, 0]},
        {"ImagePositionPatient": [1, 2]},
        {"BitsAllocated": None},
    ],
)
def test_numbers_that_make_no_sense_are_refused(dicom, pack_dicom, put, elements):
    data = dicom(np.zeros((4, 4), np.int16), np.eye(4), **elements)
    with pytest.raises(FormatError, match=r"a.dcm is a damaged"):
        read_header(put(pack_dicom(data), "a.dcm"))


def test_a_window_of_no_width_is_none(dicom, pack_dicom, put):
    data = dicom(np.zeros((4, 4), np.int16), WindowCenter=3, WindowWidth=0)
    assert read_header(put(pack_dicom(data))).slices[0].window is None


def test_an_image_of_no_size_is_refused(dicom, pack_dicom, put):
    with pytest.raises(FormatError, match="no pixels"):
        read_header(put(pack_dicom(dicom(np.zeros((4, 4), np.int16), Rows=0))))
