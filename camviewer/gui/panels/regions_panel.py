"""The hot regions of the map that is shown: a list to go through, and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from camviewer.gui.column import row
from camviewer.gui.forms import push_button, text_label
from camviewer.gui.panels.listing import PlainTable
from camviewer.gui.panels.spec import PANELS, PanelSpec
from camviewer.gui.theme import PADDING_PX
from camviewer.gui.views.links import Links
from camviewer.gui.views.readout import number, with_head_and_feet
from camviewer.session.regions import PART, Region, Regions, region_place

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from camviewer.gui.controller import Controller

_ROW_PX = 22
_WIDTHS_PX = {3: (20, 44, 32, 42), 2: (20, 44, 54, 42)}
"""Of all columns but the last, by the axes of the map: pixels need more digits than ml."""
_ROLE = Qt.ItemDataRole
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def _tr(text: str) -> str:
    return QCoreApplication.translate("RegionsPanel", text)


def region_cells(region: Region, letters: str = "SI") -> tuple[str, ...]:
    """Write a region as the cells of its row, its place with the letters of the view."""
    mean = "\u2013" if region.mean is None else number(region.mean, 3)
    share = f"{number(100 * region.share, 2)} %"
    place = with_head_and_feet(region_place(region), letters)
    return (str(region.number), share, number(region.size, 2), mean, place)


class RegionsModel(QAbstractTableModel):
    """A row for each region: number, share, size, mean value, place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._regions: Regions | None = None
        self._letters = "SI"

    @property
    def regions(self) -> Regions | None:
        """What is listed."""
        return self._regions

    def set_regions(self, regions: Regions | None, letters: str = "SI") -> None:
        """List others, or the same with other letters."""
        if (regions, letters) == (self._regions, self._letters):
            return
        self.beginResetModel()
        self._regions, self._letters = regions, letters
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the regions."""
        return 0 if self._regions is None or parent.isValid() else len(self._regions.items)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Count what is told of each."""
        return 0 if parent.isValid() else len(self.headings())

    def headings(self) -> tuple[str, ...]:
        """Name the columns with their units."""
        regions = self._regions
        is_volume = regions is None or regions.heatmap.grid.ndim == 3
        size = _tr("ml") if is_volume else _tr("px")
        unit = regions.unit if regions is not None else ""
        where = _tr("position, mm") if is_volume else _tr("row, column")
        return ("#", _tr("share"), size, unit or _tr("mean"), where)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Head the columns."""
        if orientation == Qt.Orientation.Vertical or role != _ROLE.DisplayRole:
            return None
        return self.headings()[section]

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Tell one thing of a region."""
        if self._regions is None:
            return None
        region = self._regions.items[index.row()]
        if role == _ROLE.DisplayRole:
            return region_cells(region, self._letters)[index.column()]
        if role == _ROLE.TextAlignmentRole and index.column() in (1, 2, 3):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._tip(region) if role == _ROLE.ToolTipRole else None

    def _tip(self, region: Region) -> str:
        """Tell all of a region, with names and units."""
        _, share, size, mean, where = self.headings()
        cells = region_cells(region, self._letters)
        words = _tr("Peak {peak}, above {percent:.1f} % of the map's cells")
        lines = (
            f"{cells[4]} ({where})",
            f"{share} {cells[1]} · {cells[2]} {size} · {_tr('mean')} {cells[3]} {mean}",
            words.format(peak=number(region.peak), percent=region.percentile),
        )
        return "\n".join(lines)

    def text(self) -> str:
        """Write the list for pasting, with tabs between its columns."""
        items = () if self._regions is None else self._regions.items
        rows = [self.headings(), *(region_cells(item, self._letters) for item in items)]
        return "".join("\t".join(cells) + "\n" for cells in rows)


class RegionsTable(PlainTable):
    """One line a region, as wide as the page."""

    def __init__(self, model: RegionsModel) -> None:
        super().__init__("regions", _tr("Hot regions"), _ROW_PX)
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.horizontalHeader()
        header.setFont(self.font())
        header.setStretchLastSection(True)
        model.modelReset.connect(self._make_room)
        self._make_room()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _make_room(self) -> None:
        """Give every column the room that its numbers need."""
        model, header = self.model(), self.horizontalHeader()
        regions = model.regions if isinstance(model, RegionsModel) else None
        axes = 3 if regions is None else regions.heatmap.grid.ndim
        for column, width in enumerate(_WIDTHS_PX[axes]):
            header.resizeSection(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to a region by Enter, and copy the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.activated.emit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy(self.model())
        else:
            super().keyPressEvent(event)


def copy(model: object) -> None:
    """Put the list on the clipboard."""
    if isinstance(model, RegionsModel):
        QGuiApplication.clipboard().setText(model.text())


class RegionsPanel(QWidget):
    """Shows ``state.case.regions`` and goes to one of them.

    Parameters
    ----------
    controller
        Knows the session.
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._session = controller.session
        self.model = RegionsModel(self)
        self.table = RegionsTable(self.model)
        self.caption = text_label("", "caption")
        self.copy = push_button(_tr("Copy as text"), "copyRegions")
        self.copy.clicked.connect(lambda: copy(self.model))
        self.table.clicked.connect(self._on_chosen)
        self.table.activated.connect(self._on_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING_PX, 8, PADDING_PX, PADDING_PX)
        layout.setSpacing(8)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.caption)
        layout.addLayout(row(self.copy, None))
        case = self._session.state.case.events
        links = Links(self)
        links.follow(self._show_regions, case.regions, case.image, case.heatmaps, case.selected)
        links.follow(self._show_marked, case.region)
        links.follow(self._show_regions, self._session.state.view.events.letters)
        self._show_regions()

    # Showing

    def _show_regions(self) -> None:
        case = self._session.state.case
        self.model.set_regions(case.regions, self._session.state.view.letters)
        has_any = case.regions is not None and bool(case.regions.items)
        self.table.setVisible(has_any)
        self.copy.setEnabled(has_any)
        self.caption.setText(self._caption())
        self._show_marked()

    def _caption(self) -> str:
        case = self._session.state.case
        if case.heatmap is None:
            return _tr("The hot regions of a map are listed here once there is one.")
        if case.regions is None:
            return _tr("Looking for hot regions…")
        if not case.regions.items:
            return _tr("No hot regions: no cell of this map speaks for the target.")
        return caption_of(case.regions)

    def _show_marked(self) -> None:
        number = self._session.state.case.region
        with QSignalBlocker(self.table.selectionModel()):
            if 0 < number <= self.model.rowCount():
                self.table.selectRow(number - 1)
                self.table.scrollTo(self.model.index(number - 1, 0))
            else:
                self.table.clearSelection()
        self.table.viewport().update()

    # Editing

    def _on_chosen(self, index: QModelIndex) -> None:
        self._session.go_to_region(index.row() + 1)


def caption_of(regions: Regions) -> str:
    """Say what a hot region is, how many there are, and what they are not."""
    listed, count = len(regions.items), regions.count
    first = _tr("{listed} of {count} listed.").format(listed=listed, count=count)
    share = _tr("Together {share:.0f} % of what speaks for the target.")
    definition = _tr(
        "Cells that touch by a face and reach {part:.0f} % of the map's highest value."
    )
    parts = [
        *([first] if listed < count else []),
        share.format(share=100 * regions.share),
        definition.format(part=100 * PART),
        _tr("Explains the model, not the disease. Keys N and Shift+N."),
    ]
    return " ".join(parts)


PANELS.add(PanelSpec("regions", "Regions", "right-pages", RegionsPanel))
