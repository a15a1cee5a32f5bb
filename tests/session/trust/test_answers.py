"""All answers about a map together, from real networks too, as lines and as a record."""

from __future__ import annotations

import json

import pytest

from camviewer.core.job import ExplainRequest
from camviewer.core.progress import CancelToken, no_report
from camviewer.core.trust import Standing
from camviewer.session.evaluation import Against, evaluate
from camviewer.session.trust import (
    QUESTIONS,
    TRUST_METRICS,
    caution,
    trust_lines,
    trust_metrics,
    trust_record,
    weigh,
)
from camviewer.session.work import Work
from tests.session.trust.conftest import evaluation, explanation, heat, picture, volume


def weighed_by_hand():
    return weigh(picture(), explanation(heat("grad-cam")), "grad-cam", evaluation())


def test_five_questions_are_answered_in_order():
    found = weighed_by_hand()
    assert tuple(each.question for each in found.evidence) == QUESTIONS
    assert found.answer("removal").standing is Standing.UNKNOWN
    assert found.answer("grid").standing is not Standing.UNKNOWN  # needs no number


def test_the_metrics_are_those_of_the_image():
    assert trust_metrics(picture())[:2] == ("road-most", "road-least")
    assert trust_metrics(volume())[:2] == ("deletion", "insertion")
    assert {*trust_metrics(picture()), *trust_metrics(volume())} == set(TRUST_METRICS)


def test_lines_hold_question_state_sentence_and_caution():
    lines = trust_lines(weighed_by_hand())
    assert lines[0] == "grad-cam"
    assert lines[1] == "  Does removing the hot part lower the score? No answer."
    assert lines[2] == "    Not measured yet."
    assert lines[-1].strip() == caution()


def test_a_record_is_plain_json_without_a_number_that_is_none():
    record = json.loads(json.dumps(trust_record({"grad-cam": weighed_by_hand()})))
    assert record["caution"] == caution()
    answers = record["maps"]["grad-cam"]
    assert [each["question"] for each in answers] == list(QUESTIONS)
    assert (answers[0]["standing"], answers[0]["value"]) == ("not measured", None)
    assert answers[4]["value"] > 0


def real(sample, model, methods):
    image = Work().sample(sample)
    request = ExplainRequest(image, model, methods)
    explained = Work().explain(request, no_report, CancelToken(), lambda _map: None)
    fewer = {"max-sensitivity": {"draws": 2}, "deletion": {"steps": 10},
             "insertion": {"steps": 10}}  # fmt: skip
    against = Against(has_controls=True, parameters=fewer)
    found = evaluate(image, explained, trust_metrics(image), against)
    return {name: weigh(image, explained, name, found) for name in explained.heatmaps}


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(
    ("sample", "model"), [("coffee", "efficientnet-lite0"), ("ct", "nodule3d")]
)
def test_a_real_network_supports_no_control(sample, model):
    weighed = real(sample, model, ("grad-cam", "cf-cam", "layer-cam", "random-cam"))
    for question in ("removal", "randomisation", "agreement"):
        assert weighed["random-cam"].answer(question).standing is not Standing.SUPPORTED
    found = [weighed[name].answer("removal") for name in ("grad-cam", "cf-cam")]
    assert all(each.standing is not Standing.NOT_SUPPORTED for each in found)
    for trust in weighed.values():
        for each in trust.evidence:
            assert each.sentence.endswith(".")
            assert "{" not in each.sentence + each.compared_with
