from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from camviewer.metrics.subject import IMAGE, Case, digest, undefined
from tests.metrics.conftest import make_subject


def case_of(heat):
    return Case(make_subject(torch.rand(1, 2, *heat.shape), None), 0, "map", heat)


def test_ranks_go_from_the_hottest_on_and_equal_cells_in_reading_order():
    case = case_of(torch.tensor([[3.0, 1.0, 3.0], [-2.0, 1.0, 1.0]]))
    assert case.ranks.tolist() == [0, 2, 1, 5, 3, 4]
    assert case.low_ranks.tolist() == [4, 1, 5, 0, 2, 3]


@given(st.integers(0, 10_000))
def test_ranks_are_a_permutation_that_sorts(seed):
    draw = torch.Generator().manual_seed(seed)
    heat = torch.randint(-3, 4, (4, 5), generator=draw).float()
    case = case_of(heat)
    assert sorted(case.ranks.tolist()) == list(range(20))
    ordered = torch.empty(20)
    ordered[case.ranks] = heat.flatten()
    assert ordered.tolist() == sorted(heat.flatten().tolist(), reverse=True)


def test_the_share_is_the_positive_part_over_the_maximum():
    case = case_of(torch.tensor([[4.0, -9.0], [1.0, 0.0]]))
    assert case.share.tolist() == [[1, 0], [0.25, 0]]
    assert not case.is_blank
    assert case_of(torch.zeros(2, 2)).is_blank
    assert case_of(-torch.ones(2, 2)).is_blank


def test_maps_in_the_same_order_have_the_same_key():
    heat = torch.rand(4, 4)
    assert case_of(heat).order_key == case_of(heat.exp()).order_key
    assert case_of(heat).order_key != case_of(-heat).order_key
    assert case_of(heat).low_order_key != case_of(-heat).low_order_key
    assert case_of(heat).share_key == case_of(4 * heat).share_key
    assert case_of(heat).share_key != case_of(heat**2).share_key


def test_the_whole_image_is_asked_for_under_one_key():
    case = case_of(torch.rand(3, 3))
    look = case.whole(explains=True)
    assert look.keys == (IMAGE,)
    assert look.explains
    assert torch.equal(look.make([0]), case.subject.inputs)


def test_digests_tell_values_apart():
    assert digest(torch.arange(3)) == digest(torch.arange(3))
    assert digest(torch.arange(3)) != digest(torch.tensor([0, 1, 3]))


def test_what_is_not_defined_says_why():
    found = undefined("Because.")
    assert found.value != found.value
    assert found.note == "Because."


def test_a_case_is_the_sample_it_names():
    asked = make_subject(torch.rand(3, 1, 2, 2), None)
    assert torch.equal(Case(asked, 2, "map", torch.rand(2, 2)).image, asked.inputs[2])
    with pytest.raises(IndexError):
        _ = Case(asked, 3, "map", torch.rand(2, 2)).image
