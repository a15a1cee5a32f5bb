"""Where the cells of the comparison stand. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.session.grid import Table

LINES_PX = 64
"""Height of a cell's words and colours, and of the gap to the next row."""
CELL_PX = 180
"""Narrower, a cell shows no slice that could be judged: the grid scrolls instead."""
GAP_PX = 8


@dataclass(frozen=True)
class Spot:
    """One place of the grid.

    Attributes
    ----------
    row, column
        From 0.
    name
        Of the map; empty where there is none.
    """

    row: int
    column: int
    name: str = ""


def best_columns(count: int, width: float, height: float) -> int:
    """Columns of a grid whose square cells are largest, and none narrower than they may be."""
    most = max(1, int(width // (CELL_PX + GAP_PX)))

    def side(columns: int) -> float:
        rows = max(1, -(-count // columns))
        return min(width / columns, height / rows - LINES_PX)

    return max(range(1, max(1, min(count, most)) + 1), key=side)


def flow(names: Sequence[str], columns: int, first_row: int = 0) -> tuple[Spot, ...]:
    """Lay maps out row by row."""
    return tuple(
        Spot(first_row + number // columns, number % columns, name)
        for number, name in enumerate(names)
    )


def lay(table: Table, extras: Sequence[str], columns: int) -> tuple[Spot, ...]:
    """Lay the whole comparison out.

    Parameters
    ----------
    table
        What is compared.
    extras
        Maps made of maps, which stand last.
    columns
        Of a grid without heads; one makes a list of any.
    """
    if len(table.heads) < 2 or columns == 1:
        return flow((*table.names, *extras), columns)
    cells = [
        Spot(row, column, name)
        for row, names in enumerate(table.rows)
        for column, name in enumerate(names)
    ]
    return (*cells, *flow(extras, len(table.heads), len(table.rows)))
