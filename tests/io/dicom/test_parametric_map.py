"""Read back by pydicom and by highdicom, never by our own reader."""

import highdicom
import numpy as np
import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.spatial.transform import Rotation

from camviewer.core.errors import GeometryError, ResourceError
from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.io import open_image
from camviewer.io.dicom.derived import Making, new_uid
from camviewer.io.dicom.origin import origin_of
from camviewer.io.dicom.parametric_map import check_placed, write_parametric_map

SHAPE = (4, 5, 3)


def _map(affine, shape=SHAPE, seed=0):
    values = np.random.default_rng(seed).normal(size=shape).astype(np.float32)
    return Heatmap(values, Grid(shape, affine), "grad-cam", "late.5", parameters={"sigma": 1.5})


def _making(**changes):
    facts = {
        "model": "A network", "weights_sha256": "c" * 64, "target": "nodule",
        "series_uid": new_uid(), "series_number": 901,
    } | changes  # fmt: skip
    return Making(**facts)


def _write(path, heatmap, image=None, **options):
    image = image or Image(np.zeros(heatmap.grid.shape, np.int16), heatmap.grid)
    write_parametric_map(path, heatmap, origin_of(image, **options), _making())
    return path


def _voxels(data):
    """World position in RAS and value of every pixel, by DICOM's own equation (C.7.6.2.1-1)."""
    shared = data.SharedFunctionalGroupsSequence[0]
    turn = np.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, float)
    rows_mm, columns_mm = map(float, shared.PixelMeasuresSequence[0].PixelSpacing)
    stored = np.frombuffer(data.FloatPixelData, "<f4").reshape(-1, data.Rows, data.Columns)
    found = {}
    for frame, group in zip(stored, data.PerFrameFunctionalGroupsSequence, strict=True):
        start = np.array(group.PlanePositionSequence[0].ImagePositionPatient, float)
        for row, column in np.ndindex(frame.shape):
            lps = start + turn[:3] * columns_mm * column + turn[3:] * rows_mm * row
            found[tuple(np.round(lps * [-1, -1, 1], 4) + 0.0)] = frame[row, column]
    return found


def _expected(heatmap):
    return {
        tuple(np.round(heatmap.grid.affine @ [*cell, 1], 4)[:3] + 0.0): heatmap.array[cell]
        for cell in np.ndindex(heatmap.array.shape)
    }


def test_each_cell_lies_at_the_same_millimetre_with_the_same_value(placed, tmp_path, request):
    heatmap = _map(placed)
    if "sheared" in request.node.name:
        with pytest.raises(GeometryError, match="not at right angles") as caught:
            _write(tmp_path / "a.dcm", heatmap)
        assert "NIfTI" in caught.value.hint
        return
    data = pydicom.dcmread(_write(tmp_path / "a.dcm", heatmap))
    assert _voxels(data) == _expected(heatmap)


def test_highdicom_reads_the_same_volume_back(placed, tmp_path, request):
    if "sheared" in request.node.name:
        pytest.skip("no DICOM can hold it")
    heatmap = _map(placed)
    volume = highdicom.imread(_write(tmp_path / "a.dcm", heatmap)).get_volume()
    affine = np.diag([-1.0, -1.0, 1.0, 1.0]) @ volume.affine
    found = {
        tuple(np.round(affine @ [*cell, 1], 4)[:3] + 0.0): volume.array[cell]
        for cell in np.ndindex(volume.array.shape)
    }
    assert found == _expected(heatmap)


@settings(max_examples=25, deadline=None)
@given(
    angles=arrays.arrays(np.float64, 3, elements=st.floats(-180, 180)),
    steps=arrays.arrays(np.float64, 3, elements=st.floats(0.3, 40)),
    flip=st.booleans(),
    place=arrays.arrays(np.float64, 3, elements=st.floats(-900, 900)),
    shape=st.tuples(*[st.integers(1, 4)] * 3),
)
def test_any_oblique_grid_comes_back(tmp_path_factory, angles, steps, flip, place, shape):
    affine = np.eye(4)
    affine[:3, :3] = Rotation.from_euler("xyz", angles, degrees=True).as_matrix() * steps
    if flip:
        affine[:3, 0] *= -1
    affine[:3, 3] = place
    heatmap = _map(affine, shape)
    data = pydicom.dcmread(_write(tmp_path_factory.mktemp("pm") / "a.dcm", heatmap))
    found, expected = _voxels(data), _expected(heatmap)
    # Rounded to a tenth of a micrometre; a step of it may fall on either side.
    places = np.array(sorted(expected)), np.array(sorted(found))
    np.testing.assert_allclose(
        np.array(sorted(found.values())), np.array(sorted(expected.values())), rtol=0
    )
    apart = np.abs(places[0][:, None] - places[1][None]).max(axis=2)
    assert apart.min(axis=1).max() < 1e-3
    for index, other in enumerate(apart.argmin(axis=1)):
        assert found[tuple(places[1][other])] == expected[tuple(places[0][index])]


