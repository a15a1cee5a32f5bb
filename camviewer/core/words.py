"""Sentences for the user that are made where no toolkit is known, in the user's language.

The window installs the translator; the command line and programs read English. A text is given
as a literal, so that ``installer/translations.py`` finds it.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_installed: list[Callable[[str, str], str]] = []


def install_translator(translate: Callable[[str, str], str] | None) -> None:
    """Let every sentence go through ``translate(context, text)``; None is English again."""
    _installed[:] = [] if translate is None else [translate]


def say(context: str, text: str, **values: object) -> str:
    """Return a text in the user's language.

    Parameters
    ----------
    context
        What the text belongs to: the same word may have two meanings.
    text
        In English; ``{names}`` are filled in, by ``values`` or afterwards by the caller.
    values
        What the names stand for. What they bring is not looked at again: a file may be called
        ``{x}``.
    """
    said = _installed[0](context, text) if _installed else text
    return said.format(**values) if values else said


def either(names: Iterable[str]) -> str:
    """Join names, at least one, of which one is meant: ``a or b or c``."""
    return reduce(
        lambda one, other: say("core", "{one} or {other}", one=one, other=other), names
    )


def did_you_mean(names: Iterable[str]) -> str:
    """Ask which of some names, at least one, was meant."""
    return say("core", "Did you mean {names}?", names=either(names))
