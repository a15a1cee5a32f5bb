"""One map over the slice that is read, under its name, with what its colours reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from camviewer.gui.column import ElidedLabel
from camviewer.gui.inspector.own_source import OwnSource
from camviewer.gui.views.links import Links
from camviewer.gui.views.readout import number
from camviewer.gui.views.slice_view import SliceView

if TYPE_CHECKING:
    from camviewer.core.image import Heatmap
    from camviewer.session.service import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("MapPane", text)


class MapPane(QWidget):
    """Shows a map on one plane; crosshair, grey window and colours are the session's.

    Parameters
    ----------
    session
        Followed; gestures write to its view.
    title
        What the map is.
    is_result
        As for :class:`OwnSource`.
    """

    warning_clicked = Signal()

    def __init__(self, session: Session, title: str, *, is_result: bool = False) -> None:
        super().__init__()
        self._title = title
        self.source = OwnSource(session, "axial", is_result=is_result)
        self.title = ElidedLabel(title)
        self.title.setProperty("role", "name")
        self.view = SliceView(session, "axial", source=self.source)
        self.view.warning_clicked.connect(self.warning_clicked)
        self.range = ElidedLabel()
        self.range.setProperty("role", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.title)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.range)
        links = Links(self)
        links.follow(self._show_range, session.state.overlay.events.signed)
        self._name()
        self.show_map(None)

    def show_map(self, heatmap: Heatmap | None) -> None:
        """Lay another map over the slice; None takes it off."""
        self.source.own = heatmap
        self._show_range()
        self.view.request()

    def _show_range(self) -> None:
        heatmap, scale = self.source.own, self.source.scale()
        text = "\u2013"
        if heatmap is not None and not heatmap.array.any():
            text = _tr("zero everywhere")
        elif heatmap is not None and scale is not None and scale.is_signed:
            text = _tr("colours to ±{top}").format(top=number(scale.levels[1]))
        elif heatmap is not None and scale is not None:
            words = _tr("colours from 0 to {top}").format(top=number(scale.levels[1]))
            text = _tr("nothing above 0") if heatmap.is_blank else words
        self.range.show_text(text)

    def show_plane(self, plane: str) -> None:
        """Show another plane of a volume."""
        self.view.set_plane(plane)
        self._name()

    def show_title(self, title: str) -> None:
        """Say what the map is."""
        self._title = title
        self.title.show_text(title)
        self._name()

    def _name(self) -> None:
        self.view.canvas.setAccessibleName(self._title)
        self.view.setAccessibleName(self._title)
        self.setAccessibleName(self._title)

    def flush(self) -> None:
        """Draw what has changed now."""
        self.view.flush()
