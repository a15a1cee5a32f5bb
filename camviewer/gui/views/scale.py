"""The colour scale of a heatmap as the state asks for it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.render.colour import overlay_lut
from camviewer.render.overlay import scale_top
from camviewer.session.comparison import EXTRAS
from camviewer.session.grid import shared_maps

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from camviewer.core.image import Heatmap
    from camviewer.session.state import Overlay, State

STALE_OPACITY = 0.35
_MIX_TOPS = {"difference": 1.0, "consensus": 1.0, "disagreement": 0.5}
_MIDDLE_RANK = 0.5


@dataclass(frozen=True, eq=False)
class Scale:
    """From values to colours.

    Attributes
    ----------
    levels
        Values of the first and last entry.
    table : uint8 array, (256, 4)
        Red, green, blue and alpha.
    threshold
        Value below which nothing is drawn.
    rule
        As in ``state.overlay.scale``.
    count
        Maps that share it.
    """

    levels: tuple[float, float]
    table: NDArray[np.uint8]
    threshold: float
    rule: str
    count: int

    @property
    def is_signed(self) -> bool:
        """Whether values against the target are coloured too."""
        return self.levels[0] < 0


def scale_of(state: State, heatmap: Heatmap, *, is_dimmed: bool = False) -> Scale:
    """Work out the scale of one map; a dimmed one is fainter."""
    overlay = state.overlay
    if heatmap.method in EXTRAS:
        return _mix_scale(overlay, heatmap.method, is_dimmed=is_dimmed)
    maps = shared_maps(state) if overlay.scale == "shared" else (heatmap,)
    top = scale_top(maps, overlay.scale, overlay.fixed_top, signed=overlay.signed)
    table = overlay_lut(
        overlay.colours,
        opacity=overlay.opacity * (STALE_OPACITY if is_dimmed else 1.0),
        threshold=overlay.threshold,
        ramp=overlay.ramp,
        signed=overlay.signed,
    )
    low = -top if overlay.signed else 0.0
    return Scale((low, top), table, overlay.threshold * top, overlay.scale, len(maps))


def _mix_scale(overlay: Overlay, name: str, *, is_dimmed: bool) -> Scale:
    """Return the scale of a map made of maps, which is always the same.

    Of a consensus nothing is drawn below the middle rank: that is what any map has there.
    """
    top, is_signed = _MIX_TOPS[name], name == "difference"
    threshold = overlay.threshold
    if name == "consensus":
        threshold = max(threshold, _MIDDLE_RANK)
    table = overlay_lut(
        overlay.colours,
        opacity=overlay.opacity * (STALE_OPACITY if is_dimmed else 1.0),
        threshold=threshold,
        ramp=overlay.ramp,
        signed=is_signed,
    )
    return Scale((-top if is_signed else 0.0, top), table, threshold * top, "fixed", 1)
