"""How the map is shown, and which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.gui.deeds.spec import ActionSpec
from camviewer.session.inspecting import inspectable

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller
    from camviewer.gui.deeds.spec import Window

DRAWINGS = ("fill", "contour", "both")
SLABS = ("none", "max", "min", "mean")
ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("overlay", "Show or hide the heatmap", "Heatmap", "toggle", ("H",), "overlay"),
    ActionSpec(
        "next-region",
        "Hottest place, then the next hot region",
        "Heatmap",
        "step_region",
        ("N",),
        "hottest",
        1,
    ),
    ActionSpec(
        "previous-region",
        "Previous hot region",
        "Heatmap",
        "step_region",
        ("Shift+N",),
        "",
        -1,
    ),
    ActionSpec("drawing", "Colours, lines or both", "Heatmap", "cycle_drawing", ("O",)),
    ActionSpec("cells", "Smooth or the network's own cells", "Heatmap", "toggle_cells", ("G",)),
    ActionSpec("slab", "Slab: off, MIP, MinIP, mean", "Heatmap", "cycle_slab", ("K",)),
    ActionSpec("next-map", "Next map", "Heatmap", "step_map", ("M",), "next", 1),
    ActionSpec("previous-map", "Previous map", "Heatmap", "step_map", ("Shift+M",), "", -1),
    ActionSpec("opacity-up", "More opaque", "Heatmap", "step_opacity", ("]",), "", 0.1),
    ActionSpec("opacity-down", "Less opaque", "Heatmap", "step_opacity", ("[",), "", -0.1),
    ActionSpec("threshold-up", "Hide more", "Heatmap", "step_threshold", (".",), "", 0.05),
    ActionSpec("threshold-down", "Hide less", "Heatmap", "step_threshold", (",",), "", -0.05),
    ActionSpec(
        "channels", "Channels behind the map…", "Heatmap", "show_channels", ("Shift+C",)
    ),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("deeds.heatmap", text)


class HeatmapCommands:
    """How the map is shown, and which."""

    def __init__(self, controller: Controller, window: Window) -> None:
        self._session = controller.session
        self._asker = controller.asker
        self._window = window

    def toggle(self) -> None:
        """Show or hide the map."""
        overlay = self._session.state.overlay
        overlay.visible = not overlay.visible

    def step_region(self, step: int) -> None:
        """Go to the hottest place, then from one region to the next."""
        self._session.next_region(step)

    def cycle_drawing(self) -> None:
        """Colours, lines around the top of the mass, both."""
        overlay = self._session.state.overlay
        overlay.drawing = _next(DRAWINGS, overlay.drawing)

    def toggle_cells(self) -> None:
        """Show the network's own cells, or smooth between them."""
        overlay = self._session.state.overlay
        overlay.smooth = not overlay.smooth

    def cycle_slab(self) -> None:
        """Draw a slice alone, or the highest, lowest or mean of several."""
        image, view = self._session.state.case.image, self._session.state.view
        if image is not None and image.is_volume and not image.is_colour:
            view.slab = _next(SLABS, view.slab)

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

    def show_channels(self) -> None:
        """Open the channel inspector, or say why there is none."""
        state, methods = self._session.state, self._session.methods()
        if inspectable(state.case, methods) is None:
            self._asker.show_error(
                _tr("There is no map of CF-CAM here to look into."),
                _tr("Choose CF-CAM among the methods and press Explain."),
            )
        else:
            self._window.show_channels()


def _next(values: tuple[str, ...], now: str) -> str:
    """Return the value after the present one, in a ring."""
    return values[(values.index(now) + 1) % len(values)]
