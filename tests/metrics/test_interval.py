from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import bootstrap

from camviewer.metrics.interval import best, difference, interval, intervals

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


def test_many_columns_have_the_intervals_that_each_has_alone():
    rng = np.random.default_rng(3)
    columns = [rng.normal(size=3000), rng.normal(5, 2, 3000), rng.normal(size=7), [NAN, 2.0]]
    columns[0][5] = NAN
    found = intervals([list(values) for values in columns])
    assert [each.count for each in found] == [2999, 3000, 7, 1]
    for values, each in zip(columns, found, strict=True):
        alone = interval(list(values))
        assert each.mean == pytest.approx(alone.mean)
        assert (each.low, each.high) == pytest.approx((alone.low, alone.high), nan_ok=True)


def test_the_interval_is_that_of_scipys_bootstrap():
    values = np.random.default_rng(4).gamma(2.0, size=50)
    told = bootstrap(
        (values,), np.mean, n_resamples=20_000, method="percentile", random_state=0
    ).confidence_interval
    found = interval(values)
    width = told.high - told.low
    assert found.low == pytest.approx(told.low, abs=0.05 * width)
    assert found.high == pytest.approx(told.high, abs=0.05 * width)


def test_draws_are_those_of_whole_samples_whatever_their_number():
    values = np.random.default_rng(5).normal(size=2500)
    places = np.random.default_rng(0).integers(0, 2500, (2000, 2500))
    low, high = np.quantile(values[places].mean(axis=1), [0.025, 0.975])
    found = interval(values)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-9)


def test_what_rounding_alone_makes_is_no_difference():
    rng = np.random.default_rng(0)
    values = rng.random(40)
    assert best([values, values * (1 - 1e-13)], is_higher=False) is None
    assert best([values, values * (1 - 1e-3)], is_higher=False) == 1
