"""The parts of the solver: each must be what the proof of its convergence supposes."""

from __future__ import annotations

import pytest
import torch

from camviewer.metrics import multigrid
from camviewer.metrics.multigrid import fill, make_levels, neighbour_sum, neighbour_weight

GRIDS = pytest.mark.parametrize("grid", [(7,), (9, 6), (5, 6, 4), (1, 5)], ids=str)


def as_matrix(operation, grid):
    """Apply an operation to every unit vector: a matrix of cells by cells."""
    cells = torch.Size(grid).numel()
    units = torch.eye(cells, dtype=torch.float64).reshape(cells, 1, *grid)
    return operation(units).flatten(1).T


def make_hole(grid):
    draw = torch.Generator().manual_seed(5)
    return (torch.rand(1, 1, *grid, generator=draw) < 0.8).double()


@GRIDS
def test_weights_are_powers_of_two_by_the_axes_that_differ(grid):
    matrix = as_matrix(neighbour_sum, grid)
    places = torch.cartesian_prod(*[torch.arange(n) for n in grid]).reshape(-1, len(grid))
    far = (places[:, None] - places[None]).abs()
    near = (far.amax(2) == 1) * 2.0 ** (len(grid) - far.sum(2))
    torch.testing.assert_close(matrix, near.double())


def test_weights_of_the_plane_are_those_of_road():
    point = torch.zeros(1, 1, 3, 3)
    point[..., 1, 1] = 1
    found = neighbour_sum(point)[0, 0] / 12
    torch.testing.assert_close(found, torch.tensor([[1, 2, 1], [2, 0, 2], [1, 2, 1]]) / 12)


@GRIDS
def test_spreading_is_the_transpose_of_summing_blocks(grid):
    down = as_matrix(multigrid._block_sum, grid)
    coarse = [-(-n // 2) for n in grid]
    up = as_matrix(lambda units: multigrid._spread(units, (0, 0, *grid)), coarse)
    assert torch.equal(up, down.T)


@GRIDS
def test_a_coarse_cell_is_in_the_hole_when_all_its_cells_are(grid):
    hole = make_hole((8,) * len(grid))
    coarse = make_levels(hole)[1].hole
    for cell in torch.cartesian_prod(*[torch.arange(4)] * len(grid)).reshape(-1, len(grid)):
        block = hole[(0, 0, *[slice(2 * int(i), 2 * int(i) + 2) for i in cell])]
        assert bool(coarse[(0, 0, *cell)]) == bool(block.all())


@GRIDS
def test_a_cycle_is_symmetric_and_positive_on_the_hole(grid):
    grid = tuple(3 * n for n in grid)
    hole = make_hole(grid)
    levels = make_levels(hole)
    matrix = as_matrix(lambda units: multigrid._cycle(units * hole, levels), grid)
    inside = hole.flatten().bool()
    matrix = matrix[inside][:, inside]
    torch.testing.assert_close(matrix, matrix.T)
    assert torch.linalg.eigvalsh(matrix).min() > 0


@pytest.mark.parametrize("grid", [(96, 80), (24, 32, 20)], ids=str)
def test_a_large_hole_takes_few_steps(grid, monkeypatch):
    """Without the cycle a picture of 224 x 224 took from 90 to 390."""
    hole = torch.ones(1, 1, *grid)
    hole[(0, 0, *[0] * len(grid))] = 0
    hole[(0, 0, *[slice(-3, None)] * len(grid))] = 0
    draw = torch.Generator().manual_seed(1)
    right = torch.randn(1, 1, *grid, generator=draw) * hole
    steps = []
    step = multigrid._step
    monkeypatch.setattr(multigrid, "_step", lambda *given: steps.append(1) or step(*given))
    found = fill(right, make_levels(hole), 1e-4)
    rest = right - (neighbour_weight(hole) * found - neighbour_sum(found)) * hole
    assert rest.norm() <= 2e-4 * right.norm()
    assert len(steps) <= 25


def test_a_system_that_needs_too_many_steps_is_given_as_it_stands(monkeypatch):
    monkeypatch.setattr(multigrid, "_MOST_STEPS", 1)
    hole = torch.ones(1, 1, 16, 16)
    hole[..., 0] = 0
    right = torch.rand(1, 1, 16, 16) * hole
    found = fill(right, make_levels(hole), 1e-6)
    assert found.isfinite().all()
    assert found.any()
