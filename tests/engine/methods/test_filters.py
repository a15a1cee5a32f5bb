"""Filters beside scipy, slow loops and worked numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from scipy import ndimage
from torch.nn import functional

from camviewer.engine.methods import filters

GRIDS = [(1,), (9, 8), (7, 7), (4, 8, 8), (1, 6, 1), (1, 1), (2, 3)]


def values(*grid, seed=0):
    return torch.randn(2, 3, *grid, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("grid", GRIDS, ids=str)
@pytest.mark.parametrize("sigma", [0.4, 1.0, 2.5])
def test_gaussian_agrees_with_scipy(grid, sigma):
    given = values(*grid)
    found = filters.gaussian(given, sigma)
    wanted = given.double().numpy()
    for axis, size in enumerate(grid, start=2):
        reach = min(math.ceil(3 * sigma), (size - 1) // 2)
        if reach:
            wanted = ndimage.gaussian_filter1d(
                wanted, sigma, axis=axis, mode="reflect", radius=reach
            )
    np.testing.assert_allclose(found, wanted, atol=1e-6)


@pytest.mark.parametrize("grid", GRIDS, ids=str)
@pytest.mark.parametrize("sigma", [0.5, 1.0, 4.0])
def test_gaussian_keeps_the_mean_of_every_map(grid, sigma):
    given = values(*grid)
    found = filters.gaussian(given, sigma)
    torch.testing.assert_close(found.flatten(2).mean(2), given.flatten(2).mean(2))


def test_gaussian_leaves_flat_maps_and_single_cells_as_they_are():
    flat = torch.full((1, 2, 7, 7), 0.3)
    torch.testing.assert_close(filters.gaussian(flat, 1.0), flat)
    single = values(1, 1, 1)
    torch.testing.assert_close(filters.gaussian(single, 5.0), single)


def test_gaussian_spreads_a_point_by_hand_worked_weights():
    """Sigma 1 on three cells: the kernel is cut to three cells, 1 : e^-1/2."""
    side = math.exp(-0.5)
    total = 1 + 2 * side
    found = filters.gaussian(torch.tensor([[[0.0, 0.0, 1.0]]]), 1.0)
    # The last cell sees itself and its mirror image.
    wanted = torch.tensor([[[0.0, side / total, (1 + side) / total]]])
    torch.testing.assert_close(found, wanted)


@pytest.mark.parametrize("smooth", [filters.gaussian, filters.bilateral])
def test_no_width_is_no_filter(smooth):
    given = values(5, 5)
    assert torch.equal(smooth(given, 0.0), given)


@pytest.mark.parametrize("grid", [(5, 4), (3, 4, 3)], ids=["2d", "3d"])
def test_bilateral_agrees_with_its_formula(grid):
    sigma = 0.8
    given = values(*grid)
    found = filters.bilateral(given, sigma)
    reach = [min(math.ceil(3 * sigma), (size - 1) // 2) for size in grid]
    for sample, channel in np.ndindex(2, 3):
        g = given[sample, channel].double().numpy()
        padded = np.pad(g, [(r, r) for r in reach], mode="symmetric")
        for cell in np.ndindex(*grid):
            total = norm = 0.0
            for step in np.ndindex(*(2 * r + 1 for r in reach)):
                near = padded[tuple(c + s for c, s in zip(cell, step, strict=True))]
                apart = sum((s - r) ** 2 for s, r in zip(step, reach, strict=True))
                weight = math.exp(-apart / (2 * sigma**2))
                weight *= math.exp(-((near - g[cell]) ** 2) / (2 * g.std() ** 2))
                total += weight * near
                norm += weight
            wanted = pytest.approx(total / norm, abs=1e-5)
            assert float(found[sample, channel][cell]) == wanted


def test_bilateral_keeps_a_step_that_a_gaussian_blurs():
    sharp = torch.zeros(1, 1, 1, 40)
    sharp[..., 38:] = 1.0
    kept = (filters.bilateral(sharp, 1.0) - sharp).abs().max()
    blurred = (filters.gaussian(sharp, 1.0) - sharp).abs().max()
    assert kept < 0.1 * blurred


def test_bilateral_blurs_a_step_within_the_spread_of_the_map():
    step = torch.zeros(1, 1, 1, 40)
    step[..., 20:] = 1.0
    step[..., :2] = 8.0  # a far outlier widens the spread
    assert (filters.bilateral(step, 1.0) - step).abs()[..., 10:30].max() > 0.2


def published_kernel(g):
    """The one kernel of CF-CAM's code for one map, literally."""
    kernel = np.zeros(g.shape)
    for cell in np.ndindex(*g.shape):
        place = sum((x - size / 2) ** 2 for x, size in zip(cell, g.shape, strict=True))
        kernel[cell] = math.exp(-place / (2 * 5.0**2))
        kernel[cell] *= math.exp(-((g[cell] - g.mean()) ** 2) / (2 * 0.1**2))
    return kernel / (kernel.sum() + 1e-6)


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")
@pytest.mark.parametrize("grid", [(7, 7), (4, 5), (1, 1), (3, 4, 2)], ids=str)
@pytest.mark.parametrize("scale", [1e-3, 1.0])
def test_published_mean_is_the_mean_of_the_zero_padded_correlation(grid, scale):
    given = scale * values(*grid)
    found = filters.published_mean(given)
    correlate = {2: functional.conv2d, 3: functional.conv3d}[len(grid)]
    for sample, channel in np.ndindex(2, 3):
        g = given[sample, channel].double()
        kernel = torch.from_numpy(published_kernel(g.numpy()))
        full = correlate(g[None, None], kernel[None, None], padding="same")
        assert float(found[sample, channel]) == pytest.approx(float(full.mean()), rel=1e-4)


