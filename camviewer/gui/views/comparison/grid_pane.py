"""The cells of the comparison, laid out as large as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QWidget

from camviewer.gui.views.comparison.cell import CompareCell, Gap, HeadRow
from camviewer.gui.views.comparison.spots import (
    CELL_PX,
    GAP_PX,
    LINES_PX,
    Spot,
    best_columns,
    lay,
)
from camviewer.gui.views.links import Links
from camviewer.session.comparison import EXTRAS, pair_of
from camviewer.session.grid import Table, find_map, grid_of, map_titles, method_label
from camviewer.session.mixing import mix_title

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from camviewer.session.service import Session

_HIGH, _MOST_PX = 0.6, 400
"""How high the picture of a cell is by its width at least, and where that ends."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("CompareView", text)


class GridPane(QScrollArea):
    """Follows what is compared; cells of maps that stay are kept.

    Parameters
    ----------
    session
        Followed.

    Attributes
    ----------
    cells : dict of str to CompareCell
        By the name of the map, in their order.
    """

    made = Signal(object)
    dropped = Signal(object)
    laid_out = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._infos = {info.name: info for info in session.methods()}
        self.cells: dict[str, CompareCell] = {}
        self._gaps: list[QWidget] = []
        self._planes: tuple[str, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._extras: tuple[str, ...] = ()
        self._is_building = False
        self._table = Table()
        self._spots: tuple[Spot, ...] = ()
        self._home = QWidget()
        self._home.setObjectName("compareGrid")
        self._grid = QGridLayout(self._home)
        self._grid.setContentsMargins(12, 4, 12, 4)
        self._grid.setSpacing(GAP_PX)
        self.setWidget(self._home)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.heads = HeadRow(self)
        self.horizontalScrollBar().valueChanged.connect(self._move_heads)
        self._follow()

    def _follow(self) -> None:
        state = self._session.state
        case, held, numbers = state.case.events, state.comparison.events, state.numbers.events
        links = Links(self)
        links.follow(self.show_cells, case.heatmaps, case.explanation, held.axis, held.extras)
        links.follow(self.show_cells, held.layers, held.targets, held.models, held.beside)
        links.follow(self.show_cells, numbers.sorted_by, numbers.is_reversed)
        links.follow(self.show_cells, numbers.evaluation, state.job.events.phase)
        links.follow(self.show_facts, held.mixes, held.heatmaps)
        links.follow(self.show_pair, held.first, held.second)

    @property
    def is_empty(self) -> bool:
        """Whether there is no map at all."""
        return not self._table.names

    # Following

    def show_planes(self, planes: tuple[str, ...]) -> None:
        """Draw every map on these planes."""
        if len(planes) != len(self._planes):
            for name in list(self.cells):
                self._drop(name)
            self._shown = ()
        self._planes = planes
        for cell in self.cells.values():
            for view, plane in zip(cell.views, planes, strict=True):
                view.set_plane(plane)
        self.show_cells()

    def show_cells(self) -> None:
        """Keep the cells of maps that stay, add new ones, drop the others."""
        state = self._session.state
        table, extras = grid_of(state), state.comparison.extras
        extras = extras if table.names else ()
        names = (*table.names, *extras)
        shown = (table, extras, state.job.phase)
        if shown == self._shown and names == tuple(self.cells):
            self.show_facts()
            return
        fresh = [name for name in extras if name not in self._extras and self.cells]
        self._shown, self._table, self._extras = shown, table, extras
        self._is_building = True
        for name in [name for name in self.cells if name not in names]:
            self._drop(name)
        for name in names:
            if name not in self.cells:
                self._make(name)
        self.cells = {name: self.cells[name] for name in names}
        self._is_building = False
        self._name_cells()
        self.show_facts()
        self._spots = ()
        self.arrange()
        self.laid_out.emit()
        if fresh:  # once the cells have their places
            QTimer.singleShot(0, self, lambda: self._reveal(fresh[-1]))

    def _reveal(self, name: str) -> None:
        """Scroll to a mixed map that was just asked for and may stand below all others."""
        if name in self.cells:
            QApplication.sendPostedEvents(self._home, QEvent.Type.LayoutRequest)
            self.ensureWidgetVisible(self.cells[name])

    def _make(self, name: str) -> None:
        cell = CompareCell(self._session, name, self._planes)
        cell.mark_wanted.connect(self._on_mark_wanted)
        self.cells[name] = cell
        self.made.emit(cell)

    def _drop(self, name: str) -> None:
        cell = self.cells.pop(name)
        self.dropped.emit(cell)
        self._grid.removeWidget(cell)
        cell.hide()
        cell.deleteLater()

    def _name_cells(self) -> None:
        """Name each cell in full; below a head it shows its method alone."""
        state = self._session.state
        titles, has_heads = map_titles(state), self._has_heads
        for name, cell in self.cells.items():
            heatmap = find_map(state, name)
            if name in EXTRAS or heatmap is None:
                cell.show_words(mix_title(name) if name in EXTRAS else name)
                continue
            title, info = titles[name], self._infos.get(heatmap.method)
            about = ("", "") if info is None else (info.summary, info.badge)
            cell.show_words(title, method_label(title) if has_heads else "", about)

    @property
    def _has_heads(self) -> bool:
        """Whether the columns have heads."""
        return len(self._table.heads) > 1 and len(self._planes) == 1

    def show_facts(self) -> None:
        """Tell the cells of each map anew, and which two are held against each other."""
        for cell in self.cells.values():
            cell.show_facts()
        self.show_pair()

    def show_pair(self) -> None:
        """Mark A and B."""
        names = self._table.names
        pair = pair_of(self._session.state.comparison, names)
        for cell in self.cells.values():
            cell.show_pair(pair, is_offered=len(names) > 2)

    # Laying out

    def arrange(self) -> None:
        """Lay the cells out in the columns that make them largest."""
        if self._is_building:
            return
        self._show_heads()
        size, has_heads = self.viewport().size(), self._has_heads
        is_list = len(self._planes) > 1
        columns = 1 if is_list else best_columns(len(self.cells), size.width(), size.height())
        columns = max(2, columns) if has_heads else columns
        spots = lay(self._table, self._extras, columns)
        least = self._least_height(spots)
        for cell in self.cells.values():
            cell.setMinimumHeight(least)
            cell.setMinimumWidth(CELL_PX if has_heads else 0)
        if spots != self._spots:
            self._spots = spots
            self._place(spots)

    def _least_height(self, spots: tuple[Spot, ...]) -> int:
        """Return the least height of a cell: enough for its slice to be judged."""
        size = self.viewport().size()
        rows = len({spot.row for spot in spots})
        columns = max((spot.column for spot in spots), default=0) + 1
        if rows * columns == 1:
            return 0
        if rows * (CELL_PX + LINES_PX + GAP_PX) <= size.height():
            return CELL_PX + LINES_PX  # all fit, and share what room there is
        wanted = round(_HIGH * size.width() / columns / max(1, len(self._planes)))
        return min(max(CELL_PX, wanted), _MOST_PX) + LINES_PX

    def _place(self, spots: tuple[Spot, ...]) -> None:
        for old in self._gaps:
            old.hide()
            old.deleteLater()
        for cell in self.cells.values():
            self._grid.removeWidget(cell)
        self._gaps = []
        for spot in spots:
            widget = self.cells[spot.name] if spot.name else self._gap(spot)
            self._grid.addWidget(widget, spot.row, spot.column)
            widget.show()
        rows, columns = {spot.row for spot in spots}, {spot.column for spot in spots}
        for line in range(max(self._grid.rowCount(), self._grid.columnCount())):
            self._grid.setRowStretch(line, 1 if line in rows else 0)
            self._grid.setColumnStretch(line, 1 if line in columns else 0)

    def _gap(self, spot: Spot) -> QWidget:
        """Say why a place has no map."""
        is_running = self._session.state.job.phase == "running"
        fault = self._table.heads[spot.column].fault
        text = _tr("No map") if fault else _tr("Not made yet")
        gap = Gap("…" if is_running and not fault else text)
        self._gaps.append(gap)
        return gap

    def _show_heads(self) -> None:
        """Keep the heads above their columns, however the maps are scrolled."""
        heads = self._table.heads if self._has_heads else ()
        self.heads.show_heads(heads)
        height = self.heads.sizeHint().height() if heads else 0
        self.setViewportMargins(0, height, 0, 0)
        self._move_heads()

    def _move_heads(self) -> None:
        width = max(self.viewport().width(), self._home.minimumSizeHint().width())
        left = self.viewport().x() - self.horizontalScrollBar().value()
        self.heads.setGeometry(left, 0, width, self.heads.sizeHint().height())

    # Events

    def _on_mark_wanted(self, which: str, name: str) -> None:
        self._session.choose_map(which, name)
        self.show_pair()  # the button that was clicked may have gone up

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the cells for the new shape."""
        super().resizeEvent(event)
        self.arrange()
