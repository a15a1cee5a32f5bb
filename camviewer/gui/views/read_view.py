"""Reading one map: linked planes of a volume, or one picture, and the colour bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from camviewer.gui.views.arrangement import Arrangement
from camviewer.gui.views.coalescer import Coalescer
from camviewer.gui.views.colour_bar import ColourBar
from camviewer.gui.views.links import Links
from camviewer.gui.views.readout import probe_text
from camviewer.gui.views.slice_view import SliceView
from camviewer.gui.views.steering import PLAIN

if TYPE_CHECKING:
    from camviewer.gui.views.camera import Camera
    from camviewer.session.service import Session

PLANES = ("axial", "coronal", "sagittal")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReadView", text)


class ReadView(QWidget):
    """The planes in the layout of ``state.view``, or the picture alone.

    Parameters
    ----------
    session
        Followed; gestures write to its view.

    Attributes
    ----------
    planes : dict
        The three planes with the map, by name.
    plain : SliceView
        The axial plane without it.
    """

    probe_changed = Signal(str)
    warning_clicked = Signal()
    volume_wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setAccessibleName(_tr("One map"))
        self.planes = {plane: SliceView(session, plane) for plane in PLANES}
        self.plain = SliceView(session, "axial", "")
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
            view.volume_wanted.connect(self.volume_wanted)
            view.camera_changed.connect(self._on_camera_changed)
        state = session.state
        links = Links(self)
        shape = (state.view.events.maximised, state.view.events.layout)
        links.follow(self._show_layout, state.case.events.image, *shape)
        links.follow(self._show_links, state.view.events.links_zoom)
        links.follow(
            self._probing.request, state.view.events.position, state.view.events.letters
        )
        links.follow(
            self._probing.request, state.case.events.selected, state.case.events.heatmaps
        )
        self._show_layout()

    def _place(self) -> None:
        self.arrangement = Arrangement({**self.planes, PLAIN: self.plain})
        self._stack = QStackedWidget()
        self._stack.addWidget(self.arrangement)
        self._stack.addWidget(self.flat)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.colour_bar)

    def _views(self) -> tuple[SliceView, ...]:
        return (*self.planes.values(), self.plain, self.flat)

    # What may be asked of it

    @property
    def focused(self) -> SliceView:
        """The view that keys move."""
        image, biggest = self._session.state.case.image, self._session.state.view.maximised
        if image is not None and not image.is_volume:
            return self.flat
        if biggest:
            return self.plain if biggest == PLAIN else self.planes[biggest]
        return self._touched

    def fit(self) -> None:
        """Show all of every plane, at one scale where they are linked."""
        for view in self._views():
            view.set_camera(None)
        if self._session.state.view.links_zoom:
            seen = [view for view in self._views() if view.isVisible()]
            self._share(max(seen, key=lambda view: view.canvas.camera.scale, default=self.flat))

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
        self._stack.setCurrentWidget(self.flat if is_flat else self.arrangement)
        if self.arrangement.arrange(self._session.state.view.layout, biggest):
            self.fit()
        if not biggest and self._touched.isHidden():
            self._touched = self.planes["axial"]

    def _show_links(self) -> None:
        """Bring all planes to the scale of the focused one when they are linked."""
        if self._session.state.view.links_zoom:
            self._share(self.focused)

    def _on_camera_changed(self, camera: Camera | None) -> None:
        source = self.sender()
        if not isinstance(source, SliceView) or source is self.flat:
            return
        axial = self.planes["axial"]
        if source in (axial, self.plain):
            other = self.plain if source is axial else axial
            other.set_camera(camera)
        if self._session.state.view.links_zoom:
            self._share(source)

    def _share(self, source: SliceView) -> None:
        """Give every plane the millimetres per pixel of one; a picture has its own."""
        if source is self.flat:
            return
        scale = source.canvas.camera.scale
        for view in (*self.planes.values(), self.plain):
            view.set_scale(scale)

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
            text = probe_text(image, state.case.heatmap, position, state.view.letters)
            self.probe_changed.emit(text)
