from __future__ import annotations

import json
from math import inf, isnan

import numpy as np

from camviewer.core.image import Grid, Heatmap
from camviewer.session.cohort.outcome import number_of, packed, unpacked


def test_a_map_comes_back_bit_by_bit_through_json():
    rng = np.random.default_rng(0)
    affine = np.array([[0, -2.5, 0, 1 / 3], [1, 0, 0, 7], [0, 0, 3, 0], [0, 0, 0, 1]])
    values = np.asfortranarray(rng.normal(size=(3, 4, 5)).astype(np.float32))
    heatmap = Heatmap(values, Grid(values.shape, affine), "grad-cam", "features")
    found = unpacked("grad-cam", json.loads(json.dumps(packed(heatmap))))
    assert (found.array == values).all()
    assert (found.grid.affine == affine).all()
    assert (found.method, found.layer, found.name) == ("grad-cam", "features", "grad-cam")


def test_numbers_that_json_lacks_are_read_back():
    assert isnan(number_of(None))
    assert (number_of("inf"), number_of("-inf"), number_of(2)) == (inf, -inf, 2.0)
