"""What a recipe is, and the list of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from camviewer.core.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from camviewer.core.progress import CancelToken, Report


@dataclass(frozen=True)
class Places:
    """Where a recipe writes and what it reads.

    Attributes
    ----------
    out
        Folder for the weights and what was measured.
    data
        File or folder of the images; None where none was named.
    """

    out: Path
    data: Path | None = None


@dataclass(frozen=True)
class Recipe:
    """One training that can be run again.

    Attributes
    ----------
    name, label, summary
        Registered name, the words shown, one sentence.
    params
        Frozen dataclass of :mod:`camviewer.core.params` fields.
    run
        ``run(params, report, token, places) -> dict``: writes the weights and returns what was
        measured.
    data
        What images the user has to give, in words; empty where the recipe has its own.
    """

    name: str
    label: str
    summary: str
    params: type
    run: Callable[[Any, Report, CancelToken, Places], dict[str, object]]
    data: str = ""


RECIPES: Registry[Recipe] = Registry("recipe")
