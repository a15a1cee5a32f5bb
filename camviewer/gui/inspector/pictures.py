"""Four maps over one slice: a channel, its gradient, the map as it was and as it is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from camviewer.gui.column import row
from camviewer.gui.forms import Segments, push_button, text_label
from camviewer.gui.inspector.map_pane import MapPane
from camviewer.gui.inspector.words import channel_sentence
from camviewer.gui.views.links import Links
from camviewer.session.figures import hottest_position

if TYPE_CHECKING:
    from camviewer.gui.views.camera import Camera
    from camviewer.session.service import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChannelPictures", text)


class Pictures(QWidget):
    """Follows ``state.channels``; the four move together.

    Parameters
    ----------
    session
        Followed.
    """

    warning_clicked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._state = session, session.state.channels
        self.activation = MapPane(session, _tr("Activation"))
        self.gradient = MapPane(session, _tr("Gradient"))
        self.original = MapPane(session, _tr("As explained"), is_result=True)
        self.tried = MapPane(session, _tr("With these values"), is_result=True)
        self.panes = (self.activation, self.gradient, self.original, self.tried)
        self.sentence = text_label("", "caption")
        self._build()
        own, case = self._state.events, session.state.case.events
        links = Links(self)
        links.follow(self._show_channel, own.maps)
        links.follow(self._show_sentence, own.selected, own.reading)
        links.follow(self._show_maps, own.reading, own.original)
        links.follow(self._show_plane, own.plane, case.image)
        for show in (
            self._show_channel, self._show_sentence, self._show_maps, self._show_plane,
        ):  # fmt: skip
            show()

    def _build(self) -> None:
        self.planes = Segments(
            [
                (_tr("Axial"), "axial"),
                (_tr("Coronal"), "coronal"),
                (_tr("Sagittal"), "sagittal"),
            ],
            "channelPlane",
            _tr("Plane of the pictures"),
        )
        self.planes.picked.connect(lambda plane: setattr(self._state, "plane", str(plane)))
        self.strongest = push_button(_tr("Strongest place"), "strongestPlace")
        self.strongest.setToolTip(_tr("Puts the crosshair on the channel's strongest cell."))
        self.strongest.clicked.connect(self._on_strongest)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, pane in enumerate(self.panes):
            grid.addWidget(pane, place // 2, place % 2)
            pane.view.camera_changed.connect(self._on_camera_changed)
            pane.warning_clicked.connect(self.warning_clicked)
        for line in (0, 1):
            grid.setRowStretch(line, 1)
            grid.setColumnStretch(line, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row(self.planes, None, self.strongest))
        layout.addLayout(grid, 1)
        self.sentence.setMinimumHeight(3 * self.sentence.fontMetrics().lineSpacing())
        layout.addWidget(self.sentence)

    # Showing

    def _show_channel(self) -> None:
        maps = self._state.maps
        activation, gradient = _tr("Activation"), _tr("Gradient")
        if maps is not None:
            words = _tr("Channel {number}: {what}")
            activation = words.format(number=maps.number, what=_tr("activation"))
            gradient = words.format(number=maps.number, what=_tr("gradient"))
        self.activation.show_title(activation)
        self.gradient.show_title(gradient)
        self.activation.show_map(None if maps is None else maps.activation)
        self.gradient.show_map(None if maps is None else maps.gradient)
        self.strongest.setEnabled(maps is not None and bool(maps.activation.array.any()))

    def _show_sentence(self) -> None:
        reading, selected = self._state.reading, self._state.selected
        text = _tr("Click a point or a row to see that channel.")
        if reading is not None and selected is not None:
            text = channel_sentence(reading.channels, selected)
        self.sentence.setText(text)

    def _show_maps(self) -> None:
        reading, original = self._state.reading, self._state.original
        self.original.show_map(None if original is None else original.heatmap)
        self.tried.show_map(None if reading is None else reading.heatmap)

    def _show_plane(self) -> None:
        image = self._session.state.case.image
        self.planes.setVisible(image is not None and image.is_volume)
        self.planes.show_value(self._state.plane)
        for pane in self.panes:
            pane.show_plane(self._state.plane)

    def flush(self) -> None:
        """Draw what has changed now."""
        for pane in self.panes:
            pane.flush()

    # Gestures

    def _on_strongest(self) -> None:
        image, maps = self._session.state.case.image, self._state.maps
        if image is not None and maps is not None:
            place = hottest_position(maps.activation)
            self._session.state.view.position = image.grid.snapped(place)

    def _on_camera_changed(self, camera: Camera | None) -> None:
        for pane in self.panes:
            if pane.view is not self.sender():
                pane.view.set_camera(camera)
