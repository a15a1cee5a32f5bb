"""An axis of a plot whose numbers are written as everywhere else in the window."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

import pyqtgraph as pg

from camviewer.gui.views.readout import number

if TYPE_CHECKING:
    from collections.abc import Sequence


class PlainAxis(pg.AxisItem):
    """Writes numbers with a true minus and no prefixes; a logarithmic one writes the values."""

    def tickStrings(
        self, values: Sequence[float], _scale: float, spacing: float
    ) -> Sequence[str]:
        """Write what stands at the ticks, with as many digits as tell them apart."""
        if self.logMode:
            return _powers(values)
        top = max((abs(value) for value in values), default=0.0)
        digits = 1
        if top > 0:
            digits = max(1, floor(log10(top) + 1e-9) - floor(log10(spacing) + 1e-9) + 1)
        # Rounding leaves next to nothing where the middle is meant.
        return [
            number(value if abs(value) > spacing / 100 else 0.0, digits) for value in values
        ]


def _powers(values: Sequence[float]) -> list[str]:
    """Write powers of ten; over more than a decade 1, 2 and 5 alone, which leaves room."""
    texts = [number(10.0**value) for value in values]
    if len(values) and max(values) - min(values) > 1:
        return [text if _first_digit(text) in "125" else "" for text in texts]
    return texts


def _first_digit(text: str) -> str:
    return text.lstrip("0.")[:1] or "0"
