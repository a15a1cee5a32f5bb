from pathlib import Path

import pytest
from pydicom import Dataset

from camviewer.core.errors import InputError
from camviewer.io.dicom.derived import Making, describe, made, new_uid, short
from camviewer.io.dicom.origin import Origin


def test_words_are_cut_to_what_an_element_holds():
    assert short("a  b\nc") == "a b c"
    assert short("C:\\x") == "C:/x"
    assert len(short("x" * 99)) == 64
    assert short("x" * 64) == "x" * 64


def test_two_numbers_are_never_the_same():
    assert new_uid() != new_uid()
    assert len(new_uid()) <= 64


def test_the_librarys_refusal_is_a_sentence_without_its_words():
    def refused():
        raise ValueError("Doe^Jane")

    with pytest.raises(InputError, match=r"a.dcm cannot be written as DICOM") as caught:
        made(refused, Path("a.dcm"))
    assert caught.value.__context__ is None
    assert made(lambda: 3, Path("a.dcm")) == 3


def test_references_of_a_stand_in_are_replaced_by_the_real_ones():
    data = Dataset()
    data.SourceImageSequence = [Dataset()]
    person = Dataset()
    person.PatientIdentityRemoved, person.DeidentificationMethod = "YES", "x"
    making = Making("Net", "", "cat", "1.2", 9)
    describe(data, Origin("1", "2", "", (), person), making, "method: cam")
    assert "SourceImageSequence" not in data
    assert "SHA-256" not in data.DerivationDescription
    describe(data, Origin("1", "2", "1.5", (("1.7", "1.8"),), person), making, "method: cam")
    (source,) = data.SourceImageSequence
    assert (source.ReferencedSOPClassUID, source.ReferencedSOPInstanceUID) == ("1.7", "1.8")
