"""The words: about the network, and none that sounds as if a finding were there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from camviewer.core.trust import Standing
from camviewer.session import trust
from camviewer.session.trust import (
    QUESTIONS,
    caution,
    how_measured,
    question_words,
    standing_words,
)

FOLDER = Path(trust.__file__).parent
VIEWS = FOLDER.parent.parent / "gui" / "views"
FILES = [*FOLDER.glob("*.py"), *VIEWS.glob("trust_*.py"), VIEWS.parent / "trust_jobs.py"]
FORBIDDEN = re.compile(
    r"\b(correct|reliabl|safe|accura|confirm|prov(e|en|es)\b|diagnos|trustworthy|valid|benign"
    r"|malignan|tumou?r|cancer|certain(ly)?\b|guarantee|green)", re.IGNORECASE,
)  # fmt: skip


def shown(path):
    """Every text that goes through the translation."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = {"say": node.args[1:2], "_tr": node.args[:1]}.get(node.func.id, [])
            yield from (each.value for each in texts if isinstance(each, ast.Constant))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_word_promises_what_no_number_can(path):
    assert [text for text in shown(path) if FORBIDDEN.search(text)] == []


def test_the_words_are_found_at_all():
    assert sum(len(list(shown(path))) for path in FILES) > 70
    assert FORBIDDEN.search("A reliable map confirms it.")


def test_every_question_and_every_state_has_words():
    questions = [question_words(each) for each in QUESTIONS]
    assert len(set(questions)) == len(QUESTIONS) == 5
    assert all(text.endswith("?") for text in questions)
    assert len({standing_words(each) for each in Standing}) == 4
    assert all("Supported:" in how_measured(each) for each in QUESTIONS)
    assert all("Not supported:" in how_measured(each) for each in QUESTIONS)


def test_the_caution_stands_as_it_was_agreed():
    assert caution() == (
        "This is about the network, not about the disease: a map that is supported can show "
        "that the network looks at the wrong thing."
    )


def test_the_bounds_that_are_told_are_those_that_are_used():
    from camviewer.session.trust.agreement import SHARED
    from camviewer.session.trust.grid import ACROSS
    from camviewer.session.trust.noise import SMALL
    from camviewer.session.trust.randomisation import MOST_KEPT
    from camviewer.session.trust.removal import FIRST, LAST
    from camviewer.session.trust.weighed import HALF, MARGIN

    assert f"{100 * FIRST:.0f} to {100 * LAST:.0f} %" in how_measured("removal")
    assert (MARGIN, SHARED, ACROSS) == (0.1, 0.5, 2)
    assert f"({HALF:.2f})" in how_measured("randomisation")
    assert f"and {MOST_KEPT} at most" in how_measured("randomisation")
    assert f"{100 * SMALL:.0f} %" in how_measured("noise")
    assert f"{100 * HALF:.0f} %" in how_measured("noise")
