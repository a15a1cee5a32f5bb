"""One maker of a good sample for each format, and small files of any kind."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from io import BytesIO
from itertools import permutations

import nibabel
import numpy as np
import pydicom
import pytest
from PIL import Image as Picture
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, RLELossless, generate_uid
from scipy.spatial.transform import Rotation


@dataclass(frozen=True)
class Sample:
    """A good file: its bytes, and what has to come out."""

    content: bytes
    array: np.ndarray
    axes: int


def nifti_bytes(array, affine=None, *, kind=nibabel.Nifti1Image, codes=(1, 1), change=None):
    """Pack an array; ``change(image)`` alters it before."""
    affine = np.diag([1.0, 2.0, 3.0, 1.0]) if affine is None else np.asarray(affine, float)
    image = kind(array, affine)
    image.header.set_xyzt_units("mm")
    image.set_qform(affine, codes[0])
    image.set_sform(affine, codes[1])
    if change is not None:
        change(image)
    return image.to_bytes()


def picture_bytes(picture, suffix, **options):
    stream = BytesIO()
    picture.save(stream, suffix, **options)
    return stream.getvalue()


def text(numbers):
    return " ".join(repr(float(each)) for each in np.ravel(numbers))


def nrrd_bytes(array, affine=None, *, encoding="raw", order="little", **fields):
    """Pack an array whose affine is in RAS; a field of None is left out."""
    affine = np.diag([1.0, 2.0, 3.0, 1.0]) if affine is None else np.asarray(affine, float)
    vectors = [f"({','.join(map(repr, map(float, column)))})" for column in affine[:3, :3].T]
    lines = {
        "type": {"float32": "float", "float64": "double"}.get(
            array.dtype.name, array.dtype.name
        ),
        "dimension": array.ndim,
        "sizes": " ".join(map(str, array.shape)),
        "endian": order,
        "encoding": encoding,
        "space": "right-anterior-superior",
        "space directions": " ".join(vectors + ["none"] * (array.ndim - 3)),
        "space origin": f"({','.join(map(repr, map(float, affine[:3, 3])))})",
    } | {name.replace("_", " "): value for name, value in fields.items()}
    kept = [f"{name}: {value}" for name, value in lines.items() if value is not None]
    stored = array.astype(array.dtype.newbyteorder(order)).tobytes(order="F")
    packed = gzip.compress(stored) if encoding == "gzip" else stored
    return "\n".join(["NRRD0005", "# made for a test", *kept, "", ""]).encode() + packed


MET = {
    "int8": "CHAR", "uint8": "UCHAR", "int16": "SHORT", "uint16": "USHORT", "int32": "INT",
    "uint32": "UINT", "int64": "LONG_LONG", "uint64": "ULONG_LONG", "float32": "FLOAT",
    "float64": "DOUBLE",
}  # fmt: skip


def meta_bytes(array, affine=None, *, channels=1, packed=False, order="little", **fields):
    """Pack an array whose affine is in RAS, channels first; a field of None is left out."""
    affine = np.diag([1.0, 2.0, 3.0, 1.0]) if affine is None else np.asarray(affine, float)
    lps = np.diag([-1.0, -1.0, 1.0, 1.0]) @ affine
    shape = array.shape[1:] if channels > 1 else array.shape
    spacing, matrix, offset = np.ones(len(shape)), np.eye(len(shape)), np.zeros(len(shape))
    spacing[:3] = np.linalg.norm(lps[:3, :3], axis=0)
    matrix[:3, :3] = (lps[:3, :3] / spacing[:3]).T
    offset[:3] = lps[:3, 3]
    stored = array.astype(array.dtype.newbyteorder(order)).tobytes(order="F")
    stored = zlib.compress(stored) if packed else stored
    lines = {
        "ObjectType": "Image",
        "NDims": len(shape),
        "BinaryData": True,
        "BinaryDataByteOrderMSB": order == "big",
        "CompressedData": packed,
        "TransformMatrix": text(matrix),
        "Offset": text(offset),
        "ElementSpacing": text(spacing),
        "DimSize": " ".join(map(str, shape)),
        "ElementNumberOfChannels": channels,
        "ElementType": f"MET_{MET[array.dtype.name]}",
        "ElementDataFile": "LOCAL",
    } | fields
    last = lines.pop("ElementDataFile")
    kept = [f"{name} = {value}" for name, value in lines.items() if value is not None]
    return "\n".join([*kept, f"ElementDataFile = {last}", ""]).encode() + stored


def dicom_data(pixels, affine=None, *, syntax=ExplicitVRLittleEndian, **elements):
    """Make a dataset of one slice or picture, (rows, columns[, 3]); None leaves an element out.

    ``affine`` is the slice's, (column, row, slice) to RAS mm; without it there is no place.
    """
    data = Dataset()
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = syntax
    samples = 3 if pixels.ndim == 3 and pixels.shape[-1] == 3 else 1
    bits = 8 * pixels.dtype.itemsize
    values = {
        "SOPClassUID": CTImageStorage, "SOPInstanceUID": generate_uid(), "Modality": "CT",
        "SeriesInstanceUID": "1.2.3.4", "SeriesNumber": 3, "ImageType": ["ORIGINAL", "PRIMARY"],
        "PatientName": "Doe^Jane", "PatientID": "Q4711", "PatientBirthDate": "19500102",
        "StudyDescription": "Secret study", "SeriesDescription": "Secret series",
        "Rows": pixels.shape[0], "Columns": pixels.shape[1], "SamplesPerPixel": samples,
        "PhotometricInterpretation": "RGB" if samples == 3 else "MONOCHROME2",
        "BitsAllocated": bits, "BitsStored": bits, "HighBit": bits - 1,
        "PixelRepresentation": int(pixels.dtype.kind == "i"),
        "RescaleSlope": 1, "RescaleIntercept": 0,
    }  # fmt: skip
    if samples == 3:
        values["PlanarConfiguration"] = 0
    if affine is not None:
        lps = np.diag([-1.0, -1.0, 1.0, 1.0]) @ affine
        lengths = np.linalg.norm(lps[:3, :2], axis=0)
        values |= {
            "ImagePositionPatient": [f"{each:.9g}" for each in lps[:3, 3]],
            "ImageOrientationPatient": [
                f"{each:.9g}" for each in (lps[:3, :2] / lengths).T.ravel()
            ],
            "PixelSpacing": [f"{lengths[1]:.9g}", f"{lengths[0]:.9g}"],
            "SliceThickness": 99,
        }
    for name, value in (values | elements).items():
        if value is not None:
            setattr(data, name, value)
    data.PixelData = pixels.tobytes()
    data["PixelData"].VR = "OB" if bits == 8 else "OW"
    return data


def dicom_bytes(data):
    """Pack a dataset as a file."""
    stream = BytesIO()
    data.file_meta.MediaStorageSOPClassUID = data.get("SOPClassUID", CTImageStorage)
    data.file_meta.MediaStorageSOPInstanceUID = data.get("SOPInstanceUID", "1.2")
    pydicom.dcmwrite(stream, data, enforce_file_format=True)
    return stream.getvalue()


def series_of(array, affine, **elements):
    """Cut a volume whose affine is in RAS along its third axis; its datasets in order."""
    slices = []
    for index in range(array.shape[2]):
        placed = affine.copy()
        placed[:3, 3] += index * affine[:3, 2]
        pixels = np.ascontiguousarray(array[:, :, index].T)
        slices.append(dicom_data(pixels, placed, InstanceNumber=index + 1, **elements))
    return slices


def _volume():
    return np.random.default_rng(0).integers(-900, 900, (5, 6, 7)).astype(np.int16)


def _nifti():
    array = _volume()
    return Sample(nifti_bytes(array), array, 3)


def _nifti_gz():
    array = _volume()
    return Sample(gzip.compress(nifti_bytes(array)), array, 3)


def _nrrd():
    array = _volume()
    return Sample(nrrd_bytes(array), array, 3)


def _nrrd_gz():
    array = _volume()
    return Sample(nrrd_bytes(array, encoding="gzip"), array, 3)


def _mha():
    array = _volume()
    return Sample(meta_bytes(array), array, 3)


def _mha_packed():
    array = _volume()
    return Sample(meta_bytes(array, packed=True), array, 3)


def _png():
    array = np.random.default_rng(1).integers(0, 65535, (40, 50)).astype(np.uint16)
    return Sample(picture_bytes(Picture.fromarray(array), "png"), array, 2)


def _tiff():
    array = np.random.default_rng(2).random((40, 50)).astype(np.float32)
    return Sample(picture_bytes(Picture.fromarray(array), "tiff"), array, 2)


def _bmp():
    array = np.random.default_rng(3).integers(0, 255, (40, 50, 3)).astype(np.uint8)
    return Sample(picture_bytes(Picture.fromarray(array), "bmp"), array, 2)


def _dicom():
    pixels = np.random.default_rng(4).integers(0, 4095, (60, 50)).astype(np.uint16)
    return Sample(dicom_bytes(dicom_data(pixels, Modality="DX")), pixels, 2)


def _dicom_slice():
    array = np.random.default_rng(5).integers(-900, 900, (50, 60, 1)).astype(np.int16)
    return Sample(dicom_bytes(*series_of(array, np.diag([-1.0, -2.0, 3.0, 1.0]))), array, 3)


def _dicom_packed():
    pixels = np.random.default_rng(6).integers(0, 4095, (60, 50)).astype(np.uint16)
    data = dicom_data(pixels, Modality="DX")
    data.compress(RLELossless, generate_instance_uid=False)
    return Sample(dicom_bytes(data), pixels, 2)


MAKERS = {
    "dicom": (_dicom, _dicom_slice, _dicom_packed),
    "metaimage": (_mha, _mha_packed),
    "nifti": (_nifti, _nifti_gz),
    "nrrd": (_nrrd, _nrrd_gz),
    "picture": (_png, _tiff, _bmp),
}


@pytest.fixture
def dicom():
    return dicom_data


@pytest.fixture
def pack_dicom():
    return dicom_bytes


@pytest.fixture
def series():
    return series_of


@pytest.fixture
def put_series(tmp_path):
    """Write datasets into a folder under names in another order than that of the slices."""

    def write(slices, folder="study"):
        path = tmp_path / folder
        path.mkdir(parents=True, exist_ok=True)
        order = np.random.default_rng(8).permutation(len(slices))
        for number, data in zip(order, slices, strict=True):
            content = data if isinstance(data, bytes) else dicom_bytes(data)
            (path / f"{path.name}{number:04d}").write_bytes(content)
        return path

    return write


@pytest.fixture
def pack():
    return nifti_bytes


@pytest.fixture
def pack_nrrd():
    return nrrd_bytes


@pytest.fixture
def pack_meta():
    return meta_bytes


@pytest.fixture(params=[*range(48), "oblique", "sheared"])
def placed(request):
    """Give an affine: each of the 48 orders and directions of three axes, and others."""
    if request.param == "oblique":
        turn = Rotation.from_euler("xyz", [12, -31, 77], degrees=True).as_matrix()
    elif request.param == "sheared":
        turn = np.array([[1.0, 0.2, 0.0], [0.0, 1.0, 0.1], [0.0, 0.0, -1.0]])
    else:
        order = list(permutations(range(3)))[request.param // 8]
        turn = np.eye(3)[:, order] * [1 - 2 * (request.param >> bit & 1) for bit in range(3)]
    affine = np.eye(4)
    affine[:3, :3] = turn * [0.7, 1.3, 2.5]
    affine[:3, 3] = -11.0, 23.5, 170.25
    return affine


@pytest.fixture
def draw():
    return picture_bytes


@pytest.fixture
def makers():
    return MAKERS


@pytest.fixture
def put(tmp_path):
    """Write bytes under a name and give the path."""

    def write(content, name="scan.nii"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def pytest_generate_tests(metafunc):
    """Give every sample of every format to the tests that take one."""
    if "sample_of" in metafunc.fixturenames:
        pairs = [(name, make) for name, makes in MAKERS.items() for make in makes]
        metafunc.parametrize(
            "sample_of", pairs, ids=[f"{name}{make.__name__}" for name, make in pairs]
        )
