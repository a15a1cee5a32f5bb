"""The first principal component beside numpy's full SVD."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from camviewer.engine.methods import spectrum
from camviewer.engine.methods.spectrum import (
    first_component,
    first_eigenvectors,
    first_left_vectors,
)

SHAPES = [(1, 1), (1, 9), (9, 1), (20, 7), (7, 20), (300, 280), (270, 400)]


def exact(matrix):
    left, sizes, _ = np.linalg.svd(matrix.double().numpy(), full_matrices=False)
    return left[:, 0] * sizes[0]


def distance(found, wanted):
    """Relative distance, whichever the sign."""
    found = found.double().numpy()
    apart = min(np.linalg.norm(found - wanted), np.linalg.norm(found + wanted))
    return apart / np.linalg.norm(wanted)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("kind", ["signed", "relu", "rank 2"])
def test_first_component_agrees_with_the_full_decomposition(shape, kind):
    torch.manual_seed(3)
    cells = torch.randn(2, *shape)
    if kind == "relu":
        cells = cells.relu() + 1e-3
    if kind == "rank 2":
        cells = torch.randn(2, shape[0], 2) @ torch.randn(2, 2, shape[1])
    found = first_component(cells)
    for one, matrix in zip(found, cells, strict=True):
        assert distance(one, exact(matrix)) < 1e-3


@pytest.mark.parametrize("shape", [(5, 4), (300, 280)], ids=str)
def test_zero_matrix_has_a_zero_component_and_spoils_no_other(shape):
    torch.manual_seed(4)
    cells = torch.randn(2, *shape)
    cells[0] = 0
    found = first_component(cells)
    assert not found[0].any()
    assert distance(found[1], exact(cells[1])) < 1e-3


@pytest.mark.parametrize("scale", [1e-25, 1e25])
def test_scale_of_the_activations_does_not_matter(scale):
    torch.manual_seed(5)
    cells = torch.randn(1, 12, 8)
    assert distance(first_component(cells * scale)[0] / scale, exact(cells[0])) < 1e-3


def test_neither_square_of_a_long_side_is_held():
    """2^20 cells squared would be four terabytes."""
    found = first_component(torch.ones(1, 2**20, 3))
    torch.testing.assert_close(found.abs(), torch.full((1, 2**20), 3**0.5))


@pytest.mark.parametrize("shape", [(300, 280), (270, 400)], ids=str)
def test_component_is_the_same_when_no_gram_matrix_is_formed(shape, monkeypatch):
    torch.manual_seed(6)
    cells = torch.randn(2, *shape).relu()
    formed = first_component(cells)
    monkeypatch.setattr(spectrum, "_GRAM", 0)
    torch.testing.assert_close(first_component(cells), formed, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("shape", [(12, 20), (300, 320)], ids=str)
def test_first_vectors_are_those_of_the_full_decomposition(shape):
    """Four patterns, each half as strong as the one before it."""
    torch.manual_seed(7)
    sizes = 0.5 ** torch.arange(4.0)
    left, right = (torch.linalg.qr(torch.randn(2, n, 4))[0] for n in shape)
    found = first_left_vectors(left * sizes @ right.transpose(1, 2), 4)
    agreement = (found.transpose(1, 2) @ left).abs()
    torch.testing.assert_close(agreement, torch.eye(4).expand(2, 4, 4), rtol=0, atol=1e-2)


def test_a_start_of_zeros_finds_the_component_all_the_same():
    """A guess that tells nothing must not blank a map."""
    draw = torch.Generator().manual_seed(2)
    rows = torch.randn(2, 90, 120, generator=draw)
    matrices = rows @ rows.transpose(1, 2)
    found = first_eigenvectors(lambda vectors: matrices @ vectors, torch.zeros(2, 90))
    exact = torch.linalg.eigh(matrices).eigenvectors[..., -1:]
    torch.testing.assert_close(found.abs(), exact.abs(), rtol=1e-2, atol=1e-3)
