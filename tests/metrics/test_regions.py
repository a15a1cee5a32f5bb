"""Regions on hand-made maps, and a flood fill by hand on random ones."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.metrics.regions import hot_regions


def flood(inside):
    """Sets of cells that touch by a face."""
    left, found = {tuple(cell) for cell in np.argwhere(inside)}, []
    while left:
        todo = [left.pop()]
        region = set(todo)
        while todo:
            cell = np.array(todo.pop())
            for axis in range(inside.ndim):
                for side in (-1, 1):
                    near = cell.copy()
                    near[axis] += side
                    if tuple(near) in left:
                        left.remove(tuple(near))
                        region.add(tuple(near))
                        todo.append(tuple(near))
        found.append(region)
    return found


@pytest.mark.parametrize("shape", [(12, 15), (7, 6, 8)])
def test_regions_are_what_a_flood_fill_finds(shape):
    array = np.random.default_rng(1).normal(size=shape).astype(np.float32)
    found = hot_regions(array, 0.3, most=10_000)
    wanted = flood(array >= 0.3 * array.max())
    assert found.count == len(found.items) == len(wanted)
    got = [{tuple(c) for c in np.argwhere(found.labels == item.label)} for item in found.items]
    assert {frozenset(x) for x in got} == {frozenset(x) for x in wanted}
    whole = array[array > 0].sum(dtype=np.float64)
    for item, cells in zip(found.items, got, strict=True):
        values = [float(array[cell]) for cell in cells]
        assert item.cells == len(cells)
        assert item.share == pytest.approx(sum(values) / whole)
        assert item.peak == max(values)
        assert array[item.peak_index] == item.peak
        centre = sum(np.array(c) * float(array[c]) for c in cells) / sum(values)
        np.testing.assert_allclose(item.centre_index, centre, atol=1e-9)
        assert item.low == tuple(np.min(list(cells), axis=0))
        assert item.high == tuple(np.max(list(cells), axis=0))
    shares = [item.share for item in found.items]
    assert shares == sorted(shares, reverse=True)


def test_cells_that_touch_by_a_corner_are_two_regions():
    found = hot_regions(np.array([[4, 0], [0, 3]], np.float32))
    assert found.count == 2
    assert [item.share for item in found.items] == pytest.approx([4 / 7, 3 / 7])


def test_the_level_itself_lies_inside_and_what_speaks_against_has_no_mass():
    found = hot_regions(np.array([8, 4, 3, -9], np.float32))
    assert found.level == 4
    (item,) = found.items
    assert (item.low, item.high, item.cells) == ((0,), (1,), 2)
    assert item.share == pytest.approx(12 / 15)
    assert item.centre_index == pytest.approx((1 / 3,))


def test_only_the_heaviest_are_described():
    array = np.zeros(60, np.float32)
    array[::2] = np.linspace(1, 2, 30)
    found = hot_regions(array, most=20)
    assert (found.count, len(found.items)) == (30, 20)
    assert found.items[0].peak_index == (58,)


def test_a_blank_map_has_none():
    assert hot_regions(np.zeros((3, 3), np.float32)) is None
    assert hot_regions(-np.ones((3, 3), np.float32)) is None
