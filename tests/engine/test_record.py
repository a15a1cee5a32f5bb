"""Several layers and several targets from one pass of the network."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
import torch
from torch import nn

from camviewer.core.errors import NoGradientError
from camviewer.engine.api import MapKey, explain, explain_all
from camviewer.engine.fuse import fuse
from camviewer.engine.record import record
from camviewer.engine.targets import ClassTarget, WeightedTarget, as_target

METHODS = ("grad-cam", "hires-cam", "layer-cam", "ablation-cam", "eigen-cam")
TARGETS = (0, WeightedTarget(((1, -1.0),)), lambda output: output[:, 2] ** 2)


class Branches(nn.Module):
    """Two branches that do not see each other, changed in place behind their taps."""

    def __init__(self):
        super().__init__()
        self.left = nn.Sequential(nn.Conv2d(1, 4, 3, 1, 1), nn.ReLU(inplace=True))
        self.right = nn.Conv2d(1, 5, 3, 2, 1)
        self.act = nn.SiLU(inplace=True)
        self.late = nn.Conv2d(4, 6, 3, 2, 1)
        self.fc = nn.Linear(11, 3)

    def forward(self, x):
        left = self.left(x)
        left *= 2.0
        right = self.act(self.right(x))
        late = self.late(left)
        late.relu_()
        return self.fc(torch.cat([late, right], 1).mean((2, 3)))


def make_branches():
    torch.manual_seed(0)
    return Branches()


NETS = {
    "chain": ("stem.0", "stem", "block", "last"),
    "inner": ("stem.1", "stem.2", "last.0", "last.1"),
    "branches": ("left", "right", "late", "act"),
}


@pytest.fixture(params=NETS)
def case(request, small_net, device):
    """A network, its layers and a batch of two."""
    model = make_branches() if request.param == "branches" else small_net()
    generator = torch.Generator().manual_seed(4)
    batch = torch.randn(2, 1, 10, 12, generator=generator)
    return model.to(device), NETS[request.param], batch.to(device)


def _close(found, expected):
    scale = np.abs(expected).max()
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5 * scale + 1e-8)


@pytest.mark.parametrize("is_frozen", [False, True])
def test_all_together_are_as_each_alone(case, is_frozen):
    model, layers, batch = case
    model.requires_grad_(not is_frozen)
    found = explain_all(model, batch, METHODS, layers, targets=TARGETS)
    assert set(found) == {
        MapKey(method, layer, place)
        for method in METHODS for layer in layers for place in range(len(TARGETS))
    }  # fmt: skip
    for key, array in found.items():
        alone = explain(model, batch, [key.method], key.layer, target=TARGETS[key.target])
        _close(array, alone[key.method])


def test_the_order_of_layers_does_not_matter(case):
    model, layers, batch = case
    expected = explain_all(model, batch, ["hires-cam"], layers, targets=[1])
    for order in permutations(layers):
        found = explain_all(model, batch, ["hires-cam"], order, targets=[1])
        for key, array in found.items():
            _close(array, expected[key])


def _by_hand(model, layer, batch, score_of):
    """Activations and gradients by plain autograd on a network without work in place."""
    kept = []
    handle = model.get_submodule(layer).register_forward_hook(
        lambda _m, _i, out: kept.append(out) or out.clone()
    )
    with torch.enable_grad():
        score = score_of(model.eval()(batch.clone().requires_grad_())).sum()
        (gradient,) = torch.autograd.grad(score, kept[0])
    handle.remove()
    return kept[0].detach(), gradient


@pytest.mark.parametrize("axes", [2, 3])
def test_layers_behind_another_have_the_gradients_of_plain_autograd(small_net, axes):
    batch = torch.rand(2, 1, *(8, 6, 10)[:axes])
    names = ("stem.0", "stem", "block", "last")
    model, plain = small_net(axes), small_net(axes, is_inplace=False)
    layers = {name: model.get_submodule(name) for name in names}
    recording = record(model, layers, batch, [as_target(each) for each in TARGETS])
    scores = (lambda o: o[:, 0], lambda o: -o[:, 1], lambda o: o[:, 2] ** 2)
    for place, score_of in enumerate(scores):
        for name in names:
            shown = recording.recorded(name, place)
            activations, gradients = _by_hand(plain, name, batch, score_of)
            torch.testing.assert_close(shown.activations, activations)
            torch.testing.assert_close(shown.gradients, gradients, rtol=1e-4, atol=1e-6)


def _counted(monkeypatch, model):
    """Count passes of a network forward, and calls of autograd."""
    counts = {"forward": 0, "backward": 0}
    handle = model.register_forward_pre_hook(
        lambda _module, _inputs: counts.__setitem__("forward", counts["forward"] + 1)
    )
    real = torch.autograd.grad

    def grad(*args, **kwargs):
        counts["backward"] += 1
        return real(*args, **kwargs)

    monkeypatch.setattr(torch.autograd, "grad", grad)
    return counts, handle


def test_one_pass_forward_and_one_backward_a_target(case, monkeypatch):
    model, layers, batch = case
    counts, handle = _counted(monkeypatch, model)
    methods = ("grad-cam", "hires-cam", "layer-cam", "eigen-cam")
    explain_all(model, batch, methods, [*layers, "+".join(layers[:2])], targets=TARGETS)
    handle.remove()
    assert counts == {"forward": 1, "backward": len(TARGETS)}


def test_joined_layers_are_fused_sample_by_sample(case):
    model, layers, batch = case
    joined = "+".join(layers[1:])
    found = explain_all(model, batch, ["layer-cam", "hires-cam"], [joined], targets=[0, 1])
    for (method, _, place), array in ((vars(key).values(), a) for key, a in found.items()):
        maps = [
            explain(model, batch, [method], layer, target=place)[method] for layer in layers[1:]
        ]
        for sample in range(2):
            expected = fuse([torch.from_numpy(each[sample]) for each in maps])
            np.testing.assert_allclose(array[sample], expected, rtol=1e-3, atol=1e-5)
        alone = explain(model, batch[:1], [method], joined, target=place)[method]
        np.testing.assert_allclose(alone[0], array[0], rtol=1e-3, atol=1e-5)


def test_a_layer_beside_the_scores_way_is_refused_and_others_are_not(device):
    class Beside(nn.Module):
        def __init__(self):
            super().__init__()
            self.one, self.aside = nn.Conv2d(1, 2, 3), nn.Conv2d(2, 2, 3)

        def forward(self, x):
            y = self.one(x)
            self.aside(y)
            return y.mean((2, 3))

    model = Beside().to(device)
    batch = torch.rand(1, 1, 8, 8, device=device)
    layers = {"one": model.one, "aside": model.aside}
    recording = record(model, layers, batch, [ClassTarget(0)])
    assert recording.recorded("one").gradients is not None
    with pytest.raises(NoGradientError):
        recording.recorded("aside")
    assert recording.recorded("aside", has_gradients=False).activations.shape[1] == 2


def test_class_slopes_and_curvature_are_those_of_plain_autograd():
    """With a tail that bends: the score is a sum of exponentials of means."""

    class Bent(nn.Module):
        def __init__(self):
            super().__init__()
            torch.manual_seed(0)
            self.conv, self.fc = nn.Conv2d(1, 3, 3), nn.Linear(3, 2)

        def forward(self, x):
            return self.fc(self.conv(x).exp().mean((2, 3)))

    model, batch = Bent(), torch.rand(2, 1, 6, 6)
    recording = record(model, {"conv": model.conv}, batch, [ClassTarget(1), ClassTarget(0)])
    weights = torch.tensor([[0.5, -2.0], [3.0, 0.0]])
    maps = model.conv(batch).detach().double().requires_grad_()
    scores = nn.functional.linear(
        maps.exp().mean((2, 3)), model.fc.weight.double(), model.fc.bias.double()
    )
    (mixed,) = torch.autograd.grad((scores * weights).sum(), maps, retain_graph=True)
    torch.testing.assert_close(recording.class_slopes("conv", weights), mixed.float())
    for place, index in ((0, 1), (1, 0)):
        # The Hessian is diagonal: w_k exp(A) / cells.
        expected = model.fc.weight[index].reshape(1, 3, 1, 1) * maps.exp() / 16 * maps
        found = recording.curvature("conv", place)
        torch.testing.assert_close(found, expected.float().detach(), rtol=1e-4, atol=1e-6)


def test_one_layer_may_be_given_without_a_list(small_net):
    """A name is no list of letters, and a block no list of its layers."""
    model, batch = small_net(), torch.rand(1, 1, 8, 8)
    for layer in ("last", model.last, ["last"]):
        assert list(explain_all(model, batch, ["cam"], layer)) == [MapKey("cam", "last", 0)]


def test_a_later_layer_that_hands_on_its_input_is_kept_apart_from_it():
    class Handing(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv, self.same = nn.Conv2d(1, 2, 1), nn.Identity()

        def forward(self, x):
            x = self.conv(x)
            y = self.same(x)
            x += 100.0
            return (y**2).mean((2, 3))

    model, batch = Handing(), torch.rand(1, 1, 4, 4)
    layers = {"same": model.same, "conv": model.conv}
    recording = record(model, layers, batch, [ClassTarget(0)])
    expected = model.conv(batch).detach()
    for layer in layers:
        torch.testing.assert_close(recorded := recording.recorded(layer).activations, expected)
        assert not recorded.requires_grad


def test_maps_of_two_targets_do_not_share_their_memory(small_net):
    found = explain_all(
        small_net(), torch.rand(1, 1, 8, 8), ["eigen-cam"], ["last"], targets=[0, 1]
    )
    one, other = found.values()
    assert not np.shares_memory(one, other)


def test_the_recorded_chance_is_the_targets_probability(small_net):
    model, batch = small_net(), torch.randn(2, 1, 12, 10)
    recording = record(model, {"last": model.last}, batch, [ClassTarget(1), ClassTarget(2)])
    with torch.no_grad():
        likely = model.eval()(batch).softmax(1)
    torch.testing.assert_close(recording.chance(0), likely[:, 1])
    torch.testing.assert_close(recording.chance(1), likely[:, 2])
