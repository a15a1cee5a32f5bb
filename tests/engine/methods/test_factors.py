"""Non-negative factors beside slow loops in float64 and scikit-learn."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import torch
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning

from camviewer.engine.methods import factors
from camviewer.engine.methods.factors import factorise, start_factors


def random_cells(count, channels, seed=0):
    draw = torch.Generator().manual_seed(seed)
    return torch.randn(count, channels, generator=draw).relu()


def slow_start(matrix, count):
    """NNDSVD: each pair of singular vectors, cut to the sign that holds more of it."""
    left, sizes, right = np.linalg.svd(matrix, full_matrices=False)
    places, patterns = np.zeros((len(matrix), count)), np.zeros((count, matrix.shape[1]))
    for j in range(count):
        halves = []
        for sign in (1, -1):
            u, v = np.maximum(sign * left[:, j], 0), np.maximum(sign * right[j], 0)
            halves.append((np.linalg.norm(u) * np.linalg.norm(v), u, v))
        share, u, v = max(halves, key=lambda half: half[0])
        places[:, j] = np.sqrt(sizes[j] * share) * u / np.linalg.norm(u)
        patterns[j] = np.sqrt(sizes[j] * share) * v / np.linalg.norm(v)
    return places, patterns


def slow_round(matrix, places, patterns):
    """Each number of each column in turn at the value that leaves the least error."""
    for fixed, free, target in ((patterns, places, matrix), (places.T, patterns.T, matrix.T)):
        for j in range(len(fixed)):
            for i in range(len(free)):
                rest = target[i] - sum(
                    free[i, m] * fixed[m] for m in range(len(fixed)) if m != j
                )
                free[i, j] = max(0.0, rest @ fixed[j] / (fixed[j] @ fixed[j]))


@pytest.mark.parametrize("shape", [(20, 11), (9, 30)], ids=str)
def test_start_is_the_singular_vectors_cut_to_one_sign(shape):
    cells = random_cells(*shape)
    found = start_factors(cells, 4)
    for one, other in zip(found, slow_start(cells.double().numpy(), 4), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-4)


@pytest.mark.parametrize("shape", [(20, 11), (9, 30)], ids=str)
def test_rounds_are_the_best_values_one_by_one(shape, monkeypatch):
    monkeypatch.setattr(factors, "_ROUNDS", 6)
    cells = random_cells(*shape)
    found = factorise(cells, 3)
    matrix = cells.double().numpy() / float(cells.max())
    places, patterns = slow_start(matrix, 3)
    for _ in range(6):
        slow_round(matrix, places, patterns)
    np.testing.assert_allclose(found.places, places, atol=1e-4)
    np.testing.assert_allclose(found.patterns, patterns * float(cells.max()), atol=1e-3)
    rest = ((matrix - places @ patterns) ** 2).sum() / (matrix**2).sum()
    assert found.explained == pytest.approx(1 - rest, abs=1e-5)


@pytest.mark.parametrize("shape", [(60, 25), (300, 280)], ids=str)
def test_fit_is_as_good_as_scikit_learns(shape):
    cells = random_cells(*shape, seed=2) @ random_cells(shape[1], shape[1], seed=3)
    peer = NMF(4, init="nndsvd", max_iter=200, tol=1e-5)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        places = peer.fit_transform(cells.double().numpy())
    rest = np.linalg.norm(cells.double().numpy() - places @ peer.components_) ** 2
    wanted = 1 - rest / float(cells.double().square().sum())
    assert factorise(cells, 4).explained > wanted - 1e-3


def test_parts_that_do_not_overlap_are_found_exactly():
    places = torch.zeros(12, 2)
    places[:5, 0], places[7:, 1] = torch.arange(1.0, 6), torch.arange(2.0, 7)
    patterns = torch.tensor([[1.0, 0, 2, 0], [0, 3, 0, 1]])
    found = factorise(places @ patterns, 2)
    torch.testing.assert_close(found.places @ found.patterns, places @ patterns)
    assert found.explained == pytest.approx(1, abs=1e-5)
    assert sorted((found.places > 1e-6).sum(0).tolist()) == [5, 5]


@pytest.mark.parametrize("scale", [1e-25, 1e25])
def test_scale_of_the_cells_goes_into_the_patterns(scale):
    cells = random_cells(20, 11)
    plain, found = factorise(cells, 3), factorise(cells * scale, 3)
    torch.testing.assert_close(found.places, plain.places, rtol=1e-3, atol=1e-4)
    torch.testing.assert_close(found.patterns / scale, plain.patterns, rtol=1e-3, atol=1e-4)


def test_patterns_that_are_not_needed_are_zero():
    cells = torch.outer(torch.arange(1.0, 7), torch.arange(1.0, 4))
    found = factorise(cells, 3)
    assert (found.patterns.norm(dim=1) > 0).tolist() == [True, False, False]
    torch.testing.assert_close(found.places @ found.patterns, cells)


def test_nothing_has_no_pattern():
    found = factorise(torch.zeros(6, 4), 2)
    assert not found.places.any()
    assert not found.patterns.any()
    assert found.explained == 0
