from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from camviewer.metrics.interval import best, difference, interval

NAN = float("nan")


def test_the_interval_holds_the_mean_as_often_as_it_says():
    rng = np.random.default_rng(0)
    held = 0
    for seed in range(200):
        found = interval(rng.normal(3.0, 1.0, 40), seed=seed)
        held += found.low <= 3.0 <= found.high
    assert 0.90 <= held / 200 <= 0.99


def test_its_width_is_that_of_the_standard_error():
    values = np.random.default_rng(1).normal(size=400)
    found = interval(values)
    expected = 2 * 1.96 * values.std() / 20
    assert found.high - found.low == pytest.approx(expected, rel=0.1)
    assert found.mean == pytest.approx(values.mean())
    assert found.count == 400


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=20))
def test_it_lies_inside_the_values_around_the_mean(values):
    found = interval(values)
    assert min(values) - 1e-6 <= found.low <= found.high <= max(values) + 1e-6


def test_one_sample_has_a_mean_and_no_interval_and_none_has_neither():
    one = interval([4.0])
    assert one.mean == 4
    assert np.isnan(one.low)
    assert not one.excludes_zero
    assert np.isnan(interval([NAN, float("inf")]).mean)


def test_what_is_no_number_is_left_out():
    assert interval([1.0, NAN, 3.0]) == interval([1.0, 3.0])


def test_pairs_are_compared_and_half_pairs_left_out():
    one, other = [0.9, 0.1, 0.5, NAN], [0.8, 0.0, 0.4, 0.0]
    found = difference(one, other)
    assert found.count == 3
    assert (found.low, found.high) == pytest.approx((0.1, 0.1))
    assert found.excludes_zero


def test_the_best_is_named_only_beyond_chance():
    rng = np.random.default_rng(2)
    hard = rng.normal(size=30)
    good, bad = hard + 1 + rng.normal(0, 0.1, 30), hard + rng.normal(0, 0.1, 30)
    assert best([bad, good, bad], is_higher=True) == 1
    assert best([good, bad], is_higher=False) == 1
    assert best([bad, bad + rng.normal(0, 0.5, 30)], is_higher=True) is None
    assert best([good], is_higher=True) is None
    assert best([[1.0], [2.0]], is_higher=True) is None
    assert best([[NAN], [2.0]], is_higher=True) is None


def test_what_rounding_alone_makes_is_no_difference():
    rng = np.random.default_rng(0)
    values = rng.random(40)
    assert best([values, values * (1 - 1e-13)], is_higher=False) is None
    assert best([values, values * (1 - 1e-3)], is_higher=False) == 1
