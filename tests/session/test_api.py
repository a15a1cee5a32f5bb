"""camviewer.evaluate on any network and batch."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

import camviewer
from camviewer.core.errors import Cancelled, GeometryError, UnknownNameError
from camviewer.core.progress import CancelToken
from camviewer.metrics import METRICS

AXES = pytest.mark.parametrize("axes", [2, 3])
FEW = {
    "deletion": {"steps": 3}, "insertion": {"steps": 3}, "road": {"shares": 2},
    "infidelity": {"draws": 3},
}  # fmt: skip


def make_net(axes):
    conv, pool = ((nn.Conv2d, nn.AdaptiveAvgPool2d), (nn.Conv3d, nn.AdaptiveAvgPool3d))[
        axes - 2
    ]
    torch.manual_seed(0)
    return nn.Sequential(
        conv(2, 4, 3, 2, 1), nn.ReLU(), conv(4, 6, 3, 1, 1), nn.ReLU(), pool(1), nn.Flatten(),
        nn.Linear(6, 3),
    )  # fmt: skip


def make_batch(axes, count=2):
    return torch.randn(count, 2, *(16, 14, 12)[:axes])


@AXES
def test_named_methods_are_mapped_and_measured_from_one_pass(axes):
    model, batch = make_net(axes), make_batch(axes)
    given = camviewer.explain(model, batch, ["grad-cam", "cf-cam"], "3")
    metrics = ["average-drop", "deletion", "adcc", "sparseness", "max-sensitivity"]
    named = camviewer.evaluate(
        model, batch, ["grad-cam", "cf-cam"], metrics, layer="3", options=FEW
    )
    told = camviewer.evaluate(model, batch, given, metrics, layer="3", options=FEW)
    for name in given:
        for metric in metrics:
            one, other = named.measurement(name, metric), told.measurement(name, metric)
            assert len(one.values) == 2
            np.testing.assert_allclose(one.values, other.values, rtol=1e-3, atol=1e-6)


@AXES
def test_all_means_all(axes):
    masks = np.random.default_rng(0).random((2, *(16, 14, 12)[:axes])) < 0.3
    found = camviewer.evaluate(
        make_net(axes), make_batch(axes), ["grad-cam"], ["all"], layer="3", masks=masks
    )
    assert set(found.metrics) == {m.name for m in METRICS if m.against != "map"}


def test_images_are_counted_as_the_network_counts_them():
    model, seen = make_net(2), []
    model.register_forward_hook(lambda m, given, out: seen.append(len(given[0])))
    found = camviewer.evaluate(
        model, make_batch(2, 3), ["grad-cam", "hires-cam"],
        ["average-drop", "deletion", "coherency", "max-sensitivity", "infidelity"],
        layer="3", options=FEW,
    )  # fmt: skip
    assert sum(seen) == found.forwards
    assert len(seen) == found.batches


def test_images_that_random_networks_look_at_are_counted():
    found = camviewer.evaluate(
        make_net(2), make_batch(2, 3), ["grad-cam", "hires-cam"],
        ["randomisation-cascade-rank", "randomisation-cascade-ssim"], layer="3",
        options={"randomisation-cascade-rank": {"stops": 2},
                 "randomisation-cascade-ssim": {"stops": 2}},
    )  # fmt: skip
    # The images themselves, once, and at both stops.
    assert found.forwards == 3 + 2 * 3


def test_maps_of_no_method_are_measured_by_what_needs_none():
    batch = make_batch(2)
    maps = {"mine": np.random.default_rng(0).random((2, 4, 4))}
    found = camviewer.evaluate(make_net(2), batch, maps, ["average-drop", "coherency"])
    assert np.isfinite(found.value("mine", "average-drop"))
    assert found.measurement("mine", "coherency").findings[1].note


def test_masks_are_held_against_the_maps_and_ranks_are_known():
    model, batch = make_net(2), make_batch(2)
    masks = np.ones((2, 16, 14))
    maps = {"mine": np.ones((2, 4, 4))}
    with torch.no_grad():
        scores = model(batch)
    worst = scores.argmin(1).tolist()
    metrics = ["box-hit", "box-hit-top1", "box-hit-top5"]
    found = camviewer.evaluate(model, batch, maps, metrics, masks=masks, target=worst)
    assert [found.value("mine", metric) for metric in metrics] == [1, 0, 1]


def test_the_network_is_left_as_it_was():
    model = make_net(2).train()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    camviewer.evaluate(model, make_batch(2), ["grad-cam"], ["all"], layer="3", options=FEW)
    assert model.training
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
    assert not any(module._forward_hooks for module in model.modules())


def test_what_does_not_fit_is_said():
    model, batch = make_net(2), make_batch(2)
    with pytest.raises(UnknownNameError):
        camviewer.evaluate(model, batch, ["gradcam"], ["deletion"])
    with pytest.raises(UnknownNameError):
        camviewer.evaluate(model, batch, ["grad-cam"], ["delection"])
    with pytest.raises(GeometryError):
        camviewer.evaluate(model, batch, {"mine": np.ones((3, 4, 4))}, ["deletion"])


def test_it_stops_when_asked_to():
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        camviewer.evaluate(make_net(2), make_batch(2), ["grad-cam"], ["deletion"], token=token)


def test_a_name_that_does_not_exist_is_no_attribute():
    with pytest.raises(AttributeError, match="judge"):
        _ = camviewer.judge


@AXES
def test_maps_are_held_against_each_other_image_by_image(axes):
    shape = (16, 14, 12)[:axes]
    rng = np.random.default_rng(0)
    one, other = rng.random((2, *shape)), rng.random((2, *shape))
    other[1] = one[1]
    found = camviewer.evaluate(
        make_net(axes), make_batch(axes), {"one": one, "other": other},
        ["cosine", "rank-correlation"], layer="3",
    )  # fmt: skip
    values = {each.metric: each.value for each in found.agreements}
    first, second = one[0].ravel(), other[0].ravel()
    cosine = first @ second / np.sqrt((first @ first) * (second @ second))
    assert values["cosine"] == pytest.approx((cosine + 1) / 2, abs=1e-5)
    order = np.corrcoef(first.argsort().argsort(), second.argsort().argsort())[0, 1]
    assert values["rank-correlation"] == pytest.approx((order + 1) / 2, abs=1e-5)
    assert {(each.one, each.other) for each in found.agreements} == {("one", "other")}


def test_masks_are_measured_when_no_metric_is_named():
    masks = np.ones((2, 16, 14))
    found = camviewer.evaluate(
        make_net(2), make_batch(2), ["grad-cam"], layer="3", masks=masks, options=FEW
    )
    assert {"energy-inside", "box-iou", "deletion"} <= set(found.metrics)
