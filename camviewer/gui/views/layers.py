"""The list of what is drawn over every plane, from the lowest to the highest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.gui.views.mask_layer import MaskLayer
from camviewer.gui.views.measure_layer import MeasureLayer

if TYPE_CHECKING:
    from collections.abc import Callable

    from camviewer.gui.views.layer import Drawn, Layer
    from camviewer.session.service import Session

LAYERS: tuple[Callable[[Drawn, Session], Layer], ...] = (
    MaskLayer,
    MeasureLayer,
)
