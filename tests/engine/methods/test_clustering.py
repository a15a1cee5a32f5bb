"""Sorting of channels beside slow loops and a DBSCAN written out by hand."""

from __future__ import annotations

import math
import resource
import sys

import numpy as np
import pytest
import torch

from camviewer.engine.methods.clustering import (
    DEAD,
    DOMINANT,
    NOISE,
    Groups,
    Rules,
    average_clusters,
    group_channels,
    percentile,
)


def dbscan(distances, eps, min_points):
    """Ester et al. 1996, point by point."""
    count = len(distances)
    near = [[j for j in range(count) if distances[i][j] <= eps] for i in range(count)]
    labels, cluster = [None] * count, -1
    for i in range(count):
        if labels[i] is not None:
            continue
        if len(near[i]) < min_points:
            labels[i] = NOISE
            continue
        cluster += 1
        labels[i] = cluster
        waiting = list(near[i])
        while waiting:
            j = waiting.pop(0)
            if labels[j] == NOISE:
                labels[j] = cluster
            if labels[j] is not None:
                continue
            labels[j] = cluster
            if len(near[j]) >= min_points:
                waiting.extend(near[j])
    return labels


def slow_groups(rows, rules):
    """Labels and radius of one sample, step by step as the paper's code has them."""
    rows = rows.double().numpy()
    norms = [math.sqrt(sum(x * x for x in row)) for row in rows]
    live = [k for k, norm in enumerate(norms) if norm > 0 or not rules.sets_dead_aside]
    threshold = np.percentile([norms[k] for k in live], rules.dominant_percentile)
    labels = [DEAD] * len(rows)
    for k in live:
        labels[k] = DOMINANT if norms[k] >= threshold else NOISE
    rest = [k for k in live if labels[k] == NOISE]
    distances = [[0.0] * len(rest) for _ in rest]
    for i, k in enumerate(rest):
        for j, m in enumerate(rest):
            if rules.metric == "cosine":
                distances[i][j] = 1 - sum(rows[k] * rows[m]) / (norms[k] * norms[m])
            else:
                distances[i][j] = math.sqrt(sum((rows[k] - rows[m]) ** 2))
    lower = [distances[i][j] for i in range(len(rest)) for j in range(i)]
    eps = max(np.percentile(lower, rules.eps_percentile), 1e-5)
    min_points = max(2, math.floor(len(rest) * rules.min_points / 100))
    for k, label in zip(rest, dbscan(distances, eps, min_points), strict=True):
        labels[k] = label
    return labels, eps, min_points


def channels(count=40, cells=12, seed=0):
    """Three patterns with noise, some channels strong, some dead."""
    draw = np.random.default_rng(seed)
    patterns = draw.random((3, cells)) ** 3
    rows = patterns[draw.integers(3, size=count)] * draw.uniform(0.2, 2.0, (count, 1))
    rows = rows + 0.15 * draw.random((count, cells))
    rows[draw.choice(count, 5, replace=False)] = 0
    return torch.from_numpy(rows).float()


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("metric", ["euclidean", "cosine"])
@pytest.mark.parametrize("eps_percentile", [10.0, 25.0])
def test_groups_agree_with_the_slow_way(seed, metric, eps_percentile):
    rules = Rules(70.0, eps_percentile, 12.0, metric)
    rows = channels(seed=seed)
    found = group_channels(rows, rules)
    labels, eps, min_points = slow_groups(rows, rules)
    assert found.labels.tolist() == labels
    assert found.eps == pytest.approx(eps, rel=1e-4)
    assert found.min_points == min_points
    assert found.clusters == max(labels) + 1


def test_patterns_that_were_planted_come_back_as_clusters():
    rows = torch.zeros(10, 6)
    rows[0:3, 0], rows[3:6, 3], rows[6, 5] = 1.0, 1.0, 0.7
    rows += 0.01 * torch.arange(10).unsqueeze(1)
    rows[7] = 0
    rows[8:] = 9.0
    found = group_channels(rows, Rules(80.0, 25.0, 5.0))
    assert found.labels.tolist() == [0, 0, 0, 1, 1, 1, NOISE, DEAD, DOMINANT, DOMINANT]
    assert (found.clusters, found.count(NOISE), found.count(DEAD)) == (2, 1, 1)


