import numpy as np
import pydicom
import pytest

from camviewer.core.errors import InputError
from camviewer.core.image import Grid, Image, pixel_grid
from camviewer.io import open_image
from camviewer.io.dicom.derived import Making, new_uid
from camviewer.io.dicom.origin import origin_of
from camviewer.io.dicom.secondary_capture import write_capture

PIXELS = np.random.default_rng(0).integers(0, 256, (20, 30, 3)).astype(np.uint8)
VOLUME = Image(np.zeros((3, 4, 5), np.int16), Grid((3, 4, 5), np.eye(4)))


def _write(path, image=VOLUME, pixels=PIXELS, **options):
    making = Making("A network", "c" * 64, "nodule", new_uid(), 902)
    write_capture(path, pixels, origin_of(image, **options), making, dpi=254)
    return pydicom.dcmread(path)


def test_the_pixels_come_back_as_they_were_drawn(tmp_path):
    data = _write(tmp_path / "a.dcm")
    assert data.SOPClassUID == "1.2.840.10008.5.1.4.1.1.7"
    np.testing.assert_array_equal(data.pixel_array, PIXELS)
    assert data.PhotometricInterpretation == "RGB"
    assert [float(x) for x in data.NominalScannedPixelSpacing] == pytest.approx([0.1, 0.1])
    assert "not the disease" in data.DerivationDescription
    assert not data.PatientOrientation  # three planes have no one orientation


def test_writing_in_the_pixels_is_told_as_it_is(tmp_path, dicom, pack_dicom, put):
    assert _write(tmp_path / "a.dcm").BurnedInAnnotation == "NO"
    photo = Image(PIXELS, pixel_grid(20, 30))
    assert "BurnedInAnnotation" not in _write(tmp_path / "b.dcm", photo)
    capture = dicom(np.zeros((9, 9), np.uint8), BurnedInAnnotation="YES", Modality="OT")
    image = open_image(put(pack_dicom(capture), "c.dcm"))
    assert _write(tmp_path / "d.dcm", image).BurnedInAnnotation == "YES"


def test_nothing_of_the_person_unless_asked_for(tmp_path, dicom, pack_dicom, put):
    capture = dicom(np.zeros((9, 9), np.uint8), StudyInstanceUID="1.2.9", Modality="DX")
    image = open_image(put(pack_dicom(capture), "c.dcm"))
    silent = _write(tmp_path / "a.dcm", image)
    assert silent.StudyInstanceUID == "1.2.9"
    assert silent.PatientIdentityRemoved == "YES"
    content = (tmp_path / "a.dcm").read_bytes()
    for word in (b"Doe", b"Q4711", b"19500102", b"Secret"):
        assert word not in content
    told = _write(tmp_path / "b.dcm", image, with_patient=True)
    assert (str(told.PatientName), told.PatientID) == ("Doe^Jane", "Q4711")
    assert told.PatientBirthDate == "19500102"


def test_a_figure_too_large_for_dicom_is_refused(tmp_path):
    with pytest.raises(InputError, match="too large for DICOM"):
        _write(tmp_path / "a.dcm", pixels=np.zeros((1, 65_536, 3), np.uint8))


def test_our_own_reader_opens_it_as_a_picture(tmp_path):
    _write(tmp_path / "a.dcm")
    np.testing.assert_array_equal(open_image(tmp_path / "a.dcm").array, PIXELS)
