"""How the planes of one map stand beside each other, with handles between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from camviewer.gui.views.steering import PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

_COLUMNS = 3
_HANDLE_PX = 4


@dataclass(frozen=True)
class Layout:
    """One way to stand.

    Attributes
    ----------
    label
        In English, as in the menu.
    columns
        Names of the planes from the left, each from the top.
    shares
        Width of each column in relation to the others.
    """

    label: str
    columns: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]


LAYOUTS = {
    "one-two": Layout(
        "One plane large, two small",
        (("axial",), ("coronal", "sagittal")),
        (17, 10),
    ),
    "four": Layout(
        "Four planes: one without heatmap",
        (("axial", "coronal"), (PLAIN, "sagittal")),
        (1, 1),
    ),
    "row": Layout(
        "Three planes in a row",
        (("axial",), ("coronal",), ("sagittal",)),
        (1, 1, 1),
    ),
}


class Arrangement(QSplitter):
    """Columns of planes; each handle moves.

    Parameters
    ----------
    planes
        Name to widget; all of them are taken over.
    """

    def __init__(self, planes: Mapping[str, QWidget]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._planes = dict(planes)
        self._layout = ""
        self._columns = [QSplitter(Qt.Orientation.Vertical) for _ in range(_COLUMNS)]
        for column in self._columns:
            self.addWidget(column)
        for splitter in (self, *self._columns):
            splitter.setHandleWidth(_HANDLE_PX)
            splitter.setChildrenCollapsible(False)
        for plane in self._planes.values():
            plane.hide()
            self._columns[-1].addWidget(plane)

    def arrange(self, layout: str, maximised: str = "") -> bool:
        """Show a layout, or one plane of any alone.

        Parameters
        ----------
        layout
            In :data:`LAYOUTS`.
        maximised
            Name of a plane; empty for all of the layout.

        Returns
        -------
        bool
            Whether it is another layout than before.
        """
        is_new = layout != self._layout
        if is_new:
            self._place(LAYOUTS[layout])
        self._layout = layout
        wanted = {name for column in LAYOUTS[layout].columns for name in column}
        if maximised:
            wanted = {maximised}
        for name, plane in self._planes.items():
            plane.setVisible(name in wanted)
        for column in self._columns:
            held = [plane for plane in self._planes.values() if plane.parent() is column]
            column.setVisible(any(not plane.isHidden() for plane in held))
        return is_new

    def _place(self, layout: Layout) -> None:
        """Move every plane to its column; those that have none wait in the last one."""
        placed = {name for names in layout.columns for name in names}
        for column, names in zip(self._columns, layout.columns, strict=False):
            for place, name in enumerate(names):
                column.insertWidget(place, self._planes[name])
                column.setStretchFactor(place, 1)
            column.setSizes([1000] * len(names))
        for name in self._planes.keys() - placed:
            self._columns[-1].addWidget(self._planes[name])
        shares = (*layout.shares, *(0,) * (_COLUMNS - len(layout.shares)))
        for number, share in enumerate(shares):
            self.setStretchFactor(number, share)
        self.setSizes([share * 100 for share in shares])
