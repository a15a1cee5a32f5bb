"""The methods of few patterns, beside full decompositions and slow loops in float64."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from camviewer.engine.methods import Probe


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
