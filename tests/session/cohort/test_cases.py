"""Lists as people write them, damaged in many ways."""

from __future__ import annotations

import pytest

from camviewer.core.errors import CamViewerError, FormatError, InputError, UnknownNameError
from camviewer.session.cohort.cases import read_cases

from .conftest import write_picture


def read(tmp_path, text, name="list.txt", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return read_cases(path).cases


def test_a_text_list_has_one_path_a_line(tmp_path):
    cases = read(tmp_path, '# tb\na.png\r\n\n  sub/b c.png \n"/elsewhere/d.png"\n')
    assert [case.line for case in cases] == [2, 4, 5]
    assert [str(case.image.relative_to("/")) for case in cases] == [
        str((tmp_path / "a.png").relative_to("/")),
        str((tmp_path / "sub" / "b c.png").relative_to("/")),
        "elsewhere/d.png",
    ]
    assert not any(case.fault or case.mask or case.group for case in cases)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_names_masks_classes_targets_and_ids(tmp_path, separator):
    rows = [["Image", "mask", "class", "id", "target"], ["a.png", "m.png", "cat", "7", "dog"],
            ["b.png", "", "", "", ""]]  # fmt: skip
    text = "\n".join(separator.join(row) for row in rows)
    first, second = read(tmp_path, text, "list.csv")
    assert (first.line, first.group, first.target, first.name) == (2, "cat", "dog", "7")
    assert (first.image, first.mask) == (tmp_path / "a.png", tmp_path / "m.png")
    assert (second.line, second.mask, second.group, second.fault) == (3, None, "", "")


def test_a_header_alone_tells_a_table(tmp_path):
    (case,) = read(tmp_path, "image,class\na.png,cat\n", "list.txt")
    assert case.group == "cat"
    (case,) = read(tmp_path, "image,class.png\n", "list.txt")
    assert case.image.name == "image,class.png"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_lists_of_spreadsheets_are_read(tmp_path, encoding):
    (case,) = read(tmp_path, "image;class\nKöln.png;Käfer\n", "list.csv", encoding)
    assert (case.image.name, case.group) == ("Köln.png", "Käfer")


def test_quoted_fields_hold_separators(tmp_path):
    (case,) = read(tmp_path, 'image,class\n"a,b.png","the ""big"" one"\n', "list.csv")
    assert (case.image.name, case.group) == ("a,b.png", 'the "big" one')


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('"never closed.png,cat', "no row"),
        ("a.png,cat,what", "more fields"),
        (",cat", "no image"),
        ("a\x01.png,cat", ""),
    ],
)
def test_a_damaged_line_is_a_case_with_a_fault_and_the_rest_stays(tmp_path, line, words):
    cases = read(tmp_path, f"image,class\n{line}\nb.png,dog\n", "list.csv")
    assert [case.line for case in cases] == [2, 3]
    assert words in cases[0].fault
    assert bool(cases[0].fault) is bool(words)
    assert (cases[1].image.name, cases[1].fault) == ("b.png", "")
    assert "png" not in cases[0].fault


def test_empty_fields_at_the_end_are_no_fault(tmp_path):
    (case,) = read(tmp_path, "image,class\na.png,cat,,\n", "list.csv")
    assert case.fault == ""


@pytest.mark.parametrize(
    ("text", "name", "error", "words"),
    [
        ("", "list.txt", InputError, "no case"),
        ("# nothing\n", "list.txt", InputError, "no case"),
        ("image\n", "list.csv", InputError, "no case"),
        ("", "list.csv", FormatError, "empty"),
        ("a.png\nb.png\n", "list.csv", FormatError, "no column 'image'"),
        ("image,image\n", "list.csv", FormatError, "twice"),
        ("image,clas\n", "list.csv", UnknownNameError, "clas"),
    ],
)
def test_a_list_that_makes_no_sense_is_one_sentence(tmp_path, text, name, error, words):
    with pytest.raises(error, match=words) as told:
        read(tmp_path, text, name)
    assert told.value.hint
    assert str(tmp_path) not in str(told.value)


def test_what_is_no_text_is_refused(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"image\n\xff\xfa\n")
    with pytest.raises(FormatError, match="Line 2"):
        read_cases(tmp_path / "x.csv")
    (tmp_path / "x.csv").write_bytes(b"\x89PNG\0\0")
    with pytest.raises(FormatError, match="no text"):
        read_cases(tmp_path / "x.csv")
    with pytest.raises(InputError, match="no such list"):
        read_cases(tmp_path / "none.csv")


def test_a_folder_gives_its_images_and_those_of_its_folders_by_class(tmp_path):
    for name in ("p10.png", "p2.png", "cat/c.png", "dog/d.png"):
        write_picture(tmp_path / name)
    write_picture(tmp_path / "nameless.png").rename(tmp_path / "nameless")
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / ".hidden.png").write_bytes(b"x")
    (tmp_path / "cat" / "empty.png").write_bytes(b"")
    found = read_cases(tmp_path)
    assert [(case.image.name, case.group) for case in found.cases] == [
        ("nameless", ""), ("p2.png", ""), ("p10.png", ""),
        ("c.png", "cat"), ("empty.png", "cat"), ("d.png", "dog"),
    ]  # fmt: skip
    assert [case.line for case in found.cases] == [1, 2, 3, 4, 5, 6]
    assert found.notes == ("Files that are no images were left out: 2.",)


def test_an_empty_folder_is_said(tmp_path):
    with pytest.raises(CamViewerError, match="no case"):
        read_cases(tmp_path)
