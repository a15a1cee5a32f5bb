"""Maps of a session file are read only where they are what was saved."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.digest import sha256_of
from camviewer.core.errors import FormatError
from camviewer.session.kept_maps import check_maps, read_kept_map
from camviewer.session.records import MapRecord

FILE = "grad-cam-0123456789abcdef.npy"
EYE = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


@pytest.fixture
def record(tmp_path):
    np.save(tmp_path / FILE, np.array([[-1, 2], [3, 4]], np.float32))
    return MapRecord(
        FILE, sha256_of(tmp_path / FILE), (2, 2), EYE, "grad-cam@late", "grad-cam", "late"
    )


def test_a_map_is_read_raw_and_signed(tmp_path, record):
    found = read_kept_map(tmp_path, record)
    assert found.array.tolist() == [[-1, 2], [3, 4]]
    assert (found.name, found.method, found.layer) == ("grad-cam@late", "grad-cam", "late")
    assert found.grid.affine.tolist() == np.eye(3).tolist()


def test_a_map_of_other_bytes_is_refused(tmp_path, record):
    np.save(tmp_path / FILE, np.array([[-1, 2], [3, 5]], np.float32))
    with pytest.raises(FormatError):
        read_kept_map(tmp_path, record)


def test_a_map_that_would_run_something_is_refused(tmp_path, record):
    np.save(tmp_path / FILE, np.array([[{}, 2], [3, 5]], object), allow_pickle=True)
    same = MapRecord(
        FILE, sha256_of(tmp_path / FILE), record.shape, EYE, record.name, record.method
    )
    with pytest.raises(FormatError):
        read_kept_map(tmp_path, same)


def test_a_map_of_another_number_of_axes_is_refused(record):
    check_maps([record], 2)
    with pytest.raises(FormatError):
        check_maps([record], 3)
