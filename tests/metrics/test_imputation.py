"""Filled holes beside an exact sparse solve, and which cells are taken away."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from camviewer.metrics import imputation
from camviewer.metrics.imputation import impute, removal_masks

GRIDS = pytest.mark.parametrize("grid", [(13, 18), (7, 9, 6), (1, 8, 5)], ids=str)
ROAD = {2: {1: 1 / 6, 2: 1 / 12}, 3: {1: 1 / 14, 2: 1 / 28, 3: 1 / 56}}


def neighbours(grid, cell):
    """The cells around one, inside the grid, with the paper's weights."""
    for step in itertools.product((-1, 0, 1), repeat=len(grid)):
        other = tuple(i + s for i, s in zip(cell, step, strict=True))
        if any(step) and all(0 <= i < n for i, n in zip(other, grid, strict=True)):
            yield other, ROAD[len(grid)][sum(map(abs, step))]


def exact(image, mask):
    """Solve ``sum_j w_j (x_i - x_j) = 0`` for every removed cell, as a sparse matrix."""
    from scipy.sparse import lil_matrix
    from scipy.sparse.linalg import spsolve

    unknown = {tuple(cell): row for row, cell in enumerate(np.argwhere(mask))}
    matrix = lil_matrix((len(unknown), len(unknown)))
    right = np.zeros((len(unknown), len(image)))
    for cell, row in unknown.items():
        for other, weight in neighbours(mask.shape, cell):
            matrix[row, row] += weight
            if other in unknown:
                matrix[row, unknown[other]] -= weight
            else:
                right[row] += weight * image[(slice(None), *other)]
    out = image.copy()
    out[:, mask] = spsolve(matrix.tocsc(), right).reshape(len(unknown), -1).T
    return out


def blob(grid, reach):
    """A hole in one piece, as a smooth map leaves it: a ball about the first corner."""
    far = sum(np.indices(grid)[axis].astype(float) ** 2 for axis in range(len(grid)))
    return far <= np.quantile(far, reach)


@pytest.fixture
def draw():
    return torch.Generator().manual_seed(3)


@GRIDS
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
@pytest.mark.parametrize("kind", ["scattered", "blob"])
def test_agrees_with_the_exact_sparse_solve(grid, share, kind, draw):
    images = torch.randn(2, 3, *grid, generator=draw)
    heat = torch.rand(2, *grid, generator=draw)
    masks = removal_masks(heat, [share])[:, 0]
    if kind == "blob":
        masks = torch.from_numpy(np.stack([blob(grid, share)] * 2))
    found = impute(images, masks, tolerance=1e-6)
    for i in range(2):
        expected = exact(images[i].double().numpy(), masks[i].numpy())
        np.testing.assert_allclose(found[i].numpy(), expected, atol=2e-5)


@pytest.mark.parametrize("grid", [(64, 48), (20, 24, 16)], ids=str)
def test_the_usual_tolerance_is_far_below_a_thousandth_of_the_range(grid, draw):
    images = torch.randn(1, 1, *grid, generator=draw)
    masks = torch.from_numpy(blob(grid, 0.8))[None]
    expected = exact(images[0].double().numpy(), masks[0].numpy())
    error = np.abs(impute(images, masks)[0].numpy() - expected).max()
    assert error < 3e-4 * float(images.max() - images.min())


def test_double_precision_is_kept(draw):
    images = torch.randn(1, 1, 9, 9, generator=draw, dtype=torch.float64)
    masks = torch.from_numpy(blob((9, 9), 0.5))[None]
    found = impute(images, masks, tolerance=1e-12)
    assert found.dtype == torch.float64
    np.testing.assert_allclose(found[0], exact(images[0].numpy(), masks[0].numpy()), atol=1e-10)


def test_half_precision_is_computed_in_single_precision(draw):
    images = torch.randn(1, 1, 9, 9, generator=draw)
    masks = torch.from_numpy(blob((9, 9), 0.5))[None]
    found = impute(images.half(), masks)
    assert found.dtype == torch.float16
    torch.testing.assert_close(found, impute(images, masks).half(), rtol=5e-3, atol=5e-3)


