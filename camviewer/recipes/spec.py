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
class Recipe:
    """One training that can be run again.

    Attributes
    ----------
    name, label, summary
        Registered name, the words shown, one sentence.
    params
        Frozen dataclass of :mod:`camviewer.core.params` fields.
    run
        ``run(params, report, token, folder) -> dict``: writes the weights into the folder and
        returns what was measured.
    """

    name: str
    label: str
    summary: str
    params: type
    run: Callable[[Any, Report, CancelToken, Path], dict[str, object]]


RECIPES: Registry[Recipe] = Registry("recipe")
