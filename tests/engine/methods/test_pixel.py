"""Each pixel method beside its formula: gradients by differences, sums as loops, in float64."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch
from torch import nn

from camviewer.engine.methods import Network, Probe
from camviewer.engine.probe import record

CONVS = {2: nn.Conv2d, 3: nn.Conv3d}


def make_network(score, inputs, blank, rows=4):
    """A network made of one differentiable function ``score(inputs (M, C, *S), sample)``."""

    @torch.enable_grad()
    def slopes(batch, sample):
        leaf = batch.detach().clone().requires_grad_()
        found = score(leaf, sample)
        return found.detach(), torch.autograd.grad(found.sum(), leaf)[0]

    def scores(batch, sample):
        with torch.no_grad():
            return score(batch, sample)

    return Network(inputs, blank, None, rows, scores, scores, slopes, slopes, lambda: None)


def make_probe(score, inputs, *, rows=4, seed=7):
    """A probe with no layer worth speaking of."""
    blank = torch.linspace(-1, 0.5, inputs.shape[1], dtype=inputs.dtype)
    layer = torch.zeros(len(inputs), 1, *[1] * (inputs.ndim - 2), dtype=inputs.dtype)
    network = make_network(score, inputs, blank, rows)
    return Probe(layer, torch.zeros(len(inputs)), layer, network=network, seed=seed)


@pytest.fixture
def inputs(grid):
    draw = torch.Generator().manual_seed(2)
    return torch.randn(2, 3, *grid, generator=draw, dtype=torch.float64)


@pytest.fixture
def smooth(inputs):
    """A smooth score of its own for each sample."""
    draw = torch.Generator().manual_seed(4)
    weight = torch.randn(inputs.shape, generator=draw, dtype=torch.float64)

    def score(batch, sample):
        return (batch * weight[sample]).flatten(1).sum(1).div(9).tanh() + (
            batch**3 * weight[1 - sample]
        ).flatten(1).mean(1)

    return score


@pytest.fixture
def linear(inputs):
    draw = torch.Generator().manual_seed(5)
    weight = torch.randn(inputs.shape, generator=draw, dtype=torch.float64)
    return weight, lambda batch, sample: (batch * weight[sample]).flatten(1).sum(1) + 3


def slow_gradient(score, image, sample, step=1e-5):
    """Central differences, voxel by voxel."""
    found = np.zeros(image.shape)
    for place in np.ndindex(*image.shape):
        moved = image.repeat(2, *[1] * image.ndim)
        moved[(0, *place)] += step
        moved[(1, *place)] -= step
        high, low = score(moved, sample).tolist()
        found[place] = (high - low) / (2 * step)
    return found


def close(found, expected, atol=1e-7):
    np.testing.assert_allclose(found.numpy(), np.stack(expected), rtol=1e-5, atol=atol)


def test_saliency_is_the_largest_size_over_the_channels(inputs, smooth, run):
    slow = [slow_gradient(smooth, image, i) for i, image in enumerate(inputs)]
    probe = make_probe(smooth, inputs)
    close(run("saliency", probe), [np.abs(g).max(0) for g in slow])
    close(run("saliency", probe, sign="signed"), [g.sum(0) for g in slow])


def slow_smooth_grad(score, inputs, samples, noise, seed):
    draw = torch.Generator().manual_seed(seed)
    each = [torch.randn(inputs.shape[1:], generator=draw).double() for _ in range(samples)]
    found = []
    for i, image in enumerate(inputs):
        deviation = noise * float(image.max() - image.min())
        slopes = [slow_gradient(score, image + deviation * e, i) for e in each]
        found.append(sum(slopes) / samples)
    return found


@pytest.mark.parametrize("rows", [1, 2, 100])
def test_smooth_grad_is_the_mean_over_noisy_copies_whatever_fits(rows, inputs, smooth, run):
    slow = slow_smooth_grad(smooth, inputs, 3, 0.2, seed=7)
    probe = make_probe(smooth, inputs, rows=rows)
    options = {"samples": 3, "noise": 20.0}
    close(run("smooth-grad", probe, **options), [g.sum(0) for g in slow])
    absolute = run("smooth-grad", probe, **options, sign="absolute")
    close(absolute, [np.abs(g).max(0) for g in slow])


def test_smooth_grad_without_noise_is_the_signed_gradient(inputs, smooth, run):
    probe = make_probe(smooth, inputs)
    plain = run("saliency", probe, sign="signed")
    torch.testing.assert_close(run("smooth-grad", probe, noise=0.0, samples=7), plain)


def test_smooth_grad_of_a_constant_image_has_no_noise(inputs, smooth, run):
    flat = torch.ones_like(inputs)
    probe = make_probe(smooth, flat)
    plain = run("saliency", probe, sign="signed")
    torch.testing.assert_close(run("smooth-grad", probe, noise=50.0), plain)


def test_smooth_grad_hangs_on_its_seed(inputs, smooth, run):
    one, other = (run("smooth-grad", make_probe(smooth, inputs, seed=s)) for s in (1, 2))
    assert not torch.allclose(one, other)


def test_noise_is_the_same_for_every_sample(inputs, smooth, run):
    """Two equal images with one target have equal maps."""
    twice = inputs[:1].repeat(2, *[1] * (inputs.ndim - 1))
    found = run("smooth-grad", make_probe(lambda batch, _: smooth(batch, 0), twice))
    assert torch.equal(found[0], found[1])


BASELINES = {
    "blank": lambda image, blank: np.stack(
        [np.full(c.shape, b) for c, b in zip(image, blank, strict=True)]
    ),
    "zero": lambda image, blank: np.zeros_like(image),
    "mean": lambda image, blank: np.stack([np.full_like(c, c.mean()) for c in image]),
}


@pytest.mark.parametrize("baseline", BASELINES)
def test_integrated_gradients_are_the_integral_along_the_path(baseline, inputs, smooth, run):
    """The integral by very many plain steps, as the paper sums it."""
    probe = make_probe(smooth, inputs)
    found = run("integrated-gradients", probe, baseline=baseline)
    expected = []
    for i, image in enumerate(inputs):
        start = torch.from_numpy(
            BASELINES[baseline](image.numpy(), probe.network.blank.tolist())
        )
        total, steps = torch.zeros_like(image), 500
        for k in range(steps):
            point = start + (k + 0.5) / steps * (image - start)
            total += probe.network.slopes(point[None], i)[1][0] / steps
        expected.append(((image - start) * total).sum(0).numpy())
    close(found, expected, atol=3e-6)


@pytest.mark.parametrize("baseline", BASELINES)
def test_integrated_gradients_are_complete(baseline, inputs, smooth, run):
    probe = make_probe(smooth, inputs)
    found = run("integrated-gradients", probe, baseline=baseline)
    for i, image in enumerate(inputs):
        start = BASELINES[baseline](image.numpy(), probe.network.blank.tolist())
        ends = smooth(torch.stack([image, torch.from_numpy(start)]), i)
        gain = float(ends[0] - ends[1])
        assert float(found[i].sum()) == pytest.approx(gain, rel=1e-8)
        assert probe.diagnostics["completeness"][i] < 1e-8


def test_completeness_says_how_far_off_a_short_path_is(inputs, smooth, run):
    probe = make_probe(smooth, inputs)
    found = run("integrated-gradients", probe, steps=1, baseline="zero")
    for i, image in enumerate(inputs):
        ends = smooth(torch.stack([image, torch.zeros_like(image)]), i)
        gain = float(ends[0] - ends[1])
        off = abs(float(found[i].sum()) - gain) / abs(gain)
        assert off > 1e-3
        assert probe.diagnostics["completeness"][i] == pytest.approx(off)


def test_completeness_where_the_score_does_not_change(inputs, run):
    probe = make_probe(lambda batch, _: batch.flatten(1).sum(1) * 0, inputs)
    assert not run("integrated-gradients", probe).any()
    assert probe.diagnostics["completeness"] == [0.0, 0.0]


def test_one_step_is_exact_for_a_linear_network(inputs, linear, run):
    weight, score = linear
    probe = make_probe(score, inputs)
    found = run("integrated-gradients", probe, steps=1, baseline="zero")
    torch.testing.assert_close(found, (inputs * weight).sum(1))


def test_two_points_are_exact_for_a_cubic_network(inputs, run):
    """Gauss and Legendre with n points: a gradient of degree 2 n - 1, a score of 2 n."""
    probe = make_probe(lambda batch, _: (batch**4).flatten(1).sum(1), inputs)
    found = run("integrated-gradients", probe, steps=2, baseline="zero")
    torch.testing.assert_close(found, (inputs**4).sum(1))


@pytest.mark.parametrize(
    ("name", "options"),
    [("integrated-gradients", {"steps": 10}), ("smooth-grad", {"samples": 10})],
)
def test_a_map_in_the_making_is_already_on_its_scale(name, options, inputs, linear, run):
    _, score = linear
    seen = []
    probe = dataclasses.replace(
        make_probe(score, inputs), watch=lambda *news: seen.append(news)
    )
    whole = run(name, probe, **options)
    assert [done for done, _, _ in seen] == [4, 8, 10]
    assert all(total == 10 for _, total, _ in seen)
    for _, _, partial in seen:
        torch.testing.assert_close(partial, whole)


class Rectified(nn.Module):
    """Two convolutions with a chosen activation; each sample explains its own class."""

    def __init__(self, axes, activation):
        super().__init__()
        torch.manual_seed(8)
        self.first = CONVS[axes](3, 5, 3, padding=1)
        self.second = CONVS[axes](5, 4, 3, padding=1)
        self.activation = activation
        self.double()

    def maps(self, x):
        return self.activation(self.second(self.activation(self.first(x))))

    def forward(self, x):
        return self.maps(x).flatten(2).mean(2)[:, :2]


def rectified_probe(inputs, activation):
    net = Rectified(inputs.ndim - 2, activation)
    return net, make_probe(lambda batch, sample: net(batch)[:, sample], inputs)


def convolved_back(conv, back):
    """Transpose of a convolution: what its output's gradient does to its input."""
    turn = nn.functional.conv_transpose2d if back.ndim == 4 else nn.functional.conv_transpose3d
    return turn(back, conv.weight, padding=1)