@pytest.mark.parametrize(("size", "share"), [(7, 0.585), (14, 0.616)])
def test_published_filter_shrinks_a_flat_map(size, share):
    """Both shares were found independently, on the published code's semantics."""
    found = filters.published_mean(torch.ones(1, 1, size, size))
    assert float(found) == pytest.approx(share, abs=5e-4)


def test_gaussian_takes_a_width_for_each_axis():
    given = values(9, 8)
    found = filters.gaussian(given, (1.5, 0.0))
    one = torch.stack([filters.gaussian(given[..., i], 1.5) for i in range(8)], dim=-1)
    torch.testing.assert_close(found, one)


def test_alike_of_two_cells_is_worked_by_hand():
    """One width apart and opposite: e^-1/2 e^-2/0.5 beside 1."""
    guide = torch.tensor([[[1.0, 3.0], [5.0, 1.0]]])
    found = filters.alike(torch.tensor([[[1.0, 0.0], [0.0, 4.0]]]), guide, (1.0,), 0.5)
    other = math.exp(-0.5 - 4)
    wanted = torch.tensor([[[1.0, other], [4 * other, 4.0]]]) / (1 + other)
    torch.testing.assert_close(found, wanted)


def test_alike_is_plain_closeness_where_the_guide_shows_nothing():
    given, widths = values(4, 5), (1.0, 2.0)
    found = filters.alike(given, torch.ones_like(given), widths, 0.5)
    wanted = given.double().numpy()
    for axis, (size, width) in enumerate(zip((4, 5), widths, strict=True), start=2):
        cells = np.arange(size)
        bell = np.exp(-((cells[:, None] - cells) ** 2) / (2 * width**2))
        bell /= bell.sum(axis=1, keepdims=True)
        wanted = np.moveaxis(np.moveaxis(wanted, axis, -1) @ bell.T, -1, axis)
    np.testing.assert_allclose(found, wanted, atol=1e-6)


def test_alike_keeps_unlike_halves_apart():
    """A guide of two patterns: what is averaged is averaged within each."""
    guide = torch.zeros(1, 2, 1, 8)
    guide[0, 0, 0, :4] = guide[0, 1, 0, 4:] = 1
    given = guide[:, :1] + 0.1 * values(1, 8)[:1, :1]
    found = filters.alike(given, guide, (100.0, 100.0), 0.01)
    halves = [given[..., :4].mean(), given[..., 4:].mean()]
    torch.testing.assert_close(
        found[0, 0, 0], torch.stack(halves).repeat_interleave(4), atol=1e-3, rtol=0
    )


def test_alike_leaves_flat_maps_and_asks_for_a_width():
    flat = torch.full((1, 3, 4, 4), 0.3)
    torch.testing.assert_close(filters.alike(flat, values(4, 4)[:1], (1.0, 1.0), 0.5), flat)
    given = values(4, 4)
    torch.testing.assert_close(filters.alike(given, given, (0.0, 0.0), 0.5), given)


def test_alike_of_a_large_map_is_the_gaussian():
    given = torch.randn(1, 2, 65, 64, generator=torch.Generator().manual_seed(1))
    found = filters.alike(given, given, (2.0, 1.0), 0.5)
    torch.testing.assert_close(found, filters.gaussian(given, (2.0, 1.0)))