@pytest.mark.parametrize("metric", ["euclidean", "cosine"])
@pytest.mark.parametrize("scale", [1e-12, 1e12])
def test_scale_of_the_activations_does_not_change_the_groups(metric, scale):
    rules = Rules(metric=metric)
    rows = channels()
    plain, scaled = group_channels(rows, rules), group_channels(rows * scale, rules)
    assert scaled.labels.tolist() == plain.labels.tolist()
    unit = scale if metric == "euclidean" else 1.0
    assert scaled.eps == pytest.approx(plain.eps * unit, rel=1e-4)


def test_absolute_floor_is_in_units_of_the_activations():
    rows = 1e-7 * channels()
    assert group_channels(rows, Rules(floor=1e-5)).eps == pytest.approx(1e-5)
    assert group_channels(1e7 * rows, Rules(floor=1e-5)).eps > 1e-2


def test_equal_channels_are_one_cluster_at_any_offset():
    rows = torch.full((20, 6), 1000.0)
    rows[:5] = 2000.0
    found = group_channels(rows, Rules())
    assert found.labels.tolist() == [DOMINANT] * 5 + [0] * 15


def test_dead_channels_are_counted_like_others_only_when_told_so():
    rows = torch.zeros(10, 4)
    rows[0], rows[1] = 2.0, 1.0
    aside = group_channels(rows, Rules())
    assert aside.labels.tolist() == [DOMINANT, NOISE] + [DEAD] * 8
    # The 75th percentile of all norms is 0, so every channel reaches it.
    literal = group_channels(rows, Rules(floor=1e-5, sets_dead_aside=False))
    assert literal.labels.tolist() == [DOMINANT] * 10


@pytest.mark.parametrize("dead_counts", [False, True])
def test_nothing_but_zeros_gives_no_cluster(dead_counts):
    found = group_channels(torch.zeros(5, 3), Rules(sets_dead_aside=not dead_counts))
    assert found.labels.tolist() == [DOMINANT if dead_counts else DEAD] * 5
    assert (found.clusters, found.eps, found.min_points) == (0, 0.0, 0)


def test_single_channel_is_dominant():
    assert group_channels(torch.ones(1, 3), Rules()).labels.tolist() == [DOMINANT]


def test_single_secondary_channel_is_noise():
    rows = torch.tensor([[1.0], [2.0]])
    assert group_channels(rows, Rules()).labels.tolist() == [NOISE, DOMINANT]


@pytest.mark.parametrize("count", [1, 2, 3, 10, 101])
@pytest.mark.parametrize("percent", [0.0, 12.5, 25.0, 75.0, 100.0])
def test_percentile_agrees_with_numpy(count, percent):
    values = np.random.default_rng(count).random(count, dtype=np.float32)
    assert percentile(values, percent) == pytest.approx(np.percentile(values, percent))


def test_clusters_share_the_mean_and_others_keep_their_own(grid):
    values = torch.randn(2, 6, *grid, generator=torch.Generator().manual_seed(0))
    labels = torch.tensor([[0, 1, 0, NOISE, 1, 0], [DEAD, DOMINANT, 0, 0, NOISE, 1]])
    found = average_clusters(values, labels)
    for sample, channel in np.ndindex(2, 6):
        label = labels[sample, channel]
        members = [k for k in range(6) if labels[sample, k] == label]
        own = values[sample, channel]
        wanted = sum(values[sample, k] for k in members) / len(members) if label >= 0 else own
        torch.testing.assert_close(found[sample, channel], wanted)


def test_without_clusters_nothing_is_averaged():
    values = torch.randn(1, 3, 2, 2)
    assert torch.equal(
        average_clusters(values, torch.tensor([[NOISE, DEAD, DOMINANT]])), values
    )


def test_number_of_clusters_of_no_channels_is_zero():
    assert Groups(np.array([], dtype=np.int64)).clusters == 0


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is in kB on Linux only")
def test_distances_take_no_memory_for_cells():
    """Plain differences of 384 channels of 8192 cells would be 4.8 GB."""
    rows = torch.rand(512, 8192)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    group_channels(rows, Rules())
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 300_000
