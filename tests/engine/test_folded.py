"""Plain passes by a copy whose batch norms are folded: same scores, network untouched."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from camviewer.engine import folded
from camviewer.engine.folded import Folding


def _first(output, count):
    assert len(output) == count
    return output[:, 1]


def _warm(model, axes=2):
    """Running statistics and factors that make every norm matter."""
    draw = torch.Generator().manual_seed(1)
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm2d, nn.BatchNorm3d)):
            module.running_mean.copy_(torch.randn(module.num_features, generator=draw))
            module.running_var.copy_(torch.rand(module.num_features, generator=draw) + 0.5)
            module.weight.data.copy_(torch.randn(module.num_features, generator=draw))
            module.bias.data.copy_(torch.randn(module.num_features, generator=draw))
    return model.eval()


@pytest.mark.parametrize("axes", [2, 3])
def test_the_copy_takes_over_once_it_is_worth_it_and_scores_the_same(small_net, snapshot, axes):
    model = _warm(small_net(axes), axes)
    before = snapshot(model)
    folding = Folding(model)
    inputs = torch.rand(24, 1, *[8] * axes)
    with torch.no_grad():
        expected = model(inputs)[:, 1]
    torch.testing.assert_close(folding.score(inputs, _first), expected, rtol=1e-4, atol=1e-5)
    assert folding._copy is None
    folding.score(inputs, _first)
    assert folding._copy is not None
    assert not any(
        isinstance(m, (nn.BatchNorm2d, nn.BatchNorm3d)) for m in folding._copy.modules()
    )
    torch.testing.assert_close(folding.score(inputs, _first), expected, rtol=1e-4, atol=1e-5)
    assert snapshot(model) == before


class Sized(nn.Module):
    """Reads its batch size in Python, which tracing cannot follow."""

    def __init__(self):
        super().__init__()
        self.conv, self.norm = nn.Conv2d(1, 3, 3), nn.BatchNorm2d(3)

    def forward(self, x):
        scale = 2.0 if int(x.shape[0]) > 4 else 1.0
        return scale * self.norm(self.conv(x)).mean((2, 3))


def test_what_cannot_be_traced_goes_on_as_it_is():
    model = Sized().eval()
    folding = Folding(model)
    inputs = torch.rand(60, 1, 6, 6)
    with torch.no_grad():
        expected = model(inputs)[:, 1]
    for _ in range(2):
        torch.testing.assert_close(folding.score(inputs, _first), expected)
    assert folding._copy is None


def test_a_copy_that_scores_otherwise_is_not_used(small_net, monkeypatch):
    model = _warm(small_net())
    folding = Folding(model)
    inputs = torch.rand(60, 1, 8, 8)
    monkeypatch.setattr(folded, "_folded", lambda _model: _warm(small_net(seed=5)))
    folding.score(inputs, _first)
    assert folding._copy is None


def test_a_network_without_norms_or_with_hooks_is_never_copied(small_net, captum_net):
    assert Folding(captum_net().eval())._is_decided
    hooked = small_net()
    hooked.last.register_forward_hook(lambda *_: None)
    assert Folding(hooked)._is_decided
    assert not Folding(small_net())._is_decided
