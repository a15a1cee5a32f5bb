"""Series and pictures, against the NIfTI they were made from."""

import hashlib
from dataclasses import fields

import nibabel
import numpy as np
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import EnhancedCTImageStorage, ExplicitVRLittleEndian

from camviewer.core.digest import sha256_of
from camviewer.core.errors import Cancelled, FormatError, ResourceError
from camviewer.core.progress import CancelToken, Watch
from camviewer.core.settings import resource
from camviewer.io import ChoiceError, open_image


@pytest.fixture(scope="module")
def sample():
    """Give a part of the shipped CT as NIfTI, every fourth voxel."""
    stored = nibabel.load(resource("samples", "lung1.nii.gz"))
    return stored.slicer[::6, ::5, ::4]


TURNS = {"axial": (0, 1, 2), "coronal": (0, 2, 1), "sagittal": (1, 2, 0)}


def _cut(sample, order, flips):
    """Turn the sample's axes so that another plane is cut; array and affine."""
    array = np.asarray(sample.dataobj).transpose(order)
    affine = sample.affine[:, [*order, 3]].copy()
    for axis, flip in enumerate(flips):
        if flip:
            affine[:3, 3] += (array.shape[axis] - 1) * affine[:3, axis]
            affine[:3, axis] *= -1
            array = np.flip(array, axis)
    return array, affine


def _same_world(image, array, affine):
    """Compare every voxel's world position and value, whatever the order of the axes."""
    indices = np.stack(np.meshgrid(*map(np.arange, array.shape), indexing="ij"), -1)
    world = indices @ affine[:3, :3].T + affine[:3, 3]
    found = image.grid.index(world)
    np.testing.assert_allclose(found, np.rint(found), atol=2e-3)
    index = tuple(np.moveaxis(np.rint(found).astype(int), -1, 0))
    np.testing.assert_array_equal(image.values(image.array)[index], array)


@pytest.mark.parametrize("plane", TURNS)
@pytest.mark.parametrize("flips", [(0, 0, 0), (1, 0, 0), (0, 1, 1), (1, 1, 1)])
def test_a_series_lies_where_its_nifti_lies_with_the_same_hounsfield_units(
    sample, series, put_series, plane, flips
):
    array, affine = _cut(sample, TURNS[plane], flips)
    stored = (array.astype(np.int32) + 1024).astype(np.uint16)
    image = open_image(put_series(series(stored, affine, RescaleIntercept=-1024)))
    assert image.array.dtype == np.uint16
    assert image.unit == "HU"
    assert image.warnings == ()
    assert sorted(image.grid.shape) == sorted(array.shape)
    _same_world(image, array, affine)


def test_an_oblique_series_keeps_its_angle(series, put_series, placed):
    array = np.random.default_rng(0).integers(-1000, 1000, (7, 6, 5)).astype(np.int16)
    rows = placed.copy()
    # A file's rows and columns stand at right angles; only the steps between slices may lean.
    u, _, v = np.linalg.svd(placed[:3, :2], full_matrices=False)
    rows[:3, :2] = u @ v * [0.7, 1.3]
    image = open_image(put_series(series(array, rows)))
    _same_world(image, array, rows)


def test_a_tilted_gantry_is_told_with_its_angle(series, put_series):
    affine = np.diag([1.0, 1.0, 3.0, 1.0])
    affine[1, 2] = 3 * np.tan(np.radians(15))
    image = open_image(put_series(series(np.zeros((5, 4, 6), np.int16), affine)))
    np.testing.assert_allclose(image.grid.affine[:3, 2], affine[:3, 2], atol=1e-8)
    assert "The slices are stacked 15.0° off their normal (a tilted gantry)." in image.warnings
    assert (
        "The axes are not at right angles: distances and angles on screen are unreliable."
        in image.warnings
    )


