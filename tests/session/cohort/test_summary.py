from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from camviewer.metrics.interval import interval
from camviewer.session.cohort.cases import Case
from camviewer.session.cohort.gathering import Gathered, Told
from camviewer.session.cohort.run import Entry
from camviewer.session.cohort.summary import rankings, summaries, summary_lines

RNG = np.random.default_rng(0)
HARD = RNG.uniform(0.2, 0.5, 24)
TABLE = {
    "good": HARD - 0.15 + RNG.normal(0, 0.01, 24),
    "bad": HARD + RNG.normal(0, 0.01, 24),
    "sobel-edges": HARD - 0.19,
}


@pytest.fixture
def gathered():
    found = Gathered()
    for line in range(24):
        values = {
            name: {"deletion": float(column[line]), "rank-correlation": 0.1 * line}
            for name, column in TABLE.items()
        }
        if line == 5:
            values["bad"]["deletion"] = None
        record = {"values": values, "units": {}, "controls": ["sobel-edges"], "agreement": []}
        case = Case(line + 1, Path("x"))
        found.take(Told(Entry(case, "k"), "cat" if line < 10 else "dog", record))
    return found


def test_all_cases_then_each_class_are_summed_up(gathered):
    found = {(each.group, each.name, each.metric): each for each in summaries(gathered)}
    assert len(found) == 3 * 3 * 2
    bad = np.delete(TABLE["bad"], 5)
    one = found["", "bad", "deletion"]
    told = interval(bad.tolist())
    assert (one.mean, one.low, one.high) == pytest.approx((told.mean, told.low, told.high))
    assert one.median == pytest.approx(np.median(bad))
    assert (one.count, one.undefined, one.better) == (23, 1, "lower")
    cat = found["cat", "good", "deletion"]
    assert cat.mean == pytest.approx(TABLE["good"][:10].mean())
    assert (cat.count, found["dog", "good", "deletion"].count) == (10, 14)


def test_a_star_is_for_what_is_better_beyond_chance_and_never_for_controls(gathered):
    starred = {(each.group, each.name) for each in summaries(gathered) if each.is_best}
    assert starred == {("", "good"), ("cat", "good"), ("dog", "good")}
    assert {each.name for each in summaries(gathered) if each.is_control} == {"sobel-edges"}


def test_one_class_is_not_told_twice(gathered):
    gathered.told = [Told(each.entry, "cat", each.record) for each in gathered.told]
    assert {each.group for each in summaries(gathered)} == {""}


def test_maps_are_ranked_case_by_case_without_controls(gathered):
    found = rankings(gathered)
    assert list(found) == ["deletion"]  # a correlation has no good side
    assert found["deletion"].ranks == {"good": 1.0, "bad": 2.0}
    assert found["deletion"].count == 23
    (pair,) = found["deletion"].pairs
    expected = stats.wilcoxon(np.delete(TABLE["good"] - TABLE["bad"], 5)).pvalue
    assert pair.holm == pair.p == pytest.approx(expected)


def test_the_terminal_shows_the_best_rank_first_and_controls_last(gathered):
    lines = summary_lines(summaries(gathered), rankings(gathered))
    assert lines[0] == "deletion ↓"
    assert [line.split()[0] for line in lines[1:4]] == ["good", "bad", "(sobel-edges)"]
    assert "rank 1.00" in lines[1]
    assert lines[1].endswith("*")
    assert "n = 23 (1 undefined)" in lines[2]
    assert "rank" not in lines[3]
