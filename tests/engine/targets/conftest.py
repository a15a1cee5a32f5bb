"""What tests of targets share: how a target's score is compared with one made by hand."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from camviewer.core.image import Grid, Image


@pytest.fixture
def scored():
    """Score of a target on an output, and its gradient there: both in the output's type."""

    def run(target, output, leaf, where=None):
        aim = target.settle(output, len(leaf), where)
        score = aim.score(output, torch.arange(len(leaf)))
        return score, torch.autograd.grad(score.sum(), leaf, retain_graph=True)[0]

    return run


@pytest.fixture
def leaf():
    """Random float64 numbers that want gradients."""

    def make(*shape, seed=0):
        generator = torch.Generator().manual_seed(seed)
        return torch.randn(shape, generator=generator, dtype=torch.float64).requires_grad_()

    return make


@pytest.fixture
def volume_grid():
    """Grid of a network's input (D, H, W) = (S, A, R) with 5 × 2 × 1 mm voxels."""
    affine = np.array(
        [[0, 0, 1.0, -10], [0, 2.0, 0, 20], [5.0, 0, 0, 30], [0, 0, 0, 1]], dtype=float
    )
    return Grid((4, 6, 8), affine)


@pytest.fixture
def turned():
    """The same mask with axes in another order, flipped, and with finer voxels."""

    def make(array, grid, order, flips, factor=1):
        fine = array
        for axis in range(array.ndim):
            fine = fine.repeat(factor, axis)
        grid = grid.divided(fine.shape)
        turn = np.zeros((array.ndim + 1, array.ndim + 1))
        turn[-1, -1] = 1
        moved = fine.transpose(order)
        for new, old in enumerate(order):
            turn[old, new] = -1 if flips[new] else 1
            turn[old, -1] = fine.shape[old] - 1 if flips[new] else 0
        moved = moved[tuple(slice(None, None, -1 if flip else 1) for flip in flips)]
        return Image(moved, Grid(moved.shape, grid.affine @ turn))

    return make
