import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence

from camviewer.io.dicom.values import found, number, numbers, whole, words

NUMBERS = [(3, 3.0), ("2.5", 2.5), (MultiValue(float, [4, 5]), 4.0), (None, None), ("", None)]


@pytest.mark.parametrize(("value", "expected"), [*NUMBERS, ([], None)])
def test_the_first_number_is_taken(value, expected):
    assert number(value) == expected


@pytest.mark.parametrize("value", ["words", float("nan"), "inf"])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match=r"number|float"):
        number(value)


def test_whole_numbers_are_cut_and_bytes_are_none():
    assert whole("-2000") == -2000
    assert whole(b"\x30\xf8") is None
    assert whole(None) is None


def test_so_many_numbers_or_none():
    np.testing.assert_array_equal(numbers(["1", "2.5"], 2), [1, 2.5])
    assert numbers(None, 2) is None
    assert numbers("", 2) is None
    for wrong in (["1"], ["1", "nan"]):
        with pytest.raises(ValueError, match="numbers"):
            numbers(wrong, 2)


def test_one_word_or_several():
    assert words("AXIAL") == ("AXIAL",)
    assert words(["ORIGINAL", "AXIAL"]) == ("ORIGINAL", "AXIAL")
    assert words(None) == ()


def _item(spacing):
    inner = Dataset()
    inner.PixelSpacing = spacing
    outer = Dataset()
    outer.PixelMeasuresSequence = Sequence([inner])
    return outer


def test_a_frames_own_value_comes_before_the_shared_and_the_files():
    data = Dataset()
    data.PixelSpacing = [1, 1]
    assert found(data, 1, "PixelSpacing") == [1, 1]
    data.SharedFunctionalGroupsSequence = Sequence([_item([2, 2])])
    assert found(data, 1, "PixelSpacing") == [2, 2]
    data.PerFrameFunctionalGroupsSequence = Sequence([Dataset(), _item([3, 3])])
    assert found(data, 1, "PixelSpacing") == [3, 3]
    assert found(data, 0, "PixelSpacing") == [2, 2]
    assert found(data, 0, "Rows") is None
