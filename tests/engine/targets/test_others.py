import sys
import types
from math import exp, log

import numpy as np
import pytest
import torch
from torch import nn

import camviewer
from camviewer.core.errors import InputError, ModelError
from camviewer.engine.targets import (
    Context,
    SequenceTarget,
    SimilarityTarget,
    TokenTarget,
    read_target,
)


def test_similarity_is_the_cosine_by_hand(leaf, scored):
    vectors, reference = leaf(2, 5), leaf(5, seed=1).detach()
    score, gradient = scored(SimilarityTarget(reference), vectors, vectors)
    by_hand = torch.stack(
        [(v * reference).sum() / ((v * v).sum().sqrt() * (reference**2).sum().sqrt())
         for v in vectors]
    )  # fmt: skip
    torch.testing.assert_close(score, by_hand)
    torch.testing.assert_close(gradient, torch.autograd.grad(by_hand.sum(), vectors)[0])
    same = SimilarityTarget(vectors[0].detach()).settle(vectors, 2, None)
    assert float(same.score(vectors, torch.arange(2))[0].detach()) == pytest.approx(1.0)


def test_similarity_of_long_vectors_in_half_precision_is_a_number():
    vectors = torch.full((1, 64), 3e4, dtype=torch.float16)
    aim = SimilarityTarget(torch.full((64,), 3e4)).settle(vectors, 1, None)
    assert float(aim.score(vectors, torch.arange(1))) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("shape", [(1, 4), (2, 5), (1, 5, 2)])
def test_an_embedding_of_another_shape_is_refused(shape):
    with pytest.raises(InputError) as caught:
        SimilarityTarget(torch.ones(5)).settle(torch.ones(shape), 1, None)
    assert caught.value.hint
    with pytest.raises(ModelError):
        SimilarityTarget(torch.ones(5)).settle(torch.ones(3), 3, None)


@pytest.mark.parametrize("position", [0, 2, -1])
def test_a_token_is_its_logit_and_its_probability(leaf, scored, position):
    scores = leaf(2, 3, 4)
    score, gradient = scored(TokenTarget(position, 1), (scores, None), scores)
    torch.testing.assert_close(score, scores[:, position, 1])
    expected = torch.zeros_like(scores)
    expected[:, position, 1] = 1
    torch.testing.assert_close(gradient, expected)
    chance = TokenTarget(position, 1).settle(scores, 2, None).chance(scores, torch.arange(2))
    for row, found in zip(scores[:, position].tolist(), chance.tolist(), strict=True):
        assert found == pytest.approx(exp(row[1]) / sum(map(exp, row)), rel=1e-6)


def test_a_sequences_score_is_its_log_likelihood_by_loops(leaf):
    scores, tokens = leaf(2, 4, 5), (3, 0, 4)
    aim = read_target("sequence:3,0,4", Context()).settle({"logits": scores}, 2, None)
    found = aim.score({"logits": scores}, torch.arange(2))
    for sample in range(2):
        total = 0.0
        for position, token in enumerate(tokens):
            row = scores[sample, position].tolist()
            total += row[token] - log(sum(map(exp, row)))
        assert float(found[sample].detach()) == pytest.approx(total, rel=1e-5)
        chance = aim.chance({"logits": scores}, torch.arange(2))[sample]
        assert float(chance.detach()) == pytest.approx(exp(total), rel=1e-5)
    (gradient,) = torch.autograd.grad(found.sum(), scores)
    # d log softmax(s)[t] / d s = one_hot(t) - softmax(s); no later position matters.
    expected = torch.zeros_like(scores)
    expected[:, :3] = -scores[:, :3].softmax(2)
    for position, token in enumerate(tokens):
        expected[:, position, token] += 1
    torch.testing.assert_close(gradient, expected.detach(), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("target", "error"),
    [
        (TokenTarget(3, 0), InputError),
        (TokenTarget(-4, 0), InputError),
        (TokenTarget(0, 4), InputError),
        (TokenTarget(0, -1), InputError),
        (SequenceTarget((0, 1, 2, 3)), InputError),
        (SequenceTarget((0, 9)), InputError),
    ],
)
def test_positions_and_tokens_that_do_not_exist_are_refused(target, error):
    with pytest.raises(error) as caught:
        target.settle(torch.zeros(2, 3, 4), 2, None)
    assert caught.value.hint
    with pytest.raises(ModelError) as caught:
        target.settle(torch.zeros(2, 4), 2, None)
    assert caught.value.hint


class Captioner(nn.Module):
    """Three positions of five tokens from a picture: (N, T, V)."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.last = nn.Sequential(nn.Conv2d(1, 6, 3, 2, 1), nn.ReLU())
        self.out = nn.Linear(6, 15)

    def forward(self, x):
        return {"logits": self.out(self.last(x).mean((2, 3))).reshape(-1, 3, 5)}


@pytest.mark.parametrize("target", [TokenTarget(1, 2), SequenceTarget((4, 0))])
def test_a_captioner_is_explained_as_plain_autograd_does(target):
    model, batch = Captioner(), torch.rand(2, 1, 8, 8)
    found = camviewer.explain(model, batch, ["hires-cam"], "last", target=target)["hires-cam"]
    maps = model.last(batch).detach().double().requires_grad_()
    scores = nn.functional.linear(
        maps.mean((2, 3)), model.out.weight.double(), model.out.bias.double()
    ).reshape(2, 3, 5)
    if isinstance(target, TokenTarget):
        score = scores[:, 1, 2]
    else:
        likely = scores.log_softmax(2)
        score = likely[:, 0, 4] + likely[:, 1, 0]
    (gradient,) = torch.autograd.grad(score.sum(), maps)
    expected = (gradient * maps).sum(1).detach()
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6)


def test_an_embedder_is_explained_towards_a_reference(small_net):
    model, batch = small_net(classes=7), torch.rand(1, 1, 8, 8)
    with torch.no_grad():
        reference = model.eval()(torch.rand(1, 1, 8, 8))[0]
    found = camviewer.explain(
        model, batch, ["grad-cam"], "last", target=SimilarityTarget(reference)
    )["grad-cam"]
    own = camviewer.explain(
        model, batch, ["grad-cam"], "last",
        target=lambda out: torch.cosine_similarity(out, reference[None], dim=1),
    )["grad-cam"]  # fmt: skip
    assert found.any()
    np.testing.assert_allclose(found, own, rtol=1e-4, atol=1e-7)


def test_a_function_is_found_by_its_module_and_name(monkeypatch):
    module = types.ModuleType("toy_scores")
    module.first = lambda output: output[:, 0]
    monkeypatch.setitem(sys.modules, "toy_scores", module)
    target = read_target("call:toy_scores:first", Context())
    assert target.function is module.first
