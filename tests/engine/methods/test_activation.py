"""CAM, Eigen-CAM and the control, beside their formulas."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from camviewer.core.errors import LayerError
from camviewer.engine.methods import Probe


def test_cam_agrees_with_its_formula(grid, make_probe, run):
    probe = make_probe(2, 6, *grid)
    found = run("cam", probe)
    for sample in range(2):
        for cell in np.ndindex(*grid):
            exact = sum(
                float(probe.head.weight[sample, k]) * float(probe.activations[sample, k][cell])
                for k in range(6)
            )
            assert float(found[sample][cell]) == pytest.approx(exact, abs=1e-5)


def test_cam_says_what_it_needs_when_the_tail_is_not_linear(make_probe, run):
    probe = dataclasses.replace(make_probe(1, 2, 3, 3), head=None)
    with pytest.raises(LayerError, match="average pooling") as error:
        run("cam", probe)
    assert error.value.hint


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