def test_one_file_opens_the_whole_series(sample, series, put_series):
    array, affine = np.asarray(sample.dataobj).astype(np.int16), sample.affine
    folder = put_series(series(array, affine))
    files = sorted(folder.iterdir())
    whole, one = open_image(folder), open_image(files[3])
    np.testing.assert_array_equal(one.array, whole.array)
    np.testing.assert_array_equal(one.grid.affine, whole.grid.affine)
    assert (one.name, one.path) == (files[3].name, files[3])
    assert (whole.name, whole.path) == ("study", folder)
    digests = sorted(sha256_of(each) for each in files)
    assert one.sha256 == whole.sha256 == hashlib.sha256("".join(digests).encode()).hexdigest()


def test_the_folders_below_are_looked_into(series, put_series, tmp_path):
    array = np.arange(60, dtype=np.int16).reshape(5, 4, 3)
    put_series(series(array, np.eye(4)), "disc/DICOM")
    (tmp_path / "disc" / "README.TXT").write_text("words")
    assert open_image(tmp_path / "disc").grid.shape == (5, 4, 3)


def test_a_discs_list_of_files_opens_what_lies_beside_it(
    series, put_series, pack_dicom, tmp_path
):
    array = np.arange(60, dtype=np.int16).reshape(5, 4, 3)
    put_series(series(array, np.eye(4)), "disc/DICOM")
    listing = Dataset()
    listing.file_meta = FileMetaDataset()
    listing.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    listing.SOPClassUID = "1.2.840.10008.1.3.10"
    listing.FileSetID = "DISC"
    path = tmp_path / "disc" / "DICOMDIR"
    path.write_bytes(pack_dicom(listing))
    assert open_image(path).grid.shape == (5, 4, 3)


def test_a_slope_that_differs_between_slices_is_applied(series, put_series):
    array = np.full((4, 3, 3), 10, np.int16)
    slices = series(array, np.eye(4), Modality="PT")
    for data, slope in zip(slices, (1, 2, 4), strict=True):
        data.RescaleSlope, data.RescaleIntercept = slope, -1
    image = open_image(put_series(slices))
    assert image.array.dtype == np.float32
    np.testing.assert_allclose(np.sort(np.unique(image.array)), [9, 19, 39])
    assert (image.slope, image.intercept, image.unit) == (1.0, 0.0, "")


@pytest.mark.parametrize(
    ("elements", "unit"),
    [
        ({"Modality": "CT", "RescaleType": "HU"}, "HU"),
        ({"Modality": "CT"}, "HU"),
        ({"Modality": "MR"}, ""),
        ({"Modality": "CT", "RescaleType": "mgml"}, ""),
        ({"Modality": "CT", "RescaleSlope": None, "RescaleIntercept": None}, ""),
    ],
)
def test_hounsfield_units_are_those_of_a_rescaled_ct(series, put_series, elements, unit):
    array = np.arange(60, dtype=np.int16).reshape(5, 4, 3)
    assert open_image(put_series(series(array, np.eye(4), **elements))).unit == unit


def test_the_window_of_the_middle_slice_is_kept(series, put_series):
    slices = series(np.zeros((4, 3, 3), np.int16), np.eye(4))
    for data, level in zip(slices, (10, 20, 30), strict=True):
        data.WindowCenter, data.WindowWidth = [level, 1000], [400, 5]
    assert open_image(put_series(slices)).header["window"] == (400.0, 20.0)


def test_unused_bits_are_no_values(series, put_series):
    array = np.full((4, 3, 3), -5, np.int16) & np.int16(0x0FFF)
    array[0] |= 0x3000  # and what no value is made of
    slices = series(array, np.eye(4), BitsStored=12, HighBit=11)
    np.testing.assert_array_equal(open_image(put_series(slices)).array, -5)
    unsigned = np.full((4, 3, 3), 0xF123, np.uint16)
    slices = series(unsigned, np.eye(4), BitsStored=12, HighBit=11)
    np.testing.assert_array_equal(open_image(put_series(slices, "other")).array, 0x123)


