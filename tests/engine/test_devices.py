"""The same numbers on every device: maps of cheap methods, and every way a tail is run."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from camviewer.engine.api import explain
from camviewer.engine.methods import METHODS, Facts, Needs
from camviewer.engine.record import record
from camviewer.engine.tail import (
    CLOSED_FORM,
    GRAPH,
    WHOLE_FORWARDS,
    Setting,
    find_route,
    head_tail,
    linear_head,
    route_tail,
)
from camviewer.engine.targets import ClassTarget

FACTS = Facts(8, 64, 64, 3, has_head=True)


def _is_quick(method):
    """Whether a method takes few passes, and starts from nothing random."""
    cost = method.cost(FACTS, method.params())
    away = Needs.NETWORK | Needs.SLOPES | Needs.ATTENTION
    is_free = not (cost.forwards or cost.passes or method.needs & away)
    return is_free and method.family in {"gradient", "activation", "perturbation", "cf-cam"}


QUICK = [method.name for method in METHODS if _is_quick(method)]


@pytest.mark.parametrize("axes", [2, 3])
@pytest.mark.parametrize("name", QUICK)
def test_a_map_is_the_same_on_every_device(small_net, name, axes, device):
    batch = torch.rand(2, 1, *(8, 6, 10)[:axes])
    expected = explain(small_net(axes).double(), batch, [name], "last", target=[0, 2])[name]
    model = small_net(axes).to(device)
    found = explain(model, batch, [name], "last", target=[0, 2])[name]
    assert found.shape == expected.shape
    assert next(model.parameters()).device.type == device
    for one, other in zip(found, expected, strict=True):
        scale = np.abs(other).max()
        np.testing.assert_allclose(one, other, rtol=1e-2, atol=1e-3 * scale)


class Asking(nn.Module):
    """A network that looks at a value on its way: its graph cannot be cut."""

    def __init__(self, net):
        super().__init__()
        self.net, self.last = net, net.last

    def forward(self, x):
        scores = self.net(x)
        return scores if bool(scores.detach().sum() > -1e9) else -scores


@pytest.mark.parametrize(
    ("layer", "kind"),
    [("last", CLOSED_FORM), ("stem", GRAPH), ("net.stem", WHOLE_FORWARDS)],
)
def test_every_tail_gives_the_score_of_other_activations(small_net, layer, kind, device):
    model = Asking(small_net()) if kind == WHOLE_FORWARDS else small_net()
    model = model.to(device).eval()
    batch = torch.rand(2, 1, 8, 10, device=device)
    module = model.get_submodule(layer)
    shown = record(model, {layer: module}, batch, [ClassTarget([2, 0])]).recorded(layer)
    setting, head = Setting(model, module, layer, batch), linear_head(shown)
    tail = (
        head_tail(head) if head else route_tail(find_route(setting, shown), shown.aim, setting)
    )
    assert tail.kind == kind
    others = torch.rand(5, *shown.activations.shape[1:], device=device)
    for sample, index in ((0, 2), (1, 0)):
        handle = module.register_forward_hook(lambda _m, _i, _o: others.clone())
        with torch.no_grad():
            expected = model(batch[sample : sample + 1].expand(5, -1, -1, -1))[:, index]
        handle.remove()
        found = tail.run(others, sample)
        assert found.device.type == device
        torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-5)
