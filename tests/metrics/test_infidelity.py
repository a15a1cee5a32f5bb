"""Infidelity: nought for a linear network's own terms, and captum's formula."""

from __future__ import annotations

import pytest
import torch

from camviewer.metrics.infidelity import InfidelityParams, removed_blocks
from tests.metrics.conftest import make_subject, measure, total


@pytest.mark.parametrize("shape", [(9, 8), (4, 5, 6)], ids=str)
def test_the_terms_of_a_linear_network_tell_every_fall(shape):
    """captum's tests have 0 for exact attributions too."""
    weights, image = torch.randn(1, 1, *shape), torch.randn(1, 1, *shape)
    asked = make_subject(image, lambda given: (given * weights).flatten(1).sum(1))
    heat = (weights * image)[0]
    for factor in (1, 1000):
        options = {"baseline": "zero", "draws": 20}
        assert measure(asked, factor * heat, "infidelity", **options)[0].value < 1e-9
        assert measure(asked, factor * heat, "infidelity-share", **options)[0].value < 1e-9


@pytest.mark.parametrize("metric", ["infidelity", "infidelity-share"])
def test_every_draw_is_known_and_their_mean_is_the_number(metric):
    image = torch.rand(1, 1, 8, 8)
    asked = make_subject(image, total)
    found = measure(asked, torch.rand(1, 8, 8), metric, baseline="zero", draws=25)[0]
    assert len(found.draws) == 25
    assert found.value == pytest.approx(sum(found.draws) / 25)
    assert len(set(found.draws)) > 1


def test_a_map_of_nothing_tells_nothing():
    asked = make_subject(torch.rand(1, 1, 7, 7), total)
    found = measure(asked, torch.zeros(1, 7, 7), "infidelity-share", baseline="zero")[0]
    assert found.value == pytest.approx(1)


def test_heat_that_has_nothing_to_do_with_it_tells_little():
    image = torch.zeros(1, 1, 8, 8)
    image[..., 0, 0] = 5.0
    heat = torch.zeros(1, 8, 8)
    heat[0, 7, 7] = 1.0
    asked = make_subject(image, total)
    found = measure(asked, heat, "infidelity-share", baseline="zero", draws=800)[0].value
    # Both go with chance 0.3, independently: the squared cosine is 0.3 squared.
    assert found == pytest.approx(1 - 0.09, abs=0.03)


def test_a_score_that_never_falls_cannot_be_told():
    asked = make_subject(torch.ones(1, 1, 7, 7), lambda given: torch.ones(len(given)))
    assert measure(asked, torch.rand(1, 7, 7), "infidelity-share")[0].note
    assert measure(asked, torch.rand(1, 7, 7), "infidelity")[0].value == 0


def test_it_is_the_score_that_falls_and_not_the_probability():
    image = torch.rand(1, 1, 7, 7)
    asked = make_subject(image, lambda given: torch.ones(len(given)), total)
    assert measure(asked, image[0], "infidelity-share", baseline="zero")[0].value < 1e-9


@pytest.mark.parametrize("shape", [(21, 14), (10, 9, 8)], ids=str)
def test_whole_blocks_go_at_the_chance_that_was_asked_for(shape):
    params = InfidelityParams(draws=300, share=0.4)
    removed = removed_blocks(shape, params, torch.zeros(()))
    assert removed.shape == (300, *shape)
    assert float(removed.float().mean()) == pytest.approx(0.4, abs=0.03)
    side = -(-max(shape) // 7)
    first = removed[(slice(None), *(slice(side),) * len(shape))].flatten(1)
    assert torch.equal(first.all(1), first.any(1))
    assert torch.equal(removed, removed_blocks(shape, params, torch.zeros(())))


def test_the_formula_on_paper():
    """The same blocks, the best factor and the mean square, as plain loops."""
    image, heat = torch.randn(1, 1, 6, 6), torch.randn(1, 6, 6)
    asked = make_subject(image, lambda given: given.flatten(1).pow(2).sum(1))
    params = InfidelityParams(baseline="zero", draws=5)
    removed = removed_blocks((6, 6), params, heat)
    told, fell = [], []
    for mask in removed:
        told.append(float((heat[0] * mask).sum()))
        fell.append(float((image[0, 0] ** 2 * mask).sum()))
    factor = sum(a * b for a, b in zip(told, fell, strict=True)) / sum(a * a for a in told)
    wrong = [(factor * a - b) ** 2 for a, b in zip(told, fell, strict=True)]
    found = measure(asked, heat, "infidelity", baseline="zero", draws=5)[0].value
    assert found == pytest.approx(sum(wrong) / 5, rel=1e-4)
