from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
import pytest
import torch
from torch import nn

import camviewer
from camviewer.core.errors import InputError, ModelError
from camviewer.engine.targets import (
    BinaryTarget,
    ClassTarget,
    Context,
    OwnTarget,
    WeightedTarget,
    as_target,
    read_target,
)

LABELS = ("a", "b", "c", "d")
CONTEXT = Context(LABELS)


@dataclass
class Output:
    loss: object
    logits: torch.Tensor


@dataclass
class ModelOutput(OrderedDict):
    """Like those of the transformers library: a dataclass that is a mapping as well."""

    logits: torch.Tensor

    def __post_init__(self):
        self["logits"] = self.logits


FORMS = {
    "tensor": lambda x: x,
    "tuple": lambda x: (x, torch.zeros(2, 9)),
    "list": lambda x: [x],
    "mapping": lambda x: {"aux": torch.zeros(2, 9), "out": x},
    "dataclass": lambda x: Output(None, x),
    "model output": ModelOutput,
    "cells of one": lambda x: x[..., None, None],
}

# Words, and the score of a row of four numbers by hand.
FORMULAS = {
    "class:c": lambda row: row[2],
    "1": lambda row: row[1],
    "not:b": lambda row: -row[1],
    "not:": lambda row: -row.max(),
    "difference:d|a": lambda row: row[3] - row[0],
    "sum:a|c|a": lambda row: row[0] + row[2],
    "output:3": lambda row: row[3],
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", FORMULAS)
def test_score_and_gradient_are_those_of_the_formula(text, form, leaf, scored):
    rows = leaf(2, 4)
    score, gradient = scored(read_target(text, CONTEXT), FORMS[form](rows), rows)
    by_hand = torch.stack([FORMULAS[text](row) for row in rows])
    torch.testing.assert_close(score, by_hand)
    torch.testing.assert_close(gradient, torch.autograd.grad(by_hand.sum(), rows)[0])


@pytest.mark.parametrize("text", FORMULAS)
def test_rows_of_variants_keep_what_their_sample_settled_on(text, leaf):
    rows, variants = leaf(3, 4), leaf(5, 4, seed=1)
    aim = read_target(text, CONTEXT).settle(rows, 3, None)
    samples = torch.tensor([2, 2, 0, 1, 2])
    found = aim.score(variants, samples)
    if text == "not:":
        best = rows.argmax(1)
        expected = -variants[torch.arange(5), best[samples]]
    else:
        expected = torch.stack([FORMULAS[text](row) for row in variants])
    torch.testing.assert_close(found, expected)


def test_a_class_has_its_probability_and_others_have_their_score(leaf):
    rows = leaf(2, 4)
    every = torch.arange(2)
    soft = ClassTarget(2).settle(rows, 2, None)
    torch.testing.assert_close(soft.chance(rows, every), rows.float().softmax(1)[:, 2])
    sigmoid = ClassTarget(2, "sigmoid").settle(rows, 2, None)
    torch.testing.assert_close(sigmoid.chance(rows, every), rows.float().sigmoid()[:, 2])
    for text in ("not:a", "difference:a|b", "sum:a|b", "output:1"):
        aim = read_target(text, CONTEXT).settle(rows, 2, None)
        assert torch.equal(aim.chance(rows, every), aim.score(rows, every))
        assert aim.indices is None
    assert soft.indices.tolist() == [2, 2]


@pytest.mark.parametrize(("words", "sign"), [("positive", 1.0), ("negative", -1.0)])
def test_yes_or_no_is_the_one_unit_or_its_opposite(words, sign, leaf, scored):
    for shape in ((3, 1), (3,)):
        unit = leaf(*shape)
        target = read_target(f"binary:{words}", CONTEXT)
        score, gradient = scored(target, unit, unit)
        torch.testing.assert_close(score, sign * unit.reshape(3))
        torch.testing.assert_close(gradient, torch.full_like(unit, sign))
        chance = target.settle(unit, 3, None).chance(unit, torch.arange(3))
        torch.testing.assert_close(chance, (sign * unit.reshape(3)).sigmoid())


@pytest.mark.parametrize(
    ("target", "output", "error"),
    [
        (BinaryTarget(), torch.zeros(1, 2), InputError),
        (ClassTarget(4), torch.zeros(1, 4), InputError),
        (ClassTarget([0, 1]), torch.zeros(1, 4), InputError),
        (WeightedTarget(((4, 1.0),)), torch.zeros(1, 4), InputError),
        (ClassTarget(0), torch.zeros(1, 4, 3, 3), ModelError),
        (ClassTarget(0), torch.zeros(2, 4), ModelError),
        (WeightedTarget(((0, 1.0),)), torch.zeros(2, 4), ModelError),
        (BinaryTarget(), "text", ModelError),
        (OwnTarget(lambda x: x), torch.zeros(1, 4), InputError),
        (OwnTarget(lambda _x: 3.0), torch.zeros(1, 4), InputError),
    ],
)
def test_an_output_that_does_not_fit_is_one_sentence_with_a_hint(target, output, error):
    with pytest.raises(error) as caught:
        target.settle(output, 1, None)
    assert str(caught.value).endswith(".")
    assert caught.value.hint


def test_a_programmers_value_becomes_a_target():
    target = WeightedTarget(((0, 1.0),))
    assert as_target(target) is target
    assert as_target(None) == ClassTarget(None)
    assert as_target(2) == ClassTarget(2)
    assert isinstance(as_target(lambda output: output[:, 0]), OwnTarget)
    with pytest.raises(InputError) as caught:
        as_target("tabby")
    assert caught.value.hint


def _explain(model, batch, target, methods=("grad-cam", "hires-cam")):
    return camviewer.explain(model, batch, methods, "last", target=target)


@pytest.mark.parametrize("axes", [2, 3])
def test_maps_of_targets_are_sums_of_the_maps_of_their_classes(small_net, axes):
    """Grad-CAM and HiResCAM are linear in the score."""
    model, batch = small_net(axes), torch.rand(2, 1, *(10, 8, 12)[:axes])
    one, two, three = (_explain(model, batch, index) for index in range(3))
    cases = [
        (WeightedTarget(((1, -1.0),)), lambda name: -two[name]),
        (WeightedTarget(((0, 1.0), (2, -1.0))), lambda name: one[name] - three[name]),
        (WeightedTarget(((0, 1.0), (1, 1.0))), lambda name: one[name] + two[name]),
        (OwnTarget(lambda output: 2 * output[:, 1]), lambda name: 2 * two[name]),
        (lambda output: output[:, 0] - output[:, 1], lambda name: one[name] - two[name]),
    ]
    for target, expected in cases:
        for name, found in _explain(model, batch, target).items():
            np.testing.assert_allclose(found, expected(name), rtol=1e-4, atol=1e-6)


def test_targets_per_sample_and_a_batch_are_as_single_runs(small_net):
    model, batch = small_net(), torch.rand(3, 1, 10, 12)
    methods = ("grad-cam", "ablation-cam", "layer-cam")
    for target in ([2, 0, 1], WeightedTarget(((None, -1.0),)), WeightedTarget(((1, -1.0),))):
        whole = _explain(model, batch, target, methods)
        for i in range(3):
            own = target[i] if isinstance(target, list) else target
            single = _explain(model, batch[i : i + 1], own, methods)
            for name in methods:
                np.testing.assert_allclose(
                    single[name][0], whole[name][i], rtol=1e-3, atol=1e-6
                )


@pytest.mark.parametrize("form", FORMS)
def test_networks_of_every_form_are_explained_alike(small_net, form):
    class Formed(nn.Module):
        def __init__(self):
            super().__init__()
            self.net = small_net()

        def forward(self, x):
            return FORMS[form](self.net(x))

    batch = torch.rand(2, 1, 8, 8)
    methods = ("grad-cam", "ablation-cam")
    found = camviewer.explain(Formed(), batch, methods, "net.block", target=1)
    plain = camviewer.explain(small_net(), batch, methods, "block", target=1)
    for name in methods:
        np.testing.assert_allclose(found[name], plain[name], rtol=1e-4, atol=1e-6)
