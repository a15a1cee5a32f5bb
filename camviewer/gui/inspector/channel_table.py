"""The channels in rows: what they are, how strong, how the score hangs on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from PySide6.QtCore import QCoreApplication, Qt, Signal

from camviewer.gui.inspector.words import role_words, share_words
from camviewer.gui.panels.listing import Cell, Heading, Listing, ListingModel, number_cell
from camviewer.gui.views.readout import number

if TYPE_CHECKING:
    from camviewer.core.channels import Channels

_ROW_PX = 20
_MEASURED = 40


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChannelTable", text)


class Rows(Sequence[Sequence[Cell]]):
    """The channels' cells, each made when it is looked at."""

    def __init__(self, channels: Channels) -> None:
        self._channels = channels
        self._made: dict[int, list[Cell]] = {}

    def __len__(self) -> int:
        return len(self._channels)

    @overload
    def __getitem__(self, index: int) -> list[Cell]: ...

    @overload
    def __getitem__(self, index: slice) -> list[list[Cell]]: ...

    def __getitem__(self, index: int | slice) -> list[Cell] | list[list[Cell]]:
        """Make the cells of a channel, once."""
        if isinstance(index, slice):
            return [self[each] for each in range(len(self))[index]]
        if not 0 <= index < len(self):
            raise IndexError(index)
        if index not in self._made:
            self._made[index] = _cells(self._channels, index)
        return self._made[index]


class ChannelTable(Listing):
    """Shows the channels; a row that is clicked or gone to by keys is picked."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(ListingModel(_headings()), "channelTable", _tr("Channels"))
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        # Else a thousand rows are measured whenever a setting changes.
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        self.setMinimumHeight(90)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._is_marking = False
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def show_channels(self, channels: Channels | None) -> None:
        """Show these channels; what was marked and sorted stays so."""
        count = 0 if channels is None else len(channels)
        rows: Sequence[Sequence[Cell]] = () if channels is None else Rows(channels)
        before = self.marked
        self.rows.show_rows(range(count), rows)
        self.mark(before)

    def mark(self, key: object) -> None:
        """Mark a channel without telling anybody, and bring it into sight."""
        self._is_marking = True
        super().mark(key)
        self._is_marking = False
        if self.marked is not None:
            self.scrollTo(self.currentIndex())

    def _on_selection_changed(self) -> None:
        if not self._is_marking and isinstance(self.marked, int):
            self.chosen.emit(self.marked)


def _headings() -> tuple[Heading, ...]:
    return (
        Heading(_tr("Channel"), _tr("counted from 0, as in the network")),
        Heading(_tr("Role"), _tr("dominant, a cluster, noise or dead")),
        Heading(_tr("Norm"), _tr("L2 norm of the activation over its cells")),
        Heading(_tr("Gradient"), _tr("mean over the cells; above 0 speaks for the target")),
        Heading(_tr("Weight"), _tr("what the activation is multiplied with")),
        Heading(_tr("Of the\nmap"), _tr("share of the map's positive mass; less takes away")),
    )


def _cells(channels: Channels, index: int) -> list[Cell]:
    role = int(channels.roles[index])
    norm, slope = float(channels.norms[index]), float(channels.slopes[index])
    is_in = bool(channels.counted[index])
    weight, share = float(channels.weights[index]), float(channels.shares[index])
    return [
        Cell(str(index), index),
        Cell(role_words(role), role),
        number_cell(number(norm), norm),
        number_cell(number(slope, 2), slope),
        number_cell(number(weight, 2) if is_in else "\u2013", weight),
        number_cell(share_words(share) if is_in else "\u2013", share),
    ]
