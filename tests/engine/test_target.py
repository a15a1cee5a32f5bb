import math

import pytest
import torch

from camviewer.core.errors import InputError, ModelError, UnknownNameError
from camviewer.engine.target import (
    class_scores,
    find_class,
    label_of,
    predictions,
    probabilities,
    target_indices,
    target_scores,
)

SCORES = torch.tensor([[1.0, 3.0, 2.0], [5.0, 4.0, 6.0]])


@pytest.mark.parametrize(
    "output",
    [
        SCORES,
        (SCORES, torch.zeros(1)),
        [SCORES, torch.zeros(1)],
        ("name", SCORES),
        {"loss": torch.zeros(()), "logits": SCORES},
        {"aux": torch.zeros(2, 9), "out": SCORES},
        {"anything": SCORES},
        SCORES[:, :, None, None],
        SCORES[..., None, None, None],
    ],
)
def test_scores_are_found_in_every_usual_output(output):
    assert torch.equal(class_scores(output), SCORES)


def test_one_number_per_sample_is_one_class():
    assert class_scores(torch.tensor([1.0, 2.0])).shape == (2, 1)


@pytest.mark.parametrize(
    "output",
    [None, "text", (), torch.zeros(1, 3, 4, 4), torch.zeros(1, 3).long(), torch.zeros(1, 0)],
)
def test_an_output_without_class_scores_is_refused(output):
    with pytest.raises(ModelError) as caught:
        class_scores(output)
    assert caught.value.hint or output is not None


def test_the_target_is_one_for_all_or_one_each_or_the_highest():
    assert target_indices(SCORES, 2).tolist() == [2, 2]
    assert target_indices(SCORES, [0, 1]).tolist() == [0, 1]
    assert target_indices(SCORES, torch.tensor([0, 1])).tolist() == [0, 1]
    assert target_indices(SCORES, None).tolist() == [1, 2]
    assert target_scores(SCORES, torch.tensor([2, 0])).tolist() == [2.0, 5.0]


@pytest.mark.parametrize("target", [3, -1, [0, 3], [0], [0, 1, 2], 1.5])
def test_a_target_that_does_not_exist_is_an_input_error_with_a_hint(target):
    with pytest.raises(InputError) as caught:
        target_indices(SCORES, target)
    assert caught.value.hint


def test_a_single_unit_has_class_0_only():
    one = torch.tensor([[0.3]])
    assert target_indices(one, None).tolist() == [0]
    with pytest.raises(InputError, match="no class 1"):
        target_indices(one, 1)


LABELS = ("tench, Tinca tinca", "tabby, tabby cat", "crane", "crane", "7")


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("tabby", 1),
        ("Tabby Cat", 1),
        ("tinca TINCA", 0),
        ("tench, tinca tinca", 0),
        ("2", 2),
        (" 0 ", 0),
        ("7", 4),
    ],
)
def test_a_class_is_found_by_label_synonym_or_number(text, index):
    assert find_class(text, LABELS) == index


def test_an_unknown_label_names_the_nearest():
    with pytest.raises(UnknownNameError) as caught:
        find_class("nodul", ["lung", "nodule"])
    assert "nodule" in caught.value.hint


def test_a_label_that_two_classes_carry_asks_for_the_number():
    with pytest.raises(InputError) as caught:
        find_class("crane", LABELS)
    assert "2 and 3" in caught.value.hint


@pytest.mark.parametrize("text", ["5", "-1"])
def test_a_number_out_of_range_is_refused(text):
    with pytest.raises(InputError, match="no class"):
        find_class(text, LABELS)


def test_probabilities_follow_the_kind_of_output():
    scores = torch.tensor([[0.0, math.log(3.0)]])
    assert probabilities(scores, "softmax").tolist() == [
        [pytest.approx(0.25), pytest.approx(0.75)]
    ]
    assert probabilities(scores, "sigmoid").tolist() == [[0.5, pytest.approx(0.75)]]
    assert probabilities(torch.tensor([[0.0]]), "softmax").tolist() == [[0.5]]


def test_predictions_are_sorted_and_keep_the_raw_score():
    found = predictions(torch.tensor([0.0, math.log(3.0)]), "softmax", ["a", "b"])
    assert [each.label for each in found] == ["b", "a"]
    assert found[0].index == 1
    assert found[0].score == pytest.approx(math.log(3.0))
    assert found[1].probability == pytest.approx(0.25)


def test_a_class_without_a_label_is_called_by_its_number():
    assert label_of(3, ["a"]) == "3"
