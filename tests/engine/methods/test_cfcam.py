"""The three forms of CF-CAM beside slow loops, and what they promise."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
import torch
from scipy import ndimage

from camviewer.engine.methods import METHODS, Probe
from camviewer.engine.methods.clustering import DEAD, DOMINANT, NOISE

CHANNELS = 24
FORMS = ["cf-cam", "cf-cam-spatial", "cf-cam-code"]


@pytest.fixture
def patterned():
    """Activations of three patterns, a few strong, one odd, two dead; gradients of any sign."""

    def make(*grid, samples=2, slope=1e-3, seed=0):
        draw = np.random.default_rng(seed)
        patterns = draw.random((3, *grid)) ** 4
        a = patterns[draw.integers(3, size=(samples, CHANNELS))]
        a = a * draw.uniform(0.8, 1.2, (samples, CHANNELS) + (1,) * len(grid))
        a[:, :6] *= 4
        a[:, 7] = draw.random(grid)
        a[:, 8:10] = 0
        g = slope * draw.normal(size=a.shape)
        return Probe(
            torch.from_numpy(a).float(), torch.zeros(samples), torch.from_numpy(g).float()
        )

    return make


def roles(a, *, cosine=False, dead_aside=True):
    """Label of each channel by seeds' steps, with scikit-learn's DBSCAN on raw distances."""
    from sklearn.cluster import DBSCAN

    rows = a.reshape(len(a), -1)
    norms = np.linalg.norm(rows, axis=1)
    live = norms > 0 if dead_aside else np.ones(len(a), bool)
    labels = np.full(len(a), DEAD)
    labels[live] = NOISE
    labels[live & (norms >= np.percentile(norms[live], 75))] = DOMINANT
    rest = np.flatnonzero(labels == NOISE)
    if cosine:
        unit = rows[rest] / norms[rest, None]
        distances = np.maximum(1 - unit @ unit.T, 0)
    else:
        distances = np.linalg.norm(rows[rest, None] - rows[None, rest], axis=2)
    floor = 1e-6 if cosine else 1e-5
    eps = max(np.percentile(distances[np.triu_indices(len(rest), 1)], 25), floor)
    least = max(2, int(0.05 * len(rest)))
    labels[rest] = DBSCAN(eps=eps, min_samples=least, metric="precomputed").fit_predict(
        distances
    )
    return labels, eps, least


def smooth(g, sigma=1.0):
    for axis, size in enumerate(g.shape):
        reach = min(math.ceil(3 * sigma), (size - 1) // 2)
        if reach:
            g = ndimage.gaussian_filter1d(g, sigma, axis=axis, mode="reflect", radius=reach)
    return g


def cluster_mean(g, labels, k):
    members = [j for j in range(len(g)) if labels[j] == labels[k]]
    return sum(g[j] for j in members) / len(members)


def published_filter_mean(g):
    """Mean of one map after the published filter, cell by cell with zeros outside."""
    kernel = np.zeros(g.shape)
    for cell in np.ndindex(*g.shape):
        far = sum((x - size / 2) ** 2 for x, size in zip(cell, g.shape, strict=True))
        kernel[cell] = math.exp(-far / 50) * math.exp(-((g[cell] - g.mean()) ** 2) / 0.02)
    kernel /= kernel.sum() + 1e-6
    total = 0.0
    for cell in np.ndindex(*g.shape):
        for entry in np.ndindex(*g.shape):
            at = tuple(
                c + e - (size - 1) // 2 for c, e, size in zip(cell, entry, g.shape, strict=True)
            )
            if all(0 <= x < size for x, size in zip(at, g.shape, strict=True)):
                total += kernel[entry] * g[at]
    return total / g.size


def slow_code(a, g):
    labels, *_ = roles(a, dead_aside=False)
    weights = {}
    for k, label in enumerate(labels):
        if label == DOMINANT:
            weights[k] = g[k].mean()
        elif label >= 0:
            weights[k] = published_filter_mean(cluster_mean(g, labels, k))
    norm = sum(math.exp(w) for w in weights.values())
    return sum(math.exp(w) / norm * a[k] for k, w in weights.items())


def slow_v2(a, g, noise="drop", weighting="linear", temperature=1.0):
    labels, *_ = roles(a)
    weights = {}
    for k, label in enumerate(labels):
        if label == DOMINANT or (label == NOISE and noise == "keep"):
            weights[k] = g[k].mean()
        elif label >= 0:
            weights[k] = smooth(cluster_mean(g, labels, k)).mean()
    if weighting == "softmax":
        values = np.array(list(weights.values()))
        z = np.exp((values - values.mean()) / values.std() / temperature)
        weights = dict(zip(weights, z / z.sum(), strict=True))
    return sum(w * a[k] for k, w in weights.items())


def slow_alike(g, a, sigma, likeness=0.5):
    """Each cell's mean over all cells, near and alike ones first, cell by cell."""
    rest = a - a.mean(axis=tuple(range(1, a.ndim)), keepdims=True)
    out = np.zeros_like(g)
    for x in np.ndindex(*g.shape[1:]):
        total = 0.0
        for y in np.ndindex(*g.shape[1:]):
            far = sum(((p - q) / s) ** 2 for p, q, s in zip(x, y, sigma, strict=True))
            one, other = rest[(slice(None), *x)], rest[(slice(None), *y)]
            size = np.linalg.norm(one) * np.linalg.norm(other)
            cosine = one @ other / size if size > 0 else 0.0
            weight = math.exp(-far / 2) * math.exp(-(1 - cosine) / likeness)
            out[(slice(None), *x)] += weight * g[(slice(None), *y)]
            total += weight
        out[(slice(None), *x)] /= total
    return out


