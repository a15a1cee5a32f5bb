"""Kernel principal components beside the whole kernel matrix in float64."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from camviewer.engine.methods import kernels
from camviewer.engine.methods.kernels import Kernel, first_kernel_component

FORMULAS = {
    "sigmoid": lambda a, b, gamma: np.tanh(gamma * (a @ b) + 1),
    "rbf": lambda a, b, gamma: np.exp(-gamma * ((a - b) ** 2).sum()),
}

every_kernel = pytest.mark.parametrize("name", FORMULAS)


def exact(cells, name, gamma):
    """``sqrt(l) u`` of the kernel matrix, entry by entry, less its rows' and columns' means."""
    cells = cells.double().numpy()
    matrix = np.array([[FORMULAS[name](a, b, gamma) for b in cells] for a in cells])
    count = len(cells)
    middle = np.eye(count) - np.ones((count, count)) / count
    values, vectors = np.linalg.eigh(middle @ matrix @ middle)
    return vectors[:, -1] * math.sqrt(max(0.0, values[-1]))


def distance(found, wanted):
    """Relative distance, whichever the sign."""
    found, wanted = np.asarray(found, np.float64), np.asarray(wanted, np.float64)
    apart = min(np.linalg.norm(found - wanted), np.linalg.norm(found + wanted))
    return apart / np.linalg.norm(wanted)


def smooth_cells(count, channels=6, seed=1):
    """Cells along a bent line with a little noise: a few directions hold nearly all."""
    draw = torch.Generator().manual_seed(seed)
    place = torch.linspace(-2, 2, count)[:, None]
    bends = torch.randn(1, channels, generator=draw)
    lines = torch.randn(1, channels, generator=draw)
    noise = torch.randn(count, channels, generator=draw)
    cells = place * lines + (3 * place).sin() * bends / 2 + 0.1 * noise
    return cells - cells.mean(0)


@every_kernel
@pytest.mark.parametrize("gamma", [0.02, 0.5, 5.0])
@pytest.mark.parametrize("count", [2, 30, 300], ids=["two", "few", "many cells"])
def test_component_agrees_with_the_whole_matrix(count, gamma, name):
    cells = smooth_cells(count)
    found = first_kernel_component(cells[None], Kernel(name, gamma))[0]
    assert distance(found, exact(cells, name, gamma)) < 1e-3


@every_kernel
@pytest.mark.parametrize("gamma", [0.02, 0.5])
def test_component_of_many_cells_needs_a_few_columns_only(gamma, name, monkeypatch):
    cells = smooth_cells(1300)[None]
    kernel = Kernel(name, gamma)
    whole = first_kernel_component(cells, kernel)[0]
    monkeypatch.setattr(kernels, "EXACT", 1000)
    assert distance(first_kernel_component(cells, kernel)[0], whole) < 0.02


@every_kernel
def test_columns_that_hold_all_there_is_give_the_exact_component(name, monkeypatch):
    """Cells of twenty kinds: a kernel matrix of rank twenty, in which nothing is left out."""
    kinds = smooth_cells(20, seed=3)
    cells = kinds[torch.arange(600) % 20]
    monkeypatch.setattr(kernels, "EXACT", 500)
    monkeypatch.setattr(kernels, "_RANK", 1e-6)
    found = first_kernel_component(cells[None], Kernel(name, 0.5))[0]
    assert distance(found, exact(cells, name, 0.5)) < 1e-3


def test_blocks_of_rows_give_what_all_rows_at_once_give(monkeypatch):
    cells, kernel = smooth_cells(1500)[None], Kernel("sigmoid", 0.3)
    monkeypatch.setattr(kernels, "EXACT", 1000)
    at_once = first_kernel_component(cells, kernel)
    monkeypatch.setattr(kernels, "_BLOCK", 401)
    torch.testing.assert_close(first_kernel_component(cells, kernel), at_once)


@every_kernel
def test_square_of_a_large_map_is_never_held(name):
    """2^15 cells squared would be four gigabytes."""
    cells = smooth_cells(2**15, channels=2)[None]
    found = first_kernel_component(cells, Kernel(name, 0.5))
    assert found.shape == (1, 2**15)
    assert found.isfinite().all()
    assert found.abs().max() > 0


@pytest.mark.parametrize("scale", [1e-3, 1e-12, 1e-25])
@pytest.mark.parametrize(("name", "factor"), [("sigmoid", 1 - math.tanh(1) ** 2), ("rbf", 2.0)])
def test_kernel_of_small_activations_is_linear_at_its_slope(name, factor, scale):
    cells = smooth_cells(40)
    found = first_kernel_component(scale * cells[None], Kernel(name, 0.5))[0]
    left, sizes, _ = np.linalg.svd(cells.double().numpy())
    wanted = math.sqrt(0.5 * factor) * left[:, 0] * sizes[0]
    assert distance(found.double().numpy() / scale, wanted) < 5e-3


@every_kernel
def test_huge_activations_stay_finite(name):
    found = first_kernel_component(1e30 * smooth_cells(40)[None], Kernel(name, 0.5))
    assert found.isfinite().all()
    assert found.abs().max() <= math.sqrt(40)


@every_kernel
@pytest.mark.parametrize("limit", [2048, 500], ids=["held", "sampled"])
def test_cells_that_are_all_the_same_have_no_component(limit, name, monkeypatch):
    monkeypatch.setattr(kernels, "EXACT", limit)
    assert not first_kernel_component(torch.zeros(2, 600, 3), Kernel(name, 0.5)).any()


@every_kernel
def test_two_levels_of_equal_length_are_told_apart(name):
    cells = torch.tensor([0.5, -0.5]).repeat(200)[:, None]
    found = first_kernel_component(cells[None], Kernel(name, 0.5))[0]
    assert distance(found, exact(cells, name, 0.5)) < 1e-3