def slow_guided(net, image, sample):
    """Layer by layer from the top: keep what is positive on both ways."""
    one = net.first(image[None])
    two = net.second(one.relu())
    back = torch.zeros_like(two)
    back[:, sample] = 1 / two[0, 0].numel()
    back = back.relu() * (two > 0)
    back = convolved_back(net.second, back).relu() * (one > 0)
    return convolved_back(net.first, back)[0].detach()


def test_guided_backprop_is_positive_gradients_layer_by_layer(inputs, run):
    net, probe = rectified_probe(inputs, nn.functional.relu)
    slow = torch.stack([slow_guided(net, image, i) for i, image in enumerate(inputs)])
    torch.testing.assert_close(run("guided-backprop", probe), slow.sum(1))
    absolute = run("guided-backprop", probe, sign="absolute")
    torch.testing.assert_close(absolute, slow.abs().amax(1))
    assert probe.diagnostics["relus"] == [2.0] * 4
    plain = run("saliency", probe, sign="signed")
    assert not torch.allclose(run("guided-backprop", probe), plain)


@pytest.mark.parametrize("activation", [nn.Identity(), nn.GELU(), nn.SiLU()], ids=str)
def test_guided_backprop_without_relu_is_the_plain_gradient(activation, inputs, run):
    _, probe = rectified_probe(inputs, activation)
    plain = run("saliency", probe, sign="signed")
    assert torch.equal(run("guided-backprop", probe), plain)
    assert probe.diagnostics["relus"] == [0.0, 0.0]


