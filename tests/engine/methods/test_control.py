"""The controls, beside their formulas."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from camviewer.engine.methods import Probe


def test_random_weights_lie_in_the_unit_range_and_are_shared_by_all_samples(run):
    weights = run("random-cam", Probe(torch.eye(500).reshape(1, 500, 500, 1), torch.zeros(1)))
    assert weights.min() < -0.95
    assert weights.max() > 0.95
    assert weights.abs().max() <= 1
    assert abs(float(weights.mean())) < 0.1
    probe = Probe(torch.ones(3, 4, 2, 2), torch.zeros(3))
    found = run("random-cam", probe)
    assert torch.equal(found[0], found[1])
    assert torch.equal(found[0], found[2])


def test_random_weights_follow_the_seed_and_nothing_else(make_probe, run):
    probe = make_probe(1, 6, 3, 3)
    torch.manual_seed(1)
    first = run("random-cam", probe)
    torch.manual_seed(2)
    assert torch.equal(run("random-cam", probe), first)
    other = dataclasses.replace(probe, seed=probe.seed + 1)
    assert not torch.allclose(run("random-cam", other), first)


def test_random_weights_leave_the_global_generator_alone(make_probe, run):
    probe = make_probe(1, 6, 3, 3)
    before = torch.get_rng_state()
    run("random-cam", probe)
    assert torch.equal(torch.get_rng_state(), before)


def test_mean_activation_is_the_mean_over_the_channels(grid, make_probe, run):
    probe = make_probe(2, 6, *grid, signed=True)
    found = run("mean-activation", probe)
    for sample in range(2):
        for cell in np.ndindex(*grid):
            exact = sum(float(probe.activations[sample, k][cell]) for k in range(6)) / 6
            assert float(found[sample][cell]) == pytest.approx(exact, abs=1e-6)


def slow_edges(image):
    """Each cell's differences, smoothed across, over the neighbours that the border repeats."""
    out = np.zeros(image.shape)
    for cell in np.ndindex(image.shape):
        squares = 0.0
        for axis in range(image.ndim):
            slope = 0.0
            for step in np.ndindex(*[3] * image.ndim):
                weight = np.prod(
                    [(-0.5, 0, 0.5)[s] if a == axis else (0.25, 0.5, 0.25)[s]
                     for a, s in enumerate(step)]
                )  # fmt: skip
                place = [
                    min(max(c + s - 1, 0), n - 1)
                    for c, s, n in zip(cell, step, image.shape, strict=True)
                ]
                slope += weight * image[tuple(place)]
            squares += slope**2
        out[cell] = squares**0.5
    return out


def test_edges_are_the_lengths_of_the_smoothed_differences(grid, make_probe, run):
    probe = make_probe(2, 3, *grid)
    found = run("sobel-edges", probe)
    for sample, image in enumerate(probe.network.inputs.double().numpy()):
        exact = sum(slow_edges(channel) for channel in image) / len(image)
        np.testing.assert_allclose(found[sample], exact, atol=1e-5)


def test_edges_agree_with_skimage_and_scipy(grid, make_probe, run):
    """skimage divides by the root of the axes' number and halves nothing, scipy only sums."""
    ndimage, filters = (
        pytest.importorskip("scipy.ndimage"),
        pytest.importorskip("skimage.filters"),
    )
    probe = make_probe(2, 3, *grid)
    images = probe.network.inputs.double().numpy()
    root = len(grid) ** 0.5
    theirs = [np.mean([filters.sobel(channel) for channel in image], 0) for image in images]
    wanted = root / 2 * np.stack(theirs)
    np.testing.assert_allclose(run("sobel-edges", probe), wanted, atol=1e-5)
    plain = 2 * 4 ** (len(grid) - 1)
    slopes = [
        [[ndimage.sobel(channel, axis, mode="nearest") / plain for axis in range(len(grid))]
         for channel in image]
        for image in images
    ]  # fmt: skip
    lengths = np.sqrt((np.array(slopes) ** 2).sum(2)).mean(1)
    np.testing.assert_allclose(run("sobel-edges", probe), lengths, atol=1e-5)


def test_edge_of_a_ramp_is_its_slope_and_half_of_it_at_the_border(make_probe, run):
    probe = make_probe(1, 1, 2, 3)
    probe.network.inputs.copy_(3 * torch.arange(6.0).expand(1, 2, 4, 6))
    row = torch.tensor([1.5, 3, 3, 3, 3, 1.5])
    torch.testing.assert_close(run("sobel-edges", probe), row.expand(1, 4, 6))
