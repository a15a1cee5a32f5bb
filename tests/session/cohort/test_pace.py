from __future__ import annotations

import pytest

from camviewer.session.cohort.pace import Pace


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def pace(clock):
    return Pace(lambda: clock[0])


def test_nothing_is_grouped_before_the_first_case_told_its_time(pace):
    assert pace.group(1000, 2) == 1
    assert pace.seconds_left(1000) == ""


@pytest.mark.parametrize(
    ("seconds", "left", "workers", "expected"),
    [(10.0, 100, 2, 1), (0.1, 100, 2, 5), (0.001, 10_000, 2, 64), (0.01, 8, 2, 2),
     (0.01, 1, 4, 1)],
)  # fmt: skip
def test_half_a_second_of_work_goes_out_at_once_and_less_at_the_end(
    pace, seconds, left, workers, expected
):
    pace.note(seconds)
    assert pace.group(left, workers) == expected


def test_slow_first_cases_are_forgotten(pace):
    pace.note(30.0)
    for _ in range(100):
        pace.note(0.01)
    assert pace.group(10_000, 2) > 20


@pytest.mark.parametrize(
    ("left", "words"), [(10, "about 20 s left"), (600, "about 20 min left"),
                        (9000, "about 5.0 h left"), (0, "")]
)  # fmt: skip
def test_what_is_left_is_told_from_the_first_result_on(pace, clock, left, words):
    clock[0] = 100.0
    pace.note(1)
    assert pace.seconds_left(left) == ""
    for _ in range(3):
        clock[0] += 2.0
        pace.note(1)
    assert pace.seconds_left(left) == words
