"""Numbers and answers about trust come back while they are those of what is open."""

from __future__ import annotations

import dataclasses
import json
import math

import numpy as np
import pytest
from PIL import Image

from camviewer.core.digest import sha256_of
from camviewer.core.judgement import Curve, Evaluation, Finding, Measurement
from camviewer.core.trust import Standing
from camviewer.session.masks import add_masks


def measured(name, metric, value, curves=None):
    return Measurement(name, metric, (Finding(value, curves or {}),))


def numbers():
    """Two maps and their random control; pictures are weighed by ROAD's curves."""
    shares = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.9)
    found = []
    for name, level in (("grad-cam", 0.2), ("cf-cam", 0.8), ("random-cam", 0.8)):
        curve = Curve(shares, (0.9, *(level,) * 6), "Share of the cells removed", "Probability")
        found += [
            measured(name, metric, level, {"most": curve})
            for metric in ("road", "road-most", "road-least")
        ]
        found.append(measured(name, "pointing-hit", 1.0))
    return Evaluation(
        tuple(found), parameters={"road": {"shares": 9}}, controls=("random-cam",)
    )


def draw(path, first=0):
    Image.fromarray((np.arange(600) + first).astype(np.uint8).reshape(20, 30)).save(path)


@pytest.fixture
def case(tmp_path, session, explain):
    path = tmp_path / "cat.png"
    draw(path)
    session.show(session.read(path))
    image = session.state.case.image
    made = explain(image, target="tabby", model="efficientnet-lite0")
    session.accept(dataclasses.replace(made, weights_sha256=""))
    explanation, found = session.state.case.explanation, numbers()
    session.accept_evaluation(explanation, found)
    session.accept_trust(explanation, session.weigh_maps(image, explanation, found))
    session.state.numbers.sorted_by, session.state.numbers.is_reversed = "road", True
    return session


@pytest.fixture
def path(case, tmp_path):
    return case.save_workspace(case.workspace(), tmp_path / "visit")


def change(path, change):
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def weights():
    from camviewer.engine.models import resolve_model

    return sha256_of(resolve_model("efficientnet-lite0").weights())


def test_answers_and_order_come_back_without_measuring(case, path, other, monkeypatch):
    def refuse(*_arguments, **_more):
        raise AssertionError

    monkeypatch.setattr("camviewer.session.evaluation.evaluate", refuse)
    other.restore(other.open_file(path))
    before, after = case.state.numbers, other.state.numbers
    assert (after.sorted_by, after.is_reversed) == ("road", True)
    assert after.trust.keys() == before.trust.keys() == {"grad-cam", "cf-cam"}
    assert repr(after.trust) == repr(before.trust)  # as NaN is not equal to itself
    states = {each.standing for trust in after.trust.values() for each in trust.evidence}
    assert Standing.SUPPORTED in states


def test_answers_are_those_of_the_kept_numbers(path, other):
    def worsen(content):
        for each in content["numbers"]["measurements"]:
            for curve in each["findings"][0]["curves"].values():
                curve["y"] = [0.9] * 7

    change(path, worsen)
    other.restore(other.open_file(path))
    answer = other.state.numbers.trust["grad-cam"].answer("removal")
    assert answer.standing is not Standing.SUPPORTED


def test_only_maps_that_were_weighed_are_answered(case, tmp_path, other):
    case.state.numbers.trust = {"cf-cam": case.state.numbers.trust["cf-cam"]}
    other.restore(other.open_file(case.save_workspace(case.workspace(), tmp_path / "b")))
    assert list(other.state.numbers.trust) == ["cf-cam"]


def gone(other, warnings=1):
    numbers = other.state.numbers
    assert (numbers.evaluation, numbers.trust, numbers.page) == (None, {}, "")
    assert len(other.state.case.image.warnings) == warnings
    assert len(other.state.case.heatmaps) == 2


def test_numbers_of_another_image_are_dropped(path, other, tmp_path):
    draw(tmp_path / "cat.png", first=5)
    other.restore(other.open_file(path))
    gone(other)


def test_numbers_of_other_weights_are_dropped(path, other):
    change(path, lambda content: content["explanation"].update(weights_sha256="0" * 64))
    other.restore(other.open_file(path))
    gone(other)


