"""Numbers about the maps that are shown: added to, sorted by, forgotten with them."""

from __future__ import annotations

from dataclasses import replace
from math import nan

import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.core.job import Explanation, Prediction
from camviewer.core.judgement import Agreement, Evaluation, Finding, Measurement
from camviewer.core.settings import Settings
from camviewer.session.numbers import extended, in_order
from camviewer.session.service import Session


def numbers_of(metric, **values):
    return Evaluation(
        tuple(Measurement(name, metric, (Finding(value),)) for name, value in values.items()),
        (Agreement("a", "b", metric, 0.5),),
        forwards=3,
        batches=1,
        milliseconds=2.0,
        parameters={metric: {"steps": 4}},
        controls=("random-cam",),
        notes=("Be careful.",),
    )


@pytest.fixture
def session(tmp_path):
    session = Session(Settings(), tmp_path / "settings.json")
    session.show(Image(np.zeros((4, 6, 3), np.uint8), pixel_grid(4, 6)))
    session.accept(explanation())
    return session


def explanation():
    cat = Prediction(0, "cat", 0.9, 3.0)
    maps = {
        name: Heatmap(np.ones((2, 2), np.float32), Grid((2, 2), np.eye(3)), name)
        for name in ("a", "b", "c")
    }
    return Explanation(maps, (cat,), cat, "late", "", "efficientnet-lite0", "Net", "cpu")


def test_later_numbers_are_put_to_earlier_ones_and_replace_them():
    first = numbers_of("road", a=0.1, b=0.2)
    whole = extended(first, replace(numbers_of("adcc", a=0.7), notes=("Be careful.", "Slow.")))
    assert (whole.value("a", "road"), whole.value("a", "adcc")) == (0.1, 0.7)
    assert (whole.forwards, whole.batches, whole.milliseconds) == (6, 2, 4.0)
    assert set(whole.parameters) == {"road", "adcc"}
    assert (whole.controls, whole.notes) == (("random-cam",), ("Be careful.", "Slow."))
    assert {each.metric for each in whole.agreements} == {"road", "adcc"}
    again = extended(first, numbers_of("road", a=0.3))
    assert (again.value("a", "road"), again.value("b", "road")) == (0.3, 0.2)
    assert len(again.measurements) == 2


def test_maps_are_sorted_best_first_by_what_is_good_for_the_metric(session):
    numbers = session.state.numbers
    assert in_order(numbers, "abc") == ("a", "b", "c")
    numbers.evaluation = numbers_of("insertion", a=0.2, b=0.9, c=nan)
    assert in_order(numbers, "abc") == ("a", "b", "c")
    numbers.sorted_by = "insertion"  # higher is better
    assert in_order(numbers, "cab") == ("b", "a", "c")
    numbers.is_reversed = True
    assert in_order(numbers, "cab") == ("a", "b", "c")
    numbers.evaluation = numbers_of("deletion", a=0.2, b=0.9, c=nan)
    numbers.sorted_by, numbers.is_reversed = "deletion", False  # lower is better
    assert in_order(numbers, "cba") == ("a", "b", "c")
    assert in_order(numbers, ("b", "new", "a")) == ("a", "b", "new")


def test_numbers_go_with_the_maps_that_they_are_about(session):
    state = session.state
    now = state.case.explanation
    session.accept_evaluation(now, numbers_of("road", a=0.1))
    session.accept_evaluation(now, numbers_of("adcc", a=0.7))
    assert state.numbers.evaluation.metrics == ("road", "adcc")
    session.accept(explanation())
    assert state.numbers.evaluation is None
    session.accept_evaluation(now, numbers_of("road", a=0.1))  # of the maps before
    assert state.numbers.evaluation is None


def test_another_image_forgets_numbers_and_trust(session):
    session.accept_evaluation(session.state.case.explanation, numbers_of("road", a=0.1))
    session.state.numbers.trust = {"a": None}
    session.show(Image(np.zeros((4, 6, 3), np.uint8), pixel_grid(4, 6)))
    assert (session.state.numbers.evaluation, session.state.numbers.trust) == (None, {})
