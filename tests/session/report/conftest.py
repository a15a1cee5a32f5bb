"""A small case with numbers, curves and trust, made by hand."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.core.job import Explanation, Prediction
from camviewer.core.judgement import Curve, Evaluation, Finding, Measurement
from camviewer.core.trust import Evidence, Standing, Trust


def heat(name, values, ndim=2):
    array = np.asarray(values, np.float32)
    affine = np.diag([10.0] * ndim + [1.0])
    return Heatmap(array, Grid(array.shape, affine), name, "late", "cat <b>", parameters={
        "sigma": 1.5, "clip": True, "sizes": (1, 2)})  # fmt: skip


@pytest.fixture
def image():
    pixels = np.full((20, 30, 3), 90, np.uint8)
    return Image(
        pixels,
        pixel_grid(20, 30),
        name="Muster_Erika.png",
        patient={"Name": "Erika Muster", "ID": "4711"},
        sha256="ab" * 32,
        warnings=("Something about the image.",),
    )


@pytest.fixture
def explanation():
    cat = Prediction(2, "cat <b>", 0.875, 3.0)
    maps = {
        "grad-cam": heat("grad-cam", [[0, 1, 0], [0, 0, 0]]),
        "cf-cam": heat("cf-cam", [[0, 0, 0], [0, 0.5, 2]]),
    }
    return Explanation(
        maps, (cat,), cat, "late", "It is the last.", "toy", "Toy & Co", "cpu",
        weights_sha256="cd" * 32, notes=("Cropped to a square.",),
    )  # fmt: skip


@pytest.fixture
def evaluation():
    falling = Curve((0.0, 0.5, 1.0), (0.875, 0.25, 0.125), "Share taken away", "Probability")
    flat = Curve((0.0, 0.5, 1.0), (0.875, 0.8, 0.125), "Share taken away", "Probability")
    return Evaluation(
        (
            Measurement("grad-cam", "deletion", (Finding(0.375, {"deletion": falling}),)),
            Measurement("grad-cam", "adcc", (Finding(nan, note="A blank map has none."),)),
            Measurement("cf-cam", "deletion", (Finding(0.65, {"deletion": flat}),)),
            Measurement("cf-cam", "adcc", (Finding(0.5),)),
            Measurement("random-cam", "deletion", (Finding(0.7, {"deletion": flat}),)),
        ),
        controls=("random-cam",),
        notes=("The network was asked twice.",),
    )


@pytest.fixture
def trust():
    return Trust(
        "grad-cam",
        (
            Evidence(
                "removal",
                Standing.SUPPORTED,
                "It falls from 0.88 to 0.25.",
                "A random part keeps 0.85.",
            ),
            Evidence("grid", Standing.NOT_SUPPORTED, "A cell is wider than the finding."),
        ),
    )
