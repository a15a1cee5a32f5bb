"""A list of named things that add themselves: methods, models, formats, recipes, panels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from camviewer.core.errors import UnknownNameError
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator


class Named(Protocol):
    """What a registry can hold."""

    @property
    def name(self) -> str:
        """Lower case with hyphens; never changed once a result has been saved with it."""


Spec = TypeVar("Spec", bound=Named)


class Registry(Generic[Spec]):
    """Named specs in the order in which they were added.

    Parameters
    ----------
    kind
        What it holds, in the singular, as a literal; used in messages.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._specs: dict[str, Spec] = {}

    def add(self, spec: Spec) -> Spec:
        """Add a spec and return it.

        Raises
        ------
        ValueError
            When the name is taken: two files claim it.
        """
        if spec.name in self._specs:
            message = f"two {self._kind}s are called {spec.name!r}"
            raise ValueError(message)
        self._specs[spec.name] = spec
        return spec

    def get(self, name: str) -> Spec:
        """Return the spec of that name.

        Raises
        ------
        UnknownNameError
            When there is none; the hint names the nearest.
        """
        try:
            return self._specs[name]
        except KeyError:
            raise UnknownNameError(say("kinds", self._kind), name, self._specs) from None

    def names(self) -> tuple[str, ...]:
        """Names in order of addition."""
        return tuple(self._specs)

    def __iter__(self) -> Iterator[Spec]:
        return iter(self._specs.values())

    def __len__(self) -> int:
        return len(self._specs)

    def __contains__(self, name: object) -> bool:
        return name in self._specs
