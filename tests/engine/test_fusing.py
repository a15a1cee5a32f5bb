"""Convolutions called as functions: norms and zeros folded in, nothing else changed."""

from __future__ import annotations

import pytest
import torch
from torch import fx, nn
from torch.nn import functional

from camviewer.engine.folded import _folded
from camviewer.engine.fusing import FunctionalConvolution, fuse_functions, reuse_memory
from camviewer.engine.models.efficientnet import build

_PADS = {2: nn.ZeroPad2d, 3: nn.ZeroPad3d}


class Calling(nn.Module):
    """A convolution that lays its own zeros and calls a function, then norm and activation."""

    def __init__(self, axes, pads, *, bias=True, given=None):
        super().__init__()
        kind = (nn.Conv2d, nn.Conv3d)[axes - 2]
        self.own = kind(2, 3, 3, bias=bias)
        self.weight, self.bias = self.own.weight, self.own.bias
        del self.own
        self.pad = _PADS[axes](pads)
        self.run = (functional.conv2d, functional.conv3d)[axes - 2]
        self.norm = (nn.BatchNorm2d, nn.BatchNorm3d)[axes - 2](3)
        self.norm.running_mean.normal_()
        self.norm.running_var.uniform_(0.5, 1.5)
        nn.init.normal_(self.norm.weight)
        nn.init.normal_(self.norm.bias)
        self.act, self.given = nn.ReLU6(), given or {}

    def forward(self, x):
        return self.act(self.norm(self.run(self.pad(x), self.weight, self.bias, **self.given)))


def _fused(model):
    traced = fx.symbolic_trace(model.eval())
    fuse_functions(traced)
    reuse_memory(traced)
    return traced


def _kinds(traced):
    return [type(each) for each in traced.modules() if not list(each.children())]


@pytest.fixture(autouse=True)
def _seeded():
    with torch.random.fork_rng(), torch.no_grad():
        torch.manual_seed(0)
        yield


@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize(
    ("axes", "pads"),
    [(2, (1, 1, 1, 1)), (2, (0, 1, 0, 1)), (2, (2, 0, 1, 3)), (2, (0, 0, 0, 0)),
     (3, (0, 1, 2, 1, 1, 0))],
)  # fmt: skip
def test_zeros_and_norm_become_part_of_the_convolution(axes, pads, bias, stride):
    model = Calling(axes, pads, bias=bias, given={"stride": stride, "padding": 1}).eval()
    inputs = torch.randn(2, 2, *(9, 8, 7)[:axes])
    expected, kept = model(inputs), inputs.clone()
    traced = _fused(model)
    assert _kinds(traced) == [nn.ReLU6, FunctionalConvolution]
    torch.testing.assert_close(traced(inputs), expected, rtol=1e-5, atol=1e-5)
    assert torch.equal(inputs, kept)


def test_what_another_reads_too_is_left_as_it_is():
    class Twice(Calling):
        def forward(self, x):
            wide = self.pad(x)
            made = self.run(wide, self.weight, self.bias)
            return self.act(self.norm(made)) + made + wide[:, :1, 1:-1, 1:-1]

    model = Twice(2, (1, 1, 1, 1)).eval()
    inputs = torch.randn(2, 2, 6, 6)
    expected = model(inputs)
    traced = _fused(model)
    assert nn.BatchNorm2d in _kinds(traced)
    torch.testing.assert_close(traced(inputs), expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("given", [{"padding": "same"}, {"dilation": 2}, {"dilation": (1, 2)}])
def test_words_and_holes_keep_their_zeros(given):
    model = Calling(2, (0, 1, 0, 1), given=given).eval()
    inputs = torch.randn(2, 2, 8, 8)
    expected = model(inputs)
    traced = _fused(model)
    assert nn.ZeroPad2d in _kinds(traced)
    torch.testing.assert_close(traced(inputs), expected, rtol=1e-5, atol=1e-5)


def test_a_norm_that_reads_each_batch_is_kept():
    model = Calling(2, (1, 1, 1, 1))
    model.norm = nn.BatchNorm2d(3, track_running_stats=False)
    inputs = torch.randn(2, 2, 6, 6)
    expected = model.eval()(inputs)
    traced = _fused(model)
    assert nn.BatchNorm2d in _kinds(traced)
    torch.testing.assert_close(traced(inputs), expected, rtol=1e-5, atol=1e-5)


def test_a_weight_that_is_computed_is_left_alone():
    class Scaled(Calling):
        def forward(self, x):
            return self.run(x, self.weight * 2, self.bias)

    traced = _fused(Scaled(2, (0, 0, 0, 0)))
    assert FunctionalConvolution not in _kinds(traced)


def test_an_activation_writes_over_its_input_only_where_all_its_calls_may():
    class Acting(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv, self.once, self.shared = nn.Conv2d(1, 1, 1), nn.ReLU(), nn.ReLU()

        def forward(self, x):
            return self.shared(self.once(self.conv(x))) + self.shared(x)

    traced = fx.symbolic_trace(Acting().eval())
    reuse_memory(traced)
    assert traced.once.inplace
    assert not traced.shared.inplace
    inputs = torch.randn(1, 1, 3, 3)
    kept = inputs.clone()
    traced(inputs)
    assert torch.equal(inputs, kept)


def test_an_activation_leaves_alone_what_another_reads_too():
    class Added(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv, self.act = nn.Conv2d(1, 1, 1), nn.ReLU()

        def forward(self, x):
            made = self.conv(x)
            return self.act(made) + made

    model = Added().eval()
    inputs = torch.randn(1, 1, 3, 3)
    expected = model(inputs)
    traced = _fused(model)
    assert not traced.act.inplace
    torch.testing.assert_close(traced(inputs), expected)


def test_nothing_but_convolutions_and_activations_is_left_of_efficientnet():
    model = build()
    inputs = torch.rand(2, 3, 224, 224)
    expected = model(inputs)
    traced = _folded(model)
    left = {each.__name__ for each in _kinds(traced)}
    assert not left & {"BatchNorm2d", "ZeroPad2d"}
    torch.testing.assert_close(traced(inputs), expected, rtol=1e-4, atol=1e-4)
