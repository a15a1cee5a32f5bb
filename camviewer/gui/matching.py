"""Finding lines by a few letters of their words. No Qt."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Thing = TypeVar("Thing")
_WORDS = re.compile(r"\w+")


def plain(text: str) -> str:
    """Write a text without capitals and accents: an umlaut is found by its letter."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def rank(wanted: str, text: str) -> int:
    """Tell how well one word fits a text.

    Returns
    -------
    int
        4 begins the text, 3 begins a word of it, 2 stands inside, 1 has its letters in this
        order at least, each run of them beginning a word; 0 does not fit.
    """
    if text.startswith(wanted):
        return 4
    if any(word.startswith(wanted) for word in _WORDS.findall(text)):
        return 3
    if wanted in text:
        return 2
    return int(_begins_words(wanted, _WORDS.findall(text)))


def _begins_words(wanted: str, words: Sequence[str]) -> bool:
    """Tell whether letters are beginnings of words in order: ``gc`` of ``grad cam``."""
    if not wanted:
        return True
    for place, word in enumerate(words):
        length = 0
        while length < min(len(word), len(wanted)) and word[length] == wanted[length]:
            length += 1
            if _begins_words(wanted[length:], words[place + 1 :]):
                return True
    return False


def found_in(
    things: Sequence[Thing], query: str, read: Callable[[Thing], tuple[str, str]]
) -> list[Thing]:
    """Return the things that every word of a query fits, the best first.

    Parameters
    ----------
    things
        In their usual order, which decides between equals.
    query
        What was typed; empty finds all.
    read
        Thing to its text, and to further words that count less.
    """
    wanted = plain(query).split()
    scored = []
    for place, thing in enumerate(things):
        text, further = (plain(part) for part in read(thing))
        ranks = [2 * rank(word, text) or rank(word, further) for word in wanted]
        if all(ranks):
            scored.append((-sum(ranks), place, thing))
    scored.sort(key=lambda each: each[:2])
    return [thing for _score, _place, thing in scored]
