"""What every kind of target must keep to."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from camviewer.core.errors import InputError
from camviewer.core.image import Image, pixel_grid
from camviewer.engine.targets import TARGETS, Context, Target, files_named, read_target

LABELS = ("tabby, tabby cat", "tiger cat", "dog", "note: dog")
MASK = Image(np.ones((4, 4), np.uint8), pixel_grid(4, 4))
CONTEXT = Context(
    LABELS, "softmax", {"m.png": MASK, "a b/r.png": MASK}, lambda _image: torch.ones(1, 5)
)
# One word for each place holder of a syntax.
WORDS = {
    "LABEL": "tabby", "UNIT": "2", "MASK": "m.png", "R,A,S": "1,-2.5,3", "ROW,COLUMN": "4,5",
    "X0,Y0,X1,Y1": "1,2,3,4", "FILE": "a b/r.png", "POSITION": "3", "TOKEN,TOKEN,…": "4,5,6",
    "TOKEN": "120", "package.module:function": "torch:ravel", "|…": "|dog",
}  # fmt: skip
WRONG = {
    "class": ["", "cow", "7", "-1"],
    "not": ["cow", "4"],
    "difference": ["", "tabby", "tabby|cow", "tabby|dog|tiger cat"],
    "sum": ["", "tabby|", "cow"],
    "output": ["", "9", "cow"],
    "binary": ["", "yes", "Positive"],
    "region": ["", "cow", "tabby|gone.png"],
    "voxel": ["", "tabby", "tabby|1", "tabby|1,2,3,4", "tabby|1,nan", "tabby|a,b", "cow|1,2"],
    "detection": ["cow", "tabby|1,2,3", "tabby|1,2,3,inf"],
    "similarity": ["", "gone.png"],
    "token": ["", "1", "1|2|3", "a|b", "1.5|2"],
    "sequence": ["", "1,,2", "a", "1.5"],
    "call": ["", "torch", "torch:nothing", "gone:f", ":f", ".:f", "math:pi"],
}
KINDS = TARGETS.names()


def examples(kind):
    """The ways a kind is documented to be written, with words in place of the holders."""
    found = []
    for example in TARGETS.get(kind).syntax.split(" or "):
        words = example.partition(":")[2]
        for holder in sorted(WORDS, key=len, reverse=True):
            words = words.replace(holder, WORDS[holder])
        found.append(f"{kind}:{words}")
    return found


def test_these_kinds_exist():
    assert set(KINDS) == set(WRONG)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_says_what_it_is(kind):
    spec = TARGETS.get(kind)
    assert spec.label
    assert spec.label[0].isupper()
    assert spec.summary.endswith(".")
    assert spec.summary.count(". ") == 0
    assert all(part.startswith(f"{kind}:") for part in spec.syntax.split(" or "))


@pytest.mark.parametrize("text", [text for kind in KINDS for text in examples(kind)])
def test_a_kinds_documented_examples_are_read(text):
    target = read_target(text, CONTEXT)
    assert isinstance(target, Target)
    assert target.output in {"softmax", "sigmoid"}


@pytest.mark.parametrize(
    "text", [f"{kind}:{words}" for kind, all_words in WRONG.items() for words in all_words]
)
def test_wrong_words_are_one_sentence_with_a_hint(text):
    with pytest.raises(InputError) as caught:
        read_target(text, CONTEXT)
    assert str(caught.value).endswith(".")
    assert caught.value.hint


@pytest.mark.parametrize("kind", KINDS)
def test_blanks_around_the_words_do_not_matter(kind):
    plain = examples(kind)[-1]
    name, _, words = plain.partition(":")
    spaced = f" {name} :  {words} "
    one, other = read_target(plain, CONTEXT), read_target(spaced, CONTEXT)
    assert type(one) is type(other)
    for key, value in vars(one).items():
        found = getattr(other, key)
        is_tensor = isinstance(value, torch.Tensor)
        assert found is value or (torch.equal(found, value) if is_tensor else found == value)


def test_files_are_those_that_the_words_name_as_the_target_will_look_for_them():
    assert files_named("region:tabby| m.png ") == ("m.png",)
    assert read_target("region: tabby | m.png ", CONTEXT).mask is MASK
    assert files_named("similarity: a b/r.png") == ("a b/r.png",)
    assert files_named("region:tabby") == files_named("region:tabby|") == ()
    assert files_named("tabby|m.png") == files_named("class:x|m.png") == ()
    assert files_named(r"region:0|C:\masks\m.png") == (r"C:\masks\m.png",)


def test_a_label_with_a_colon_is_a_label_and_the_word_class_may_be_left_out():
    assert read_target("note: dog", CONTEXT).index == 3
    assert read_target("dog", CONTEXT) == read_target("class:dog", CONTEXT)
    assert read_target("2", CONTEXT).index == 2


def test_an_unknown_kind_is_told_like_an_unknown_class():
    with pytest.raises(InputError) as caught:
        read_target("regoin:dog", CONTEXT)
    assert caught.value.hint


@pytest.mark.parametrize("output", ["softmax", "sigmoid"])
@pytest.mark.parametrize("text", ["dog", "not:dog", "sum:dog|tabby", "difference:dog|tabby"])
def test_a_target_of_classes_keeps_how_the_network_makes_probabilities(text, output):
    assert read_target(text, Context(LABELS, output)).output == output
