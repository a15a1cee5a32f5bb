from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from camviewer.session.cohort.cases import Case
from camviewer.session.cohort.identity import case_key, digest_of, lost_key


@pytest.fixture
def case(tmp_path):
    (tmp_path / "a").write_bytes(b"image")
    (tmp_path / "m").write_bytes(b"mask")
    return Case(1, tmp_path / "a", tmp_path / "m", "cat", name="John")


def test_equal_bytes_are_one_case_wherever_they_lie(case, tmp_path):
    (tmp_path / "b").write_bytes(b"image")
    other = replace(case, line=9, image=tmp_path / "b", group="dog", name="Jane")
    assert case_key(case, "7", "f") == case_key(other, "7", "f")


@pytest.mark.parametrize("what", ["image", "mask", "no mask", "target", "wish"])
def test_whatever_decides_the_result_makes_another_case(case, what):
    before = case_key(case, "7", "f")
    if what in {"image", "mask"}:
        getattr(case, what).write_bytes(b"other")
    if what == "no mask":
        case = replace(case, mask=None)
    target, wish = ("8" if what == "target" else "7"), ("g" if what == "wish" else "f")
    assert case_key(case, target, wish) != before


def test_a_file_that_a_target_names_counts_too(case, tmp_path):
    (tmp_path / "r.png").write_bytes(b"one")
    target = f"similarity:{tmp_path / 'r.png'}"
    before = case_key(case, target, "f")
    (tmp_path / "r.png").write_bytes(b"two")
    assert case_key(case, target, "f") != before


def test_a_folder_goes_by_its_files_and_their_names(tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "1").write_bytes(b"x")
    first = digest_of(tmp_path / "s")
    assert first == hashlib.sha256(f"1 {hashlib.sha256(b'x').hexdigest()}".encode()).hexdigest()
    (tmp_path / "s" / "2").write_bytes(b"y")
    assert digest_of(tmp_path / "s") != first


def test_a_case_that_cannot_be_read_goes_by_its_place(case):
    other = replace(case, image=case.image.with_name("z"))
    assert lost_key(case, "f") == lost_key(case, "f")
    assert len({lost_key(case, "f"), lost_key(other, "f"), lost_key(case, "g")}) == 3
