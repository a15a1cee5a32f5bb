"""From what a user writes to a network: a name, or the path of a card."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from camviewer.engine.models.card import read_card
from camviewer.engine.models.providers import named_model

if TYPE_CHECKING:
    from camviewer.engine.models.spec import ModelSpec


def resolve_model(name: str) -> ModelSpec:
    """Find a network by registered name, ``provider:name`` or path of a model card.

    Raises
    ------
    UnknownNameError
        When there is none of that name, or the card has a key that is none.
    ModelError
        When the card is faulty or its library is not installed.
    """
    return read_card(Path(name)) if name.endswith(".toml") else named_model(name)
