"""An axis of a plot whose numbers are written as everywhere else in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg

from camviewer.gui.views.readout import number, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence


class PlainAxis(pg.AxisItem):
    """Writes numbers with a true minus and no prefixes; a logarithmic one writes the values."""

    def tickStrings(
        self, values: Sequence[float], _scale: float, _spacing: float
    ) -> Sequence[str]:
        """Write what stands at the ticks."""
        if self.logMode:
            return [number(10.0**value) for value in values]
        return numbers(values) if len(values) else []
