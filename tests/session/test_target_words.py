"""A target's words, taken apart and put together."""

import pytest

from camviewer.session.catalogue import Catalogue
from camviewer.session.target_words import (
    TargetWords,
    has_label,
    has_rest,
    nameless_words,
    names_file,
    read_words,
    short_words,
    write_words,
)

KINDS = {info.name: info for info in Catalogue().targets()}
LABELS = ("cat", "dog", "not: a cat")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, TargetWords()),
        ("cat", TargetWords("class", "cat")),
        ("not:cat", TargetWords("not", "cat")),
        ("not:", TargetWords("not")),
        ("difference:cat|dog", TargetWords("difference", "cat", "dog")),
        ("sum:cat|dog|281", TargetWords("sum", "cat", "dog|281")),
        ("voxel:cat|1.5,-2,3", TargetWords("voxel", "cat", "1.5,-2,3")),
        ("region:cat", TargetWords("region", "cat")),
        ("similarity:C:/a|b.png", TargetWords("similarity", "", "C:/a|b.png")),
        ("token:3|17", TargetWords("token", "", "3|17")),
        ("call:package.module:score", TargetWords("call", "", "package.module:score")),
        ("not: a cat", TargetWords("class", "not: a cat")),  # a label of the network
        ("nonsense:cat", TargetWords("class", "nonsense:cat")),
    ],
)
def test_words_are_taken_apart_and_give_the_same_text_again(text, words):
    assert read_words(text, KINDS, LABELS) == words
    assert write_words(words, KINDS) == text


def test_the_default_of_a_detection_keeps_its_box():
    words = read_words("detection:|1,2,3,4", KINDS, LABELS)
    assert words == TargetWords("detection", "", "1,2,3,4")
    assert write_words(words, KINDS) == "detection:|1,2,3,4"


def test_what_a_kind_wants_to_know_is_read_from_how_it_is_written():
    assert {name for name, info in KINDS.items() if not has_label(info)} == {
        "binary",
        "similarity",
        "token",
        "sequence",
        "call",
    }
    assert {name for name, info in KINDS.items() if not has_rest(info)} == {
        "class",
        "not",
        "output",
    }
    assert {name for name, info in KINDS.items() if names_file(info)} == {
        "region",
        "similarity",
    }


@pytest.mark.parametrize(
    ("text", "short", "nameless"),
    [
        ("similarity:/home/jane/a.png", "similarity:a.png", "similarity:file"),
        ("region:tumour|/x/y/m.nii", "region:tumour|m.nii", "region:tumour|file"),
        ("rise→region:a|/x/m.nii", "rise→region:a|m.nii", "rise→region:a|file"),
        ("CAM · similarity:/x/m.nii", "CAM · similarity:m.nii", "CAM · similarity:file"),
        ("similarity:a1b2c3d4", "similarity:a1b2c3d4", "similarity:a1b2c3d4"),
        ("and/or", "and/or", "and/or"),
        ("voxel:a|1,2", "voxel:a|1,2", "voxel:a|1,2"),
    ],
)
def test_a_path_is_shown_short_and_leaves_the_computer_not_at_all(text, short, nameless):
    assert short_words(text) == short
    assert nameless_words(text) == nameless
