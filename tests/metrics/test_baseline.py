from __future__ import annotations

import pytest
import torch

from camviewer.metrics.baseline import (
    BaselineParams,
    baseline_key,
    blurred,
    make_baseline,
    sigmas,
)
from tests.metrics.conftest import make_subject

SHAPES = pytest.mark.parametrize("shape", [(20, 30), (8, 10, 12)], ids=str)


def ground(kind, inputs, **more):
    asked = make_subject(inputs, None, **more)
    return make_baseline(asked, 0, BaselineParams(baseline=kind))


@SHAPES
def test_each_ground_is_what_it_says(shape):
    inputs = torch.randn(2, 3, *shape) * 2 + 5
    blank = torch.tensor([-1.0, -2.0, -3.0])
    means = inputs[0].flatten(1).mean(1)
    assert not ground("zero", inputs).any()
    assert torch.equal(ground("black", inputs, blank=blank).flatten(1)[:, 7], blank)
    torch.testing.assert_close(ground("mean", inputs).flatten(1)[:, 3], means)
    noise = ground("noise", inputs)
    torch.testing.assert_close(noise.flatten(1).mean(1), means, rtol=0.2, atol=0.3)
    torch.testing.assert_close(
        noise.flatten(1).std(1), inputs[0].flatten(1).std(1), rtol=0.2, atol=0.2
    )
    assert all(ground(kind, inputs).shape == inputs[0].shape for kind in ("blur", "black"))


@SHAPES
def test_a_blur_leaves_a_constant_and_spreads_a_point_as_a_gaussian(shape):
    torch.testing.assert_close(blurred(torch.ones(1, *shape), (2.0,) * len(shape)),
                               torch.ones(1, *shape))  # fmt: skip
    point = torch.zeros(1, 41, 61)
    point[0, 20, 30] = 1.0
    found = blurred(point, (2.0, 3.0))[0]
    places = torch.arange(41.0) - 20
    assert float(found.sum()) == pytest.approx(1, abs=1e-4)
    assert float((found.sum(1) * places**2).sum()) == pytest.approx(4, rel=0.01)
    places = torch.arange(61.0) - 30
    assert float((found.sum(0) * places**2).sum()) == pytest.approx(9, rel=0.01)


def test_widths_are_millimetres_in_volumes_and_a_share_of_pictures():
    volume = make_subject(torch.zeros(1, 1, 8, 8, 8), None, spacing_mm=(5.0, 1.0, 2.0))
    assert sigmas(volume, BaselineParams(blur_mm=10.0)) == pytest.approx((2, 10, 5))
    picture = make_subject(torch.zeros(1, 1, 100, 200), None)
    assert sigmas(picture, BaselineParams(blur=5.0)) == pytest.approx((10, 10))


def test_a_ground_is_made_once():
    asked = make_subject(torch.rand(1, 1, 6, 6), None)
    params = BaselineParams()
    assert make_baseline(asked, 0, params) is make_baseline(asked, 0, params)


def test_grounds_are_told_apart_by_what_matters_to_them():
    assert baseline_key(BaselineParams(blur=1.0)) != baseline_key(BaselineParams(blur=2.0))
    one, other = (BaselineParams(baseline="zero", blur=b) for b in (1.0, 2.0))
    assert baseline_key(one) == baseline_key(other)
    assert baseline_key(one) != baseline_key(BaselineParams(baseline="black"))


def test_what_has_no_black_is_zero():
    assert not ground("black", torch.rand(1, 2, 4, 4)).any()


def test_pictures_are_blurred_and_volumes_filled_with_air():
    inputs, blank = torch.rand(1, 1, 8, 8), torch.tensor([-3.0])
    assert torch.equal(ground("auto", inputs, blank=blank), ground("blur", inputs))
    volume = torch.rand(1, 1, 6, 6, 6)
    found = ground("auto", volume, blank=blank, spacing_mm=(5.0, 1.0, 1.0))
    assert found.unique().tolist() == [-3]
