"""Dataclasses as plain JSON values and back, every type checked on the way in.

A float that JSON cannot hold is written as ``{"float": "nan"}``. Lists come back as tuples.
"""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from collections.abc import Mapping
from typing import Any

import numpy as np

from camviewer.core.errors import FormatError
from camviewer.core.image import Grid, Heatmap
from camviewer.core.words import say

_DEEPEST = 20
_ODD_FLOATS = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
# Names that annotations use and their modules import for the type checker alone.
_NAMES = {"Mapping": Mapping, "Heatmap": Heatmap, "Grid": Grid}


def to_plain(value: Any) -> Any:  # noqa: ANN401 - whatever a dataclass holds
    """Make a value that JSON holds of dataclasses, mappings, sequences, numbers and texts.

    Raises
    ------
    TypeError
        For anything else: that is our fault.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: to_plain(getattr(value, each.name)) for each in _fields(value)}
    if isinstance(value, (np.ndarray, np.generic)):
        value = value.tolist()
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"float": str(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(each) for each in value]
    raise TypeError(type(value).__name__)


def _fields(holder: Any) -> tuple[dataclasses.Field[Any], ...]:  # noqa: ANN401 - any dataclass
    return dataclasses.fields(holder)


def from_plain(kind: Any, value: object, where: str = "") -> Any:  # noqa: ANN401 - any annotation
    """Make a value of an annotated type, or refuse.

    Parameters
    ----------
    kind
        A dataclass, ``bool``, ``int``, ``float``, ``str``, ``object``, a tuple, a mapping with
        texts as keys, or one of these or None.
    value
        As JSON gives it. Unknown fields of a dataclass are passed over, missing ones take
        their default.
    where
        What the value is called, for the message.

    Raises
    ------
    FormatError
        When it is of another type; the sentence names the field, never the value.
    """
    if dataclasses.is_dataclass(kind):
        return _dataclass(typing.cast("type", kind), value, where)
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        inner = next(each for each in parts if each is not type(None))
        return None if value is None else from_plain(inner, value, where)
    if origin is tuple:
        return _tuple(parts, value, where)
    if origin is not None:
        return {
            key: from_plain(parts[1], each, f"{where}.{key}"[:80])
            for key, each in _mapping(value, where).items()
        }
    return _free(value, where) if kind is object else _simple(kind, value, where)


def _dataclass(kind: type, value: object, where: str) -> Any:  # noqa: ANN401
    stored = _mapping(value, where)
    hints = typing.get_type_hints(kind, localns=_NAMES)
    given = {}
    for each in dataclasses.fields(kind):
        if each.name in stored:
            inside = f"{where}.{each.name}" if where else each.name
            given[each.name] = from_plain(hints[each.name], stored[each.name], inside)
        elif (
            each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
        ):
            raise _refused(where, say("session", "{field} has no {part}."), part=each.name)
    return kind(**given)


def _mapping(value: object, where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _refused(where, say("session", "{field} is no group of fields."))
    return value


def _tuple(parts: tuple[Any, ...], value: object, where: str) -> tuple[Any, ...]:
    """Read a tuple of any length, or of one that the annotation tells."""
    if not isinstance(value, list):
        raise _refused(where, say("session", "{field} is no list."))
    if parts[-1] is Ellipsis:
        return tuple(from_plain(parts[0], each, where) for each in value)
    if len(value) != len(parts):
        raise _refused(
            where, say("session", "{field} has not {count} entries."), count=len(parts)
        )
    return tuple(from_plain(part, each, where) for part, each in zip(parts, value, strict=True))


def _simple(kind: type, value: object, where: str) -> object:
    """Read a bool, a number or a text."""
    if kind is float:
        return _float(value, where)
    if type(value) is not kind:
        words = {
            bool: say("session", "{field} is no yes or no."),
            int: say("session", "{field} is no whole number."),
            str: say("session", "{field} is no text."),
        }
        raise _refused(where, words[kind])
    return value


def _float(value: object, where: str) -> float:
    if isinstance(value, dict) and value.get("float") in _ODD_FLOATS:
        return _ODD_FLOATS[str(value["float"])]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _refused(where, say("session", "{field} is no number."))
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _refused(where, say("session", "{field} is no number."))
    return number


def _free(value: object, where: str, depth: int = 0) -> object:
    """Read plain values of any kind."""
    if depth > _DEEPEST:
        raise _refused(where, say("session", "{field} is too deep."))
    if isinstance(value, list):
        return tuple(_free(each, where, depth + 1) for each in value)
    if isinstance(value, dict):
        if value.keys() == {"float"}:
            return _float(value, where)
        return {key: _free(each, where, depth + 1) for key, each in value.items()}
    return _float(value, where) if isinstance(value, float) else value


def _refused(where: str, words: str, **values: object) -> FormatError:
    return FormatError(words.format(field=where or say("session", "It"), **values))
