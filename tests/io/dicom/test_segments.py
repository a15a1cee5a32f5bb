import numpy as np
import pytest

from camviewer.core.errors import FormatError
from camviewer.io.dicom.segments import is_segmentation, read_segments

SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"


def test_a_segmentation_is_told_by_its_class(dicom, pack_dicom, put):
    pixels = np.zeros((4, 4), np.uint8)
    assert is_segmentation(put(pack_dicom(dicom(pixels, SOPClassUID=SEGMENTATION)), "a"))
    assert not is_segmentation(put(pack_dicom(dicom(pixels)), "b"))
    assert not is_segmentation(put(b"NRRD0005", "c"))


def test_a_segmentation_without_its_parts_is_refused(dicom, pack_dicom, put):
    data = dicom(np.zeros((4, 4), np.uint8), SOPClassUID=SEGMENTATION)
    with pytest.raises(FormatError, match=r"a.dcm is a damaged") as caught:
        read_segments(put(pack_dicom(data), "a.dcm"))
    assert caught.value.__context__ is None
