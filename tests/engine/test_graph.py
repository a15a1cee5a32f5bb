import pytest
import torch
from torch import nn

from camviewer.engine.graph import is_affine, is_piecewise_linear

LINEAR = nn.Linear(3, 2)
CONV = nn.Conv2d(3, 2, 1)


def _leaf():
    return torch.rand(2, 3, 4, 4, requires_grad=True)


AFFINE = {
    "pooled linear": lambda a: LINEAR(a.mean((2, 3))),
    "adaptive pool": lambda a: LINEAR(nn.functional.adaptive_avg_pool2d(a, 1).flatten(1)),
    "convolution head": lambda a: CONV(a).mean((2, 3)),
    "scaled": lambda a: LINEAR(a.mean((2, 3)) * 3.0 / 2.0) - 1.0,
    "two branches": lambda a: LINEAR(a.mean((2, 3)) + a.sum((2, 3))),
    "normalised weight": lambda a: a.mean((2, 3)) @ (LINEAR.weight / LINEAR.weight.norm()).T,
}
OTHERS = {
    "relu": lambda a: LINEAR(a.relu().mean((2, 3))),
    "maximum": lambda a: LINEAR(a.amax((2, 3))),
    "square": lambda a: LINEAR((a * a).mean((2, 3))),
    "product of branches": lambda a: a.mean((2, 3)) @ a.mean((2, 3)).T,
    "softmax": lambda a: LINEAR(a.mean((2, 3))).softmax(1),
    "divided by itself": lambda a: LINEAR(a.mean((2, 3)) / a.sum()),
    "one over": lambda a: LINEAR(1.0 / a.mean((2, 3))),
    "norm": lambda a: a.flatten(1).norm(dim=1, keepdim=True),
}


@pytest.mark.parametrize("tail", AFFINE.values(), ids=AFFINE)
def test_an_affine_way_is_recognised(tail):
    leaf = _leaf()
    assert is_affine(tail(leaf)[:, 0], leaf)


@pytest.mark.parametrize("tail", OTHERS.values(), ids=OTHERS)
def test_any_other_way_is_not_taken_for_affine(tail):
    leaf = _leaf()
    assert not is_affine(tail(leaf)[:, 0], leaf)


def test_a_long_way_needs_no_deep_recursion():
    leaf = _leaf()
    value = leaf.mean((2, 3))
    for _ in range(3000):
        value = value + 1.0
    assert is_affine(value[:, 0], leaf)


NORM = nn.BatchNorm2d(3).eval()
FRESH = nn.BatchNorm2d(3, track_running_stats=False).eval()
STRAIGHT = {
    "relu": lambda a: LINEAR(a.relu().mean((2, 3))),
    "relu6": lambda a: LINEAR(nn.functional.relu6(a).mean((2, 3))),
    "maximum": lambda a: LINEAR(a.amax((2, 3))),
    "norm by running statistics": lambda a: LINEAR(NORM(a).relu().mean((2, 3))),
    "pooled by maximum": lambda a: LINEAR(nn.functional.max_pool2d(a, 2).mean((2, 3))),
}
CURVED = {
    "square": lambda a: LINEAR((a * a).mean((2, 3))),
    "softmax": lambda a: LINEAR(a.mean((2, 3))).softmax(1),
    "gelu": lambda a: LINEAR(nn.functional.gelu(a).mean((2, 3))),
    "silu": lambda a: LINEAR(nn.functional.silu(a).mean((2, 3))),
    "norm by its own statistics": lambda a: LINEAR(FRESH(a).relu().mean((2, 3))),
    "layer norm": lambda a: LINEAR(nn.functional.layer_norm(a, a.shape[1:]).mean((2, 3))),
    "one over": lambda a: LINEAR(1.0 / (1 + a.mean((2, 3)))),
}


def _curvature(score, leaf):
    """Second derivative along the leaf, by autograd."""
    (slope,) = torch.autograd.grad(score.sum(), leaf, create_graph=True)
    if not slope.requires_grad:
        return torch.zeros_like(leaf)
    (found,) = torch.autograd.grad((slope * leaf.detach()).sum(), leaf, allow_unused=True)
    return torch.zeros_like(leaf) if found is None else found


@pytest.mark.parametrize("tail", {**AFFINE, **STRAIGHT}.values(), ids={**AFFINE, **STRAIGHT})
def test_a_way_in_linear_pieces_does_not_curve(tail):
    leaf = _leaf()
    score = tail(leaf)[:, 0]
    assert is_piecewise_linear(score, leaf)
    assert _curvature(score, leaf).abs().max() < 1e-6


@pytest.mark.parametrize("tail", CURVED.values(), ids=CURVED)
def test_a_curved_way_is_recognised(tail):
    leaf = _leaf()
    score = tail(leaf)[:, 0]
    assert not is_piecewise_linear(score, leaf)
    assert _curvature(score, leaf).abs().max() > 0


def test_a_way_from_a_tensor_inside_the_graph_is_judged_from_there_on():
    start = _leaf()
    inner = (start * start).relu()
    score = LINEAR(inner.clone().mean((2, 3)))[:, 0]
    assert is_affine(score, inner)
    assert not is_affine(score, start)
