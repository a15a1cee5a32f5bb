import numpy as np
import pytest

from camviewer.core.errors import FormatError
from camviewer.io.dicom.person import read_person


def test_names_are_words_and_what_is_empty_is_left_out(dicom, pack_dicom, put):
    data = dicom(np.zeros((2, 2), np.int16), PatientName="Doe^Jane^^Dr", StudyDescription="")
    assert read_person(put(pack_dicom(data))) == {
        "Name": "Doe Jane Dr",
        "ID": "Q4711",
        "Born": "19500102",
        "Series": "Secret series",
    }


def test_other_alphabets_are_read(dicom, pack_dicom, put):
    pixels = np.zeros((2, 2), np.int16)
    data = dicom(pixels, SpecificCharacterSet="ISO_IR 192", PatientName="Müller^Jürgen")
    assert read_person(put(pack_dicom(data)))["Name"] == "Müller Jürgen"


def test_a_file_that_is_none_is_refused_without_its_words(put):
    with pytest.raises(FormatError, match=r"scan.nii is a damaged"):
        read_person(put(bytes(128) + b"DICM" + b"\x02\0\0\0ULDoe" * 3))