def slow_coherence(g):
    cells = tuple(range(1, g.ndim))
    even = (g.mean(axis=cells) ** 2).sum()
    shared = 0.0
    for far in (1, 2):
        axes = [axis for axis in cells if g.shape[axis] > far]
        found = 0.0
        for axis in axes:
            low = np.take(g, range(g.shape[axis] - far), axis)
            high = np.take(g, range(far, g.shape[axis]), axis)
            found += (low * high).mean(axis=cells).sum() / len(axes)
        shared = max(shared, found)
    return min(1.0, even / shared) if shared > 0 else 1.0


def slow_spatial(a, g, pooling=0.0, noise="keep", against="coherence", floor=0.3, **chosen):
    labels, *_ = roles(a, cosine=True)
    counts = [label != DEAD and (label != NOISE or noise == "keep") for label in labels]
    slopes = np.array(
        [each if counted else 0 * each for each, counted in zip(g, counts, strict=True)]
    )
    slopes = np.array(
        [
            (1 - pooling) * slopes[k] + pooling * cluster_mean(slopes, labels, k)
            if label >= 0
            else slopes[k]
            for k, label in enumerate(labels)
        ]
    )
    widths = [0.1 * size for size in a.shape[1:]]
    smoothed = slopes if chosen else slow_alike(slopes, a, widths)
    if against == "full":
        return (smoothed * a).sum(axis=0)
    rho = slow_coherence(slopes)
    out = np.zeros(a.shape[1:])
    for k in range(len(a)):
        lost = math.sqrt(((slopes[k] - smoothed[k]) ** 2).mean())
        product = ((1 - rho) * smoothed[k] + rho * slopes[k].mean()) * a[k]
        least = floor * (1 - rho) * lost * abs(a[k])
        out += np.maximum(product - least, 0) - rho * np.maximum(-product - least, 0)
    return out


CASES = [
    ("cf-cam-code", slow_code, {}),
    ("cf-cam", slow_v2, {}),
    ("cf-cam", slow_v2, {"noise": "keep"}),
    ("cf-cam", slow_v2, {"weighting": "softmax", "temperature": 0.5}),
    ("cf-cam-spatial", slow_spatial, {}),
    ("cf-cam-spatial", slow_spatial, {"pooling": 0.7, "noise": "drop"}),
    ("cf-cam-spatial", slow_spatial, {"against": "full", "pooling": 1.0}),
    ("cf-cam-spatial", slow_spatial, {"floor": 2.0}),
    ("cf-cam-spatial", slow_spatial, {"filter": "none"}),
]


@pytest.mark.parametrize("slope", [1e-3, 1.0])
@pytest.mark.parametrize(("name", "formula", "params"), CASES)
def test_agrees_with_its_algorithm(name, formula, params, slope, grid, patterned, run):
    probe = patterned(*grid, slope=slope)
    found = run(name, probe, **params)
    for sample in range(2):
        a = probe.activations[sample].double().numpy()
        g = probe.slopes[sample].double().numpy()
        wanted = formula(a, g, **params)
        np.testing.assert_allclose(found[sample], wanted, atol=1e-4 * np.abs(wanted).max())


