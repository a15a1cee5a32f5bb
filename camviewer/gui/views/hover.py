"""The probe line: what lies under the mouse, at most sixty times a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Signal

from camviewer.gui.views.coalescer import Coalescer
from camviewer.gui.views.readout import probe_text

if TYPE_CHECKING:
    from camviewer.gui.views.layer import Drawn


class Hover(QObject):
    """Follows the mouse over one plane.

    Parameters
    ----------
    parent
        Owner.
    view
        The plane.
    """

    probe_changed = Signal(str)

    def __init__(self, parent: QObject, view: Drawn) -> None:
        super().__init__(parent)
        self._view = view
        self._point: QPointF | None = None
        self._probing = Coalescer(self, self._probe)
        view.gestures.hovered.connect(self._on_hovered)
        view.gestures.left.connect(self._on_left)

    @property
    def is_on(self) -> bool:
        """Whether the mouse is on the plane."""
        return self._point is not None

    def refresh(self) -> None:
        """Tell again, as something else lies under the mouse now."""
        if self.is_on:
            self._probing.request()

    def _on_hovered(self, point: QPointF) -> None:
        self._point = QPointF(point)
        self._probing.request()

    def _on_left(self) -> None:
        self._point = None
        self._probing.request()

    def _probe(self) -> None:
        source, world = self._view.source, None
        if self._point is not None:
            world = self._view.world_at(self._point)
        if source.stored is None or world is None:
            self.probe_changed.emit("")
        else:
            letters = source.session.state.view.letters
            text = probe_text(source.stored, source.heatmap, world, letters)
            self.probe_changed.emit(text)
