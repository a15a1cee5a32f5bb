"""One maker of a good sample for each format, and a small NIfTI of any kind."""

from __future__ import annotations

import gzip
from dataclasses import dataclass

import nibabel
import numpy as np
import pytest
from PIL import Image as Picture


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
    from io import BytesIO

    stream = BytesIO()
    picture.save(stream, suffix, **options)
    return stream.getvalue()


def _volume():
    return np.random.default_rng(0).integers(-900, 900, (5, 6, 7)).astype(np.int16)


def _nifti():
    array = _volume()
    return Sample(nifti_bytes(array), array, 3)


def _nifti_gz():
    array = _volume()
    return Sample(gzip.compress(nifti_bytes(array)), array, 3)


def _png():
    array = np.random.default_rng(1).integers(0, 65535, (40, 50)).astype(np.uint16)
    return Sample(picture_bytes(Picture.fromarray(array), "png"), array, 2)


def _tiff():
    array = np.random.default_rng(2).random((40, 50)).astype(np.float32)
    return Sample(picture_bytes(Picture.fromarray(array), "tiff"), array, 2)


def _bmp():
    array = np.random.default_rng(3).integers(0, 255, (40, 50, 3)).astype(np.uint8)
    return Sample(picture_bytes(Picture.fromarray(array), "bmp"), array, 2)


MAKERS = {
    "nifti": (_nifti, _nifti_gz),
    "picture": (_png, _tiff, _bmp),
}


@pytest.fixture
def pack():
    return nifti_bytes


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