def _group(name, **values):
    item, inner = Dataset(), Dataset()
    for key, value in values.items():
        setattr(inner, key, value)
    setattr(item, name, Sequence([inner]))
    return item


def _enhanced(dicom, array, affine, positions=None):
    """Make one enhanced CT of all slices, their positions in groups of their own."""
    pixels = np.ascontiguousarray(array.T)
    data = dicom(
        pixels.reshape(-1, array.shape[0]), SOPClassUID=EnhancedCTImageStorage,
        RescaleSlope=None, RescaleIntercept=None, Rows=array.shape[1],
        NumberOfFrames=len(pixels),
    )  # fmt: skip
    lps = np.diag([-1.0, -1.0, 1.0, 1.0]) @ affine
    lengths = np.linalg.norm(lps[:3, :2], axis=0)
    shared = Dataset()
    for item in (
        _group("PixelMeasuresSequence", PixelSpacing=list(lengths[::-1]), SliceThickness=99),
        _group("PlaneOrientationSequence",
               ImageOrientationPatient=list((lps[:3, :2] / lengths).T.ravel())),
        _group("PixelValueTransformationSequence",
               RescaleSlope=2, RescaleIntercept=-1024, RescaleType="HU"),
    ):  # fmt: skip
        shared.update(item)
    frames = []
    for place in range(len(pixels)) if positions is None else positions:
        spot = [f"{each:.9g}" for each in lps[:3, 3] + place * lps[:3, 2]]
        frame = _group("PlanePositionSequence", ImagePositionPatient=spot)
        frame.update(_group("FrameVOILUTSequence", WindowCenter=place, WindowWidth=100))
        frames.append(frame)
    data.SharedFunctionalGroupsSequence = Sequence([shared])
    data.PerFrameFunctionalGroupsSequence = Sequence(frames)
    return data


def test_an_enhanced_ct_of_many_frames_is_a_volume(dicom, pack_dicom, put, placed):
    affine = placed.copy()
    u, _, v = np.linalg.svd(placed[:3, :2], full_matrices=False)
    affine[:3, :2] = u @ v * [0.7, 1.3]
    array = np.random.default_rng(1).integers(0, 2000, (6, 5, 4)).astype(np.uint16)
    path = put(pack_dicom(_enhanced(dicom, array, affine)), "enhanced.dcm")
    image = open_image(path)
    assert (image.slope, image.intercept, image.unit) == (2.0, -1024.0, "HU")
    assert image.sha256 == sha256_of(path)
    _same_world(image, array * 2.0 - 1024, affine)


def test_frames_in_any_order_and_phases_of_one_file_are_told_apart(dicom, pack_dicom, put):
    array = np.arange(5 * 4 * 6, dtype=np.uint16).reshape(5, 4, 6)
    content = pack_dicom(_enhanced(dicom, array, np.eye(4), [2, 0, 1, 1, 2, 0]))
    path = put(content, "phases.dcm")
    with pytest.raises(ChoiceError) as caught:
        open_image(path)
    assert caught.value.count == 2
    for phase, label in enumerate(caught.value.labels, start=1):
        assert label.startswith(f"3 slices, 1.00 mm, axial, phase {phase} of 2")
    first, second = (open_image(path, volume=phase) for phase in range(2))
    for image, order in ((first, (1, 2, 0)), (second, (5, 3, 4))):
        _same_world(image, array[:, :, order] * 2.0 - 1024, np.eye(4))
    assert first.header["window"] == (100.0, 1.0)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16])
@pytest.mark.parametrize("modality", ["CR", "DX", "OT"])
def test_a_radiograph_is_a_picture(dicom, pack_dicom, put, dtype, modality):
    pixels = np.arange(30).reshape(5, 6).astype(dtype)
    path = put(pack_dicom(dicom(pixels, Modality=modality, RescaleSlope=2)), "a.dcm")
    image = open_image(path)
    np.testing.assert_array_equal(image.array, pixels)
    assert image.array.dtype == dtype
    assert (image.grid.ndim, image.slope, image.unit) == (2, 2.0, "")
    assert image.sha256 == sha256_of(path)


