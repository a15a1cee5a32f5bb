"""Regions from label volumes and DICOM segmentations."""

import highdicom
import numpy as np
import pytest
from highdicom.seg import Segmentation, SegmentationTypeValues, SegmentDescription
from PIL import Image as Picture
from pydicom.sr.codedict import codes
from pydicom.uid import generate_uid

from camviewer.core.errors import FormatError, GeometryError, InputError, ResourceError
from camviewer.core.image import Grid, Image, pixel_grid
from camviewer.io import open_image, read_masks

AFFINE = np.array([[-1.0, 0, 0, 30], [0, 2, 0, -10], [0, 0, 3, 5], [0, 0, 0, 1]])


@pytest.fixture
def image():
    return Image(np.zeros((8, 7, 6), np.int16), Grid((8, 7, 6), AFFINE))


@pytest.fixture
def labels():
    array = np.zeros((8, 7, 6), np.uint8)
    array[1:3, 2:5, 1:4] = 1
    array[5:, 5:, 4:] = 3
    return array


def test_each_label_is_one_mask(image, labels, put, pack):
    one, three = read_masks(put(pack(labels, AFFINE)), image)
    assert (one.name, three.name) == ("Label 1", "Label 3")
    np.testing.assert_array_equal(one.array, labels == 1)
    np.testing.assert_array_equal(three.array, labels == 3)
    assert one.array.dtype == bool
    assert (one.origin, one.warnings, one.count) == ("NIfTI", (), 18)


def test_whole_numbers_may_be_stored_as_floating_point(image, labels, put, pack):
    (mask,) = read_masks(put(pack((labels == 3).astype(np.float32), AFFINE)), image)
    assert mask.name == "Mask"
    np.testing.assert_array_equal(mask.array, labels == 3)


def test_axes_in_another_order_are_the_same_region_without_a_word(image, labels, put, pack):
    order = (2, 0, 1)
    turned, affine = labels.transpose(order), AFFINE[:, [*order, 3]].copy()
    affine[:3, 3] += (turned.shape[0] - 1) * affine[:3, 0]
    affine[:3, 0] *= -1
    one, _ = read_masks(put(pack(np.flip(turned, 0), affine)), image)
    np.testing.assert_array_equal(one.array, labels == 1)
    assert one.warnings == ()


def test_another_grid_is_brought_over_and_told(image, labels, put, pack):
    affine = AFFINE.copy()
    affine[:3, :3] /= 2
    affine[:3, 3] -= affine[:3, :3].sum(axis=1) / 2
    fine = labels.repeat(2, 0).repeat(2, 1).repeat(2, 2)
    one, _ = read_masks(put(pack(fine, affine)), image)
    np.testing.assert_array_equal(one.array, labels == 1)
    assert one.warnings == (
        "The regions lie on another grid: each voxel takes the nearest one's.",
    )


def test_a_region_elsewhere_is_told(image, labels, put, pack):
    affine = AFFINE.copy()
    affine[0, 3] += 500
    one, _ = read_masks(put(pack(labels, affine)), image)
    assert not one.array.any()
    assert "The region does not overlap the image." in one.warnings


def test_each_volume_of_a_file_has_its_own_regions(image, labels, put, pack):
    layers = np.stack([labels, labels == 3], axis=-1).astype(np.uint8)
    masks = read_masks(put(pack(layers, AFFINE)), image)
    assert [each.count for each in masks] == [18, 12, 12]


def test_a_segmentation_of_slicer_has_its_names(image, labels, put, pack_nrrd):
    content = pack_nrrd(labels, AFFINE)
    names = b"Segment0_Name:=Liver\nSegment0_LabelValue:=3\nSegment0_Layer:=0\n"
    start = content.index(b"\n\n") + 1
    masks = read_masks(put(content[:start] + names + content[start:], "a.seg.nrrd"), image)
    assert [each.name for each in masks] == ["Label 1", "Liver"]
    assert masks[1].origin == "NRRD"


@pytest.mark.parametrize(
    ("array", "words"),
    [
        (np.zeros((8, 7, 6), np.uint8), "marks no region"),
        (np.arange(336, dtype=np.int16).reshape(8, 7, 6), "335 different values"),
        (np.full((8, 7, 6), 0.5, np.float32), "no whole numbers"),
    ],
)
def test_what_is_no_label_volume_is_refused(image, put, pack, array, words):
    with pytest.raises(FormatError, match=words) as caught:
        read_masks(put(pack(array, AFFINE)), image)
    assert caught.value.hint


