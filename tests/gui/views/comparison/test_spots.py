"""Where cells stand: as large as can be, heads or not."""

from __future__ import annotations

import pytest

from camviewer.gui.views.comparison.spots import Spot, best_columns, flow, lay
from camviewer.session.grid import Head, Table

ALONE = Table((), (("a", "b", "c"),))
LAYERS = Table(
    (Head("", "late"), Head("early", "early")), (("a", "a@early"), ("b", "")), ("a", "b")
)


@pytest.mark.parametrize(
    ("count", "width", "height", "columns"),
    [
        (1, 900, 600, 1),
        (2, 900, 600, 2),
        (2, 400, 900, 1),
        (4, 800, 800, 2),
        (5, 1200, 700, 3),
        (40, 720, 660, 3),
    ],
)
def test_cells_are_as_large_as_can_be(count, width, height, columns):
    assert best_columns(count, width, height) == columns


def test_maps_flow_row_by_row():
    assert flow("abc", 2, 5) == (Spot(5, 0, "a"), Spot(5, 1, "b"), Spot(6, 0, "c"))


def test_methods_alone_flow_with_mixed_maps_last():
    names = [spot.name for spot in lay(ALONE, ("difference",), 2)]
    assert names == ["a", "b", "c", "difference"]


def test_columns_keep_their_places_also_where_a_map_is_missing():
    spots = lay(LAYERS, ("difference", "consensus", "disagreement"), 3)
    assert spots[:4] == (
        Spot(0, 0, "a"), Spot(0, 1, "a@early"), Spot(1, 0, "b"), Spot(1, 1),
    )  # fmt: skip
    assert [(spot.row, spot.column) for spot in spots[4:]] == [(2, 0), (2, 1), (3, 0)]


def test_a_list_has_every_map_and_no_gap():
    assert [spot.name for spot in lay(LAYERS, (), 1)] == ["a", "a@early", "b"]
