"""Small images, and an explanation nobody had to compute."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.core.job import Explanation, Prediction, WindowScore
from camviewer.core.settings import Settings
from camviewer.session.service import Session

AFFINE = np.array([[0, -2.0, 0, 50], [2.5, 0, 0, -30], [0, 0, -5.0, 70], [0, 0, 0, 1]])


@pytest.fixture
def volume():
    array = np.full((8, 9, 6), -1000, np.int16)
    array[3:5, 3:6, 2:4] = 40
    header = {"qform_code": 1, "sform_code": 1}
    return Image(array, Grid(array.shape, AFFINE), unit="HU", sha256="a" * 64, header=header)


@pytest.fixture
def picture():
    pixels = np.random.default_rng(0).integers(0, 256, (20, 30, 3)).astype(np.uint8)
    return Image(pixels, pixel_grid(20, 30), sha256="b" * 64, name="picture")


@pytest.fixture
def explain():
    """Make an explanation of an image: the second method's map is the first one's opposite."""

    def make(image, methods=("grad-cam", "cf-cam"), target="nodule", model="nodule3d"):
        shape = tuple(count // 2 for count in image.grid.shape)
        grid = image.grid.divided(shape)
        ramp = np.arange(np.prod(shape), dtype=np.float32).reshape(shape)
        ramp -= ramp.mean() / 2
        maps = {
            name: Heatmap(
                ramp * (-1) ** index,
                grid,
                name,
                "features",
                target,
                parameters={"sigma": np.float32(1.5)},
                diagnostics={"spread": float("inf")},
            )
            for index, name in enumerate(methods)
        }
        chosen = Prediction(1, target, 0.9, 2.0)
        windows = (
            WindowScore((0, 0, 0), (9, 9, 9), 0.4),
            WindowScore((9, 0, 0), (18, 9, 9), 0.9),
        )
        return Explanation(
            maps, (chosen,), chosen, "features", "The last map.", model, "A network", "cpu",
            weights_sha256="c" * 64, windows=windows if image.is_volume else (), seed=3,
        )  # fmt: skip

    return make


@pytest.fixture
def session(tmp_path):
    return Session(Settings(), tmp_path / "settings.json")


@pytest.fixture
def other(tmp_path):
    """A second program, which knows nothing of the first."""
    return Session(Settings(), tmp_path / "other" / "settings.json")
