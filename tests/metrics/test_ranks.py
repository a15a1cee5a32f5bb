"""Ranks worked by hand, and the tests of other programs and papers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from camviewer.metrics.ranks import friedman, holm, mean_ranks, ranking, wilcoxon

NAN = float("nan")

# Demšar 2006, table 6: AUC of C4.5 and three variants on 14 data sets. Two numbers of the 13th
# are printed alike, 0.975, but ranked 2 and 3.
DEMSAR = np.array([
    [.763, .599, .954, .628, .882, .936, .661, .583, .775, 1.0, .940, .619, .972, .957],
    [.768, .591, .971, .661, .888, .931, .668, .583, .838, 1.0, .962, .666, .981, .978],
    [.771, .590, .968, .654, .886, .916, .609, .563, .866, 1.0, .965, .614, .9751, .946],
    [.798, .569, .967, .657, .898, .931, .685, .625, .875, 1.0, .962, .669, .975, .970],
])  # fmt: skip


def test_ranks_are_those_of_the_paper():
    assert mean_ranks(-DEMSAR) == pytest.approx([3.143, 2.000, 2.893, 1.964], abs=5e-4)


def test_ranks_of_a_table_worked_by_hand():
    table = {"a": [1, 1, 3], "b": [2, 1, 1], "c": [3, 5, 2]}
    found = ranking(table, is_higher=False)
    # Ranks: 1 1.5 3, 2 1.5 1, 3 3 2.
    assert dict(found.ranks) == pytest.approx({"b": 4.5 / 3, "a": 5.5 / 3, "c": 8 / 3})
    assert list(found.ranks) == ["b", "a", "c"]
    assert found.count == 3
    upside = ranking(table, is_higher=True)
    assert upside.ranks["c"] == pytest.approx(4 - 8 / 3)


def test_friedmans_number_by_its_formula_without_ties():
    table = np.random.default_rng(0).normal(size=(4, 9))
    ranks = mean_ranks(table)
    k, n = table.shape
    expected = 12 * n / (k * (k + 1)) * ((ranks**2).sum() - k * (k + 1) ** 2 / 4)
    chi_square, chance = friedman(table)
    assert chi_square == pytest.approx(expected)
    assert chance == pytest.approx(stats.chi2.sf(expected, k - 1))


def test_what_never_differs_is_no_news():
    assert friedman(np.ones((3, 5))) == (0.0, 1.0)
    assert wilcoxon(np.ones(4), np.ones(4)) == 1.0
    assert np.isnan(friedman(np.ones((2, 5)))[0])


def test_signed_ranks_are_counted_out_for_few_pairs():
    # All of six differences on one side: 2 of 2^6 arrangements are as far out.
    assert wilcoxon(np.arange(1.0, 7.0), np.zeros(6)) == pytest.approx(2 / 64)


def test_a_difference_of_zero_counts_for_both_sides():
    gaps = np.array([0.0, 0.0, 1.0, 2.0, -3.0, 4.0, 5.0, 6.0])
    # Ranks 1.5 for both zeros, split; then 3, 4, 5 (the one below), 6, 7, 8.
    below = 5 + 1.5
    spread = np.sqrt((8 * 9 * 17 - (2**3 - 2) / 2) / 24)
    z = (below - 18) / spread
    assert wilcoxon(gaps, np.zeros(8)) == pytest.approx(2 * stats.norm.cdf(z), rel=1e-6)


def test_many_tests_are_corrected_after_holm():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.7]) == [1.0, 1.0]
    assert holm([]) == []


def test_pairs_name_the_better_map_first():
    rng = np.random.default_rng(1)
    hard = rng.normal(size=20)
    table = {"bad": hard, "good": hard + 1 + rng.normal(0, 0.1, 20), "mid": hard + 0.5}
    found = ranking(table, is_higher=True)
    assert [(pair.one, pair.other) for pair in found.pairs] == [
        ("good", "mid"), ("good", "bad"), ("mid", "bad"),
    ]  # fmt: skip
    raw = [pair.p for pair in found.pairs]
    assert raw[0] == pytest.approx(stats.wilcoxon(table["good"] - table["mid"]).pvalue)
    assert [pair.holm for pair in found.pairs] == pytest.approx(holm(raw))
    assert found.p < 1e-6


def test_cases_that_a_map_lacks_are_left_out_for_all():
    found = ranking({"a": [1, 2, NAN, 4], "b": [0, 1, 9, float("inf")]}, is_higher=False)
    assert found.count == 2
    assert found.ranks == {"b": 1.0, "a": 2.0}


def test_one_map_or_one_case_has_no_order():
    assert ranking({"a": [1, 2]}, is_higher=True) is None
    assert ranking({}, is_higher=True) is None
    assert ranking({"a": [1, NAN], "b": [1, 2]}, is_higher=True) is None
