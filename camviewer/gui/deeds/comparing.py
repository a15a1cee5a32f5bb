"""What is compared, and the two maps that are held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.gui.deeds.spec import ActionSpec

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller

_STEP = 0.1
_AXES = (
    ("methods", "Compare methods", "Alt+M"),
    ("layers", "Compare layers", "Alt+L"),
    ("targets", "Compare targets", "Alt+T"),
    ("models", "Compare models", "Alt+N"),
)
_EXTRA_TEXTS = (
    ("difference", "Difference of A and B", "Y"),
    ("consensus", "Consensus and disagreement of the maps", "U"),
)
ACTIONS: tuple[ActionSpec, ...] = (
    *(
        ActionSpec(f"compare-{axis}", text, "Compare", "set_axis", (key,), "", axis,
                   ticks=f"comparison.axis={axis}")
        for axis, text, key in _AXES
    ),
    ActionSpec(
        "compare-run", "Make the maps of the comparison", "Compare", "run", ("Ctrl+Shift+E",)
    ),
    ActionSpec("compare-a", "Next map as A", "Compare", "step_map", ("A",), "", "first"),
    ActionSpec("compare-b", "Next map as B", "Compare", "step_map", ("Shift+A",), "", "second"),
    ActionSpec("compare-fade", "Fade A and B in one place", "Compare", "toggle_fade", ("T",),
               ticks="comparison.is_fading"),
    ActionSpec("compare-swap", "Swap A and B in place", "Compare", "swap", ("Q",)),
    ActionSpec("fade-to-b", "More of B", "Compare", "step_fade", ("Ctrl+]",), "", _STEP),
    ActionSpec("fade-to-a", "More of A", "Compare", "step_fade", ("Ctrl+[",), "", -_STEP),
    *(
        ActionSpec(f"compare-{name}", text, "Compare", "toggle_extra", (key,), "", name)
        for name, text, key in _EXTRA_TEXTS
    ),
    ActionSpec("compare-scale", "One scale for all maps, or each its own", "Compare",
               "toggle_scale", ("J",), ticks="overlay.scale=shared"),
)  # fmt: skip


class CompareCommands:
    """Changes what is compared; each shows the comparison too."""

    def __init__(self, controller: Controller) -> None:
        self._controller = controller
        self._session = controller.session
        self._held = controller.session.state.comparison

    def set_axis(self, axis: str) -> None:
        """Compare methods, layers, targets or networks."""
        self._show()
        self._held.axis = axis

    def run(self) -> None:
        """Make the maps that are missing."""
        self._controller.comparer.run()

    def step_map(self, which: str) -> None:
        """Take the next map as A or as B."""
        self._show()
        self._session.step_map(which)

    def toggle_fade(self) -> None:
        """Draw A and B in one place, or all maps side by side."""
        self._show()
        self._held.is_fading = not self._held.is_fading

    def swap(self) -> None:
        """Show the other one of A and B alone, in the same place."""
        self._show()
        self._session.swap_maps()

    def step_fade(self, step: float) -> None:
        """Draw more of the one and less of the other."""
        self._show()
        self._held.is_fading = True
        self._held.fade = round(min(1.0, max(0.0, self._held.fade + step)), 2)

    def toggle_extra(self, name: str) -> None:
        """Show or hide the cell of a map made of maps."""
        self._show()
        self._session.toggle_mix(name)

    def toggle_scale(self) -> None:
        """Give all maps one scale, or each its own."""
        overlay = self._session.state.overlay
        overlay.scale = "map" if overlay.scale == "shared" else "shared"

    def _show(self) -> None:
        self._session.state.view.place = "compare"
