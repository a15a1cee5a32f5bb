from __future__ import annotations

from dataclasses import replace
from math import isnan

import pytest

from camviewer.core.judgement import (
    Agreement,
    Evaluation,
    Finding,
    Measurement,
    Workload,
    combined,
)

NAN = float("nan")


def evaluation(heatmaps=("a", "b"), values=(0.5,), **more):
    findings = tuple(Finding(value) for value in values)
    return Evaluation(
        tuple(Measurement(name, "deletion", findings, "%") for name in heatmaps),
        forwards=10, batches=2, milliseconds=5.0, **more,
    )  # fmt: skip


def test_the_value_is_the_mean_of_what_is_known():
    found = Measurement("a", "road", (Finding(1.0), Finding(NAN, note="why"), Finding(3.0)))
    assert found.values[0] == 1
    assert found.value == 2
    assert isnan(Measurement("a", "road", (Finding(NAN),)).value)


def test_numbers_are_found_by_map_and_metric():
    found = evaluation()
    assert found.heatmaps == ("a", "b")
    assert found.metrics == ("deletion",)
    assert found.value("a", "deletion") == 0.5
    assert isnan(found.value("a", "road"))
    assert found.measurement("c", "deletion") is None


def test_images_are_put_together_sample_by_sample():
    whole = combined([evaluation(values=(1.0, 2.0)), evaluation(("b", "c"), values=(4.0,))])
    assert whole.measurement("b", "deletion").values == (1, 2, 4)
    assert whole.measurement("a", "deletion").values[:2] == (1, 2)
    missing = whole.measurement("a", "deletion").findings[2]
    assert isnan(missing.value)
    assert missing.note
    assert [isnan(v) for v in whole.measurement("c", "deletion").values] == [True, True, False]
    assert whole.measurement("c", "deletion").unit == "%"
    assert (whole.forwards, whole.batches, whole.milliseconds) == (20, 4, 10.0)


def test_notes_and_controls_are_said_once():
    whole = combined(
        [evaluation(notes=("n",), controls=("b",), parameters={"x": {"y": 1}})] * 2
    )
    assert whole.notes == ("n",)
    assert whole.controls == ("b",)
    assert whole.parameters == {"x": {"y": 1}}


def test_a_workload_counts_every_input():
    assert Workload(3, 4, {"a": 2}).forwards == pytest.approx(7)


def test_pairs_of_several_images_have_their_mean():
    values = (0.2, float("nan"), 0.6)
    images = [
        replace(evaluation(), agreements=(Agreement("a", "b", "cosine", value),))
        for value in values
    ]
    (found,) = combined(images).agreements
    assert found == Agreement("a", "b", "cosine", pytest.approx(0.4))
    (unknown,) = combined(images[1:2]).agreements
    assert isnan(unknown.value)
