"""Probes made by hand, small enough for slow loops, in 2D and 3D."""

from __future__ import annotations

import dataclasses

import pytest
import torch
from torch.nn import functional

from camviewer.core.params import build
from camviewer.engine.methods import (
    METHODS,
    BiasTerms,
    Classes,
    LinearHead,
    Network,
    Probe,
    Transformer,
)

INPUTS, CLASSES, BLOCKS, HEADS, PREFIX = 2, 5, 3, 2, 1


@pytest.fixture(params=[(4, 5), (3, 4, 2)], ids=["2d", "3d"])
def grid(request):
    return request.param


class ToyNetwork:
    """Averages 2 x 2 (x 2) voxels, mixes the channels, cuts at zero, pools, bends, sums.

    ``a = relu(M pool(x))``, ``score_i = w_i . tanh(mean a) + b_i``: one target per sample.
    """

    def __init__(self, mix, weight, bias):
        self.mix, self.weight, self.bias = mix, weight, bias

    def layer(self, inputs):
        pool = functional.avg_pool2d if inputs.ndim == 4 else functional.avg_pool3d
        return torch.einsum("kc,nc...->nk...", self.mix, pool(inputs, 2)).relu()

    def tail(self, activations, sample):
        bent = activations.flatten(2).mean(2).tanh()
        return bent @ self.weight[sample] + self.bias[sample]

    def scores(self, inputs, sample):
        return self.tail(self.layer(inputs), sample)

    def chances(self, inputs, sample):
        return self.scores(inputs, sample).sigmoid()

    @torch.enable_grad()
    def slopes(self, inputs, sample):
        leaf = inputs.detach().clone().requires_grad_()
        scores = self.scores(leaf, sample)
        return scores.detach(), torch.autograd.grad(scores.sum(), leaf)[0]

    @torch.enable_grad()
    def look(self, inputs, sample):
        leaf = self.layer(inputs.detach()).detach().requires_grad_()
        scores = self.tail(leaf, sample)
        gradients = torch.autograd.grad(scores.sum(), leaf)[0]
        return scores.detach(), leaf.detach(), gradients

    def terms(self, inputs):
        """Terms that add up to the score only roughly: the bend keeps them from it."""
        slopes = torch.cat([self.slopes(x[None], i)[1] for i, x in enumerate(inputs)])
        layer = self.layer(inputs) * self.weight.reshape(
            *self.weight.shape, *[1] * (inputs.ndim - 2)
        )
        return BiasTerms(inputs * slopes, (layer,), self.bias)

    def network(self, inputs, spacing_mm=None):
        return Network(
            inputs, torch.full((INPUTS,), -1.0), spacing_mm, 3,
            self.scores, self.chances, self.slopes, self.look, lambda: self.terms(inputs),
        )  # fmt: skip

    def single(self, i):
        return ToyNetwork(self.mix, self.weight[i : i + 1], self.bias[i : i + 1])


def make_classes(shape, draw):
    """Class scores, and a gradient that is linear in the classes' weights."""
    count, channels, *cells = shape
    scores = torch.randn(count, CLASSES, generator=draw)
    each = torch.randn(count, CLASSES, channels, *cells, generator=draw)
    return Classes(
        scores,
        torch.arange(count) % CLASSES,
        lambda weights: torch.einsum("nk,nk...->n...", weights, each),
    )


def make_transformer(count, cells, draw):
    """Random attention whose rows sum to 1, and random slopes of it."""
    tokens = PREFIX + torch.Size(cells).numel()
    shape = (count, HEADS, tokens, tokens)
    attention = [torch.randn(shape, generator=draw).softmax(3) for _ in range(BLOCKS)]
    slopes = [torch.randn(shape, generator=draw) for _ in range(2 * BLOCKS)]
    own = tuple(slopes[BLOCKS:])
    return Transformer(
        tuple(attention), tuple(slopes[:BLOCKS]), lambda: own, PREFIX, tuple(cells)
    )


@pytest.fixture
def make_probe():
    """Random activations and gradients: behind a ReLU, or signed; and all else made to fit.

    The network, the classes and the transformer are toys of their own: they do not give the
    probe's activations.
    """

    def make(*shape, signed=False, slope=1.0, seed=0):
        draw = torch.Generator().manual_seed(seed)
        activations = torch.randn(shape, generator=draw)
        gradients = slope * torch.randn(shape, generator=draw)
        score = torch.randn(shape[0], generator=draw)
        head = LinearHead(
            torch.randn(shape[:2], generator=draw), torch.randn(shape[0], generator=draw)
        )
        mix = torch.randn(shape[1], INPUTS, generator=draw)
        inputs = torch.randn(shape[0], INPUTS, *[2 * n for n in shape[2:]], generator=draw)
        toy = ToyNetwork(mix, head.weight, head.bias)
        bend = torch.randn(shape, generator=draw)
        transformer = make_transformer(shape[0], shape[2:], draw)
        return Probe(
            activations if signed else activations.relu(),
            score,
            gradients,
            head,
            toy.tail,
            make_classes(shape, draw),
            lambda: bend,
            toy.network(inputs),
            lambda: transformer,
            seed=7,
        )

    return make


@pytest.fixture
def single():
    """The probe of one sample of a probe of several."""

    def single(probe, i):
        one = slice(i, i + 1)
        toy = probe.network.scores.__self__.single(i)
        classes, transformer = probe.classes, probe.transformer()

        def slopes_of(weights):
            whole = torch.zeros_like(classes.scores)
            whole[i] = weights[0]
            return classes.slopes_of(whole)[one]

        own = tuple(each[one] for each in transformer.own_slopes())
        alone = Transformer(
            tuple(each[one] for each in transformer.attention),
            tuple(each[one] for each in transformer.slopes),
            lambda: own,
            transformer.prefix,
            transformer.grid,
        )
        return dataclasses.replace(
            probe,
            activations=probe.activations[one],
            score=probe.score[one],
            gradients=probe.slopes[one],
            head=None
            if probe.head is None
            else LinearHead(probe.head.weight[one], probe.head.bias[one]),
            tail=toy.tail,
            classes=Classes(classes.scores[one], classes.indices[one], slopes_of),
            curvature=lambda: probe.curvature()[one],
            network=toy.network(probe.network.inputs[one]),
            transformer=lambda: alone,
            diagnostics={},
            memory={},
        )

    return single


@pytest.fixture
def run():
    """Run a registered method by name and give its map."""

    def run(name, probe, **params):
        method = METHODS.get(name)
        return method.run(probe, build(method.params, params))

    return run
