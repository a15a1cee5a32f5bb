"""Networks that are formulas, so that every number is known on paper."""

from __future__ import annotations

import pytest
import torch

from camviewer.metrics.evaluator import choose_metrics, evaluate
from camviewer.metrics.subject import Answer, Subject


def make_subject(inputs, chance, score=None, **more):
    """A network of which ``chance(inputs) -> (M,)`` is known."""

    def look(given, samples):
        assert len(given) == len(samples)
        found = chance(given)
        return Answer(found, found if score is None else score(given))

    return Subject(inputs, look, **more)


def measure(subject, heat, name, **options):
    """Findings of one metric, one per sample."""
    chosen = choose_metrics([name], {name: options} if options else None)
    return evaluate(subject, {"map": heat}, chosen).findings["map", name]


@pytest.fixture
def subject():
    return make_subject


@pytest.fixture
def find():
    """One number of the first sample."""
    return lambda *given, **options: measure(*given, **options)[0].value


@pytest.fixture
def findings():
    return measure


def total(inputs):
    """The score is the sum of the input."""
    return inputs.flatten(1).sum(1)


@pytest.fixture
def additive():
    return total


@pytest.fixture
def exact_input():
    """The input of torch-cam's own tests, whose sum is 1."""
    return torch.tensor([[[[0.4, 0.3], [0.2, 0.1]]]])
