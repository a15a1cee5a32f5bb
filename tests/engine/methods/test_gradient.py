"""Each gradient method beside its paper's formula as slow loops in float64."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from camviewer.engine.methods import Probe


def cells(maps):
    return list(np.ndindex(maps.shape[1:]))


def by_channel_weights(weight):
    """The map of a method that gives each channel one weight."""

    def formula(a, g):
        out = np.zeros(a.shape[1:])
        for k in range(len(a)):
            w = weight(a[k], g[k], cells(a))
            for cell in cells(a):
                out[cell] += w * a[k][cell]
        return out

    return formula


def by_cell_weights(term):
    """The map of a method that sums one term per channel in each cell."""

    def formula(a, g):
        out = np.zeros(a.shape[1:])
        for cell in cells(a):
            for k in range(len(a)):
                out[cell] += term(a[k][cell], g[k][cell])
        return out

    return formula


def mean_slope(_a, g, where):
    return sum(g[cell] for cell in where) / len(where)


def plus_plus(a, g, where):
    """Eq. 19 with eq. 7's ReLU; a negative sum of the channel counts as 0."""
    total = max(0.0, sum(a[cell] for cell in where))
    weight = 0.0
    for cell in where:
        slope = g[cell]
        if slope > 0:
            alpha = slope**2 / (2 * slope**2 + total * slope**3)
            weight += alpha * slope
    return weight


def axiom_based(a, g, where):
    total = sum(a[cell] for cell in where)
    if abs(total) <= 0.01 * sum(abs(a[cell]) for cell in where):
        return mean_slope(a, g, where)
    return sum(g[cell] * a[cell] / total for cell in where)


FORMULAS = {
    "grad-cam": by_channel_weights(mean_slope),
    "grad-cam++": by_channel_weights(plus_plus),
    "xgrad-cam": by_channel_weights(axiom_based),
    "hires-cam": by_cell_weights(lambda a, g: g * a),
    "grad-cam-elementwise": by_cell_weights(lambda a, g: max(0.0, g * a)),
    "layer-cam": by_cell_weights(lambda a, g: max(0.0, g) * a),
}


@pytest.mark.parametrize("signed", [False, True], ids=["relu", "signed"])
@pytest.mark.parametrize("name", FORMULAS)
def test_agrees_with_its_formula(name, signed, grid, make_probe, run):
    probe = make_probe(2, 6, *grid, signed=signed)
    found = run(name, probe).double().numpy()
    for sample in range(2):
        a = probe.activations[sample].double().numpy()
        g = probe.slopes[sample].double().numpy()
        np.testing.assert_allclose(found[sample], FORMULAS[name](a, g), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("slope", [1e-3, 1e-8, 1e-20])
def test_grad_cam_plus_plus_needs_no_constant_for_tiny_gradients(slope, make_probe, run):
    probe = make_probe(1, 6, 4, 4, slope=slope)
    found = run("grad-cam++", probe)[0].double().numpy()
    exact = FORMULAS["grad-cam++"](
        probe.activations[0].double().numpy(), probe.slopes[0].double().numpy()
    )
    np.testing.assert_allclose(found, exact, rtol=1e-4, atol=0)


def test_grad_cam_plus_plus_halves_the_gradient_sum_where_a_channel_is_negative(run):
    activations = torch.tensor([[[[-1.0, -1.0]]]])
    gradients = torch.tensor([[[[2.0, -3.0]]]])
    found = run("grad-cam++", Probe(activations, torch.zeros(1), gradients))
    assert found.tolist() == [[[-1.0, -1.0]]]


def test_xgrad_cam_takes_the_mean_gradient_where_activations_cancel(run):
    activations = torch.tensor([[[[1.0, -1.0, 0.0, 0.0]]]])
    gradients = torch.tensor([[[[1.0, 2.0, 3.0, 6.0]]]])
    found = run("xgrad-cam", Probe(activations, torch.zeros(1), gradients))
    assert found.tolist() == [[[3.0, -3.0, 0.0, 0.0]]]


def test_xgrad_cam_still_divides_just_above_the_guard(run):
    activations = torch.tensor([[[[1.0, -0.9]]]])
    gradients = torch.tensor([[[[1.0, 0.0]]]])
    found = run("xgrad-cam", Probe(activations, torch.zeros(1), gradients))
    torch.testing.assert_close(found, 10 * activations[:, 0], rtol=1e-4, atol=0)