def between(coarse, shape):
    """Linear between cell centres that cover the same field, as slow loops; flat outside."""
    fine = np.zeros(shape)
    for cell in np.ndindex(*shape):
        corners = [((), 1.0)]
        for axis, i in enumerate(cell):
            n = coarse.shape[axis]
            at = min(max((i + 0.5) * n / shape[axis] - 0.5, 0.0), n - 1.0)
            low = min(int(at), n - 1)
            high, part = min(low + 1, n - 1), at - low
            corners = [
                ((*place, end), share * weight)
                for place, share in corners
                for end, weight in ((low, 1 - part), (high, part))
            ]
        fine[cell] = sum(share * coarse[place] for place, share in corners)
    return fine


def test_guided_grad_cam_is_their_product(inputs, run):
    net, probe = rectified_probe(inputs, nn.functional.relu)
    draw = torch.Generator().manual_seed(6)
    layer = [torch.randn(2, 4, *[2] * (inputs.ndim - 2), generator=draw) for _ in range(2)]
    activations, gradients = (each.double() for each in layer)
    probe = dataclasses.replace(probe, activations=activations, gradients=gradients)
    expected = []
    for i, image in enumerate(inputs):
        a, g = activations[i].numpy(), gradients[i].numpy()
        cam = sum(g[k].mean() * a[k] for k in range(4))
        fine = between(np.maximum(cam, 0), image.shape[1:])
        expected.append((slow_guided(net, image, i).numpy() * fine).sum(0))
    close(run("guided-grad-cam", probe), expected, atol=1e-9)


