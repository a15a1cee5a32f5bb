"""The words of a target, taken apart and put together again: ``difference:cat|dog``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from camviewer.session.catalogue import TargetInfo

_PARTS = "|"
_FILE = re.compile(r"((?:^|→| · )(?:similarity:|region:[^|]*\|))(.+)$")
_DIGEST = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True)
class TargetWords:
    """What stands where in the words.

    Attributes
    ----------
    kind : str
        Name of the kind; ``"class"`` where the words name none.
    label : str
        Class or unit; empty for the default, and for kinds without one.
    rest : str
        What stands behind the label, or all of it for kinds without one.
    """

    kind: str = "class"
    label: str = ""
    rest: str = ""


def has_label(info: TargetInfo) -> bool:
    """Tell whether the words of a kind begin with a class or an output unit."""
    return info.syntax.partition(":")[2].startswith(("LABEL", "UNIT"))


def has_rest(info: TargetInfo) -> bool:
    """Tell whether anything else than a class may be said."""
    return not has_label(info) or _PARTS in info.syntax


def names_file(info: TargetInfo) -> bool:
    """Tell whether the last part is the path of an image."""
    return info.syntax.endswith(("FILE", "MASK"))


def read_words(
    text: str | None, kinds: Mapping[str, TargetInfo], labels: Sequence[str]
) -> TargetWords:
    """Take a target's text apart; a label that holds a colon is a label."""
    if text is None:
        return TargetWords()
    kind, colon, words = (part.strip() for part in text.partition(":"))
    if not colon or kind not in kinds or text in labels:
        return TargetWords("class", text)
    if not has_label(kinds[kind]):
        return TargetWords(kind, "", words)
    label, _, rest = words.partition(_PARTS)
    return TargetWords(kind, label.strip(), rest.strip())


def write_words(words: TargetWords, kinds: Mapping[str, TargetInfo]) -> str | None:
    """Put a target's text together; None is the default class."""
    if words.kind == "class":
        return words.label or None
    if not has_label(kinds[words.kind]):
        return f"{words.kind}:{words.rest}"
    return f"{words.kind}:{words.label}" + (f"{_PARTS}{words.rest}" if words.rest else "")


def short_words(text: str) -> str:
    """Write a target, or a map's name with its target, as shown: of a path only the name."""
    return _FILE.sub(lambda found: found[1] + PurePath(found[2].strip()).name, text)


def nameless_words(text: str) -> str:
    """Write the same as it may leave the computer: no file's path or name, but its digest."""
    return _FILE.sub(
        lambda found: found[0] if _DIGEST.fullmatch(found[2]) else f"{found[1]}file", text
    )
