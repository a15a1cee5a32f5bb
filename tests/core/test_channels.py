"""What is said of all channels together."""

from __future__ import annotations

import math

import numpy as np
import pytest

from camviewer.core.channels import DEAD, DOMINANT, NOISE, Channels
from camviewer.engine.methods import clustering


def channels(weights, roles=None, counted=None):
    size = len(weights)
    return Channels(
        np.ones(size),
        np.zeros(size),
        np.array(roles if roles is not None else [DOMINANT] * size),
        np.array(counted if counted is not None else [True] * size),
        np.array(weights, float),
        np.zeros(size),
    )


def test_the_roles_are_numbered_as_in_the_engine():
    assert (NOISE, DOMINANT, DEAD) == (clustering.NOISE, clustering.DOMINANT, clustering.DEAD)


def test_roles_are_counted():
    found = channels([1] * 6, [DOMINANT, 0, 1, 1, NOISE, DEAD])
    assert len(found) == 6
    assert found.clusters == 2
    assert [found.count(role) for role in (0, 1, NOISE, DOMINANT, DEAD)] == [1, 2, 1, 1, 1]


def test_without_a_cluster_there_are_none():
    assert channels([1, 1]).clusters == 0


@pytest.mark.parametrize(
    ("weights", "ratio", "is_alike"),
    [
        ((1.0, 1.05, 1.02), 1.05, True),
        ((-1.0, -1.05), 1.05, True),
        ((1.0, 2.0), 2.0, False),
        ((1.0, -1.0), math.inf, False),
        ((0.0, 1.0), math.inf, False),
    ],
)
def test_weights_that_hardly_differ_are_told(weights, ratio, is_alike):
    found = channels(weights)
    assert found.weight_ratio == pytest.approx(ratio)
    assert found.counts_alike is is_alike


def test_only_channels_in_the_map_are_compared():
    found = channels([1.0, 1.01, 90.0], counted=[True, True, False])
    assert found.weight_ratio == pytest.approx(1.01)


def test_one_channel_alone_is_not_alike():
    found = channels([1.0, 2.0], counted=[True, False])
    assert math.isnan(found.weight_ratio)
    assert not found.counts_alike
