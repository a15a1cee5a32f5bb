"""The network on other inputs, as methods get it."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from camviewer.core.errors import Cancelled, NoGradientError
from camviewer.core.progress import CancelToken
from camviewer.engine.network import Asked, Surroundings, make_network
from camviewer.engine.tail import Setting
from camviewer.engine.targets import ClassTarget, WeightedTarget


def _noted(_sentence):
    raise AssertionError("nothing is to be noted")


def make(model, batch, target=None, *, rows=4, check=lambda: None, note=_noted):
    """A network for methods, with the layer ``last``."""
    target = target or ClassTarget([2, 0])
    with torch.no_grad():
        aim = target.settle(model.eval()(batch), len(batch), None)
    setting = Setting(model, model.get_submodule("last"), "last", batch)
    blank = torch.full((batch.shape[1],), -0.5)
    around = Surroundings(blank, None, rows)
    return make_network(Asked(setting, aim, check, note), around)


def _inputs(axes, count=10, seed=5):
    shape = (10, 8, 12)[:axes]
    return torch.randn(count, 1, *shape, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("axes", [2, 3])
@pytest.mark.parametrize("count", [1, 4, 10])
def test_scores_chances_slopes_and_looks_are_those_of_plain_autograd(
    small_net, axes, count, device
):
    model = small_net(axes).to(device)
    batch, inputs = _inputs(axes, 2, 1).to(device), _inputs(axes, count).to(device)
    network = make(model, batch)
    plain = small_net(axes, is_inplace=False).to(device).eval()
    for sample, index in ((0, 2), (1, 0)):
        kept = []
        handle = plain.last.register_forward_hook(
            lambda _m, _i, out, kept=kept: kept.append(out) or out.clone()
        )
        leaf = inputs.clone().requires_grad_()
        scores = plain(leaf)
        handle.remove()
        slopes, at_layer = torch.autograd.grad(scores[:, index].sum(), (leaf, kept[0]))
        expected = scores[:, index].detach()
        torch.testing.assert_close(network.scores(inputs, sample), expected)
        torch.testing.assert_close(
            network.chances(inputs, sample), scores.softmax(1)[:, index].detach()
        )
        found, gradients = network.slopes(inputs, sample)
        torch.testing.assert_close(found, expected)
        torch.testing.assert_close(gradients, slopes, rtol=1e-4, atol=1e-6)
        found, maps, gradients = network.look(inputs, sample)
        torch.testing.assert_close(found, expected)
        torch.testing.assert_close(maps, kept[0].detach())
        torch.testing.assert_close(gradients, at_layer, rtol=1e-4, atol=1e-6)
        for each in (found, maps, gradients):
            assert not each.requires_grad
            assert each.dtype == torch.float32
    assert torch.equal(network.inputs, batch)
    assert network.blank.tolist() == [-0.5]


def test_a_target_without_a_class_has_its_score_as_its_chance(small_net):
    network = make(small_net(), _inputs(2, 2), WeightedTarget(((1, -1.0),)))
    inputs = _inputs(2)
    assert torch.equal(network.chances(inputs, 0), network.scores(inputs, 0))
    with torch.no_grad():
        torch.testing.assert_close(network.scores(inputs, 0), -small_net().eval()(inputs)[:, 1])


def test_inputs_are_given_so_many_at_a_time(small_net):
    model, sizes = small_net(), []
    network = make(model, _inputs(2, 2), rows=4)
    model.register_forward_pre_hook(lambda _m, inputs: sizes.append(len(inputs[0])))
    for call in (network.scores, network.chances, network.slopes, network.look):
        sizes.clear()
        call(_inputs(2, 10), 0)
        assert sizes == [4, 4, 2]


class Small(nn.Module):
    """A network on a device that holds so many inputs."""

    def __init__(self, net, holds):
        super().__init__()
        self.net, self.holds, self.sizes = net, holds, []
        self.last = net.last

    def forward(self, x):
        self.sizes.append(len(x))
        if len(x) > self.holds:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return self.net(x)


@pytest.mark.parametrize("name", ["scores", "chances", "slopes", "look"])
def test_when_memory_runs_short_fewer_are_given_from_then_on_and_it_is_said(small_net, name):
    batch, inputs, notes = _inputs(2, 2), _inputs(2, 10), []
    expected = getattr(make(small_net(), batch), name)(inputs, 1)
    model = Small(small_net(), 2)
    network = make(model, batch, rows=8, note=notes.append)
    model.sizes.clear()
    found = getattr(network, name)(inputs, 1)
    assert model.sizes == [8, 4, 2, 2, 2, 2, 2]
    assert notes[-1] == "Memory was short: variants were looked at 2 at a time."
    torch.testing.assert_close(found, expected)
    model.sizes.clear()
    getattr(network, name)(inputs, 1)
    assert model.sizes == [2] * 5


def test_memory_too_short_for_one_is_handed_on(small_net):
    model = Small(small_net(), 2)
    network = make(model, _inputs(2, 2), note=lambda _sentence: None)
    model.holds = 0
    with pytest.raises(torch.OutOfMemoryError):
        network.scores(_inputs(2), 0)


def test_other_failures_are_not_taken_for_memory(small_net):
    network = make(small_net(), _inputs(2, 2))
    with pytest.raises(RuntimeError, match="channels"):
        network.scores(torch.zeros(4, 3, 8, 8), 0)


@pytest.mark.parametrize("name", ["scores", "chances", "slopes", "look"])
def test_a_stop_is_seen_within_one_batch(small_net, name):
    model, token, sizes = small_net(), CancelToken(), []
    network = make(model, _inputs(2, 2), rows=2, check=token.check)

    def count(_module, inputs):
        sizes.append(len(inputs[0]))
        if len(sizes) == 3:
            token.cancel()

    model.register_forward_pre_hook(count)
    with pytest.raises(Cancelled):
        getattr(network, name)(_inputs(2, 20), 0)
    assert len(sizes) == 3


def test_a_stop_is_seen_before_the_terms_of_each_sample(small_net):
    token = CancelToken()
    network = make(small_net(), _inputs(2, 2), check=token.check)
    network.terms()
    token.cancel()
    with pytest.raises(Cancelled):
        network.terms()


def test_terms_sum_to_each_samples_own_score(small_net):
    model, batch = small_net(), _inputs(2, 2)
    terms = make(model, batch).terms()
    total = terms.rest + terms.inputs.flatten(1).sum(1)
    for each in terms.layers:
        total = total + each.flatten(1).sum(1)
    expected = model.eval()(batch)[[0, 1], [2, 0]].detach()
    torch.testing.assert_close(total, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("is_cut", [False, True])
def test_a_score_without_a_derivative_at_the_input_is_refused(is_cut):
    class Stepped(nn.Module):
        def __init__(self):
            super().__init__()
            self.last = nn.Conv2d(1, 2, 3)

        def forward(self, x):
            rounded = (x > 0).float() if is_cut else x.detach()
            return self.last(rounded).mean((2, 3))

    network = make(Stepped(), _inputs(2, 2), ClassTarget(0))
    with pytest.raises(NoGradientError) as caught:
        network.slopes(_inputs(2), 0)
    assert caught.value.hint
    assert network.look(_inputs(2), 0)[2].any()


def test_the_network_is_left_as_it_was_found(small_net, snapshot):
    model = small_net()
    model.train()
    batch, inputs = _inputs(2, 2), _inputs(2)
    network = make(model, batch)
    model.train()
    before = snapshot(model)
    for call in (network.scores, network.chances, network.slopes, network.look):
        call(inputs, 0)
        assert snapshot(model) == before
