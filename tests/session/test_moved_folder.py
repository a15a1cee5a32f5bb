"""A session over a folder of DICOM slices that lies somewhere else now."""

from __future__ import annotations

import shutil

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

from camviewer.core.errors import InputError
from camviewer.session.records import MovedError


def _slice(path, series, z, pixels):
    data = Dataset()
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    uid = generate_uid()
    facts = {
        "SOPClassUID": CTImageStorage, "SOPInstanceUID": uid, "Modality": "CT",
        "SeriesInstanceUID": f"1.2.{series}", "SeriesNumber": series,
        "ImagePositionPatient": [0, 0, 3 * z], "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
        "PixelSpacing": [1, 1], "Rows": pixels.shape[0], "Columns": pixels.shape[1],
        "SamplesPerPixel": 1, "PhotometricInterpretation": "MONOCHROME2", "BitsAllocated": 16,
        "BitsStored": 16, "HighBit": 15, "PixelRepresentation": 1, "InstanceNumber": z + 1,
        "PixelData": pixels.tobytes(),
    }  # fmt: skip
    for name, value in facts.items():
        setattr(data, name, value)
    data.file_meta.MediaStorageSOPClassUID = CTImageStorage
    data.file_meta.MediaStorageSOPInstanceUID = uid
    data["PixelData"].VR = "OW"
    path.parent.mkdir(parents=True, exist_ok=True)
    pydicom.dcmwrite(path, data, enforce_file_format=True)


@pytest.fixture(params=["flat", "nested"])
def study(request, tmp_path):
    """A folder of two series of five slices each, in it or in folders of their own."""
    for series in (1, 2):
        part = f"s{series}" if request.param == "nested" else ""
        for z in range(5):
            pixels = np.full((6, 7), 100 * series + z, np.int16)
            _slice(tmp_path / "old" / "study" / part / f"{series}{z}.dcm", series, z, pixels)
    return tmp_path / "old" / "study"


@pytest.fixture
def saved(session, study, tmp_path):
    session.show(session.read(study, 1))
    return session.save_workspace(session.workspace(), tmp_path / "visits" / "visit")


@pytest.fixture(autouse=True)
def _visits(tmp_path):
    (tmp_path / "visits").mkdir()


def _move(study, tmp_path, name):
    there = tmp_path / "new" / name
    there.parent.mkdir()
    shutil.move(study, there)
    return there


@pytest.mark.parametrize("name", ["study", "renamed"])
@pytest.mark.parametrize("points_at", ["folder", "file"])
def test_it_is_found_by_its_folder_or_by_one_of_its_files(
    study, saved, other, tmp_path, name, points_at
):
    there = _move(study, tmp_path, name)
    with pytest.raises(MovedError) as caught:
        other.open_file(saved)
    assert caught.value.is_folder
    assert "one of its files" in caught.value.hint
    files = sorted(each for each in there.rglob("*.dcm"))
    is_nested = files[0].parent != there
    # The file pointed at belongs to the other series: the session knows which one it needs.
    located = there if points_at == "folder" else files[0]
    if points_at == "file" and is_nested and name == "renamed":
        # No name tells which of the folders above it is: said, and nothing wrong is opened.
        with pytest.raises(InputError):
            other.read_workspace(saved, located)
        return
    workspace = other.read_workspace(saved, located)
    image = workspace.image
    assert image.grid.shape == (7, 6, 5)
    assert image.array.min() == 200
    assert image.warnings == ()
    other.restore(workspace)
    assert other.state.case.image is image


def test_a_session_of_one_file_is_found_by_its_new_folder(session, study, tmp_path, other):
    file = min(study.rglob("*.dcm"))
    session.show(session.read(file))
    path = session.save_workspace(session.workspace(), tmp_path / "visits" / "visit")
    there = _move(study, tmp_path, "study")
    with pytest.raises(MovedError) as caught:
        other.open_file(path)
    assert not caught.value.is_folder
    folder = there / file.relative_to(study).parent
    workspace = other.read_workspace(path, folder)
    assert workspace.image.array.min() == 100
    assert workspace.image.warnings == ()