def test_white_for_low_values_is_turned_with_its_window(dicom, pack_dicom, put):
    pixels = np.array([[0, 5, 4095]], np.uint16)
    data = dicom(
        pixels, Modality="CR", PhotometricInterpretation="MONOCHROME1", BitsStored=12,
        HighBit=11, RescaleSlope=2, RescaleIntercept=-10, WindowCenter=0, WindowWidth=20,
    )  # fmt: skip
    image = open_image(put(pack_dicom(data)))
    np.testing.assert_array_equal(image.array, [[4095, 4090, 0]])
    # A level of 0 is the stored value 5; that is now 4090, of the value 8170.
    assert image.header["window"] == (20.0, 8170.0)


def test_signed_white_for_low_values_is_turned(dicom, pack_dicom, put):
    pixels = np.array([[-32768, -1, 0, 32767]], np.int16)
    data = dicom(pixels, Modality="CR", PhotometricInterpretation="MONOCHROME1")
    image = open_image(put(pack_dicom(data)))
    np.testing.assert_array_equal(image.array, [[32767, 0, -1, -32768]])


def test_colours_stay_colours(dicom, pack_dicom, put):
    pixels = np.random.default_rng(0).integers(0, 255, (5, 6, 3)).astype(np.uint8)
    image = open_image(put(pack_dicom(dicom(pixels, Modality="OT"))))
    np.testing.assert_array_equal(image.array, pixels)
    planes = dicom(pixels, Modality="OT", PlanarConfiguration=1)
    planes.PixelData = np.moveaxis(pixels, -1, 0).tobytes()
    image = open_image(put(pack_dicom(planes), "planes.dcm"))
    np.testing.assert_array_equal(image.array, pixels)


def test_a_palette_becomes_its_colours(dicom, pack_dicom, put):
    pixels = np.array([[0, 1]], np.uint8)
    data = dicom(pixels, Modality="US", PhotometricInterpretation="PALETTE COLOR")
    for name, table in {"Red": (10, 40), "Green": (20, 50), "Blue": (30, 60)}.items():
        setattr(data, f"{name}PaletteColorLookupTableDescriptor", [2, 0, 8])
        setattr(data, f"{name}PaletteColorLookupTableData", bytes(table))
    image = open_image(put(pack_dicom(data)))
    np.testing.assert_array_equal(image.array, [[[10, 20, 30], [40, 50, 60]]])


def test_pictures_of_one_file_ask_for_a_choice(dicom, pack_dicom, put):
    pixels = np.arange(24, dtype=np.uint8).reshape(6, 4)
    data = dicom(pixels, Modality="US", Rows=2, NumberOfFrames=3)
    path = put(pack_dicom(data))
    with pytest.raises(ChoiceError) as caught:
        open_image(path)
    assert caught.value.count == 3
    np.testing.assert_array_equal(open_image(path, volume=1).array, pixels[2:4])


def test_several_series_ask_for_a_choice_with_their_own_words(series, put_series):
    array = np.arange(60, dtype=np.int16).reshape(5, 4, 3)
    thin = series(array, np.eye(4), SeriesInstanceUID="1.2", SeriesNumber=2)
    thick = series(
        array + 1, np.diag([1.0, 1, 5, 1]), SeriesInstanceUID="1.3", SeriesNumber=1,
        SeriesDescription="Thick",
    )  # fmt: skip
    folder = put_series(thin + thick)
    with pytest.raises(ChoiceError) as caught:
        open_image(folder)
    assert caught.value.labels == (
        "3 slices, 5.00 mm, axial, Thick",
        "3 slices, 1.00 mm, axial, Secret series",
    )
    assert "0: 3 slices, 5.00 mm, axial; 1: 3 slices, 1.00 mm, axial" in caught.value.hint
    for words in (str(caught.value), caught.value.hint, repr(caught.value)):
        assert "Secret" not in words
        assert "Thick" not in words
    assert open_image(folder, volume=0).grid.spacing == (1, 1, 5)
    np.testing.assert_array_equal(np.unique(open_image(folder, volume=1).array), np.arange(60))
    with pytest.raises(ChoiceError, match="no volume 2"):
        open_image(folder, volume=2)


