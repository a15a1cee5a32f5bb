"""Masks, and the input seen through them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch
from torch.nn import functional

from camviewer.engine.methods import masks


def slow_linear(maps, size, *, is_aligned):
    """Linear interpolation, cell by cell, in float64."""
    old = maps.shape
    out = np.zeros(size)
    for cell in np.ndindex(*size):
        weights = []
        for at, new, cells in zip(cell, size, old, strict=True):
            if is_aligned:
                place = at * (cells - 1) / (new - 1) if new > 1 else 0.0
            else:
                place = min(max((at + 0.5) * cells / new - 0.5, 0.0), cells - 1.0)
            low = int(place)
            high = min(low + 1, cells - 1)
            weights.append([(low, 1 - (place - low)), (high, place - low)])
        for corner in itertools.product(*weights):
            index = tuple(i for i, _ in corner)
            out[cell] += np.prod([w for _, w in corner]) * float(maps[index])
    return out


@pytest.mark.parametrize("is_aligned", [False, True])
@pytest.mark.parametrize(("old", "new"), [((3, 4), (7, 9)), ((2, 3, 4), (5, 3, 6))])
def test_maps_are_enlarged_linearly_between_centres_or_edges(is_aligned, old, new):
    maps = torch.randn(2, *old, generator=torch.Generator().manual_seed(1))
    found = masks.enlarged(maps, new, is_aligned=is_aligned)
    for one, whole in zip(maps, found, strict=True):
        np.testing.assert_allclose(
            whole, slow_linear(one, new, is_aligned=is_aligned), atol=1e-5
        )


def test_each_map_is_scaled_by_its_own_range_and_a_constant_one_becomes_zero():
    maps = torch.tensor([[[1.0, 3.0], [2.0, 1.0]], [[5.0, 5.0], [5.0, 5.0]]])
    expected = torch.tensor([[[0.0, 1.0], [0.5, 0.0]], [[0.0, 0.0], [0.0, 0.0]]])
    assert torch.equal(masks.min_max(maps), expected)


@pytest.mark.parametrize("scale", [1e-30, 1e-3, 1e15])
def test_no_constant_hides_in_the_scaling(scale):
    maps = torch.randn(3, 4, 5)
    torch.testing.assert_close(masks.min_max(maps * scale), masks.min_max(maps))


def test_picture_shows_where_the_mask_is_bright():
    picture = torch.tensor([[[2.0, 4.0]], [[6.0, 8.0]]])
    ground = torch.tensor([[[10.0, 10.0]], [[20.0, 20.0]]])
    seen = masks.seen_through(torch.tensor([[[1.0, 0.0]], [[0.5, 0.25]]]), picture, ground)
    expected = [[[[2.0, 10.0]], [[6.0, 20.0]]], [[[6.0, 8.5]], [[13.0, 17.0]]]]
    assert torch.equal(seen, torch.tensor(expected))


def test_ground_is_zero_or_what_the_network_calls_blank(grid, make_probe):
    network = make_probe(2, 3, *grid).network
    assert not masks.ground_of(network, 1, "zero").any()
    assert (masks.ground_of(network, 1, "blank") == -1).all()
    assert masks.ground_of(network, 1, "blank").shape == network.inputs[1].shape


def test_blur_is_group_cams_kernel_at_224_pixels():
    """51 pixels wide, sigma 50 pixels, borders mirrored about the outer pixel."""
    assert masks.blur_radii((224, 224), None, 0.228) == [25, 25]
    picture = torch.randn(2, 60, 70, generator=torch.Generator().manual_seed(2))
    bell = torch.exp(-(torch.arange(-25.0, 26.0) ** 2) / (2 * 50.0**2))
    bell = bell / bell.sum()
    padded = functional.pad(picture[None], (25, 25, 25, 25), mode="reflect")
    rows = functional.conv2d(padded, bell.reshape(1, 1, 1, -1).expand(2, 1, 1, -1), groups=2)
    both = functional.conv2d(rows, bell.reshape(1, 1, -1, 1).expand(2, 1, -1, 1), groups=2)
    found = masks.blurred(picture, (25, 25))
    torch.testing.assert_close(found, both[0], rtol=1e-4, atol=1e-5)


def test_blur_is_as_wide_in_millimetres_along_every_axis():
    radii = masks.blur_radii((40, 200, 200), (5.0, 1.0, 1.0), 0.255)
    assert radii == [5, 25, 25]


def test_blur_reaches_no_further_than_the_border_and_never_less_than_a_near_cell():
    assert masks.blur_radii((4, 100), None, 0.5) == [3, 24]
    assert masks.blur_radii((4, 8, 8), (5.0, 1.0, 1.0), 0.05) == [0, 1, 1]
    assert masks.blur_radii((8, 8), None, 0.0) == [0, 0]
    picture = torch.randn(1, 1, 5)
    assert masks.blurred(picture, (0, 4)).isfinite().all()
    assert torch.equal(masks.blurred(picture, (0, 0)), picture)