@pytest.mark.parametrize("params", [case[2] for case in CASES if case[1] is slow_spatial])
def test_spatial_form_agrees_where_the_gradient_is_partly_coherent(params, patterned, run):
    probe = patterned(6, 5)
    smooth = ndimage.gaussian_filter(probe.slopes.numpy(), (0, 0, 1, 1), mode="nearest")
    probe = dataclasses.replace(probe, gradients=torch.from_numpy(smooth))
    found = run("cf-cam-spatial", probe, **params)
    for sample in range(2):
        a, g = (each[sample].double().numpy() for each in (probe.activations, probe.slopes))
        assert 0.05 < slow_coherence(g) < 0.95
        wanted = slow_spatial(a, g, **params)
        np.testing.assert_allclose(found[sample], wanted, atol=1e-4 * np.abs(wanted).max())


@pytest.mark.parametrize("name", FORMS)
def test_reports_what_it_found(name, grid, patterned, run):
    probe = patterned(*grid)
    run(name, probe)
    for sample in range(2):
        a = probe.activations[sample].double().numpy()
        labels, eps, least = roles(
            a, cosine=name == "cf-cam-spatial", dead_aside=name != "cf-cam-code"
        )
        found = {key: values[sample] for key, values in probe.diagnostics.items()}
        spread = found.pop("weight_spread")
        assert found == {
            "dominant": (labels == DOMINANT).sum(),
            "clusters": labels.max() + 1,
            "noise": (labels == NOISE).sum(),
            "dead": (labels == DEAD).sum(),
            "eps": pytest.approx(eps, rel=1e-4),
            "min_points": least,
        }
        assert spread > 0


def test_published_softmax_makes_the_map_blind_to_the_target(patterned, run):
    probe = patterned(5, 5)
    other = dataclasses.replace(probe, gradients=-probe.slopes.flip(1), diagnostics={})
    alike = torch.cosine_similarity(
        run("cf-cam-code", probe).flatten(1), run("cf-cam-code", other).flatten(1)
    )
    assert (alike > 0.99999).all()
    assert max(probe.diagnostics["weight_spread"]) < 0.01
    apart = torch.cosine_similarity(
        run("cf-cam", probe).flatten(1), run("cf-cam", other).flatten(1)
    )
    assert (apart < 0.9).all()
    assert METHODS.get("cf-cam-code").badge


def test_linear_weights_turn_with_the_gradient(patterned, run):
    probe = patterned(5, 5)
    other = dataclasses.replace(probe, gradients=-3 * probe.slopes)
    for name, given in (("cf-cam", {}), ("cf-cam-spatial", {"against": "full"})):
        torch.testing.assert_close(run(name, other, **given), -3 * run(name, probe, **given))


def test_filter_that_keeps_the_mean_changes_nothing_in_cf_cam(patterned, run):
    probe = patterned(6, 6)
    torch.testing.assert_close(
        run("cf-cam", probe, sigma=3.0), run("cf-cam", probe, filter="none")
    )


def test_filter_changes_the_spatial_form(patterned, run):
    probe = patterned(6, 6)
    filtered, plain = (
        run("cf-cam-spatial", probe, filter=kind, sigma=20.0, against="full")
        for kind in ("gaussian", "none")
    )
    assert (filtered - plain).norm() > 0.3 * plain.norm()


@pytest.mark.parametrize("name", ["cf-cam", "cf-cam-spatial"])
def test_bilateral_filter_differs_from_the_gaussian(name, patterned, run):
    probe = patterned(6, 6)
    given = {"against": "full", "sigma": 20.0} if name == "cf-cam-spatial" else {}
    kinds = [run(name, probe, filter=kind, **given) for kind in ("gaussian", "bilateral")]
    if given:
        assert not torch.allclose(kinds[0], run(name, probe, **given), rtol=1e-3, atol=0)
    assert not torch.allclose(*kinds, rtol=1e-3, atol=0)
    assert kinds[1].isfinite().all()


def test_spatial_form_without_filter_that_counts_all_is_hires_cam(patterned, run):
    probe = patterned(4, 3, 5)
    spatial = run("cf-cam-spatial", probe, filter="none", against="full")
    torch.testing.assert_close(spatial, run("hires-cam", probe))


