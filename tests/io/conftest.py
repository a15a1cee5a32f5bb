"""One good file of every format, and the values that it holds."""

from __future__ import annotations

import nibabel
import numpy as np
import pytest
from PIL import Image as Picture

AFFINE = np.array([[-0.8, 0, 0, 30.0], [0, 0.9, 0, -20.0], [0, 0, 2.5, 5.0], [0, 0, 0, 1]])


def make_nifti(path, array, affine=AFFINE, codes=(1, 1), kind=nibabel.Nifti1Image):
    """Write a NIfTI whatever the name says."""
    image = kind(array, affine)
    image.set_qform(affine if codes[0] else None, codes[0])
    image.set_sform(affine if codes[1] else None, codes[1])
    image.header.set_xyzt_units("mm")
    path.write_bytes(image.to_bytes())
    return path


@pytest.fixture
def volume():
    rng = np.random.default_rng(0)
    return rng.integers(-1000, 1500, (7, 6, 5)).astype(np.int16)


@pytest.fixture
def good(tmp_path, volume):
    """Name of a format to a good file of it and its stored values."""
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 256, (9, 12, 3)).astype(np.uint8)
    Picture.fromarray(pixels).save(tmp_path / "good.png")
    return {
        "nifti": (make_nifti(tmp_path / "good.nii", volume), volume),
        "picture": (tmp_path / "good.png", pixels),
    }
