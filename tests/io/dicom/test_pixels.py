"""Every way of packing pixels that can be written here, against the plain ones."""

from pathlib import Path

import numpy as np
import pydicom
import pydicom.data
import pytest
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGExtended12Bit,
    JPEGLossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from camviewer.core.errors import FormatError
from camviewer.io import open_image

PACKED = (RLELossless, JPEG2000Lossless, JPEGLSLossless)
PLAIN = (ImplicitVRLittleEndian, ExplicitVRLittleEndian, DeflatedExplicitVRLittleEndian)


def _volume(dtype=np.int16):
    array = np.random.default_rng(0).integers(0, 1000, (64, 48, 4))
    return (array - (500 if dtype == np.int16 else 0)).astype(dtype)


@pytest.mark.parametrize("dtype", [np.int16, np.uint16, np.uint8])
@pytest.mark.parametrize("syntax", [*PLAIN, *PACKED], ids=lambda uid: uid.name)
def test_every_packing_gives_the_same_values(series, put_series, syntax, dtype):
    array = _volume(dtype)
    packed = syntax in PACKED
    slices = series(array, np.eye(4), syntax=ExplicitVRLittleEndian if packed else syntax)
    if packed:
        for data in slices:
            data.compress(syntax, generate_instance_uid=False)
    image = open_image(put_series(slices))
    np.testing.assert_array_equal(image.array, array)
    assert image.array.dtype == dtype


@pytest.fixture
def lossless_jpeg(series, put_series):
    """Give a folder packed by gdcm, and the values in it."""
    gdcm = pytest.importorskip("gdcm")
    kinds = {
        JPEGLossless: gdcm.TransferSyntax.JPEGLosslessProcess14,
        JPEGLosslessSV1: gdcm.TransferSyntax.JPEGLosslessProcess14_1,
    }

    def write(syntax):
        array = _volume(np.uint16)
        folder = put_series(series(array, np.eye(4)))
        for path in folder.iterdir():
            reader = gdcm.ImageReader()
            reader.SetFileName(str(path))
            assert reader.Read()
            change = gdcm.ImageChangeTransferSyntax()
            change.SetTransferSyntax(gdcm.TransferSyntax(kinds[syntax]))
            change.SetInput(reader.GetImage())
            assert change.Change()
            writer = gdcm.ImageWriter()
            writer.SetFileName(str(path))
            writer.SetFile(reader.GetFile())
            writer.SetImage(change.GetOutput())
            assert writer.Write()
            assert pydicom.dcmread(path).file_meta.TransferSyntaxUID == syntax
        return folder, array

    return write


@pytest.mark.parametrize("syntax", [JPEGLossless, JPEGLosslessSV1], ids=lambda uid: uid.name)
def test_lossless_jpeg_gives_the_same_values(lossless_jpeg, syntax):
    folder, array = lossless_jpeg(syntax)
    np.testing.assert_array_equal(open_image(folder).array, array)


def test_a_faulty_lossless_jpeg_does_not_end_the_program(lossless_jpeg):
    folder, _ = lossless_jpeg(JPEGLosslessSV1)
    path = min(folder.iterdir())
    content = path.read_bytes()
    frame = content.index(b"\xff\xc3") + 4
    path.write_bytes(content[:frame] + b"\x12" + content[frame + 1 :])  # 18 bits
    with pytest.raises(FormatError, match=rf"{path.name} is a damaged"):
        open_image(folder)


def test_the_other_byte_order_gives_the_same_values(series, put_series):
    array = _volume()
    slices = series(array, np.eye(4), syntax=ExplicitVRBigEndian)
    for data, plane in zip(slices, np.moveaxis(array, 2, 0), strict=True):
        data.PixelData = plane.T.astype(">i2").tobytes()
    image = open_image(put_series(slices))
    np.testing.assert_array_equal(image.array, array)
    assert image.array.dtype.isnative


def test_a_file_without_preamble_is_read(dicom, put):
    pixels = np.arange(400, dtype=np.uint16).reshape(20, 20)
    data = dicom(pixels, syntax=ImplicitVRLittleEndian)
    del data.file_meta
    path = put(b"", "old")
    pydicom.dcmwrite(path, data, implicit_vr=True, little_endian=True)
    assert path.read_bytes()[:2] == b"\x08\0"
    np.testing.assert_array_equal(open_image(path).array, pixels)


