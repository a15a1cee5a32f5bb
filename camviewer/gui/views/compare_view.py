"""Comparing maps: methods, layers, targets and networks side by side, moving together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from camviewer.gui.views.comparison.bar import ALL, CompareBar
from camviewer.gui.views.comparison.fade_pane import FadePane
from camviewer.gui.views.comparison.grid_pane import GridPane
from camviewer.gui.views.comparison.pair_bar import PairBar
from camviewer.gui.views.links import Links
from camviewer.gui.views.read_view import PLANES
from camviewer.gui.views.slice_view import SliceView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.gui.views.camera import Camera
    from camviewer.gui.views.comparison.cell import CompareCell
    from camviewer.session.service import Session
    from camviewer.session.state import State

# The picture area is black in both themes.
_STYLE = """
#compareUpper, CompareBar, PairBar, FadePane, GridPane, CompareCell, #compareGrid {
    background: #000000; }
QLabel { color: #E6E9EE; }
QLabel[role="caption"] { color: #98A2B3; }
QLabel[role="warning"] { color: #F2B84B; }
QToolButton#beside::menu-indicator { image: none; }
"""


def _tr(text: str) -> str:
    return QCoreApplication.translate("CompareView", text)


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
        self._touched: SliceView | None = None
        self._fade: FadePane | None = None
        self._build()
        state = session.state
        links = Links(self)
        links.follow(self._show_plane, state.view.events.compare_plane)
        links.follow(self._show_plane, state.case.events.image)
        links.follow(self._show_page, state.comparison.events.is_fading)
        self.grid.made.connect(self._on_cell_made)
        self.grid.dropped.connect(self._on_cell_dropped)
        self.grid.laid_out.connect(self._show_page)
        self._show_plane()

    def _build(self) -> None:
        self.bar = CompareBar(self._session)
        self.pair = PairBar(self._session)
        self.grid = GridPane(self._session)
        self.empty = QLabel(_tr("No maps yet. Choose methods and press Explain."))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("role", "caption")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.grid)
        upper = QWidget()
        upper.setObjectName("compareUpper")
        upper.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        upper.setStyleSheet(_STYLE)
        layout = QVBoxLayout(upper)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.bar)
        layout.addWidget(self.pair)
        layout.addWidget(self._pages, 1)
        self._halves = QSplitter(Qt.Orientation.Vertical)
        self._halves.setChildrenCollapsible(False)
        self._halves.addWidget(upper)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._halves)

    def set_below(self, widget: QWidget) -> None:
        """Put something below the grid, with a border that can be moved."""
        self._halves.addWidget(widget)
        self._halves.setStretchFactor(0, 3)
        self._halves.setStretchFactor(1, 1)

    # What may be asked of it

    @property
    def cells(self) -> dict[str, CompareCell]:
        """The cells by the name of their map, in their order."""
        return self.grid.cells

    @property
    def focused(self) -> SliceView | None:
        """The view that keys move; any will do, as all move together."""
        return self._touched or next(iter(self._views()), None)

    def fit(self) -> None:
        """Show all of the slice in every cell."""
        for view in self._views():
            view.set_camera(None)

    def _views(self) -> list[SliceView]:
        fading = () if self._fade is None else self._fade.views
        shown = [view for cell in self.cells.values() for view in cell.views]
        is_fading = self._session.state.comparison.is_fading
        return [*fading, *shown] if is_fading else [*shown, *fading]

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

    def _show_plane(self) -> None:
        planes = planes_of(self._session.state)
        self.grid.show_planes(planes)
        if self._fade is not None and len(self._fade.views) != len(planes):
            self._drop_fade()
        for view, plane in zip(self._fade.views if self._fade else (), planes, strict=False):
            view.set_plane(plane)
        self._show_page()

    def _show_page(self) -> None:
        """Show the grid, two maps in one place, or what to do where there is no map."""
        if self.grid.is_empty:
            self._pages.setCurrentWidget(self.empty)
        elif not self._session.state.comparison.is_fading:
            self._pages.setCurrentWidget(self.grid)
        else:
            if self._fade is None:
                self._fade = FadePane(self._session, planes_of(self._session.state))
                self._pages.addWidget(self._fade)
                self._connect(self._fade.views)
            self._pages.setCurrentWidget(self._fade)

    def _drop_fade(self) -> None:
        if self._fade is not None:
            self._forget(self._fade.views)
            self._pages.removeWidget(self._fade)
            self._fade.deleteLater()
            self._fade = None

    def _on_cell_made(self, cell: CompareCell) -> None:
        self._connect(cell.views)

    def _on_cell_dropped(self, cell: CompareCell) -> None:
        self._forget(cell.views)

    def _connect(self, views: Sequence[SliceView]) -> None:
        for view in views:
            view.probe_changed.connect(self.probe_changed)
            view.warning_clicked.connect(self.warning_clicked)
            view.volume_wanted.connect(self.volume_wanted)
            view.touched.connect(self._on_touched)
            view.camera_changed.connect(self._on_camera_changed)
            view.flush()
            take_camera(view, self._views())

    def _forget(self, views: Sequence[SliceView]) -> None:
        if self._touched in views:
            self._touched = None

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
