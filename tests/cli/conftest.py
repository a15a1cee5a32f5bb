"""Small files that commands can be run on."""

from __future__ import annotations

import nibabel
import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.cli.main import run


@pytest.fixture
def photo(tmp_path):
    rng = np.random.default_rng(0)
    path = tmp_path / "photo.png"
    Picture.fromarray(rng.integers(0, 256, (60, 80, 3)).astype(np.uint8)).save(path)
    return path


@pytest.fixture
def scan(tmp_path):
    """An LPI volume of 1.5 × 1 × 2 mm with one bright voxel at the patient's right."""
    array = np.full((8, 10, 6), -1000, np.int16)
    array[1, 4, 2] = 400
    affine = np.diag([-1.5, 1.0, 2.0, 1.0])
    path = tmp_path / "scan.nii.gz"
    nibabel.save(nibabel.Nifti1Image(array, affine), path)
    return path


@pytest.fixture
def fails(capsys):
    """Run a command line that must end with 1, one sentence, a hint and no traceback."""

    def check(*words):
        assert run([str(word) for word in words]) == 1
        said = capsys.readouterr().err.splitlines()
        assert said[0].startswith("camviewer: ")
        assert len(said) == 2
        assert "Traceback" not in "".join(said)
        return " ".join(said)

    return check
