"""What a file tells of the network it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from camviewer.core.errors import ModelError
from camviewer.core.words import say
from camviewer.engine.models.spec import InputRecipe

if TYPE_CHECKING:
    from collections.abc import Sequence


def _range() -> str:
    return say(
        "engine", "Its input is taken to lie between 0 and 1, without mean and deviation."
    )


@dataclass(frozen=True)
class Told:
    """What a file tells of its network.

    Attributes
    ----------
    recipe
        How an image becomes its input; None where the file does not say its size.
    units
        Number of output units; None where it does not say.
    labels
        Their names; empty where it does not say.
    note
        A sentence the user must know; may be empty.
    """

    recipe: InputRecipe | None = None
    units: int | None = None
    labels: tuple[str, ...] = ()
    note: str = field(default_factory=_range)


def plain_recipe(channels: object, size: Sequence[object]) -> InputRecipe | None:
    """Make the recipe of values between 0 and 1; None where an axis is not a number.

    Raises
    ------
    ModelError
        When the network takes neither grey nor colour images.
    """
    counts = tuple(each for each in size if type(each) is int and each > 0)
    if type(channels) is not int or len(counts) != len(size):
        return None
    if channels not in {1, 3}:
        raise ModelError(
            say(
                "engine",
                "The network takes {channels} channels; only 1 and 3 can be made of an image.",
                channels=channels,
            ),
            hint=say("engine", "Take a network for grey or colour images."),
        )
    return InputRecipe(counts, channels, mean=(0.0,), std=(1.0,))
