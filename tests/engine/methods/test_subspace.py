"""The methods of few patterns, beside full decompositions and slow loops in float64."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from camviewer.engine.methods import METHODS, Facts, Probe
from camviewer.engine.methods.factors import factorise

KERNELS = {
    "sigmoid": lambda a, b, gamma: np.tanh(gamma * (a @ b) + 1),
    "rbf": lambda a, b, gamma: np.exp(-gamma * ((a - b) ** 2).sum()),
    "linear": lambda a, b, _gamma: a @ b,
}


def matrix_of(maps):
    """Cells by channels, float64."""
    return maps.double().numpy().reshape(len(maps), -1).T


def turned(component, guide):
    """The sign with which a component grows with the guide."""
    return component if np.corrcoef(component, guide)[0, 1] >= 0 else -component


@pytest.mark.parametrize("centred", [False, True])
@pytest.mark.parametrize("channels", [3, 50], ids=["few channels", "many channels"])
def test_eigen_cam_is_the_projection_on_the_first_right_singular_vector(
    channels, centred, grid, make_probe, run
):
    probe = make_probe(2, channels, *grid, signed=True)
    found = run("eigen-cam", probe, centred=centred)
    for sample in range(2):
        matrix = probe.activations[sample].double().numpy().reshape(channels, -1).T
        activity = np.abs(matrix).sum(1)
        if centred:
            matrix = matrix - matrix.mean(0)
        projection = matrix @ np.linalg.svd(matrix)[2][0]
        if np.corrcoef(projection, activity)[0, 1] < 0:
            projection = -projection
        np.testing.assert_allclose(found[sample].flatten(), projection, atol=2e-4)


def test_eigen_cam_is_positive_where_all_activations_are(make_probe, run):
    probe = make_probe(3, 8, 5, 5)
    assert (run("eigen-cam", probe) >= -1e-5).all()


def test_eigen_cam_keeps_its_sign_when_the_activations_change_theirs(make_probe, run):
    probe = make_probe(2, 8, 5, 5, signed=True)
    mirrored = dataclasses.replace(probe, activations=-probe.activations)
    torch.testing.assert_close(run("eigen-cam", mirrored), run("eigen-cam", probe))


def test_eigen_cam_of_one_flat_channel_is_its_size(run):
    probe = Probe(torch.full((1, 1, 2, 2), 3.0), torch.zeros(1))
    torch.testing.assert_close(run("eigen-cam", probe), torch.full((1, 2, 2), 3.0))


@pytest.mark.parametrize("centred", [False, True])
@pytest.mark.parametrize("channels", [3, 50], ids=["few channels", "many channels"])
def test_eigen_grad_cam_is_the_projection_of_activations_times_gradients(
    channels, centred, grid, make_probe, run
):
    probe = make_probe(2, channels, *grid, signed=True)
    found = run("eigen-grad-cam", probe, centred=centred)
    for sample in range(2):
        matrix = matrix_of(probe.activations[sample]) * matrix_of(probe.slopes[sample])
        hires = matrix.sum(1)
        if centred:
            matrix = matrix - matrix.mean(0)
        exact = turned(matrix @ np.linalg.svd(matrix)[2][0], hires)
        np.testing.assert_allclose(found[sample].flatten(), exact, atol=5e-4)


def test_eigen_grad_cam_turns_with_the_target(make_probe, run):
    probe = make_probe(2, 8, 5, 5)
    against = dataclasses.replace(probe, gradients=-probe.slopes)
    torch.testing.assert_close(
        run("eigen-grad-cam", against), -run("eigen-grad-cam", probe), rtol=1e-4, atol=1e-5
    )


def test_eigen_grad_cam_of_one_channel_is_hires_cam(make_probe, run):
    probe = make_probe(3, 1, 4, 5)
    torch.testing.assert_close(run("eigen-grad-cam", probe), run("hires-cam", probe))


def test_eigen_grad_cam_is_eigen_cam_where_every_gradient_is_one(make_probe, run):
    probe = make_probe(2, 8, 5, 5)
    probe.slopes.fill_(1)
    torch.testing.assert_close(run("eigen-grad-cam", probe), run("eigen-cam", probe))


@pytest.mark.parametrize("name", ["eigen-cam", "eigen-grad-cam", "kpca-cam"])
@pytest.mark.parametrize("scale", [1e-15, 1e15])
def test_sign_does_not_hang_on_the_scale_of_the_activations(name, scale, make_probe, run):
    probe = make_probe(4, 8, 5, 5, signed=True)
    large = dataclasses.replace(probe, activations=scale * probe.activations)
    params = {"kernel": "linear"} if name == "kpca-cam" else {}
    torch.testing.assert_close(
        run(name, large, **params) / scale, run(name, probe, **params), rtol=1e-3, atol=1e-4
    )


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e20])
@pytest.mark.parametrize(
    ("name", "params"), [("eigen-cam", {"centred": True}), ("kpca-cam", {})]
)
def test_rounding_of_flat_channels_is_no_component(name, params, value, run):
    probe = Probe(torch.full((1, 3, 31, 29), value), torch.zeros(1))
    assert not run(name, probe, **params).any()


@pytest.mark.parametrize("signed", [False, True], ids=["relu", "signed"])
@pytest.mark.parametrize("gamma", [0.1, 1.0, 20.0])
@pytest.mark.parametrize("kernel", KERNELS)
def test_kpca_cam_is_the_first_component_of_the_centred_kernel_matrix(
    kernel, gamma, signed, grid, make_probe, run
):
    probe = make_probe(2, 6, *grid, signed=signed)
    found = run("kpca-cam", probe, kernel=kernel, gamma=gamma)
    for sample in range(2):
        rows = matrix_of(probe.activations[sample])
        cells = rows - rows.mean(0)
        count = len(cells)
        matrix = np.zeros((count, count))
        for p in range(count):
            for q in range(count):
                matrix[p, q] = KERNELS[kernel](cells[p], cells[q], gamma / 6)
        each, mean = matrix.mean(0), matrix.mean()
        matrix = matrix - each - each[:, None] + mean
        values, vectors = np.linalg.eigh(matrix)
        exact = turned(vectors[:, -1] * max(0.0, values[-1]) ** 0.5, np.abs(rows).sum(1))
        np.testing.assert_allclose(found[sample].flatten(), exact, atol=1e-3)


@pytest.mark.parametrize("kernel", KERNELS)
def test_kpca_cam_agrees_with_scikit_learn(kernel, grid, make_probe, run):
    from sklearn.decomposition import KernelPCA

    probe = make_probe(2, 6, *grid)
    found = run("kpca-cam", probe, kernel=kernel).double().numpy()
    for sample in range(2):
        rows = matrix_of(probe.activations[sample])
        theirs = KernelPCA(1, kernel=kernel).fit_transform(rows - rows.mean(0))[:, 0]
        theirs = turned(theirs, np.abs(rows).sum(1))
        np.testing.assert_allclose(found[sample].flatten(), theirs, atol=1e-3)


def test_kpca_cam_of_a_linear_kernel_is_the_centred_eigen_cam(grid, make_probe, run):
    probe = make_probe(2, 6, *grid)
    wanted = run("eigen-cam", probe, centred=True)
    assert torch.equal(run("kpca-cam", probe, kernel="linear"), wanted)


def two_patterns():
    """A pattern at the top and a stronger one at the bottom; the target wants the upper."""
    top, bottom = torch.zeros(4, 4), torch.zeros(4, 4)
    top[0], bottom[2:] = torch.arange(1.0, 5), 10.0
    upper, lower = torch.tensor([3.0, 4, 0]), torch.tensor([0, 0, 1.0])
    activations = upper[:, None, None] * top + lower[:, None, None] * bottom
    gradients = torch.tensor([1.0, 1, -2])[:, None, None].expand(3, 4, 4)
    return Probe(activations[None], torch.zeros(1), gradients[None]), 5 * top, bottom


def test_first_concept_is_the_one_that_speaks_for_the_target(run):
    probe, top, bottom = two_patterns()
    name = "deep-feature-factorisation"
    for concept, wanted in ((1, top), (2, bottom), (16, bottom)):
        found = run(name, probe, concepts=2, concept=concept)
        torch.testing.assert_close(found[0], wanted, rtol=1e-3, atol=1e-3)
    against = dataclasses.replace(probe, gradients=-probe.slopes)
    found = run(name, against, concepts=2)
    torch.testing.assert_close(found[0], bottom, rtol=1e-3, atol=1e-3)


def test_concept_reports_its_share_of_the_score_and_what_all_explain(run):
    probe, *_ = two_patterns()
    run("deep-feature-factorisation", probe, concepts=2)
    # Mean of the top over 16 cells 10 / 16, times the slopes along its channels 3 + 4.
    assert probe.diagnostics["score_share"] == [pytest.approx(70 / 16, rel=1e-3)]
    assert probe.diagnostics["reconstructed"] == [pytest.approx(1, abs=1e-4)]


def test_concepts_that_hold_nothing_come_last(run):
    """With more concepts than patterns, an empty one outranks none that speaks against."""
    probe, top, _ = two_patterns()
    against = dataclasses.replace(probe, gradients=-probe.slopes)
    found = run("deep-feature-factorisation", against, concepts=3, concept=2)
    torch.testing.assert_close(found[0], top, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("signed", [False, True], ids=["relu", "signed"])
def test_concepts_are_ordered_by_the_score_that_goes_through_them(
    signed, grid, make_probe, run
):
    probe = make_probe(2, 8, *grid, signed=signed)
    maps = [
        run("deep-feature-factorisation", probe, concepts=3, concept=concept)
        for concept in (1, 2, 3)
    ]
    for sample in range(2):
        factors = factorise(probe.activations[sample].flatten(1).T.relu(), 3)
        places, patterns = factors.places.double().numpy(), factors.patterns.double().numpy()
        slopes = matrix_of(probe.slopes[sample])
        shares = []
        for j in range(3):
            strength = sum(places[p, j] for p in range(len(places))) / len(places)
            along = sum(slopes[:, k].mean() * patterns[j, k] for k in range(8))
            shares.append(strength * along)
        for found, j in zip(maps, np.argsort(shares)[::-1], strict=True):
            exact = places[:, j] * np.sqrt((patterns[j] ** 2).sum())
            np.testing.assert_allclose(found[sample].flatten(), exact, rtol=1e-4, atol=1e-5)


def test_memory_of_a_kernel_is_bounded_however_many_cells_there_are():
    """A plain kernel matrix of 64^3 cells would be 256 gigabytes."""
    method = METHODS.get("kpca-cam")
    cost = method.cost(Facts(32, 64**3, 128**3, 2, has_head=False), method.params())
    assert cost.numbers < 2**27
