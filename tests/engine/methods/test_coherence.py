"""Coherence and weighed evidence, worked by hand."""

from __future__ import annotations

import pytest
import torch

from camviewer.engine.methods.coherence import coherence, weighed_evidence


def test_coherence_of_a_hand_worked_row():
    """Mean 2; next cells 3, 3, 3, next but one 1 and 9. Then mean 2; 2, 8, 4, and 4 and 2."""
    rows = torch.tensor([[[1.0, 3.0, 1.0, 3.0]], [[1.0, 2.0, 4.0, 1.0]]])
    torch.testing.assert_close(coherence(rows), torch.tensor([4 / 5, 4 / (14 / 3)]))


def test_a_gradient_that_max_pooling_left_in_every_other_cell_is_not_taken_for_flat():
    """Next cells have no product at all; mean 3/4 of 1 and 2, next but one 2, 2, 2."""
    sparse = torch.tensor([[[1.0, 0.0, 2.0, 0.0, 1.0, 0.0, 2.0, 0.0]]])
    products = (2 + 0 + 2 + 0 + 2 + 0) / 6
    assert float(coherence(sparse)) == pytest.approx(0.75**2 / products)


def test_channels_and_axes_are_put_together():
    """Channel 1 flat at 1, channel 2 a step 2 | 0: (1 + 1) / (1 + mean(0 across, 2 along))."""
    maps = torch.tensor([[[[1.0, 1.0], [1.0, 1.0]], [[2.0, 0.0], [2.0, 0.0]]]])
    assert float(coherence(maps)) == pytest.approx(2 / (1 + (0 + 2) / 2))


@pytest.mark.parametrize("size", [1e-30, 1.0, 1e20])
@pytest.mark.parametrize("grid", [(6, 6), (3, 4, 5), (1, 5)], ids=str)
def test_flat_gradients_agree_whatever_their_size(grid, size):
    flat = size * torch.tensor([1.0, -2.0]).reshape(1, 2, *(1,) * len(grid)).expand(1, 2, *grid)
    torch.testing.assert_close(coherence(flat), torch.ones(1))


def test_neighbours_without_anything_in_common_leave_the_mean():
    assert coherence(torch.tensor([[[1.0, -1.0, 0.0]]])).tolist() == [1.0]
    assert coherence(torch.zeros(1, 2, 3)).tolist() == [1.0]
    assert coherence(torch.ones(1, 2, 1)).tolist() == [1.0]


def test_noise_cancels_out_of_the_coherence():
    """A wave of power 1/2 on a mean of 1, an eighth of a turn a cell; with noise or without."""
    wave = 1 + torch.cos(torch.arange(800) * torch.pi / 4).expand(1, 50, 800)
    noise = 2 * torch.randn(wave.shape, generator=torch.Generator().manual_seed(0))
    wanted = 1 / (1 + 0.5 * 2**-0.5)
    for given in (wave, wave + noise):
        assert float(coherence(given)) == pytest.approx(wanted, rel=0.03)


def test_evidence_of_a_hand_worked_case():
    """Mean 1/2, squared 1/4; neighbours 0, 1, 0, mean 1/3: the coherence is 3/4."""
    slopes = torch.tensor([[[0.0, 1.0, 1.0, 0.0]]])
    smoothed = torch.tensor([[[0.5, 0.5, 0.5, 0.5]]])
    activations = torch.tensor([[[2.0, -2.0, 1.0, 0.0]]])
    # Products are half of A; 0.5 was taken away, so the floor is 0.4 / 4 of half the size of A.
    found = weighed_evidence(activations, slopes, smoothed, 0.4).sum(1)
    wanted = torch.tensor([[0.45 * 2, -0.75 * 0.45 * 2, 0.45, 0.0]])
    torch.testing.assert_close(found, wanted)


def test_means_are_mixed_in_by_the_coherence():
    """Mean 7/4; neighbours 2, 6, 3."""
    slopes = torch.tensor([[[1.0, 2.0, 3.0, 1.0]]])
    rho = (7 / 4) ** 2 / ((2 + 6 + 3) / 3)
    found = weighed_evidence(torch.ones(1, 1, 4), slopes, slopes, 0.0).sum(1)
    torch.testing.assert_close(found, ((1 - rho) * slopes + rho * 7 / 4)[0])
