"""The list of what is drawn over every plane, from the lowest to the highest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.gui.views.cell_grid_layer import CellGridLayer
from camviewer.gui.views.contour_layer import ContourLayer
from camviewer.gui.views.mask_layer import MaskLayer
from camviewer.gui.views.measure_layer import MeasureLayer
from camviewer.gui.views.region_tags import RegionTags

if TYPE_CHECKING:
    from collections.abc import Callable

    from camviewer.gui.views.layer import Drawn, Layer
    from camviewer.session.service import Session

LAYERS: tuple[Callable[[Drawn, Session], Layer], ...] = (
    CellGridLayer,
    MaskLayer,
    ContourLayer,
    RegionTags,
    MeasureLayer,
)