def test_numbers_of_the_same_weights_are_kept(path, other):
    change(path, lambda content: content["explanation"].update(weights_sha256=weights()))
    other.restore(other.open_file(path))
    assert other.state.numbers.evaluation is not None
    assert other.state.case.image.warnings == ()


def test_numbers_stay_where_the_network_is_not_here(path, other):
    odd = {"model": "gone", "weights_sha256": "0" * 64}
    change(path, lambda content: content["explanation"].update(odd))
    other.restore(other.open_file(path))
    assert len(other.state.numbers.trust) == 2


def test_numbers_that_are_measured_otherwise_now_are_dropped(path, other):
    change(path, lambda content: content["numbers"].update(parameters={"road": {"shares": 5}}))
    other.restore(other.open_file(path))
    found = other.state.numbers.evaluation
    assert "road" not in found.metrics
    assert "road-most" in found.metrics
    assert other.state.case.image.warnings == ()


def test_numbers_against_a_mask_go_with_their_mask(path, other):
    other.restore(other.open_file(path))
    assert "pointing-hit" not in other.state.numbers.evaluation.metrics


def test_a_changed_map_takes_its_numbers_and_answer_along(path, other):
    (file,) = path.with_name("visit.camviewer").glob("cf-cam*")
    file.unlink()
    other.restore(other.open_file(path))
    numbers = other.state.numbers
    assert numbers.evaluation.heatmaps == ("grad-cam", "random-cam")
    assert list(numbers.trust) == ["grad-cam"]


@pytest.mark.parametrize(
    "judged", [3, [], {"trust": 3}, {"trust": [1]}, {"sorted_by": 1}, {"is_reversed": "x"}]
)
def test_a_damaged_order_or_list_of_answers_costs_nothing_else(path, other, judged):
    change(path, lambda content: content.update(judged=judged))
    other.restore(other.open_file(path))
    numbers = other.state.numbers
    assert (numbers.trust, numbers.sorted_by, numbers.is_reversed) == ({}, "", False)
    assert numbers.evaluation is not None
    assert other.state.case.image.warnings == ()


def test_curves_of_another_kind_cost_the_answers_alone(path, other):
    def cut(content):
        for each in content["numbers"]["measurements"]:
            for curve in each["findings"][0]["curves"].values():
                curve["x"], curve["y"] = [], [math.pi]

    change(path, cut)
    other.restore(other.open_file(path))
    assert other.state.numbers.evaluation is not None
    assert len(other.state.case.heatmaps) == 2


@pytest.mark.parametrize("kept", ["lesion", "organ", ""])
def test_numbers_of_a_mask_come_back_with_that_mask_alone(kept, case, tmp_path, other):
    shape = case.state.case.image.grid.shape
    masks = {}
    for name, rows in (("lesion", 2), ("organ", 9)):
        inside = np.zeros(shape, np.uint8)
        inside[:rows] = 1
        Image.fromarray(inside).save(tmp_path / f"{name}.png")
        read = case.read_masks(tmp_path / f"{name}.png", case.state.case.image)
        (masks[name],) = read
    add_masks(case.state.masks, list(masks.values()))
    case.state.numbers.mask = case.state.masks.items[1].name  # told apart by a number
    key = case.against().mask_key
    case.state.numbers.evaluation = dataclasses.replace(numbers(), mask=key)
    path = case.save_workspace(case.workspace(), tmp_path / "masked")
    if kept:
        gone = ({*masks} - {kept}).pop()
        (tmp_path / f"{gone}.png").unlink()
    other.restore(other.open_file(path))
    found = other.state.numbers.evaluation
    assert ("pointing-hit" in found.metrics) == (kept != "lesion")
    assert "road" in found.metrics


def test_curves_without_a_value_for_each_place_are_left_out(path, other):
    def cut(content):
        content["numbers"]["measurements"][0]["findings"][0]["curves"]["most"]["y"] = [0.5]

    change(path, cut)
    other.restore(other.open_file(path))
    found = other.state.numbers.evaluation
    assert found.measurement("grad-cam", "road") is None
    assert found.measurement("grad-cam", "road-most") is not None
