from __future__ import annotations

from math import isnan, nan

import numpy as np
import pytest

from camviewer.core.judgement import Evaluation, Finding, Measurement
from camviewer.session.tables import (
    FEWEST_DRAWS,
    best_map,
    chance_note,
    note_lines,
    table_lines,
)


def evaluation(values, controls=()):
    """Values by map and metric."""
    return Evaluation(
        tuple(
            Measurement(
                heatmap,
                metric,
                tuple(Finding(v, note="Why." if isnan(v) else "") for v in given),
            )
            for heatmap, metrics in values.items()
            for metric, given in metrics.items()
        ),
        controls=controls,
    )  # fmt: skip


def test_one_image_is_a_plain_table_with_arrows():
    found = evaluation(
        {"a": {"deletion": [0.25], "road": [0.5]}, "b": {"deletion": [nan], "road": [0.1]}}
    )
    head, first, second, empty = table_lines(found)
    assert head.split() == ["a", "b"]
    assert first.split() == ["deletion", "↓", "0.250", "–"]
    assert second.split() == ["road", "↑", "0.500", "0.100"]
    assert empty == ""
    assert len(head) == len(first) == len(second)


def test_several_images_have_intervals_and_the_best_beyond_chance_has_a_star():
    found = evaluation({"a": {"deletion": [0.1, 0.2, 0.3]}, "b": {"deletion": [0.5, 0.6, 0.7]}})
    assert "0.200 [0.100 0.300] *" in table_lines(found)[1]
    assert best_map(found, "deletion") == "a"


@pytest.mark.parametrize(
    ("one", "other"),
    [([0.1, 0.9], [0.9, 0.1]), ([0.5], [0.1]), ([nan, nan], [0.1, 0.2])],
)
def test_nobody_is_best_by_chance(one, other):
    found = evaluation({"a": {"deletion": one}, "b": {"deletion": other}})
    assert best_map(found, "deletion") is None


def test_controls_stand_in_brackets_and_do_not_compete():
    values = {
        name: {"deletion": [v, v + 0.1, v + 0.2]}
        for name, v in zip("abc", (0.3, 0.5, 0.0), strict=True)
    }
    found = evaluation(values, controls=("c",))
    assert "(c)" in table_lines(found)[0]
    assert best_map(found, "deletion") == "a"


def test_what_is_neither_good_nor_bad_has_no_best():
    found = evaluation({"a": {"cosine": [0.9, 0.9]}, "b": {"cosine": [0.1, 0.1]}})
    assert best_map(found, "cosine") is None


def test_a_narrow_terminal_gets_blocks():
    found = evaluation({f"method-{k}": {"deletion": [0.1 * k]} for k in range(6)})
    lines = table_lines(found, 40)
    assert max(map(len, lines)) <= 40
    assert sum("deletion" in line for line in lines) > 1
    heads = " ".join(line for line in lines if "method" in line)
    assert all(f"method-{k}" in heads for k in range(6))


def test_every_reason_is_said_once():
    found = evaluation({"a": {"deletion": [nan, nan]}, "b": {"deletion": [nan, 1.0]}})
    assert note_lines(found) == ["–: a deletion, b deletion: Why."]


def test_nothing_measured_is_no_table():
    assert table_lines(Evaluation(())) == []


def drawn(**draws):
    """One image: each map's draws, of which the number is the mean."""
    return Evaluation(
        tuple(
            Measurement(
                name,
                "infidelity",
                (Finding(sum(values) / len(values), draws=tuple(values)),),
            )
            for name, values in draws.items()
        )
    )


def test_on_one_image_the_draws_tell_what_is_chance():
    rng = np.random.default_rng(1)
    hard = rng.random(FEWEST_DRAWS)
    better = hard - 0.1 - 0.01 * rng.random(FEWEST_DRAWS)
    assert best_map(drawn(a=hard, b=better), "infidelity") == "b"
    noisy = better + rng.uniform(-2, 2, FEWEST_DRAWS)  # the pairs are what is certain
    assert best_map(drawn(a=hard, b=noisy), "infidelity") is None


def test_on_one_image_it_is_said_what_a_star_means_or_why_there_is_none():
    many = [0.5 + 0.01 * place for place in range(FEWEST_DRAWS)]
    less = [value - 0.4 for value in many]
    assert chance_note(drawn(a=many, b=less)).startswith("*: better than every other map")
    assert chance_note(drawn(a=many, b=many)).startswith("One image: no number")
    several = {"a": {"deletion": [0.1, 0.2, 0.3]}, "b": {"deletion": [0.5, 0.6, 0.7]}}
    assert chance_note(evaluation(several)) == ""


def test_few_draws_and_draws_of_other_numbers_tell_nothing():
    many = [0.5 + 0.01 * place for place in range(FEWEST_DRAWS)]
    less = [value - 0.4 for value in many]
    assert best_map(drawn(a=many, b=less), "infidelity") == "b"
    assert best_map(drawn(a=many[:-1], b=less[:-1]), "infidelity") is None
    assert best_map(drawn(a=many, b=[*less, 0.1]), "infidelity") is None
