"""What is drawn over a plane besides image, heatmap and words; a file for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from camviewer.gui.views.canvas import Canvas
    from camviewer.gui.views.gestures import Gestures
    from camviewer.gui.views.slice_source import SliceSource


class Drawn(Protocol):
    """What a layer may use of the plane it lies on."""

    source: SliceSource
    canvas: Canvas
    gestures: Gestures

    def world_at(
        self, point: QPointF, *, is_held_inside: bool = False
    ) -> tuple[float, ...] | None:
        """World coordinate under a screen point."""

    def screen_at(self, world: tuple[float, ...]) -> QPointF:
        """Screen point of a world coordinate, dropped onto the plane."""

    def request(self) -> None:
        """Draw soon; many requests make one drawing."""


class Layer(Protocol):
    """Holds one graphics item of the canvas' scene, whose unit is the screen pixel."""

    def refresh(self) -> None:
        """Follow the plane; called after each change of the state or the camera."""
