"""A plane with a map that is none of the case's: a channel's, or one that is tried. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.gui.views.scale import Scale
from camviewer.gui.views.slice_source import SliceSource
from camviewer.render.colour import overlay_lut
from camviewer.render.overlay import ScaleRule, scale_top

if TYPE_CHECKING:
    from camviewer.core.image import Heatmap
    from camviewer.session.service import Session


class OwnSource(SliceSource):
    """What one plane shows under a map that is handed to it.

    Parameters
    ----------
    session, plane
        As for :class:`SliceSource`.
    is_result
        Whether it is a heatmap, drawn below 0 only where the others are; else whatever has a
        sign shows both.

    Attributes
    ----------
    own : Heatmap or None
        The map; drawn even while the heatmaps of the case are hidden.
    """

    tells_blank = False

    def __init__(self, session: Session, plane: str, *, is_result: bool = False) -> None:
        super().__init__(session, plane, "own")
        self._is_result = is_result
        self.own: Heatmap | None = None

    @property
    def heatmap(self) -> Heatmap | None:
        """The map laid over the plane."""
        image, own = self.session.state.case.image, self.own
        if own is None or image is None or own.grid.ndim != image.grid.ndim:
            return None
        return own

    @property
    def shows_map(self) -> bool:
        """A map that was asked for is always drawn."""
        return True

    @property
    def is_stale(self) -> bool:
        """It answers its own question."""
        return False

    def scale(self) -> Scale | None:
        """Give the map its own top; one with a sign has both ends."""
        heatmap, overlay = self.heatmap, self.session.state.overlay
        if heatmap is None:
            return None
        asked = (overlay.colours, overlay.opacity, overlay.threshold, overlay.ramp)
        signed = overlay.signed if self._is_result else heatmap.is_signed
        made: Scale = self._scale.get(
            (heatmap, signed, *asked), lambda: self._made(heatmap, signed=signed)
        )
        return made

    def _made(self, heatmap: Heatmap, *, signed: bool) -> Scale:
        overlay = self.session.state.overlay
        top = scale_top((heatmap,), ScaleRule.MAP, signed=signed)
        table = overlay_lut(
            overlay.colours,
            opacity=overlay.opacity,
            threshold=overlay.threshold,
            ramp=overlay.ramp,
            signed=signed,
        )
        low = -top if signed else 0.0
        return Scale((low, top), table, overlay.threshold * top, "map", 1)
