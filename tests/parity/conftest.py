"""Small random networks with every kind of tail, and the peers' own ways of being called."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

KINDS = {2: (nn.Conv2d, nn.AdaptiveAvgPool2d), 3: (nn.Conv3d, nn.AdaptiveAvgPool3d)}


class Network(nn.Module):
    """A layer to explain, one more convolution behind it, pooling and a linear layer."""

    def __init__(self, ndim, *, has_relu=True):
        super().__init__()
        conv, pool = KINDS[ndim]
        self.stem = conv(1, 6, 3, padding=1)
        self.layer = nn.Sequential(
            conv(6, 8, 3, padding=1), nn.ReLU() if has_relu else nn.Identity()
        )
        self.later = conv(8, 9, 3, padding=1)
        self.last = nn.ReLU()
        self.pool, self.fc = pool(1), nn.Linear(9, 4)

    def forward(self, batch):
        maps = self.last(self.later(self.layer(self.stem(batch).relu())))
        return self.fc(self.pool(maps).flatten(1))


class Case:
    """A network and a batch whose maps have the batch's own size, so that none is resized."""

    def __init__(self, ndim, *, has_relu=True):
        torch.manual_seed(10 + ndim)
        self.ndim = ndim
        self.model = Network(ndim, has_relu=has_relu).eval()
        self.batch = torch.randn(3, 1, *(6, 6, 6)[:ndim])
        self.target = [2, 0, 3]

    def scaled(self, factor):
        """The same case with the target's score, and so every gradient, times a factor."""
        with torch.no_grad():
            self.model.fc.weight *= factor
            self.model.fc.bias *= factor
        return self


@pytest.fixture(params=[2, 3], ids=["2d", "3d"])
def case(request):
    return Case(request.param)


@pytest.fixture
def make_case():
    return Case


@pytest.fixture
def shown():
    """Raw maps as programs show them: ReLU, then each map from 0 to 1."""

    def shown(maps):
        maps = np.maximum(np.asarray(maps, dtype=np.float64), 0)
        rows = maps.reshape(len(maps), -1)
        low, high = rows.min(1, keepdims=True), rows.max(1, keepdims=True)
        return ((rows - low) / np.maximum(high - low, 1e-30)).reshape(maps.shape)

    return shown


@pytest.fixture
def alike():
    """Cosine of two maps, (N,)."""

    def alike(one, other):
        one, other = (np.asarray(m, dtype=np.float64).reshape(len(m), -1) for m in (one, other))
        norms = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
        return (one * other).sum(1) / norms

    return alike
