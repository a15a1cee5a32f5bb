"""Gradients in float16: those of float32, however small."""

from __future__ import annotations

import pytest
import torch

from camviewer.engine.slopes import differentiate


@pytest.mark.parametrize("weight", [1e-7, 1e-3, 1.0, 1e3])
def test_small_and_large_slopes_survive_half_precision(weight):
    leaf = torch.rand(2, 4, 6, 6, 6).half().requires_grad_()
    score = (leaf.mean((2, 3, 4)).float() * weight).sum(1)
    (found,) = differentiate(score, [leaf])
    expected = weight / 6**3
    assert found.dtype == torch.float32
    torch.testing.assert_close(found, torch.full_like(found, expected), rtol=2e-3, atol=0)


def test_a_scale_that_overflows_is_not_taken():
    leaf = torch.full((1, 3), 2.0).half().requires_grad_()
    score = (leaf.float() * 3e4).sum(1)
    (found,) = differentiate(score, [leaf])
    torch.testing.assert_close(found, torch.full_like(found, 3e4), rtol=2e-3, atol=0)


def test_other_types_are_left_as_autograd_gives_them():
    leaf = torch.rand(2, 3, requires_grad=True)
    other = torch.rand(2, requires_grad=True)
    score = leaf.square().sum(1)
    one, none = differentiate(score, [leaf, other], keeps_graph=True)
    torch.testing.assert_close(one, 2 * leaf.detach())
    assert none is None
    assert torch.equal(differentiate(score, [leaf])[0], one)
