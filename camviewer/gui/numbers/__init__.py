"""Numbers about the maps, below the comparison: table, curves, pairs, and what to measure."""

from camviewer.gui.numbers.numbers_view import NumbersView

__all__ = ["NumbersView"]
