"""What a panel is, and the list of all of them: the main window places what it finds here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from camviewer.gui.controller import Controller


@dataclass(frozen=True)
class PanelSpec:
    """One panel at a side of the picture.

    Attributes
    ----------
    name
        Lower case with hyphens.
    title
        What a screen reader and the chooser of pages call it.
    area
        ``"left"`` or ``"right"``; one below the other where several share a side. Those of
        ``"right-pages"`` stand below them, one at a time, under their titles.
    build
        Makes it over the session's state; it shows the state from the start and follows it.
    """

    name: str
    title: str
    area: str
    build: Callable[[Controller], QWidget]


PANELS: Registry[PanelSpec] = Registry("panel")
