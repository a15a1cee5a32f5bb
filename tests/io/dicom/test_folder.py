import numpy as np
import pytest

from camviewer.core.errors import FormatError
from camviewer.io.dicom import folder as module
from camviewer.io.dicom.folder import labels_of, left_out, look_at, offers_of, scan

ARRAY = np.zeros((5, 4, 3), np.int16)


def test_volumes_are_offered_by_the_number_of_their_series(series, put_series):
    slices = series(ARRAY, np.diag([1.0, 1, 2.5, 1]), SeriesNumber=9, SeriesInstanceUID="1.1")
    slices += series(ARRAY[:, :, :1], np.eye(4), SeriesNumber=2, SeriesInstanceUID="1.2")
    offers, scouts = offers_of(scan(put_series(slices)).sources.values())
    assert [each.words for each in offers] == ["1 slice, axial", "3 slices, 2.50 mm, axial"]
    assert scouts == 0
    assert labels_of(offers)[1] == "3 slices, 2.50 mm, axial, Secret series"


def test_scouts_alone_are_pictures(series, put_series):
    folder = put_series(
        series(ARRAY, np.eye(4), ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"])
    )
    offers, scouts = offers_of(scan(folder).sources.values())
    assert (len(offers), scouts) == (3, 0)
    assert all(len(each.stack.slices) == 1 for each in offers)


def test_other_files_and_damaged_ones_are_told_apart(series, put_series, pack_dicom):
    first, second, third = (pack_dicom(each) for each in series(ARRAY, np.eye(4)))
    folder = put_series([first, second[:-1], third[:-7], b"words"])
    found = scan(folder)
    assert (len(found.sources), found.count) == (1, 3)
    assert len(found.damaged) == 2
    assert left_out(found, 1) == (
        "2 damaged files are left out.",
        "1 scout image is left out.",
    )


def test_a_file_that_cannot_be_read_is_none(tmp_path):
    assert look_at([tmp_path / "gone", tmp_path]).count == 0


def test_too_many_files_below_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_MOST_FILES", 3)
    (tmp_path / "a").mkdir()
    for number in range(4):
        (tmp_path / "a" / f"{number}.txt").write_text("words")
    with pytest.raises(FormatError, match="more than 3 files"):
        scan(tmp_path)