# Captum's toy (tests/engine/conftest.py) on the numbers 0 to 15, and on those plus one. What is
# published is guided Grad-CAM with each Grad-CAM cell repeated 2 x 2; ours is linear between.
PUBLISHED = {
    ("relu1", 0.0): [[0, 0, 4, 4], [0, 0, 12, 8], [28, 84, 97.5, 65], [28, 56, 65, 32.5]],
    ("conv1", 1.0): [
        [14.5, 29, 38, 19],
        [29, 58, 76, 38],
        [65, 130, 148, 74],
        [32.5, 65, 74, 37],
    ],
}
GUIDED = {
    0.0: [[0, 1, 1, 1], [1, 3, 3, 2], [1, 3, 3, 2], [1, 2, 2, 1]],
    1.0: [[1, 2, 2, 1], [2, 4, 4, 2], [2, 4, 4, 2], [1, 2, 2, 1]],
}


@pytest.mark.parametrize("is_inplace", [False, True])
@pytest.mark.parametrize(("layer", "added"), PUBLISHED)
def test_captums_toy(layer, added, is_inplace, captum_net, captum_image, run):
    net, image = captum_net(is_inplace=is_inplace), captum_image + added
    probe = make_probe(lambda batch, sample: net(batch)[:, 0], image)
    seen = record(net, net.get_submodule(layer), image, [0])
    probe = dataclasses.replace(
        probe, activations=seen.activations, gradients=seen.gradients, diagnostics={}
    )
    edges = run("guided-backprop", probe)[0]
    assert edges.tolist() == GUIDED[added]
    cam = run("grad-cam", probe)[0].relu()
    repeated = cam.repeat_interleave(2, 0).repeat_interleave(2, 1)
    assert (edges * repeated).tolist() == PUBLISHED[layer, added]
    fine = torch.from_numpy(between(cam.numpy(), (4, 4))).float()
    torch.testing.assert_close(run("guided-grad-cam", probe)[0], edges * fine)


@pytest.mark.parametrize(
    ("name", "options"),
    [("saliency", {}), ("smooth-grad", {"samples": 9}), ("integrated-gradients", {"steps": 9})],
)
def test_the_estimate_counts_the_passes_that_are_made(name, options, inputs, smooth, run):
    from camviewer.core.params import build
    from camviewer.engine.methods import METHODS, Facts

    probe = make_probe(smooth, inputs[:1])
    given = []
    slopes = probe.network.slopes
    network = dataclasses.replace(
        probe.network, slopes=lambda x, i: given.append(len(x)) or slopes(x, i)
    )
    run(name, dataclasses.replace(probe, network=network), **options)
    method = METHODS.get(name)
    facts = Facts(1, 1, inputs[0, 0].numel(), 2, has_head=False)
    cost = method.cost(facts, build(method.params, options))
    assert cost.passes == sum(given)
    assert max(given) <= probe.network.rows
