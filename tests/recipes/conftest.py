"""A set in CIFAKE's layout, drawn here: smooth pictures for REAL, chequered ones for FAKE."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest
from PIL import Image


def drawn(rng, *, is_real):
    """One picture of 32 × 32: a ramp of two colours, with a fine pattern when generated."""
    rows, columns = np.mgrid[:32, :32] / 31
    ramp = rows[..., None] * rng.uniform(0, 255, 3) + columns[..., None] * rng.uniform(0, 99, 3)
    pattern = 0 if is_real else 60 * ((np.arange(32)[:, None] + np.arange(32)) % 2)[..., None]
    return np.clip(ramp / 1.5 + pattern, 0, 255).astype(np.uint8)


@pytest.fixture(scope="session")
def cifake_folder(tmp_path_factory):
    """80 pictures to learn from and 20 to test on, half of them real."""
    root = tmp_path_factory.mktemp("drawn") / "cifake"
    rng = np.random.default_rng(0)
    for part, count in (("train", 40), ("test", 10)):
        for label in ("REAL", "FAKE"):
            folder = root / part / label
            folder.mkdir(parents=True)
            for index in range(count):
                pixels = drawn(rng, is_real=label == "REAL")
                name = f"{index:04d} ({2 + index % 9}).jpg"
                Image.fromarray(pixels).save(folder / name, quality=95)
    return root


@pytest.fixture(scope="session")
def cifake_zip(cifake_folder):
    """The same set in a zip, with a file that is no picture."""
    path = cifake_folder.parent / "set.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "train/REAL is here")
        for file in sorted(cifake_folder.rglob("*.jpg"), reverse=True):
            archive.write(file, file.relative_to(cifake_folder.parent).as_posix())
    return path
