from __future__ import annotations

import numpy as np
import pytest
import torch

from camviewer.core.errors import GeometryError
from camviewer.metrics.enlarging import enlarged, laid_over


@pytest.mark.parametrize("axes", [1, 2, 3])
def test_a_ramp_is_drawn_out_with_its_outer_faces_kept(axes):
    ramp = torch.tensor([0.0, 4.0]).reshape(2, *(1,) * (axes - 1))
    found = enlarged(ramp, (4, *(3,) * (axes - 1)))
    assert found.reshape(4, -1)[:, 0].tolist() == [0, 1, 3, 4]


def test_a_map_of_the_right_size_is_left_alone():
    heat = torch.rand(3, 4)
    assert enlarged(heat, (3, 4)) is heat


def test_maps_of_a_batch_are_laid_over_its_images():
    found = laid_over("one", np.ones((2, 3, 3), np.float32), (2, 1, 6, 5))
    assert [tuple(each.shape) for each in found] == [(6, 5), (6, 5)]


@pytest.mark.parametrize("shape", [(3, 3, 3), (2, 3), (2, 3, 3, 3)], ids=str)
def test_maps_that_do_not_fit_are_refused(shape):
    with pytest.raises(GeometryError, match="'one' do not fit"):
        laid_over("one", np.ones(shape), (2, 1, 6, 5))


def test_values_that_are_no_numbers_are_refused():
    with pytest.raises(GeometryError, match="no numbers"):
        laid_over("one", np.full((1, 2, 2), np.nan), (1, 1, 4, 4))
