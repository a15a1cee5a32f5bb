"""Probes made by hand, small enough for slow loops, in 2D and 3D."""

from __future__ import annotations

import pytest
import torch

from camviewer.core.params import build
from camviewer.engine.methods import METHODS, LinearHead, Probe


@pytest.fixture(params=[(4, 5), (3, 4, 2)], ids=["2d", "3d"])
def grid(request):
    return request.param


@pytest.fixture
def make_probe():
    """Random activations and gradients: behind a ReLU, or signed."""

    def make(*shape, signed=False, slope=1.0, seed=0):
        draw = torch.Generator().manual_seed(seed)
        activations = torch.randn(shape, generator=draw)
        gradients = slope * torch.randn(shape, generator=draw)
        score = torch.randn(shape[0], generator=draw)
        head = LinearHead(
            torch.randn(shape[:2], generator=draw), torch.randn(shape[0], generator=draw)
        )
        return Probe(
            activations if signed else activations.relu(),
            score,
            gradients,
            head,
            lambda maps, sample: (
                maps.flatten(2).mean(2).tanh() @ head.weight[sample] + head.bias[sample]
            ),
            seed=7,
        )

    return make


@pytest.fixture
def run():
    """Run a registered method by name and give its map."""

    def run(name, probe, **params):
        method = METHODS.get(name)
        return method.run(probe, build(method.params, params))

    return run
