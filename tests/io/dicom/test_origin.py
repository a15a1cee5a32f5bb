import numpy as np
import pytest

from camviewer.core.errors import InputError
from camviewer.core.image import Grid, Image
from camviewer.io import open_image
from camviewer.io.dicom.origin import origin_of, source_files

AFFINE = np.diag([-1.0, -2.0, 3.0, 1.0])


def test_a_series_knows_its_files(series, put_series):
    folder = put_series(series(np.zeros((4, 5, 6), np.int16), AFFINE))
    image = open_image(folder)
    assert set(source_files(image)) == set(folder.iterdir())
    assert source_files(Image(np.zeros((2, 2, 2)), Grid((2, 2, 2), np.eye(4)))) == ()


def test_files_that_are_gone_are_told_in_a_sentence(series, put_series):
    folder = put_series(series(np.zeros((4, 5, 6), np.int16), AFFINE))
    image = open_image(folder)
    next(folder.iterdir()).unlink()
    with pytest.raises(InputError, match="no longer where they were read from") as caught:
        origin_of(image)
    assert caught.value.hint


def test_a_source_without_numbers_gets_fresh_ones(series, put_series):
    image = open_image(put_series(series(np.zeros((4, 5, 6), np.int16), AFFINE)))
    first, second = origin_of(image), origin_of(image)
    assert first.study
    assert first.study != second.study
    assert first.series == "1.2.3.4"


def test_a_colour_picture_knows_its_file_too(dicom, pack_dicom, put):
    path = put(pack_dicom(dicom(np.zeros((4, 5, 3), np.uint8))), "a.dcm")
    assert source_files(open_image(path)) == (path,)