def test_masks_that_do_not_fit_into_memory_are_refused(image, labels, put, pack, monkeypatch):
    path = put(pack(labels, AFFINE))
    monkeypatch.setattr("camviewer.io.memory.free_bytes", lambda: 400)
    monkeypatch.setattr("camviewer.io.nifti.check_memory", lambda *_: None)
    with pytest.raises(ResourceError, match="of memory"):
        read_masks(path, image)


def test_a_picture_takes_a_picture_of_its_size(put, draw, image):
    picture = Image(np.zeros((6, 5, 3), np.uint8), pixel_grid(6, 5))
    marked = np.zeros((6, 5), np.uint8)
    marked[2:4, 1:3] = 255
    path = put(draw(Picture.fromarray(np.stack([marked] * 3, -1)), "png"), "m.png")
    (mask,) = read_masks(path, picture)
    np.testing.assert_array_equal(mask.array, marked == 255)
    other = put(draw(Picture.fromarray(marked[1:]), "png"), "n.png")
    with pytest.raises(GeometryError, match="5 × 5 pixels, the image 6 × 5"):
        read_masks(other, picture)
    with pytest.raises(GeometryError, match="number of axes"):
        read_masks(path, image)
    colours = np.stack([marked, marked * 0, marked], -1)
    with pytest.raises(FormatError, match="colours"):
        read_masks(put(draw(Picture.fromarray(colours), "png"), "c.png"), picture)


def test_a_missing_file_is_told(image, tmp_path):
    with pytest.raises(InputError, match="There is no file"):
        read_masks(tmp_path / "none.nii", image)


def _segmentation(slices, masks, names):
    """Write regions of a series as another library does."""
    for data in slices:
        data.file_meta.MediaStorageSOPClassUID = data.SOPClassUID
        data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
        data.StudyInstanceUID, data.FrameOfReferenceUID = "1.2.3", "1.2.3.5"
        data.StudyID = data.AccessionNumber = data.PatientSex = ""
        data.StudyDate, data.StudyTime = "20200101", "120000"
        data.ReferringPhysicianName = ""
    described = [
        SegmentDescription(
            number, name, codes.SCT.Tissue, codes.SCT.Organ,
            highdicom.seg.SegmentAlgorithmTypeValues.MANUAL,
        )
        for number, name in enumerate(names, start=1)
    ]  # fmt: skip
    return Segmentation(
        source_images=slices, pixel_array=masks, segment_descriptions=described,
        segmentation_type=SegmentationTypeValues.BINARY, series_instance_uid=generate_uid(),
        series_number=9, sop_instance_uid=generate_uid(), instance_number=1,
        manufacturer="x", manufacturer_model_name="x", software_versions="1",
        device_serial_number="1",
    )  # fmt: skip


@pytest.fixture
def segmented(series, put_series, labels, tmp_path):
    """Give a series, its segmentation and the labels."""
    slices = series(np.zeros(labels.shape, np.int16), AFFINE)
    folder = put_series(slices)
    planes = np.stack([labels == 1, labels == 3], -1).transpose(2, 1, 0, 3)
    path = tmp_path / "regions.dcm"
    _segmentation(slices, planes.astype(np.uint8), ["Lung", "Node"]).save_as(path)
    return folder, path


def test_a_dicom_segmentation_lies_on_its_series(segmented, labels):
    folder, path = segmented
    image = open_image(folder)
    lung, node = read_masks(path, image)
    assert (lung.name, node.name, lung.origin) == ("Lung", "Node", "DICOM")
    for mask, label in ((lung, 1), (node, 3)):
        cells = np.argwhere(mask.array)
        wanted = np.argwhere(labels == label) @ AFFINE[:3, :3].T + AFFINE[:3, 3]
        found = image.grid.world(cells)
        np.testing.assert_allclose(
            found[np.lexsort(found.T)], wanted[np.lexsort(wanted.T)], atol=1e-6
        )
        assert mask.warnings == ()


def test_a_dicom_segmentation_is_no_image(segmented):
    with pytest.raises(FormatError, match="without pictures") as caught:
        open_image(segmented[1])
    assert "mask" in caught.value.hint


def test_a_damaged_segmentation_is_refused(segmented, image):
    path = segmented[1]
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(FormatError, match=r"regions.dcm"):
        read_masks(path, image)
