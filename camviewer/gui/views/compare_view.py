"""Comparing maps: the methods side by side on the same slice, moving together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from camviewer.gui.column import ElidedLabel
from camviewer.gui.forms import named
from camviewer.gui.theme import CONTROL_PX
from camviewer.gui.views.colour_bar import ColourLine
from camviewer.gui.views.links import Links
from camviewer.gui.views.read_view import PLANES
from camviewer.gui.views.readout import scale_text
from camviewer.gui.views.slice_view import SliceView
from camviewer.session.words import map_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from camviewer.core.image import Heatmap
    from camviewer.gui.views.camera import Camera
    from camviewer.session.catalogue import MethodInfo
    from camviewer.session.service import Session
    from camviewer.session.state import State

ALL = "all"
_LINES_PX = 46
_CELL_PX = 180
"""Narrower, a cell shows no slice that could be judged: the grid scrolls instead."""
_GAP_PX = 8
# The picture area is black in both themes.
_STYLE = """
CompareView, CompareCell, #compareGrid { background: #000000; }
QLabel { color: #E6E9EE; }
QLabel[role="caption"] { color: #98A2B3; }
QLabel[role="warning"] { color: #F2B84B; }
"""


def _tr(text: str) -> str:
    return QCoreApplication.translate("CompareView", text)


def best_columns(count: int, width: float, height: float) -> int:
    """Columns of a grid whose square cells are largest, and none narrower than they may be."""
    most = max(1, int(width // (_CELL_PX + _GAP_PX)))

    def side(columns: int) -> float:
        rows = max(1, -(-count // columns))
        return min(width / columns, height / rows - _LINES_PX)

    return max(range(1, max(1, min(count, most)) + 1), key=side)


def planes_of(state: State) -> tuple[str, ...]:
    """Name the planes that each map is compared on; a picture has one."""
    plane, image = state.view.compare_plane, state.case.image
    if plane != ALL:
        return (plane,)
    return PLANES if image is None or image.is_volume else PLANES[:1]


def take_camera(view: SliceView, others: Sequence[SliceView]) -> None:
    """Let a new view show what those of its plane show."""
    for other in others:
        if other.source.plane == view.source.plane and not other.canvas.is_fitted:
            view.set_camera(other.canvas.camera)
            return


class CompareCell(QWidget):
    """One map: its name, the map on the slice or on all three planes, its colours.

    Parameters
    ----------
    session
        Followed.
    heatmap
        The map; others of its name take its place while it refines.
    info
        Its method; None where it is not registered.

    Attributes
    ----------
    views : tuple of SliceView
        One for each plane.
    """

    def __init__(self, session: Session, heatmap: Heatmap, info: MethodInfo | None) -> None:
        super().__init__()
        label, name = map_label(heatmap), heatmap.name
        badge = "" if info is None else info.badge
        self.title = ElidedLabel(label, badge or ("" if info is None else info.summary))
        self.title.setProperty("role", "name")
        self.badge = ElidedLabel(badge.split(":")[0].split(".")[0], badge)
        self.badge.setProperty("role", "warning")
        self.badge.setVisible(bool(badge))
        planes = planes_of(session.state)
        self.views = tuple(SliceView(session, plane, name) for plane in planes)
        for view in self.views:
            said = f"{label}, {view.canvas.accessibleName()}" if len(planes) > 1 else label
            view.canvas.setAccessibleName(said)
        self.line = ColourLine(session, name)
        self.setAccessibleName(label)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title, 3)
        top.addWidget(self.badge, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        across = QHBoxLayout()
        across.setSpacing(2)
        for view in self.views:
            across.addWidget(view, 1)
        layout.addLayout(across, 1)
        layout.addWidget(self.line)

    @property
    def view(self) -> SliceView:
        """The first of its planes."""
        return self.views[0]


class CompareView(QWidget):
    """A grid of cells with one slice, one crosshair and one camera.

    Parameters
    ----------
    session
        Followed; gestures write to its view.
    """

    probe_changed = Signal(str)
    warning_clicked = Signal()
    volume_wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setAccessibleName(_tr("Methods side by side"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(_STYLE)
        self._infos = {info.name: info for info in session.methods()}
        self.cells: dict[str, CompareCell] = {}
        self._touched: SliceView | None = None
        self._columns = 0
        self._build()
        state = session.state
        links = Links(self)
        links.follow(self._show_cells, state.case.events.heatmaps)
        links.follow(self._show_plane, state.view.events.compare_plane)
        links.follow(self._show_plane, state.case.events.image)
        links.follow(self._show_rule, state.overlay.events.scale)
        self._show_cells()
        self._show_plane()

    def _build(self) -> None:
        self.chooser = QButtonGroup(self)
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 0)
        top.setSpacing(0)
        for plane, text, words in (
            ("axial", _tr("Axial"), _tr("Compare on the axial plane")),
            ("coronal", _tr("Coronal"), _tr("Compare on the coronal plane")),
            ("sagittal", _tr("Sagittal"), _tr("Compare on the sagittal plane")),
            (ALL, _tr("All three"), _tr("Compare on all three planes")),
        ):
            button = named(QToolButton(), plane, words)
            button.setText(text)
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setFixedHeight(CONTROL_PX - 2)
            self.chooser.addButton(button)
            top.addWidget(button)
        self.chooser.buttonClicked.connect(
            lambda button: setattr(
                self._session.state.view, "compare_plane", button.objectName()
            )
        )
        self.rule = QLabel()
        self.rule.setProperty("role", "caption")
        top.addStretch(1)
        top.addWidget(self.rule)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        self._halves = QSplitter(Qt.Orientation.Vertical)
        self._halves.setChildrenCollapsible(False)
        self._halves.addWidget(self._build_grid())
        layout.addWidget(self._halves, 1)

    def _build_grid(self) -> QStackedWidget:
        self._grid_home = QWidget()
        self._grid_home.setObjectName("compareGrid")
        self._grid = QGridLayout(self._grid_home)
        self._grid.setContentsMargins(12, 4, 12, 4)
        self._grid.setSpacing(_GAP_PX)
        self._area = QScrollArea()
        self._area.setWidget(self._grid_home)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = QLabel(_tr("No maps yet. Choose methods and press Explain."))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("role", "caption")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._area)
        return self._stack

    def set_below(self, widget: QWidget) -> None:
        """Put something below the grid, which keeps the room that is left."""
        self._halves.addWidget(widget)
        self._halves.setStretchFactor(0, 1)
        self._halves.setStretchFactor(1, 0)

    # What may be asked of it

    @property
    def focused(self) -> SliceView | None:
        """The view that keys move; any will do, as all move together."""
        first = next(iter(self.cells.values()), None)
        return self._touched or (None if first is None else first.view)

    def fit(self) -> None:
        """Show all of the slice in every cell."""
        for view in self._views():
            view.set_camera(None)

    def _views(self) -> list[SliceView]:
        return [view for cell in self.cells.values() for view in cell.views]

    def nudge(self, dx: int, dy: int) -> None:
        """Move the crosshair by pixels of the slice, to the right and down."""
        if self.focused is not None:
            self.focused.nudge(dx, dy)

    def step_slice(self, count: int) -> None:
        """Move through the slices."""
        if self.focused is not None:
            self.focused.step_slice(count)

    def flush(self) -> None:
        """Draw what has changed now."""
        for view in self._views():
            view.flush()
        for cell in self.cells.values():
            cell.line.flush()

    # Following

    def _show_cells(self) -> None:
        """Keep the cells of maps that stay, add new ones, drop the others."""
        maps = self._session.state.case.heatmaps
        names = list(maps)
        if names and names == list(self.cells):
            return  # a map that refines is drawn by its own view
        for name in [name for name in self.cells if name not in names]:
            self._drop(self.cells.pop(name))
        for name in names:
            if name not in self.cells:
                self.cells[name] = self._make(maps[name])
        self.cells = {name: self.cells[name] for name in names}
        self._stack.setCurrentWidget(self._area if names else self.empty)
        self._columns = 0
        self._arrange()
        self._show_rule()

    def _make(self, heatmap: Heatmap) -> CompareCell:
        cell = CompareCell(self._session, heatmap, self._infos.get(heatmap.method))
        for view in cell.views:
            view.probe_changed.connect(self.probe_changed)
            view.warning_clicked.connect(self.warning_clicked)
            view.volume_wanted.connect(self.volume_wanted)
            view.touched.connect(self._on_touched)
            view.camera_changed.connect(self._on_camera_changed)
            view.flush()
            take_camera(view, self._views())
        return cell

    def _drop(self, cell: CompareCell) -> None:
        if self._touched in cell.views:
            self._touched = None
        self._grid.removeWidget(cell)
        cell.hide()
        cell.deleteLater()

    def _arrange(self) -> None:
        """Lay the cells out in the columns that make them largest."""
        size = self._stack.size()
        columns = best_columns(len(self.cells), size.width(), size.height())
        is_all = len(planes_of(self._session.state)) > 1
        columns = 1 if is_all else columns
        for cell in self.cells.values():
            cell.setMinimumHeight(_CELL_PX + _LINES_PX if columns > 1 or is_all else 0)
        if columns == self._columns:
            return
        self._columns = columns
        for number, cell in enumerate(self.cells.values()):
            self._grid.removeWidget(cell)
            self._grid.addWidget(cell, number // columns, number % columns)
            cell.show()
        for line in range(max(self._grid.rowCount(), self._grid.columnCount())):
            rows = -(-len(self.cells) // columns)
            self._grid.setRowStretch(line, 1 if line < rows else 0)
            self._grid.setColumnStretch(line, 1 if line < columns else 0)

    def _show_plane(self) -> None:
        state = self._session.state
        plane, image = state.view.compare_plane, state.case.image
        for button in self.chooser.buttons():
            button.setChecked(button.objectName() == plane)
            button.setVisible(image is None or image.is_volume)
        planes = planes_of(state)
        if any(len(cell.views) != len(planes) for cell in self.cells.values()):
            self._renew()
        for cell in self.cells.values():
            for view, each in zip(cell.views, planes, strict=True):
                view.set_plane(each)

    def _renew(self) -> None:
        """Make all cells anew, with as many planes as are wanted now."""
        for cell in self.cells.values():
            self._drop(cell)
        self.cells = {}
        self._show_cells()

    def _show_rule(self) -> None:
        rule = self._session.state.overlay.scale
        text = _tr("Scale: each map its own") if rule == "map" else ""
        self.rule.setText(text or scale_text(rule, len(self.cells)))

    # Gestures

    def _on_touched(self) -> None:
        view = self.sender()
        if isinstance(view, SliceView):
            self._touched = view

    def _on_camera_changed(self, camera: Camera | None) -> None:
        source = self.sender()
        if isinstance(source, SliceView):
            for view in self._views():
                if view is not source and view.source.plane == source.source.plane:
                    view.set_camera(camera)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the cells for the new shape."""
        super().resizeEvent(event)
        self._arrange()
