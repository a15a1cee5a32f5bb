"""Sentences about slices, one for each case."""

from __future__ import annotations

import pytest

from camviewer.io import stack_words

MANY = [(2, 4), (7, 9), (12, 14), (17, 19), (22, 24)]


def test_one_slice_and_several_have_sentences_of_their_own():
    told = "left out: another lies at its place."
    assert stack_words.doubles(1) == f"1 slice is {told}"
    assert stack_words.doubles(1200) == f"1,200 slices are {told}"
    told = "left out, of another size or direction."
    assert stack_words.odd(1) == f"1 image is {told}"
    assert stack_words.odd(1200) == f"1,200 images are {told}"


@pytest.mark.parametrize(
    ("found", "gaps", "words"),
    [
        (
            1999,
            MANY[:1],
            "1 slice is missing (2,000 expected, 1,999 found), {gap}",
        ),
        (
            900,
            MANY[:1],
            "1,100 slices are missing (2,000 expected, 900 found), {gap}",
        ),
        (
            1997,
            MANY[:3],
            "3 slices are missing (2,000 expected, 1,997 found), {gaps}",
        ),
        (
            1995,
            MANY,
            "5 slices are missing (2,000 expected, 1,995 found), {gaps} and in 2 more gaps",
        ),
    ],
)
def test_missing_slices_are_counted_and_the_first_three_gaps_named(found, gaps, words):
    gap = "between slices 2 and 4"
    three = f"{gap}, between slices 7 and 9, between slices 12 and 14"
    told = f"{words}: shown empty."
    assert stack_words.missing(2000, found, gaps) == told.format(gap=gap, gaps=three)


def test_a_single_slice_has_a_thickness_or_none():
    assert stack_words.single(2.5) == "There is one slice only: it is shown 2.50 mm thick."
    assert "unknown thickness" in stack_words.single(0)
