"""Sentences below the window."""

from __future__ import annotations

import pytest

from camviewer.core.words import either, install_translator, say


@pytest.fixture(autouse=True)
def _english_again():
    yield
    install_translator(None)


def test_without_a_translator_the_text_is_itself():
    assert say("words", "Nothing above 0") == "Nothing above 0"


def test_a_translator_gets_context_and_text_and_the_last_one_counts():
    install_translator(lambda context, text: f"{context}/{text}")
    assert say("words", "a") == "words/a"
    install_translator(lambda _context, text: text.upper())
    assert say("words", "a") == "A"
    install_translator(None)
    assert say("words", "a") == "a"


def test_values_are_filled_into_the_translation_and_their_braces_are_left_alone():
    install_translator(lambda _context, text: f"<{text}>")
    assert say("io", "{name} is empty.", name="{x}.nii") == "<{x}.nii is empty.>"
    assert say("io", "{name} is empty.") == "<{name} is empty.>"


def test_names_of_which_one_is_meant_are_joined_in_the_language():
    assert either(["a"]) == "a"
    assert either(iter(["a", "b", "c"])) == "a or b or c"
    install_translator(lambda _context, text: text.replace("or", "oder"))
    assert either(["a", "b", "c"]) == "a oder b oder c"