def test_one_cell_is_the_weighted_mean_of_the_eight_around_it():
    image = torch.tensor([[1.0, 2.0, 3.0], [4.0, 99.0, 6.0], [7.0, 8.0, 15.0]])
    mask = torch.zeros(1, 3, 3, dtype=torch.bool)
    mask[0, 1, 1] = True
    found = impute(image[None, None], mask)
    assert found[0, 0, 1, 1] == pytest.approx((2 + 4 + 6 + 8) / 6 + (1 + 3 + 7 + 15) / 12)


def test_a_corners_weights_are_scaled_to_sum_to_one():
    image = torch.tensor([[99.0, 2.0], [4.0, 10.0]])
    mask = torch.tensor([[[True, False], [False, False]]])
    found = impute(image[None, None], mask)
    assert found[0, 0, 0, 0] == pytest.approx((2 / 6 + 4 / 6 + 10 / 12) / (5 / 12), rel=1e-5)


@GRIDS
def test_a_constant_image_stays_constant(grid, draw):
    images = torch.full((2, 2, *grid), 7.5)
    masks = torch.rand(2, *grid, generator=draw) < 0.7
    torch.testing.assert_close(impute(images, masks), images)


@pytest.mark.parametrize("grid", [(15, 12), (8, 9, 10)], ids=str)
def test_a_ramp_with_a_hole_inside_stays_a_ramp(grid):
    """A linear function is the mean of its neighbours wherever all of them exist."""
    ramp = torch.from_numpy(sum((k + 1.0) * np.indices(grid)[k] for k in range(len(grid))))
    mask = torch.zeros(grid, dtype=torch.bool)
    mask[(slice(2, -2),) * len(grid)] = True
    broken = ramp.where(~mask, torch.full_like(ramp, 1e3)).float()
    found = impute(broken[None, None], mask[None], tolerance=1e-6)
    torch.testing.assert_close(found[0, 0], ramp.float(), rtol=0, atol=1e-3)


@GRIDS
def test_nothing_taken_away_gives_the_image_back(grid, draw):
    images = torch.randn(2, 3, *grid, generator=draw)
    nothing = torch.zeros(2, *grid, dtype=torch.bool)
    assert torch.equal(impute(images, nothing, noise=1.0), images)


@GRIDS
def test_everything_taken_away_leaves_each_channels_mean(grid, draw):
    images = torch.randn(2, 3, *grid, generator=draw)
    masks = torch.rand(2, *grid, generator=draw) < 0.5
    masks[0] = True
    found = impute(images, masks, tolerance=1e-6)
    mean = images[0].flatten(1).mean(1).reshape(3, *(1,) * len(grid)).expand(3, *grid)
    torch.testing.assert_close(found[0], mean)
    expected = exact(images[1].double().numpy(), masks[1].numpy())
    np.testing.assert_allclose(found[1].numpy(), expected, atol=2e-5)


def test_the_only_cell_there_is_keeps_its_value():
    image = torch.full((1, 1, 1, 1), 3.0)
    assert impute(image, torch.ones(1, 1, 1, dtype=torch.bool)).item() == 3.0


@GRIDS
def test_what_was_kept_is_untouched_and_what_was_removed_is_not_read(grid, draw):
    images = torch.randn(1, 2, *grid, generator=draw)
    masks = torch.rand(1, *grid, generator=draw) < 0.6
    found = impute(images, masks)
    other = images.where(~masks.unsqueeze(1), torch.full_like(images, 50.0))
    assert torch.equal(found.where(~masks.unsqueeze(1), images), images)
    torch.testing.assert_close(impute(other, masks), found)


