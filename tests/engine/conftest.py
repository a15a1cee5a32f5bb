"""Small networks with seeded weights, and what of a network must never change."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from camviewer.core.params import describe
from camviewer.engine.methods import METHODS

_KINDS = {
    2: (nn.Conv2d, nn.BatchNorm2d, nn.AdaptiveAvgPool2d),
    3: (nn.Conv3d, nn.BatchNorm3d, nn.AdaptiveAvgPool3d),
}


class SmallNet(nn.Module):
    """Convolutions, a residual block that adds in place, pooling, one linear layer."""

    def __init__(self, axes: int = 2, *, is_inplace: bool = True, classes: int = 3):
        super().__init__()
        conv, norm, pool = _KINDS[axes]
        self.stem = nn.Sequential(conv(1, 6, 3, 2, 1), norm(6), nn.ReLU(inplace=is_inplace))
        self.block = nn.Sequential(conv(6, 6, 3, 1, 1), norm(6))
        self.last = nn.Sequential(conv(6, 8, 3, 1, 1), nn.ReLU(inplace=is_inplace))
        self.pool = pool(1)
        self.drop = nn.Dropout(0.5)
        self.fc = nn.Linear(8, classes)
        self.is_inplace = is_inplace

    def forward(self, x):
        x = self.stem(x)
        y = self.block(x)
        if self.is_inplace:
            y += x
        else:
            y = y + x
        y = self.pool(self.last(y)).flatten(1)
        return self.fc(self.drop(y))


def make_small_net(axes=2, *, is_inplace=True, classes=3, seed=0):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return SmallNet(axes, is_inplace=is_inplace, classes=classes)


class CaptumNet(nn.Module):
    """Captum's toy: one convolution of ones, ReLU, one linear layer of ones and minus ones."""

    def __init__(self, *, is_inplace: bool = False):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 2, 3)
        self.relu1 = nn.ReLU(inplace=is_inplace)
        self.fc1 = nn.Linear(8, 4)
        self.relu2 = nn.ReLU(inplace=is_inplace)
        with torch.no_grad():
            self.conv1.weight.fill_(1.0)
            self.conv1.bias.copy_(torch.tensor([-50.0, -75.0]))
            self.fc1.weight.copy_(torch.tensor([[1.0] * 5 + [-1.0] * 3] * 4))
            self.fc1.bias.zero_()

    def forward(self, x):
        return self.relu2(self.fc1(self.relu1(self.conv1(x)).flatten(1)))


def state_of(model):
    """Everything of a network that must be found as it was."""
    hooks = [
        "_forward_hooks",
        "_forward_pre_hooks",
        "_backward_hooks",
        "_backward_pre_hooks",
        "_forward_hooks_with_kwargs",
        "_forward_hooks_always_called",
    ]
    return {
        "modes": [module.training for module in model.modules()],
        "hooks": [[dict(getattr(m, name)) for name in hooks] for m in model.modules()],
        "inplace": [getattr(module, "inplace", None) for module in model.modules()],
        "wants": [parameter.requires_grad for parameter in model.parameters()],
        "grads": [
            None if p.grad is None else (id(p.grad), p.grad.clone().tolist())
            for p in model.parameters()
        ],
        "values": {name: value.tolist() for name, value in model.state_dict().items()},
        "attributes": [sorted(vars(module)) for module in model.modules()],
        "grad mode": (torch.is_grad_enabled(), torch.is_inference_mode_enabled()),
    }


_MANY = {"samples", "masks", "steps", "clusters", "groups"}


def brief_parameters(name):
    """Parameters with which a method that takes many passes takes few."""
    return {
        name: {
            param.name: max(int(param.low), 4)
            for param in describe(METHODS.get(name).params)
            if param.name in _MANY
        }
    }


@pytest.fixture
def brief():
    return brief_parameters


@pytest.fixture
def small_net():
    return make_small_net


@pytest.fixture
def captum_net():
    return CaptumNet


@pytest.fixture
def snapshot():
    return state_of


@pytest.fixture
def captum_image():
    return torch.arange(16.0).reshape(1, 1, 4, 4)