@pytest.mark.parametrize("frames", [[1], [0, 2]])
def test_packed_frames_of_one_file_are_chosen(dicom, pack_dicom, put, frames):
    pixels = np.random.default_rng(0).integers(0, 255, (3, 8, 8)).astype(np.uint8)
    data = dicom(pixels.reshape(24, 8), Rows=8, NumberOfFrames=3, Modality="US")
    data.compress(RLELossless, generate_instance_uid=False)
    path = put(pack_dicom(data))
    for frame in frames:
        np.testing.assert_array_equal(open_image(path, volume=frame).array, pixels[frame])


@pytest.mark.parametrize(
    ("syntax", "words"),
    [
        (JPEGExtended12Bit, r"JPEG Extended .* \(12 bits\)"),
        (pydicom.uid.MPEG2MPML, "MPEG2"),
    ],
)
def test_what_cannot_be_decoded_is_named(dicom, pack_dicom, put, syntax, words):
    data = dicom(np.zeros((8, 8), np.uint16), BitsStored=12, HighBit=11)
    data.PixelData = pydicom.encaps.encapsulate([b"\xff\xd8 no picture"])
    data["PixelData"].is_undefined_length = True
    data.file_meta.TransferSyntaxUID = syntax
    with pytest.raises(FormatError, match=words) as caught:
        open_image(put(pack_dicom(data), "film.dcm"))
    assert "film.dcm is compressed in a way" in str(caught.value)
    assert "uncompressed" in caught.value.hint


def test_an_unknown_packing_is_refused(dicom, pack_dicom, put):
    data = dicom(np.zeros((8, 8), np.uint16))
    data.compress(RLELossless, generate_instance_uid=False)
    content = pack_dicom(data).replace(b"1.2.840.10008.1.2.5\0", b"1.2.840.10008.1.2.9\0", 1)
    with pytest.raises(FormatError, match="cannot be decoded here: unknown"):
        open_image(put(content))


@pytest.mark.parametrize("syntax", [*PACKED, HTJ2KLossless], ids=lambda uid: uid.name)
def test_packed_pixels_that_make_no_sense_are_refused(dicom, pack_dicom, put, syntax):
    data = dicom(np.zeros((8, 8), np.uint16))
    data.PixelData = pydicom.encaps.encapsulate([b"\xff\xd8 no picture at all"])
    data["PixelData"].is_undefined_length = True
    data.file_meta.TransferSyntaxUID = syntax
    with pytest.raises(FormatError, match=r"film.dcm is a damaged") as caught:
        open_image(put(pack_dicom(data), "film.dcm"))
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_slices_of_two_types_are_held_by_a_third(series, put_series):
    low = series(np.full((4, 3, 1), -7, np.int16), np.eye(4))
    high = series(np.full((4, 3, 1), 65535, np.uint16), np.eye(4))
    high[0].ImagePositionPatient = [0, 0, 1]
    image = open_image(put_series(low + high))
    assert image.array.dtype == np.int32
    assert sorted(np.unique(image.array)) == [-7, 65535]


# Files of several makers and programs that come with the library.
FOREIGN = (
    "693_J2KI.dcm", "CT_small.dcm", "ExplVR_BigEnd.dcm", "J2K_pixelrep_mismatch.dcm",
    "JPEG2000.dcm", "JPEGLSNearLossless_08.dcm", "JPEGLSNearLossless_16.dcm", "MR_small.dcm",
    "MR_small_RLE.dcm", "MR_small_expb.dcm", "MR_small_implicit.dcm", "MR_small_padded.dcm",
    "MR_small_jp2klossless.dcm", "MR_small_jpeg_ls_lossless.dcm", "SC_rgb_jpeg.dcm",
    "SC_rgb_jpeg_dcmtk.dcm", "SC_rgb_jpeg_app14_dcmd.dcm", "SC_rgb_jls_lossy_line.dcm",
    "SC_rgb_rle.dcm", "SC_rgb_small_odd_big_endian.dcm", "SC_ybr_full_422_uncompressed.dcm",
    "GDCMJ2K_TextGBR.dcm", "image_dfl.dcm", "rtdose_rle_1frame.dcm",
)  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.filterwarnings("ignore")
def test_foreign_files_give_what_the_library_decodes(put, name):
    found = pydicom.data.get_testdata_file(name, download=False)
    if found is None:
        pytest.skip("this version of the library comes without the file")
    path = put(Path(found).read_bytes(), name)
    expected = pydicom.dcmread(path).pixel_array
    image = open_image(path)
    if image.is_volume:
        expected = expected.T[..., None]
    np.testing.assert_array_equal(image.array, expected)
