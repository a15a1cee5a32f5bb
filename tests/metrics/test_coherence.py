"""Coherency and ADCC with a method whose second map is known."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import pearsonr

from camviewer.metrics.coherence import correlation, harmonic_mean
from camviewer.metrics.subject import Answer
from tests.metrics.conftest import make_subject, measure

HEAT = torch.tensor([[[4.0, 1.0], [0.0, -3.0]]])


def again(second, chance=lambda given: given.flatten(1).mean(1)):
    """A network whose method maps every variant as ``second``."""
    image = torch.ones(1, 1, 2, 2)

    def explain(given, samples, names):
        assert names == [("map",)] * len(given)
        return Answer(chance(given), chance(given)), [{"map": second}] * len(given)

    return make_subject(image, chance, explain=explain, names=("map",))


def test_the_same_map_again_is_fully_coherent():
    assert measure(again(7 * HEAT[0]), HEAT, "coherency")[0].value == pytest.approx(1)


def test_the_opposite_map_is_not_coherent_at_all():
    heat = torch.tensor([[[1.0, 0.0], [0.0, 1.0]]])
    assert measure(again(1 - heat[0]), heat, "coherency")[0].value == pytest.approx(0)


def test_coherency_is_pearsons_correlation_of_the_positive_parts():
    second = torch.tensor([[1.0, 3.0], [-2.0, 0.5]])
    expected = pearsonr(HEAT.relu().flatten(), second.relu().flatten()).statistic
    found = measure(again(second), HEAT, "coherency")[0].value
    assert found == pytest.approx((1 + expected) / 2)


def test_a_map_that_is_gone_is_not_coherent():
    assert measure(again(torch.zeros(2, 2)), HEAT, "coherency")[0].value == 0


def test_the_second_map_is_brought_to_the_images_grid():
    heat = torch.tensor([[1.0, 1.0, 2.0, 2.0]]).expand(4, 4)[None]
    asked = again(torch.tensor([[3.0, 5.0]]))
    wide = make_subject(torch.ones(1, 1, 4, 4), None, explain=asked.explain, names=("map",))
    grown = torch.tensor([3.0, 3.5, 4.5, 5.0]).expand(4, 4)
    expected = pearsonr(heat.flatten(), grown.flatten()).statistic
    assert measure(wide, heat, "coherency")[0].value == pytest.approx((1 + expected) / 2)


def test_a_constant_or_a_blank_map_cannot_be_compared():
    for value in (1.0, 0.0, -1.0):
        found = measure(again(HEAT[0]), torch.full((1, 2, 2), value), "coherency")[0]
        assert np.isnan(found.value)
        assert found.note
        assert measure(again(HEAT[0]), torch.full((1, 2, 2), value), "adcc")[0].note


def test_adcc_is_the_harmonic_mean_of_its_three_parts():
    second = torch.tensor([[1.0, 3.0], [-2.0, 0.5]])
    asked = again(second)
    parts = [
        measure(asked, HEAT, name)[0].value
        for name in ("coherency", "complexity", "average-drop")
    ]
    expected = 3 / (1 / parts[0] + 1 / (1 - parts[1]) + 1 / (1 - parts[2]))
    assert measure(asked, HEAT, "adcc")[0].value == pytest.approx(expected)


def test_adcc_of_a_perfect_map_is_nearly_one_and_of_a_useless_one_nought():
    image = torch.zeros(1, 1, 20, 20)
    heat = torch.zeros(1, 20, 20)
    heat[0, 3, 4] = image[0, 0, 3, 4] = 1.0

    def chance(given):
        return given[:, 0, 3, 4]

    def explain(given, samples, names):
        return Answer(chance(given), chance(given)), [{"map": heat[0]}] * len(given)

    asked = make_subject(image, chance, explain=explain, names=("map",))
    assert measure(asked, heat, "adcc")[0].value == pytest.approx(3 / (2 + 400 / 399))
    useless = torch.zeros(1, 20, 20)
    useless[0, 9, 9] = 1.0
    assert measure(asked, useless, "adcc")[0].value == 0


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000))
def test_adcc_is_a_share(seed):
    """The authors' own code gives up to 3."""
    draw = torch.Generator().manual_seed(seed)
    second, heat = (torch.randn(2, 2, generator=draw) for _ in range(2))
    noisy = torch.rand(1, generator=draw)
    found = measure(again(second, lambda x: (noisy * x.flatten(1).sum(1)).sigmoid()),
                    heat[None], "adcc")[0]  # fmt: skip
    assert np.isnan(found.value) or 0 <= found.value <= 1


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=5))
def test_the_harmonic_mean_lies_between_and_below_the_plain_mean(values):
    found = harmonic_mean(values)
    assert min(values) - 1e-9 <= found <= np.mean(values) + 1e-9


def test_one_part_that_is_nought_makes_the_whole_nought():
    assert harmonic_mean((0.9, 0.0, 0.9)) == 0


def test_correlation_of_a_constant_is_nought():
    assert correlation(torch.ones(4), torch.arange(4.0)) == 0


def test_the_second_map_lies_where_the_subject_says():
    asked = again(torch.tensor([[3.0, 5.0]]))
    beside = torch.tensor([[0.0, 3.0], [5.0, 0.0]])

    def lay(name, heat):
        assert (name, tuple(heat.shape)) == ("map", (1, 2))
        return beside

    laid = make_subject(
        torch.ones(1, 1, 2, 2), None, explain=asked.explain, names=("map",), lay=lay
    )
    expected = pearsonr(HEAT.relu().flatten(), beside.flatten()).statistic
    assert measure(laid, HEAT, "coherency")[0].value == pytest.approx((1 + expected) / 2)