def test_systems_do_not_see_each_other(draw, monkeypatch):
    """One that is done leaves; chunks, company and order change nothing that counts."""
    images = torch.randn(5, 2, 16, 16, generator=draw)
    images[3] = 1.0
    masks = torch.stack([torch.from_numpy(blob((16, 16), s)) for s in (0.9, 0.1, 0.5, 0.7, 1)])
    whole = impute(images, masks)
    monkeypatch.setattr(imputation, "_CHUNK_VALUES", {"cpu": 2 * 2 * 256})
    torch.testing.assert_close(impute(images, masks), whole)
    monkeypatch.setattr(imputation, "_CHUNK_VALUES", {"cpu": 1})
    torch.testing.assert_close(impute(images, masks), whole)


def test_a_system_stays_until_its_last_channel_is_done(draw):
    images = torch.randn(1, 2, 12, 12, generator=draw)
    images[:, 0] = 1.0
    masks = torch.from_numpy(blob((12, 12), 0.7))[None]
    expected = exact(images[0].double().numpy(), masks[0].numpy())
    np.testing.assert_allclose(impute(images, masks)[0].numpy(), expected, atol=1e-3)


def test_noise_has_its_deviation_its_seed_and_lies_on_removed_cells_only(draw):
    images = torch.randn(2, 1, 60, 60, generator=draw)
    masks = (torch.rand(60, 60, generator=draw) < 0.5).expand(2, 60, 60)
    plain = impute(images, masks)
    noisy = impute(images, masks, noise=0.1, seed=4)
    added = (noisy - plain)[masks.unsqueeze(1)]
    assert float(added.std()) == pytest.approx(0.1, rel=0.1)
    assert not (noisy - plain)[~masks.unsqueeze(1)].any()
    assert torch.equal(noisy, impute(images, masks, noise=0.1, seed=4))
    assert not torch.equal(noisy, impute(images, masks, noise=0.1, seed=5))
    torch.testing.assert_close((noisy - plain)[0], (noisy - plain)[1], atol=1e-5, rtol=0)


def test_inputs_stay_as_they_were(draw):
    images = torch.randn(2, 1, 6, 6, generator=draw)
    masks = torch.rand(2, 6, 6, generator=draw) < 0.5
    before = images.clone(), masks.clone()
    impute(images, masks, noise=0.1)
    assert torch.equal(images, before[0])
    assert torch.equal(masks, before[1])


SHARES = [0.0, 0.1, 0.25, 0.5, 0.9, 1.0]


@pytest.mark.parametrize("order", ["most", "least"])
@pytest.mark.parametrize("grid", [(10, 10), (5, 4, 5)], ids=str)
def test_the_share_is_exact_on_a_map_that_is_mostly_zero(grid, order, draw):
    """A threshold at a percentile takes none or three quarters of such a map."""
    heat = torch.rand(3, *grid, generator=draw)
    heat = heat.where(heat > 0.75, torch.zeros(()))
    masks = removal_masks(heat, SHARES, order)
    assert masks.shape == (3, len(SHARES), *grid)
    assert masks.flatten(2).sum(2).tolist() == [[round(100 * s) for s in SHARES]] * 3


def test_the_hottest_or_the_coldest_go_first_and_equals_in_reading_order():
    heat = torch.tensor([[[3.0, 1.0, 3.0], [-2.0, 1.0, 1.0]]])
    most = removal_masks(heat, [1 / 6, 0.5])[0]
    assert most.int().tolist() == [[[1, 0, 0], [0, 0, 0]], [[1, 1, 1], [0, 0, 0]]]
    least = removal_masks(heat, [1 / 6, 0.5], "least")[0]
    assert least.int().tolist() == [[[0, 0, 0], [1, 0, 0]], [[0, 1, 0], [1, 1, 0]]]


def test_a_larger_share_holds_the_smaller_ones(draw):
    heat = torch.randint(0, 4, (2, 6, 7), generator=draw).float()
    masks = removal_masks(heat, SHARES)
    for small, large in itertools.pairwise(masks.unbind(1)):
        assert not (small & ~large).any()


def test_an_unknown_order_is_refused():
    with pytest.raises(ValueError, match="order"):
        removal_masks(torch.zeros(1, 2, 2), [0.5], "morf")
