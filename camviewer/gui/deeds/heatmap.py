"""How the map is shown, and which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.gui.deeds.spec import ActionSpec

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("overlay", "Show or hide the heatmap", "Heatmap", "toggle", ("H",), "overlay"),
    ActionSpec(
        "hottest", "Go to the hottest place", "Heatmap", "go_hottest", ("N",), "hottest"
    ),
    ActionSpec("next-map", "Next map", "Heatmap", "step_map", ("M",), "next", 1),
    ActionSpec("previous-map", "Previous map", "Heatmap", "step_map", ("Shift+M",), "", -1),
    ActionSpec("opacity-up", "More opaque", "Heatmap", "step_opacity", ("]",), "", 0.1),
    ActionSpec("opacity-down", "Less opaque", "Heatmap", "step_opacity", ("[",), "", -0.1),
    ActionSpec("threshold-up", "Hide more", "Heatmap", "step_threshold", (".",), "", 0.05),
    ActionSpec("threshold-down", "Hide less", "Heatmap", "step_threshold", (",",), "", -0.05),
)


class HeatmapCommands:
    """How the map is shown, and which."""

    def __init__(self, controller: Controller) -> None:
        self._session = controller.session

    def toggle(self) -> None:
        """Show or hide the map."""
        overlay = self._session.state.overlay
        overlay.visible = not overlay.visible

    def go_hottest(self) -> None:
        """Put the crosshair on the strongest cell."""
        self._session.go_hottest()

    def step_map(self, step: int) -> None:
        """Show the next or previous map."""
        self._session.next_method(step)

    def step_opacity(self, step: float) -> None:
        """Change the opacity within its bounds."""
        overlay = self._session.state.overlay
        overlay.opacity = round(min(1.0, max(0.0, overlay.opacity + step)), 2)

    def step_threshold(self, step: float) -> None:
        """Change the threshold within its bounds."""
        overlay = self._session.state.overlay
        overlay.threshold = round(min(1.0, max(0.0, overlay.threshold + step)), 2)