def test_a_file_of_a_mixed_folder_opens_its_own_series(series, put_series, pack_dicom):
    array = np.arange(60, dtype=np.int16).reshape(5, 4, 3)
    folder = put_series(series(array, np.eye(4), SeriesInstanceUID="1.2"))
    more = series(array, np.diag([1.0, 1, 5, 1]), SeriesInstanceUID="1.3")
    for number, data in enumerate(more):
        (folder / f"more{number}").write_bytes(pack_dicom(data))
    assert open_image(folder / "more1").grid.spacing == (1, 1, 5)


def test_a_scout_is_left_out_and_told(series, put_series, dicom):
    array = np.arange(60, dtype=np.int16).reshape(5, 4, 3)
    scout = dicom(
        np.zeros((9, 9), np.int16), np.eye(4)[:, [1, 2, 0, 3]], SeriesInstanceUID="1.9",
        ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"],
    )  # fmt: skip
    folder = put_series([*series(array, np.eye(4)), scout])
    image = open_image(folder)
    assert image.grid.shape == (5, 4, 3)
    assert image.warnings == ("1 scout image is left out.",)
    own = [each for each in folder.iterdir() if b"LOCALIZER" in each.read_bytes()]
    assert open_image(own[0]).grid.shape == (9, 9)


def test_images_of_another_size_are_left_out_and_counted(series, put_series, dicom):
    array = np.arange(60, dtype=np.int16).reshape(5, 4, 3)
    other = dicom(np.zeros((9, 9), np.int16), np.eye(4))
    image = open_image(put_series([*series(array, np.eye(4)), other]))
    assert image.warnings == ("1 image is left out, of another size or direction.",)


def test_directions_of_one_series_are_a_choice(series, put_series):
    array = np.arange(60, dtype=np.int16).reshape(5, 4, 3)
    turned = np.eye(4)[:, [0, 2, 1, 3]]
    folder = put_series(series(array, np.eye(4)) + series(array, turned))
    with pytest.raises(ChoiceError) as caught:
        open_image(folder)
    planes = [label.split(", ")[2] for label in caught.value.labels]
    assert sorted(planes) == ["axial", "coronal"]


def test_phases_at_the_same_places_are_a_choice(series, put_series):
    array = np.zeros((5, 4, 3), np.int16)
    first = series(array, np.eye(4), AcquisitionNumber=1)
    second = series(array + 7, np.eye(4), AcquisitionNumber=2)
    folder = put_series(second + first)
    with pytest.raises(ChoiceError) as caught:
        open_image(folder)
    assert caught.value.count == 2
    assert [int(open_image(folder, volume=n).array.max()) for n in range(2)] == [0, 7]
    with pytest.raises(ChoiceError):
        open_image(next(folder.iterdir()))


def test_a_damaged_file_among_good_ones_is_left_out_and_told(series, put_series, pack_dicom):
    array = np.arange(5 * 4 * 9, dtype=np.int16).reshape(5, 4, 9)
    slices = [pack_dicom(each) for each in series(array, np.eye(4))]
    slices[4] = slices[4][:-9]
    image = open_image(put_series(slices))
    assert image.warnings == (
        "1 slice is missing (9 expected, 8 found), between slices 4 and 6: shown empty.",
        "1 damaged file is left out.",
    )
    np.testing.assert_array_equal(np.delete(image.array, 4, 2), np.delete(array, 4, 2))
    np.testing.assert_array_equal(image.array[:, :, 4], array[..., [0, 1, 2, 3, 5]].min())


