"""From what a user writes to a network: a name, or the path of a card or file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from camviewer.engine.models.card import read_card
from camviewer.engine.models.outside import file_alone
from camviewer.engine.models.providers import named_model
from camviewer.engine.models.spec import MODELS

if TYPE_CHECKING:
    from camviewer.engine.models.spec import ModelSpec


def resolve_model(name: str) -> ModelSpec:
    """Find a network by registered name, ``provider:name``, path of a model card or of a file.

    An ONNX network, an archive of torch.export and a MONAI bundle (a folder or a zip) need no
    card where they say themselves how large their input is.

    Raises
    ------
    UnknownNameError
        When there is none of that name, or the card has a key that is none.
    ModelError
        When the card or the file is faulty, or a library is not installed.
    FormatError
        When a file is missing or damaged.
    """
    if name.endswith(".toml"):
        return read_card(Path(name))
    alone = None if name in MODELS else file_alone(Path(name))
    return alone if alone is not None else named_model(name)
