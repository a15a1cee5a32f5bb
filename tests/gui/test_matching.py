"""Finding lines by a few letters."""

from __future__ import annotations

import pytest

from camviewer.gui.matching import found_in, plain, rank


@pytest.mark.parametrize(
    ("wanted", "text", "value"),
    [
        ("gr", "grad-cam", 4),
        ("ca", "grad-cam", 3),
        ("ad", "grad-cam", 2),
        ("gc", "grad-cam", 1),
        ("grc", "grad-cam", 1),
        ("cg", "grad-cam", 0),
        ("gd", "grad-cam", 0),
        ("x", "grad-cam", 0),
    ],
)
def test_a_word_fits_the_better_the_nearer_to_a_beginning(wanted, text, value):
    assert rank(wanted, text) == value


def test_capitals_and_accents_do_not_count():
    assert plain("Öffnen Straße") == "offnen strasse"


def test_every_word_has_to_fit_and_the_best_comes_first():
    lines = ["Next map", "Heatmap", "Map of maps", "Manual"]

    def read(line):
        return line, "View"

    assert found_in(lines, "", read) == lines
    assert found_in(lines, "map", read) == ["Map of maps", "Next map", "Heatmap"]
    assert found_in(lines, "map nex", read) == ["Next map"]
    assert found_in(lines, "view man", read) == ["Manual"]
    assert found_in(lines, "zzz", read) == []
