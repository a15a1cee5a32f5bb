import numpy as np
import pytest
import torch
from scipy import stats
from sklearn import metrics

from camviewer.recipes.cifake_score import confusion, rates, score


@pytest.fixture(scope="module")
def answers():
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 2, 700)
    return torch.tensor(rng.normal(1.5 * truth - 0.6, 1.0)), torch.tensor(truth.astype(float))


def test_the_rates_are_those_of_scikit_learn(answers):
    logits, truth = answers
    said, found = (logits > 0).numpy(), score(logits, truth)
    expected = {
        "accuracy": metrics.accuracy_score,
        "precision": metrics.precision_score,
        "recall": metrics.recall_score,
        "f1": metrics.f1_score,
    }
    for name, rate in expected.items():
        assert found[name][0] == pytest.approx(rate(truth, said), abs=5e-5)
    assert found["loss"] == pytest.approx(metrics.log_loss(truth, logits.sigmoid()), abs=5e-5)
    assert found["pictures"] == sum(found["counts"]) == 700


def test_the_four_counts_stand_in_their_order():
    logits = torch.tensor([2.0, 1.0, 3.0, -1.0, -1.0, -2.0, -3.0, 0.0])
    truth = torch.tensor([1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0])
    assert confusion(logits, truth).tolist() == [2, 1, 3, 2]


def test_the_interval_is_about_the_exact_one_of_the_binomial_distribution(answers):
    value, low, high = score(*answers)["accuracy"]
    exact = stats.binomtest(round(value * 700), 700).proportion_ci(0.95, method="wilson")
    assert (low, high) == pytest.approx((exact.low, exact.high), abs=0.006)
    assert low < value < high


def test_nothing_to_divide_by_is_zero_and_perfection_is_one():
    none = rates(np.array([[0, 0, 0, 5], [4, 0, 0, 6]]))
    assert none["accuracy"].tolist() == [1, 1]
    assert (
        none["precision"].tolist() == none["recall"].tolist() == none["f1"].tolist() == [0, 1]
    )