def test_a_damaged_neighbour_of_a_file_is_told(series, put_series, pack_dicom):
    slices = [pack_dicom(each) for each in series(np.zeros((5, 4, 6), np.int16), np.eye(4))]
    folder = put_series([*slices[:-1], slices[-1][:-9]])
    good = next(each for each in folder.iterdir() if each.read_bytes() == slices[0])
    image = open_image(good)
    assert image.grid.shape == (5, 4, 5)
    assert image.warnings == ("1 damaged file is left out.",)


def test_missing_slices_are_drawn_as_padding_where_the_file_has_one(series, put_series):
    array = np.arange(5 * 4 * 9, dtype=np.int16).reshape(5, 4, 9)
    slices = series(array, np.eye(4), PixelPaddingValue=-2000, RescaleIntercept=-24)
    del slices[4]
    image = open_image(put_series(slices))
    np.testing.assert_array_equal(image.array[:, :, 4], -2000)
    assert image.header["padding"] == -2024.0


def test_a_folder_of_damaged_files_says_so(series, put_series, pack_dicom):
    slices = series(np.zeros((5, 4, 3), np.int16), np.eye(4))
    folder = put_series([pack_dicom(each)[:-9] for each in slices])
    with pytest.raises(FormatError, match="damaged or cut off DICOM"):
        open_image(folder)


def test_a_folder_of_dicom_without_pictures_says_so(dicom, put_series):
    report = dicom(np.zeros((1, 1), np.int16), Rows=None, Columns=None)
    del report.PixelData
    with pytest.raises(FormatError, match="holds DICOM files, but none with pictures"):
        open_image(put_series([report]))


def test_a_file_that_lost_its_pixels_is_refused(dicom, pack_dicom, put):
    data = dicom(np.zeros((4, 4), np.int16), np.eye(4))
    del data.PixelData
    with pytest.raises(FormatError, match=r"bare.dcm is a damaged or cut off"):
        open_image(put(pack_dicom(data), "bare.dcm"))


@pytest.mark.parametrize(
    "elements", [{"HighBit": 12}, {"BitsAllocated": 1, "BitsStored": 1, "HighBit": 0}]
)
def test_unusual_pixels_are_refused_with_their_bits(dicom, pack_dicom, put, elements):
    data = dicom(np.zeros((4, 4), np.int16), **elements)
    with pytest.raises(FormatError, match="bits, up to bit"):
        open_image(put(pack_dicom(data)))


def test_the_memory_is_asked_before_any_pixel_is_read(series, put_series, monkeypatch):
    monkeypatch.setattr("camviewer.io.memory.free_bytes", lambda: 100)
    monkeypatch.setattr("camviewer.io.dicom.reading.fill", None)
    folder = put_series(series(np.zeros((5, 4, 3), np.int16), np.eye(4)))
    with pytest.raises(ResourceError, match="of memory"):
        open_image(folder)


SECRETS = ("Doe", "Jane", "Q4711", "19500102", "Secret", "1950")


def test_what_tells_of_the_person_is_kept_apart(series, put_series):
    image = open_image(put_series(series(np.zeros((5, 4, 3), np.int16), np.eye(4))))
    assert image.patient == {
        "Name": "Doe Jane",
        "ID": "Q4711",
        "Born": "19500102",
        "Study": "Secret study",
        "Series": "Secret series",
    }
    words = repr(image) + str(image.header) + "".join(image.warnings)
    assert not any(secret in words for secret in SECRETS)
    kept = {each.name for each in fields(image)} - {"patient", "array"}
    assert not any(secret in str(getattr(image, n)) for n in kept for secret in SECRETS)


def _hanging(error):
    """All texts that hang on an error."""
    while error is not None:
        yield f"{error!r} {error} {getattr(error, 'hint', '')}"
        error = error.__cause__ or error.__context__


