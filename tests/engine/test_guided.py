"""The rule for ReLUs in all their forms, laid over networks that stay as they are."""

from __future__ import annotations

import threading

import pytest
import torch
from torch import nn
from torch.nn import functional

from camviewer.engine.guided import guided


def inplace_then_used(x):
    """The statement alone changes ``x``, as in networks that drop what it returns."""
    y = x * 1
    y.relu_()
    return y


FORMS = {
    "module": nn.ReLU(),
    "module in place": lambda x: nn.ReLU(inplace=True)(x * 1),
    "functional": functional.relu,
    "functional in place": lambda x: functional.relu(x * 1, inplace=True),
    "functional relu_": lambda x: functional.relu_(x * 1),
    "torch": torch.relu,
    "torch in place": lambda x: torch.relu_(x * 1),
    "tensor": lambda x: x.relu(),
    "tensor in place": lambda x: (x * 1).relu_(),
    "result dropped": inplace_then_used,
    "on a view": lambda x: (x * 1).reshape(2, -1).relu_().reshape(-1),
}
CEILINGS = {
    "module": nn.ReLU6(),
    "module in place": lambda x: nn.ReLU6(inplace=True)(x * 1),
    "functional": functional.relu6,
    "changed in place behind it": lambda x: functional.relu6(x).mul_(1),
    "hardtanh": lambda x: functional.hardtanh(x, 0.0, 6.0),
    "hardtanh in place": lambda x: functional.hardtanh_(x * 1, min_val=0.0, max_val=6.0),
}
FORWARD = torch.tensor([-1.0, 2.0, 3.0, -4.0, 5.0, 7.0])
BACK = torch.tensor([1.0, 1.5, -2.0, -3.0, 4.0, 5.0])


def gradient(form, *, guide=True):
    x = FORWARD.clone().requires_grad_()
    if not guide:
        return torch.autograd.grad(form(x), x, BACK)[0], 0
    with guided() as found:
        y = form(x)
    return torch.autograd.grad(y, x, BACK)[0], found.found


@pytest.mark.parametrize("form", FORMS)
def test_only_positive_gradients_pass_and_only_where_the_input_was_positive(form):
    found, count = gradient(FORMS[form])
    assert found.tolist() == [0.0, 1.5, 0.0, 0.0, 4.0, 5.0]
    assert count == 1
    plain, _ = gradient(FORMS[form], guide=False)
    assert plain.tolist() == [0.0, 1.5, -2.0, 0.0, 4.0, 5.0]


@pytest.mark.parametrize("form", CEILINGS)
def test_a_ceiling_passes_nothing_either(form):
    found, count = gradient(CEILINGS[form])
    assert found.tolist() == [0.0, 1.5, 0.0, 0.0, 4.0, 0.0]
    assert count == 1


@pytest.mark.parametrize(
    "form",
    [nn.GELU(), nn.SiLU(), nn.LeakyReLU(0.1), nn.Hardtanh(), nn.Sigmoid()],
    ids=lambda form: type(form).__name__,
)
def test_other_activations_keep_their_own_gradient(form):
    found, count = gradient(form)
    assert torch.equal(found, gradient(form, guide=False)[0])
    assert count == 0


def test_a_tensor_used_twice_is_cut_once_after_its_gradients_are_summed():
    """The rule is for what reaches the ReLU, which is the sum: 2 - 1, not 2 alone."""
    x = torch.tensor([1.0], requires_grad=True)
    with guided():
        y = x.relu()
        z = 2 * y - y
    assert torch.autograd.grad(z, x)[0].item() == 1.0


def test_the_rule_applies_at_every_relu_of_a_chain():
    x = torch.tensor([1.0], requires_grad=True)
    with guided() as guide:
        y = (-(2.0 - x.relu()).relu()).sum()
    assert torch.autograd.grad(y, x)[0].item() == 0.0
    assert guide.found == 2


def test_values_are_those_of_the_network_and_the_network_is_as_it_was(small_net, snapshot):
    for is_inplace in (True, False):
        net = small_net(is_inplace=is_inplace).eval()
        before = snapshot(net)
        x = torch.randn(2, 1, 12, 12, requires_grad=True)
        plain = net(x)
        with guided() as guide:
            found = net(x)
        assert guide.found == 2
        assert torch.equal(found, plain)
        torch.autograd.grad(found.sum(), x)
        assert snapshot(net) == before


def test_nothing_is_left_after_it_or_after_an_error():
    with pytest.raises(RuntimeError, match="stop"), guided():
        raise RuntimeError("stop")
    found, _ = gradient(functional.relu, guide=False)
    assert found.tolist() == [0.0, 1.5, -2.0, 0.0, 4.0, 5.0]


def test_another_thread_is_not_guided():
    found = []
    with guided():
        other = threading.Thread(
            target=lambda: found.append(gradient(functional.relu, guide=False)[0])
        )
        other.start()
        other.join()
    assert found[0].tolist() == [0.0, 1.5, -2.0, 0.0, 4.0, 5.0]


def test_without_gradients_there_is_nothing_to_guide():
    with guided() as guide, torch.no_grad():
        assert functional.relu(FORWARD).tolist() == FORWARD.relu().tolist()
    assert guide.found == 0
