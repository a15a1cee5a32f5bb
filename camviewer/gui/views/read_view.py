"""Reading one map: three linked planes of a volume, or one picture, and the colour bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from camviewer.gui.views.coalescer import Coalescer
from camviewer.gui.views.colour_bar import ColourBar
from camviewer.gui.views.links import Links
from camviewer.gui.views.readout import probe_text
from camviewer.gui.views.slice_view import SliceView

if TYPE_CHECKING:
    from camviewer.session.service import Session

PLANES = ("axial", "coronal", "sagittal")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReadView", text)


class ReadView(QWidget):
    """Axial large at the left, coronal over sagittal at the right; or the picture alone.

    Parameters
    ----------
    session
        Followed; gestures write to its view.
    """

    probe_changed = Signal(str)
    warning_clicked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setAccessibleName(_tr("One map"))
        self.planes = {plane: SliceView(session, plane) for plane in PLANES}
        self.flat = SliceView(session, "")
        self.colour_bar = ColourBar(session)
        self._touched = self.planes["axial"]
        self._probing = Coalescer(self, self._probe)
        self._place()
        for view in self._views():
            view.probe_changed.connect(self._on_probe_changed)
            view.warning_clicked.connect(self.warning_clicked)
            view.touched.connect(self._on_touched)
            view.peak_changed.connect(self.colour_bar.show_peak)
        state = session.state
        links = Links(self)
        links.follow(self._show_layout, state.case.events.image, state.view.events.maximised)
        links.follow(self._probing.request, state.view.events.position)
        links.follow(
            self._probing.request, state.case.events.selected, state.case.events.heatmaps
        )
        self._show_layout()

    def _place(self) -> None:
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._whole = QSplitter(Qt.Orientation.Horizontal)
        self._whole.addWidget(self.planes["axial"])
        self._whole.addWidget(self._right)
        for plane in ("coronal", "sagittal"):
            self._right.addWidget(self.planes[plane])
        for splitter, sizes in ((self._whole, (1700, 1000)), (self._right, (1000, 1000))):
            splitter.setHandleWidth(4)
            splitter.setChildrenCollapsible(False)
            splitter.setSizes(list(sizes))
        self._whole.setStretchFactor(0, 17)
        self._whole.setStretchFactor(1, 10)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._whole)
        self._stack.addWidget(self.flat)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.colour_bar)

    def _views(self) -> tuple[SliceView, ...]:
        return (*self.planes.values(), self.flat)

    # What may be asked of it

    @property
    def focused(self) -> SliceView:
        """The view that keys move."""
        image, biggest = self._session.state.case.image, self._session.state.view.maximised
        if image is not None and not image.is_volume:
            return self.flat
        if biggest:
            return self.planes[biggest]
        return self._touched

    def fit(self) -> None:
        """Show all of every plane."""
        for view in self._views():
            view.fit()

    def nudge(self, dx: int, dy: int) -> None:
        """Move the crosshair by pixels of the focused plane, to the right and down."""
        self.focused.nudge(dx, dy)

    def step_slice(self, count: int) -> None:
        """Move through the slices of the focused plane."""
        self.focused.step_slice(count)

    def flush(self) -> None:
        """Draw what has changed now."""
        for view in self._views():
            if view.isVisible():
                view.flush()
        self.colour_bar.flush()

    # Following

    def _show_layout(self) -> None:
        image, biggest = self._session.state.case.image, self._session.state.view.maximised
        is_flat = image is not None and not image.is_volume
        self._stack.setCurrentWidget(self.flat if is_flat else self._whole)
        for plane, view in self.planes.items():
            view.setVisible(biggest in ("", plane))
        self._right.setVisible(biggest != "axial")

    def _on_touched(self) -> None:
        view = self.sender()
        if isinstance(view, SliceView) and view is not self.flat:
            self._touched = view

    def _on_probe_changed(self, text: str) -> None:
        if text:
            self.probe_changed.emit(text)
        else:
            self._probing.request()

    def _probe(self) -> None:
        """Tell about the crosshair's place while the mouse is elsewhere."""
        if any(view.hover.is_on for view in self._views()) or not self.isVisible():
            return
        state = self._session.state
        image, position = state.case.image, state.view.position
        if image is None or len(position) != image.grid.ndim:
            self.probe_changed.emit("")
        else:
            self.probe_changed.emit(probe_text(image, state.case.heatmap, position))
