"""Methods as they were chosen: looked up, their parameters built and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import InputError
from camviewer.core.params import build
from camviewer.core.words import say
from camviewer.engine.methods import METHODS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from camviewer.engine.methods.spec import Method


@dataclass(frozen=True)
class Choice:
    """A method and what it is run with.

    Attributes
    ----------
    method
        From the registry.
    params
        An instance of the method's parameter dataclass.
    """

    method: Method
    params: Any


def choose_methods(
    names: Sequence[str], parameters: Mapping[str, Mapping[str, object]]
) -> tuple[Choice, ...]:
    """Look methods up and build their parameters; a method named twice counts once.

    Raises
    ------
    UnknownNameError
        When a method or a parameter does not exist.
    InputError
        When there is no method, or a parameter's value is not allowed.
    """
    if not names:
        raise InputError(
            say("engine", "No method was chosen."), hint=say("engine", "Choose at least one.")
        )
    for name in parameters:
        METHODS.get(name)
    methods = [METHODS.get(name) for name in dict.fromkeys(names)]
    return tuple(
        Choice(method, build(method.params, parameters.get(method.name, {})))
        for method in methods
    )