@pytest.mark.parametrize("grid", [(7, 7), (3, 4, 5), (1, 6)], ids=str)
@pytest.mark.parametrize("kind", ["alike", "gaussian", "none"])
def test_spatial_form_is_grad_cam_where_gradients_are_flat(grid, kind, patterned, run):
    probe = patterned(*grid)
    cells = tuple(range(2, probe.slopes.ndim))
    flat = probe.slopes.mean(cells, keepdim=True).expand_as(probe.slopes)
    probe = dataclasses.replace(probe, gradients=flat)
    wanted = run("grad-cam", probe)
    found = run("cf-cam-spatial", probe, filter=kind, floor=1.0)
    torch.testing.assert_close(found, wanted, rtol=1e-4, atol=1e-4 * float(wanted.abs().max()))


def test_noise_on_a_flat_gradient_leaves_the_spatial_form_at_grad_cam(patterned, run):
    """The coherence is not fooled by noise that is its own in each cell."""
    probe = patterned(9, 9)
    flat = probe.slopes.mean((2, 3), keepdim=True).expand_as(probe.slopes)
    draw = torch.Generator().manual_seed(2)
    noisy = flat + flat.std() * torch.randn(flat.shape, generator=draw)
    probe = dataclasses.replace(probe, gradients=noisy)
    alike = torch.cosine_similarity(
        run("cf-cam-spatial", probe).flatten(1), run("grad-cam", probe).flatten(1)
    )
    assert (alike > 0.98).all()
    rough = torch.cosine_similarity(
        run("hires-cam", probe).flatten(1), run("grad-cam", probe).flatten(1)
    )
    assert (rough < 0.9).all()


def test_one_cell_is_grad_cam(patterned, run):
    probe = patterned(1, 1)
    torch.testing.assert_close(run("cf-cam-spatial", probe), run("grad-cam", probe))


def test_no_gradient_makes_a_blank_map(patterned, run):
    probe = patterned(4, 4)
    probe = dataclasses.replace(probe, gradients=torch.zeros_like(probe.slopes))
    assert (run("cf-cam-spatial", probe) == 0).all()


def test_everything_dominant_is_grad_cam(patterned, run):
    probe = patterned(5, 5)
    torch.testing.assert_close(
        run("cf-cam", probe, dominant_percentile=0.0), run("grad-cam", probe)
    )


def test_no_core_point_anywhere_drops_all_but_the_dominant(patterned, run):
    probe = patterned(5, 5)
    found = run("cf-cam", probe, eps_percentile=0.0, min_points=100.0)
    assert probe.diagnostics["clusters"] == [0, 0]
    weights = probe.slopes.mean((2, 3))
    norms = probe.activations.flatten(2).norm(dim=2)
    for sample in range(2):
        rows = norms[sample]
        strong = rows >= np.percentile(rows[rows > 0], 75)
        wanted = (weights[sample][strong, None, None] * probe.activations[sample][strong]).sum(
            0
        )
        torch.testing.assert_close(found[sample], wanted)


@pytest.mark.parametrize(
    "params",
    [
        {"dominant_percentile": 0.0},
        {"eps_percentile": 0.0, "min_points": 100.0, "noise": "keep"},
    ],
    ids=["dominant", "noise"],
)
def test_channels_outside_clusters_keep_their_unfiltered_gradient(params, patterned, run):
    """The bilateral filter changes the mean, so it would show."""
    probe = patterned(6, 6)
    found = run("cf-cam", probe, filter="bilateral", **params)
    torch.testing.assert_close(found, run("grad-cam", probe))


def test_weight_spread_is_deviation_over_mean_size(run):
    activations = torch.tensor([1.0, 1.0, 1.0]).reshape(1, 3, 1, 1)
    gradients = torch.tensor([1.0, 2.0, -3.0]).reshape(1, 3, 1, 1)
    probe = Probe(activations, torch.zeros(1), gradients)
    run("cf-cam", probe)
    assert probe.diagnostics["weight_spread"] == [pytest.approx(math.sqrt(14 / 3) / 2)]


def test_softmax_of_equal_weights_is_their_mean(run):
    activations = torch.tensor([1.0, 2.0, 3.0]).reshape(1, 3, 1, 1)
    probe = Probe(activations, torch.zeros(1), torch.ones(1, 3, 1, 1))
    found = run("cf-cam", probe, weighting="softmax", dominant_percentile=0.0)
    assert float(found) == pytest.approx(2.0)