def test_a_blank_map_and_a_single_layer_can_be_written(tmp_path):
    grid = Grid((3, 2, 1), np.diag([2.0, 3.0, 4.0, 1.0]))
    data = pydicom.dcmread(
        _write(tmp_path / "a.dcm", Heatmap(np.zeros((3, 2, 1), np.float32), grid, "cam"))
    )
    assert (data.Rows, data.Columns, int(data.NumberOfFrames)) == (2, 3, 1)
    assert not np.frombuffer(data.FloatPixelData, "<f4").any()


def test_it_says_that_it_is_research_and_how_it_was_made(tmp_path):
    data = pydicom.dcmread(_write(tmp_path / "a.dcm", _map(np.diag([2.0, 3.0, 4.0, 1.0]))))
    assert data.SOPClassUID == "1.2.840.10008.5.1.4.1.1.30"
    assert data.ContentQualification == "RESEARCH"
    assert data.DimensionOrganizationType == "3D"
    told = data.DerivationDescription
    for part in ("grad-cam", "late.5", "nodule", "A network", "c" * 64, "not the disease"):
        assert part in told
    assert data.AlgorithmName == "grad-cam"
    assert "sigma=1.5" in data.AlgorithmParameters
    assert data.AlgorithmFamilyCodeSequence[0].CodeValue == "123110"
    (meaning,) = data.SharedFunctionalGroupsSequence[0].RealWorldValueMappingSequence
    assert meaning.MeasurementUnitsCodeSequence[0].CodeValue == "1"
    assert (meaning.RealWorldValueSlope, meaning.RealWorldValueIntercept) == (1.0, 0.0)


@pytest.fixture
def study(series, put_series):
    """Open a series that tells of a person."""

    def make(**elements):
        array = np.arange(5 * 6 * 7, dtype=np.int16).reshape(5, 6, 7)
        told = {
            "StudyInstanceUID": "1.2.3.77", "FrameOfReferenceUID": "1.2.3.88",
            "StudyDate": "20200102", "AccessionNumber": "A99",
        } | elements  # fmt: skip
        slices = series(array, np.diag([-1.0, -2.0, 3.0, 1.0]), **told)
        return open_image(put_series(slices)), slices

    return make


def test_a_map_of_a_series_belongs_to_its_study_without_telling_of_the_person(study, tmp_path):
    image, slices = study()
    path = _write(tmp_path / "a.dcm", _map(image.grid.affine), image)
    data = pydicom.dcmread(path)
    assert (data.StudyInstanceUID, data.FrameOfReferenceUID) == ("1.2.3.77", "1.2.3.88")
    (referred,) = data.ReferencedSeriesSequence
    assert referred.SeriesInstanceUID == "1.2.3.4"
    uids = {each.ReferencedSOPInstanceUID for each in referred.ReferencedInstanceSequence}
    assert uids == {each.SOPInstanceUID for each in slices}
    for name in (
        "PatientName",
        "PatientID",
        "PatientBirthDate",
        "StudyDate",
        "AccessionNumber",
    ):
        assert not data.get(name), name
    assert data.PatientIdentityRemoved == "YES"
    content = path.read_bytes()
    for word in (b"Doe", b"Q4711", b"19500102", b"20200102", b"A99", b"Secret"):
        assert word not in content


def test_the_person_is_taken_over_only_when_asked_for(study, tmp_path):
    image, _ = study(PatientName="Müller^Jörg", SpecificCharacterSet="ISO_IR 100")
    path = _write(tmp_path / "a.dcm", _map(image.grid.affine), image, with_patient=True)
    data = pydicom.dcmread(path)
    assert str(data.PatientName) == "Müller^Jörg"
    assert (data.PatientID, data.StudyDate, data.AccessionNumber) == (
        "Q4711",
        "20200102",
        "A99",
    )
    assert data.StudyDescription == "Secret study"
    assert "PatientIdentityRemoved" not in data


def test_any_other_volume_gets_a_study_of_its_own(tmp_path):
    heatmap = _map(np.diag([2.0, 3.0, 4.0, 1.0]))
    first = pydicom.dcmread(_write(tmp_path / "a.dcm", heatmap))
    second = pydicom.dcmread(_write(tmp_path / "b.dcm", heatmap))
    assert first.StudyInstanceUID != second.StudyInstanceUID
    assert "ReferencedSeriesSequence" not in first
    assert "SourceImageSequence" not in first


def test_a_picture_has_no_place_in_a_patient():
    with pytest.raises(GeometryError, match="no place in a patient"):
        check_placed(pixel_grid(4, 5))


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path):
    heatmap = _map(np.diag([2.0, 3.0, 4.0, 1.0]))
    with pytest.raises(ResourceError):
        _write(tmp_path / "nowhere" / "a.dcm", heatmap)


def test_a_map_beside_its_slices_is_no_damaged_slice(study, tmp_path):
    image, _ = study()
    folder = image.path
    _write(folder / "map.dcm", _map(image.grid.affine), image)
    again = open_image(folder)
    assert again.grid.shape == image.grid.shape
    assert again.warnings == image.warnings