@pytest.mark.parametrize("element", ["PixelSpacing", "ImagePositionPatient", "RescaleSlope"])
@pytest.mark.filterwarnings("ignore")
def test_no_word_of_a_damaged_file_gets_out(dicom, pack_dicom, put, element, caplog):
    data = dicom(np.zeros((4, 4), np.int16), np.eye(4), PatientName="Doe^Jane")
    size = {"PixelSpacing": 2, "ImagePositionPatient": 3}.get(element, 1)
    content = pack_dicom(data)
    tag = data[element].tag
    head = tag.group.to_bytes(2, "little") + tag.elem.to_bytes(2, "little") + b"DS"
    start = content.index(head) + 8
    length = int.from_bytes(content[start - 2 : start], "little")
    wrong = "\\".join(["Secret"] * size).encode()[:length].ljust(length)
    content = content[:start] + wrong + content[start + length :]
    with caplog.at_level(0), pytest.raises(FormatError, match="damaged") as caught:
        open_image(put(content, "scan.dcm"))
    texts = " ".join(_hanging(caught.value)) + caplog.text
    assert not any(secret in texts for secret in SECRETS)


def test_the_memory_is_asked_for_a_picture_too(dicom, pack_dicom, put, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "camviewer.io.dicom.reading.check_memory", lambda size, name: asked.append((size, name))
    )
    open_image(put(pack_dicom(dicom(np.zeros((4, 5), np.uint16), Modality="DX")), "a.dcm"))
    assert asked == [(80, "a.dcm")]


@pytest.mark.parametrize(
    ("elements", "unit"),
    [
        ({"Modality": "MR"}, ""),
        ({"Modality": "CT", "RescaleType": "US"}, "HU"),
        ({"Modality": "CT", "RescaleSlope": None, "RescaleIntercept": None}, "HU"),
    ],
)
def test_values_below_air_are_hounsfield_units_of_a_ct_alone(
    series, put_series, elements, unit
):
    array = np.linspace(-1000, 400, 60).astype(np.int16).reshape(5, 4, 3)
    assert open_image(put_series(series(array, np.eye(4), **elements))).unit == unit


class Stopper(CancelToken):
    """Sets itself once it has been looked at so often."""

    def __init__(self, after):
        super().__init__()
        self.left = after
        self.looks = 0

    def check(self):
        self.looks += 1
        if self.looks > self.left:
            self.cancel()
        super().check()


@pytest.fixture
def twelve(series, put_series):
    array = np.arange(4 * 5 * 12, dtype=np.int16).reshape(4, 5, 12)
    return put_series(series(array, np.diag([-1.0, -2.0, 3.0, 1.0])))


def _headers_and_pixels(monkeypatch):
    """Count the files whose header, and whose pixels, are read."""
    from camviewer.io.dicom import folder, pixels

    seen = {"headers": 0, "pixels": 0}

    def counted(name, work):
        def spy(*arguments):
            seen[name] += 1
            return work(*arguments)

        return spy

    monkeypatch.setattr(folder, "read_header", counted("headers", folder.read_header))
    monkeypatch.setattr(pixels, "_load", counted("pixels", pixels._load))
    return seen


@pytest.mark.parametrize("opens", ["folder", "file"])
def test_reading_a_series_can_be_stopped_among_its_headers(twelve, monkeypatch, opens):
    seen = _headers_and_pixels(monkeypatch)
    path = twelve if opens == "folder" else min(twelve.iterdir())
    with pytest.raises(Cancelled):
        open_image(path, watch=Watch(token=Stopper(5)))
    assert seen == {"headers": 5, "pixels": 0}


def test_reading_a_series_can_be_stopped_among_its_pixels(twelve, monkeypatch):
    seen = _headers_and_pixels(monkeypatch)
    with pytest.raises(Cancelled):
        open_image(twelve, watch=Watch(token=Stopper(12 + 5)))
    assert seen["headers"] == 12
    assert 0 < seen["pixels"] <= 5


def test_a_watched_series_is_the_same_and_tells_how_far_it_is(twelve):
    heard = []
    image = open_image(twelve, watch=Watch(heard.append))
    np.testing.assert_array_equal(image.array, open_image(twelve).array)
    assert (heard[-1].done, heard[-1].total) == (12, 12)
