"""What must hold without any other program to compare with, through the public call."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from camviewer import explain
from camviewer.engine.methods import METHODS, Needs

NAMES = [each.name for each in METHODS if not each.needs & Needs.ATTENTION]
# The published code's filter is centred half a cell beside the middle; noise is not mirrored.
LOPSIDED = {"cf-cam-code", "smooth-grad", "ss-cam", "rise"}
KINDS = {2: (nn.Conv2d, nn.AdaptiveAvgPool2d), 3: (nn.Conv3d, nn.AdaptiveAvgPool3d)}


class Pooled(nn.Module):
    """Two convolutions, average pooling, one linear layer."""

    def __init__(self, ndim, channels=7, classes=4):
        super().__init__()
        conv, pool = KINDS[ndim]
        self.first = conv(2, 5, 3, padding=1)
        self.last = nn.Sequential(conv(5, channels, 3, padding=1), nn.ReLU())
        self.pool, self.head = pool(1), nn.Linear(channels, classes)

    def forward(self, batch):
        return self.head(self.pool(self.last(self.first(batch).relu())).flatten(1))


@pytest.fixture(params=[2, 3], ids=["2d", "3d"])
def case(request):
    """A network, a batch of three and its features at the last layer."""
    torch.manual_seed(request.param)
    model = Pooled(request.param).eval()
    batch = torch.randn(3, 2, *(6, 5, 4)[: request.param])
    with torch.no_grad():
        features = model.last(model.first(batch).relu())
        scores = model(batch)
    return model, batch, features.numpy(), scores.numpy()


def test_cam_is_grad_cam_times_the_number_of_cells(case):
    model, batch, features, _ = case
    maps = explain(model, batch, ["cam", "grad-cam"], "last", target=1)
    cells = features[0, 0].size
    np.testing.assert_allclose(maps["cam"], cells * maps["grad-cam"], rtol=1e-3, atol=1e-5)


def test_grad_xgrad_and_hires_cam_are_one_behind_a_pooled_linear_tail(case):
    model, batch, *_ = case
    maps = explain(model, batch, ["grad-cam", "xgrad-cam", "hires-cam"], "last", target=2)
    np.testing.assert_allclose(maps["xgrad-cam"], maps["grad-cam"], rtol=1e-3, atol=1e-6)
    np.testing.assert_allclose(maps["hires-cam"], maps["grad-cam"], rtol=1e-3, atol=1e-6)


def test_hires_cam_sums_to_the_score_less_the_bias(case):
    model, batch, _, scores = case
    found = explain(model, batch, ["hires-cam"], "last", target=3)["hires-cam"]
    wanted = scores[:, 3] - float(model.head.bias[3].detach())
    np.testing.assert_allclose(found.reshape(3, -1).sum(1), wanted, rtol=1e-4, atol=1e-5)


def test_elementwise_is_layer_cam_where_activations_are_not_negative(case):
    model, batch, *_ = case
    maps = explain(model, batch, ["grad-cam-elementwise", "layer-cam"], "last")
    np.testing.assert_allclose(maps["grad-cam-elementwise"], maps["layer-cam"], rtol=1e-5)


def test_ablation_weighs_channels_by_head_times_mean_activation(case):
    model, batch, features, _ = case
    found = explain(model, batch, ["ablation-cam"], "last", target=0)["ablation-cam"]
    means = features.reshape(3, 7, -1).mean(2)
    weights = model.head.weight[0].detach().numpy() * means
    wanted = (weights.reshape(3, 7, *(1,) * (features.ndim - 2)) * features).sum(1)
    np.testing.assert_allclose(found, wanted, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize(
    "name", ["grad-cam", "hires-cam", "layer-cam", "grad-cam++", "ablation-cam"]
)
def test_earlier_layer_works_without_a_linear_tail(case, name):
    model, batch, *_ = case
    found = explain(model, batch, [name], "first", target=0)[name]
    assert found.shape == (3, *batch.shape[2:])
    assert np.abs(found).max() > 0


@pytest.mark.parametrize("name", NAMES)
def test_batch_gives_the_maps_of_its_images_one_by_one(case, brief, name):
    model, batch, *_ = case
    whole = explain(model, batch, [name], "last", target=[0, 1, 2], parameters=brief(name))[
        name
    ]
    for i in range(3):
        single = explain(
            model, batch[i : i + 1], [name], "last", target=i, parameters=brief(name)
        )[name]
        scale = np.abs(whole[i]).max()
        np.testing.assert_allclose(single[0], whole[i], rtol=1e-3, atol=1e-4 * scale)


@pytest.mark.parametrize("name", NAMES)
def test_volume_of_one_slice_gives_the_map_of_the_picture(brief, name):
    torch.manual_seed(0)
    flat, deep = Pooled(2).eval(), Pooled(3).eval()
    for one, other in zip(flat.parameters(), deep.parameters(), strict=True):
        other.data.zero_()
        if one.ndim == 4:
            other.data[:, :, 1] = one.data
        else:
            other.data.copy_(one.data)
    batch = torch.randn(2, 2, 6, 5)
    picture = explain(flat, batch, [name], "last", target=1, parameters=brief(name))[name]
    volume = explain(
        deep, batch.unsqueeze(2), [name], "last", target=1, parameters=brief(name)
    )[name]
    scale = np.abs(picture).max()
    np.testing.assert_allclose(volume[:, 0], picture, rtol=1e-3, atol=1e-4 * scale)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in LOPSIDED])
def test_mirrored_image_gives_the_mirrored_map(case, brief, name):
    """Holds when the network's kernels are mirror images of themselves."""
    model, batch, *_ = case
    for parameter in model.parameters():
        if parameter.ndim >= 4:
            parameter.data += parameter.data.flip(-1)
    plain = explain(model, batch, [name], "last", target=1, parameters=brief(name))[name]
    mirrored = explain(model, batch.flip(-1), [name], "last", target=1, parameters=brief(name))[
        name
    ]
    scale = np.abs(plain).max()
    np.testing.assert_allclose(np.flip(mirrored, -1), plain, rtol=1e-3, atol=1e-4 * scale)
