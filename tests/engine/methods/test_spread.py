"""Seg-XRes-CAM, Smooth Grad-CAM++ and FullGrad beside their formulas, as slow loops."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest
import torch

from camviewer.core.errors import Cancelled
from camviewer.engine.methods import METHODS, BiasTerms, Facts


def double(tensor):
    return tensor.double().numpy()


def cells(shape):
    return list(np.ndindex(*shape))


# Seg-XRes-CAM


def block_of(cell, window, shape):
    """All cells of a cell's block, cut off at the end of the map."""
    ranges = [
        range(at // window * window, min(size, at // window * window + window))
        for at, size in zip(cell, shape, strict=True)
    ]
    return list(itertools.product(*ranges))


def seg_xres(a, g, window, pool):
    out = np.zeros(a.shape[1:])
    for cell in cells(out.shape):
        block = block_of(cell, window, out.shape)
        for k in range(len(a)):
            out[cell] += pool([g[k][each] for each in block]) * a[k][cell]
    return out


POOLS = {"max": max, "mean": lambda values: sum(values) / len(values)}


@pytest.mark.parametrize("window", [1, 2, 3, 4, 100])
@pytest.mark.parametrize("pooling", POOLS)
def test_seg_xres_cam_agrees_with_its_formula(pooling, window, grid, make_probe, run):
    probe = make_probe(2, 4, *grid, signed=True)
    found = run("seg-xres-cam", probe, window=window, pooling=pooling)
    for i in range(2):
        a, g = double(probe.activations[i]), double(probe.slopes[i])
        exact = seg_xres(a, g, window, POOLS[pooling])
        np.testing.assert_allclose(found[i], exact, rtol=1e-4, atol=1e-5)


def test_blocks_of_one_cell_are_hires_cam(grid, make_probe, run):
    probe = make_probe(2, 4, *grid, signed=True)
    for pooling in POOLS:
        found = run("seg-xres-cam", probe, window=1, pooling=pooling)
        torch.testing.assert_close(found, run("hires-cam", probe))


def test_one_block_of_the_whole_map_with_the_mean_is_grad_cam(grid, make_probe, run):
    probe = make_probe(2, 4, *grid, signed=True)
    found = run("seg-xres-cam", probe, window=max(grid), pooling="mean")
    torch.testing.assert_close(found, run("grad-cam", probe))


# Smooth Grad-CAM++


def with_gradients(probe, gradient_of, rows=3):
    """The probe of a network whose gradient at the layer is any function of its input."""

    def look(inputs, _sample):
        return torch.zeros(len(inputs)), torch.zeros(()), gradient_of(inputs)

    network = dataclasses.replace(probe.network, look=look, rows=rows)
    return dataclasses.replace(probe, network=network)


def mixed(probe):
    """A signed gradient that hangs on the input everywhere: mixed channels of two voxels."""
    draw = torch.Generator().manual_seed(3)
    mix = torch.randn(probe.activations.shape[1], 4, generator=draw)

    def gradient_of(inputs):
        even, odd = inputs, inputs
        for axis in range(2, inputs.ndim):
            size = inputs.shape[axis]
            even = even.index_select(axis, torch.arange(0, size, 2))
            odd = odd.index_select(axis, torch.arange(1, size, 2))
        return torch.einsum("kc,nc...->nk...", mix, torch.cat([even, odd], dim=1))

    return gradient_of


def smooth(probe, i, samples, noise):
    """The formula in float64, sample by sample, channel by channel, cell by cell."""
    clean = probe.network.inputs[i]
    deviation = noise / 100 * (clean.max() - clean.min())
    draw = torch.Generator().manual_seed(probe.seed)
    slopes = [
        double(probe.network.look((clean + deviation * each)[None], i)[2][0])
        for each in (torch.randn(clean.shape, generator=draw) for _ in range(samples))
    ]
    a = double(probe.activations[i])
    out = np.zeros(a.shape[1:])
    for k in range(len(a)):
        total, weight = max(0.0, a[k].sum()), 0.0
        for cell in cells(out.shape):
            d1, d2, d3 = (
                sum(g[k][cell] ** power for g in slopes) / samples for power in (1, 2, 3)
            )
            if d1 > 0:
                weight += d2 / (2 * d2 + total * max(0.0, d3)) * d1
        out += weight * a[k]
    return out


@pytest.mark.parametrize(("samples", "noise"), [(1, 15.0), (5, 30.0), (8, 100.0)])
@pytest.mark.parametrize("signed", [False, True])
def test_smooth_grad_cam_agrees_with_its_formula(samples, noise, signed, grid, make_probe, run):
    probe = make_probe(2, 5, *grid, signed=signed)
    probe = with_gradients(probe, mixed(probe))
    found = run("smooth-grad-cam++", probe, samples=samples, noise=noise)
    for i in range(2):
        exact = smooth(probe, i, samples, noise)
        np.testing.assert_allclose(found[i], exact, rtol=1e-3, atol=1e-5)


def test_without_noise_it_is_grad_cam_plus_plus(grid, make_probe, run):
    probe = make_probe(2, 5, *grid)
    probe = with_gradients(probe, mixed(probe))
    slopes = torch.cat([probe.network.look(x[None], 0)[2] for x in probe.network.inputs])
    found = run("smooth-grad-cam++", probe, noise=0.0)
    plain = run("grad-cam++", dataclasses.replace(probe, gradients=slopes))
    torch.testing.assert_close(found, plain, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("scale", [1e-25, 1e-8, 1e15])
def test_gradients_of_any_size_keep_their_ratio(scale, make_probe, run):
    """Squares and cubes of the gradient leave the range of float32 long before it does."""
    probe = make_probe(1, 5, 4, 5)
    gradient_of = mixed(probe)
    scaled = with_gradients(probe, lambda inputs: scale * gradient_of(inputs))
    found = run("smooth-grad-cam++", scaled, samples=4)
    exact = smooth(scaled, 0, 4, 15.0)
    np.testing.assert_allclose(found[0], exact, rtol=1e-3, atol=1e-5 * np.abs(exact).max())


def test_noise_is_of_the_size_asked_for_and_follows_the_inputs_range(make_probe, run):
    probe = make_probe(1, 2, 8, 8)
    spread = []

    def gradient_of(inputs):
        spread.append((inputs - clean).std())
        return torch.ones(len(inputs), 2, 8, 8)

    for factor in (1.0, 1000.0):
        clean = factor * probe.network.inputs
        network = dataclasses.replace(probe.network, inputs=clean)
        noisy = with_gradients(dataclasses.replace(probe, network=network), gradient_of, 64)
        run("smooth-grad-cam++", noisy, samples=64, noise=10.0)
        span = (clean.max() - clean.min()).item()
        assert spread.pop().item() == pytest.approx(0.1 * span, rel=0.02)


def test_an_even_input_gets_no_noise_and_still_a_map(make_probe, run):
    probe = make_probe(1, 5, 4, 5)
    probe.network.inputs.fill_(2.0)
    probe = with_gradients(probe, mixed(probe))
    few, many = (run("smooth-grad-cam++", probe, samples=n) for n in (1, 7))
    torch.testing.assert_close(few, many)


def test_size_of_the_batches_does_not_change_the_map(grid, make_probe, run):
    probe = make_probe(2, 5, *grid)
    gradient_of = mixed(probe)
    maps = [
        run("smooth-grad-cam++", with_gradients(probe, gradient_of, rows), samples=7)
        for rows in (1, 3, 7, 100)
    ]
    for other in maps[1:]:
        torch.testing.assert_close(other, maps[0], rtol=1e-4, atol=1e-6)


def test_another_seed_draws_other_noise(make_probe, run):
    probe = make_probe(1, 5, 4, 5)
    probe = with_gradients(probe, mixed(probe))
    other = dataclasses.replace(probe, seed=probe.seed + 1)
    one, two = run("smooth-grad-cam++", probe), run("smooth-grad-cam++", other)
    assert not torch.allclose(one, two, rtol=1e-3)


def test_it_tells_how_far_it_is_and_hands_out_maps_of_their_own(make_probe, run):
    probe = make_probe(2, 5, 4, 5)
    seen = []
    watched = dataclasses.replace(
        with_gradients(probe, mixed(probe)), watch=lambda *news: seen.append(news)
    )
    found = run("smooth-grad-cam++", watched, samples=7)
    assert [done for done, _, _ in seen] == [3, 6, 7, 10, 13, 14]
    assert {total for _, total, _ in seen} == {14}
    assert not seen[0][2][1].any()
    assert torch.equal(seen[-1][2], found)
    assert not torch.equal(seen[0][2][0], found[0])


def test_it_stops_when_asked_to(make_probe, run):
    def stop(done, _total, _partial):
        if done >= 6:
            raise Cancelled

    looks = []
    probe = make_probe(2, 5, 4, 5)
    gradient_of = mixed(probe)
    watched = with_gradients(probe, lambda x: looks.append(len(x)) or gradient_of(x))
    with pytest.raises(Cancelled):
        run("smooth-grad-cam++", dataclasses.replace(watched, watch=stop), samples=9)
    assert looks == [3, 3]


def test_smooth_costs_a_pass_per_copy():
    method = METHODS.get("smooth-grad-cam++")
    facts = Facts(64, 49, 50176, 10, has_head=True)
    assert method.cost(facts, method.params(samples=9)).passes == 9


# FullGrad


def with_terms(probe, inputs, layers, rest=None, score=None):
    """The probe of a network that divides its score into these terms."""
    rest = torch.zeros(len(inputs)) if rest is None else rest
    terms = BiasTerms(inputs, tuple(layers), rest)
    network = dataclasses.replace(probe.network, inputs=inputs, terms=lambda: terms)
    score = probe.score if score is None else score
    return dataclasses.replace(probe, network=network, score=score)


def linear_at(values, cell, shape):
    """Value of a map at a cell of another grid, both filling the same box."""
    low, part = [], []
    for at, size, whole in zip(cell, values.shape, shape, strict=True):
        place = min(max((at + 0.5) * size / whole - 0.5, 0.0), size - 1.0)
        low.append(min(int(place), max(size - 2, 0)))
        part.append(place - low[-1])
    out = 0.0
    for corner in itertools.product((0, 1), repeat=len(shape)):
        weight = np.prod([p if c else 1 - p for c, p in zip(corner, part, strict=True)])
        if weight:
            out += weight * values[tuple(at + c for at, c in zip(low, corner, strict=True))]
    return out


def full(inputs, layers):
    """Official psi of every layer, channel by channel and cell by cell, in float64."""
    shape = inputs.shape[1:]
    out = np.zeros(shape)
    for layer in (inputs, *layers):
        sizes = np.abs(layer)
        low, high = sizes.min(), sizes.max()
        for channel in sizes:
            for cell in cells(shape):
                out[cell] += linear_at((channel - low) / (high - low), cell, shape)
    return out


@pytest.mark.parametrize("scale", [1e-20, 1.0, 1e20])
def test_full_grad_agrees_with_its_formula(scale, grid, make_probe, run):
    probe = make_probe(2, 4, *grid)
    draw = torch.Generator().manual_seed(1)
    size = [2 * n + 1 for n in grid]
    inputs = scale * torch.randn(2, 2, *size, generator=draw)
    layers = [
        scale * torch.randn(2, channels, *shape, generator=draw)
        for channels, shape in ((5, size), (3, grid), (4, [2 for _ in grid]))
    ]
    found = run("full-grad", with_terms(probe, inputs, layers))
    for i in range(2):
        exact = full(double(inputs[i]), [double(layer[i]) for layer in layers])
        np.testing.assert_allclose(found[i], exact, rtol=1e-4, atol=1e-5)


def test_full_grad_on_paper(make_probe, run):
    """Sizes 1 to 4 stretch to 0, 1/3, 2/3, 1; the layer's channels share one scale."""
    inputs = torch.tensor([[[[-1.0, 2.0], [3.0, -4.0]]]])
    layer = torch.tensor([[[[0.0, 1.0], [-2.0, 3.0]], [[10.0, 0.0], [0.0, 0.0]]]])
    found = run("full-grad", with_terms(make_probe(1, 1, 2, 2), inputs, [layer]))
    exact = torch.tensor([[[0 + 0 + 1, 1 / 3 + 0.1], [2 / 3 + 0.2, 1 + 0.3]]])
    torch.testing.assert_close(found, exact)


def test_a_layer_without_differences_adds_nothing(make_probe, run):
    inputs = torch.randn(1, 1, 4, 4)
    bare = run("full-grad", with_terms(make_probe(1, 1, 2, 2), inputs, []))
    even = [torch.full((1, 3, 2, 2), -5.0), torch.zeros(1, 2, 4, 4)]
    assert torch.equal(run("full-grad", with_terms(make_probe(1, 1, 2, 2), inputs, even)), bare)


def test_each_sample_is_stretched_on_its_own(make_probe, run):
    inputs, layer = torch.randn(1, 2, 4, 4), torch.randn(1, 3, 2, 2)
    pair = with_terms(
        make_probe(2, 1, 2, 2),
        torch.cat([inputs, 1e6 * inputs]),
        [torch.cat([layer, 1e3 * layer])],
    )
    found = run("full-grad", pair)
    torch.testing.assert_close(found[1], found[0])


def completeness(make_probe, run, rest, score):
    """What is reported for terms that sum to 10, and the rest."""
    inputs, layer = torch.full((1, 1, 2, 2), 0.5), torch.full((1, 2, 2, 2), 1.0)
    probe = with_terms(
        make_probe(1, 1, 2, 2), inputs, [layer], torch.tensor([rest]), torch.tensor([score])
    )
    run("full-grad", probe)
    return probe.diagnostics["completeness"]


def test_completeness_is_told_against_the_score(make_probe, run):
    assert completeness(make_probe, run, 2.0, 12.0) == [0]
    assert completeness(make_probe, run, -2.0, 10.0) == [pytest.approx(0.2)]
    assert completeness(make_probe, run, -30.0, -16.0) == [pytest.approx(0.25)]


def test_completeness_stays_finite_at_a_score_of_zero(make_probe, run):
    assert completeness(make_probe, run, -10.0, 0.0) == [0]
    assert completeness(make_probe, run, 0.0, 0.0) == [pytest.approx(1e6)]
