"""Tables with commas."""

from __future__ import annotations

import csv

import pytest

from camviewer.session.csv_table import csv_text


def test_a_reader_gets_back_what_was_written_commas_and_quotes_too():
    rows = [{"a": 'x, "y"', "b": 1.5}, {"a": "line\nbreak", "b": ""}]
    text = csv_text(("a", "b"), rows)
    assert text.startswith("a,b\n")
    found = list(csv.DictReader(text.splitlines(keepends=True)))
    assert found == [{"a": 'x, "y"', "b": "1.5"}, {"a": "line\nbreak", "b": ""}]


def test_what_a_row_lacks_is_empty_and_what_no_column_has_is_a_bug():
    assert csv_text(("a", "b"), [{"b": 2}]) == "a,b\n,2\n"
    with pytest.raises(ValueError, match="fields not in"):
        csv_text(("a",), [{"c": 1}])
