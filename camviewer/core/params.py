"""Parameters that describe themselves, so that forms and flags are built from one place.

A parameter set is a frozen dataclass whose fields come from :func:`number`, :func:`integer`,
:func:`choice` and :func:`flag`.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import InputError, UnknownNameError
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_KEY = "camviewer"


@dataclass(frozen=True)
class Param:
    """What a form needs to know of one parameter.

    Attributes
    ----------
    name, label
        Field name and the words shown for it.
    kind
        One of ``"number"``, ``"integer"``, ``"choice"``, ``"flag"``.
    default
        Value when nothing is said.
    low, high
        Inclusive bounds of a number; None where unbounded.
    unit
        Shown behind the number; may be empty.
    options
        Allowed values of a choice.
    help
        One sentence for the user, with the reason of the default.
    """

    kind: str
    default: Any
    help: str
    name: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""
    options: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The field name in words, in the user's language."""
        return say("parameters", self.name.replace("_", " "))

    def parse(self, text: str) -> object:
        """Read a value from text and check it.

        Raises
        ------
        InputError
            When the text is no such value or out of bounds.
        """
        try:
            value = _READERS[self.kind](text)
        except ValueError:
            raise self._refused(_none_of(self.kind, self.name, f"'{text}'")) from None
        return self.check(value)

    def check(self, value: object) -> object:
        """Return the value when it is allowed.

        Raises
        ------
        InputError
            When it is out of bounds or not an option.
        """
        if self.kind == "choice" and value not in self.options:
            kind = say("core", "option of {name}", name=self.name)
            raise UnknownNameError(kind, str(value), self.options)
        if not isinstance(value, _KINDS[self.kind]) or (
            isinstance(value, bool) and self.kind != "flag"
        ):
            raise self._refused(_none_of(self.kind, self.name, str(value)))
        if isinstance(value, (int, float)) and not self._is_inside(value):
            words = say("core", "{name} is {value}, outside {low} to {high}.")
            raise self._refused(
                words.format(name=self.name, value=value, low=self.low, high=self.high)
            )
        return value

    def _refused(self, sentence: str) -> InputError:
        return InputError(sentence, hint=say("parameters", self.help))

    def _is_inside(self, value: float) -> bool:
        """Tell whether a number keeps to both bounds; NaN keeps to none."""
        low = float("-inf") if self.low is None else self.low
        high = float("inf") if self.high is None else self.high
        return low <= value <= high


def _none_of(kind: str, name: str, value: str) -> str:
    """Say that a value is not of the kind that a parameter takes."""
    words = {
        "number": say("core", "{value} is no number for {name}."),
        "integer": say("core", "{value} is no integer for {name}."),
        "flag": say("core", "{value} is no flag for {name}."),
    }
    return words[kind].format(value=value, name=name)


_KINDS: dict[str, tuple[type, ...]] = {
    "number": (int, float),
    "integer": (int,),
    "choice": (str,),
    "flag": (bool,),
}


def _read_flag(text: str) -> bool:
    """Read yes or no in the usual spellings."""
    words = {"true": True, "yes": True, "1": True, "on": True}
    words |= {"false": False, "no": False, "0": False, "off": False}
    if text.lower() not in words:
        raise ValueError(text)
    return words[text.lower()]


_READERS: dict[str, Callable[[str], object]] = {
    "number": float,
    "integer": int,
    "choice": str,
    "flag": _read_flag,
}


def _field(param: Param) -> Any:  # noqa: ANN401 - dataclasses.field does the same
    return dataclasses.field(default=param.default, metadata={_KEY: param})


def number(
    default: float,
    *,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    help: str,
) -> Any:  # noqa: ANN401
    """Declare a real number."""
    return _field(Param("number", default, help, low=low, high=high, unit=unit))


def integer(
    default: int, *, low: int | None = None, high: int | None = None, unit: str = "", help: str
) -> Any:  # noqa: ANN401
    """Declare a whole number."""
    return _field(Param("integer", default, help, low=low, high=high, unit=unit))


def choice(default: str, options: Sequence[str], *, help: str) -> Any:  # noqa: ANN401
    """Declare one of several words."""
    return _field(Param("choice", default, help, options=tuple(options)))


def flag(*, default: bool, help: str) -> Any:  # noqa: ANN401
    """Declare a yes or no."""
    return _field(Param("flag", default, help))


def describe(params: type) -> tuple[Param, ...]:
    """Parameters of a dataclass in order."""
    return tuple(
        dataclasses.replace(field.metadata[_KEY], name=field.name)
        for field in dataclasses.fields(params)
    )


def build(params: type, values: Mapping[str, object]) -> Any:  # noqa: ANN401
    """Make a checked parameter set from values or texts by name.

    Raises
    ------
    UnknownNameError
        When a name is no parameter of the set.
    InputError
        When a value is not allowed.
    """
    known = {param.name: param for param in describe(params)}
    checked = {}
    for name, value in values.items():
        if name not in known:
            raise UnknownNameError(say("core", "parameter"), name, known)
        param = known[name]
        checked[name] = param.parse(value) if isinstance(value, str) else param.check(value)
    return params(**checked)
